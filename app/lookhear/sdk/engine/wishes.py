"""What `startRecording` asks for, read from whatever programs send (contract §3.2, §5.3, §6.2). Pure."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lookhear.errors import NothingToCapture, UsageError
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.protocol.credentials import is_secret
from lookhear.protocol.ingest import MAX_TRACKS
from lookhear.sdk.engine.dialects import store_of
from lookhear.sdk.engine.ports import Dialect, StartWish, WishedChannel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.sdk.engine.channels import Listing

_SCREENS: Final = ("display", "screen")
_MAIN: Final = ("", "default", "primary")
_DEFAULT: Final = "default"
_LONGEST_S: Final = sys.float_info.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the engine was told before, by `init` and by its environment. Without ``api_url`` the backend of this computer is meant."""

    dialect: Dialect = Dialect.PYTHON
    api_url: str | None = None
    token: str = field(default="", repr=False)
    is_false_meant: bool = False
    duration_s: float | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A channel that was asked for and is none that can be recorded; ``why`` is a sentence."""

    channel_id: str
    why: str


def read_wish(params: Mapping[str, object], told: Told, listing: Listing) -> tuple[StartWish, tuple[LeftOut, ...]]:
    """What is to be recorded, and what of the wish is left out.

    The primary display is the one that is flagged, else the one that is named, else the first (contract §5.3).
    Raises UsageError for a wish that makes no sense, NothingToCapture.
    """
    session_id, token = _text(params.get("sessionId")), _text(params.get("uploadToken")) or told.token
    if not session_id.isprintable() or not session_id:  # half a surrogate pair among others, which no file and no address can hold
        raise UsageError("A recording needs the id of its session.", hint="Pass the id that your backend created, such as cap-….")
    if not is_secret(token):
        raise UsageError("A recording needs a client token.", hint="Have your backend make one for this session.")
    channels: dict[ChannelId, WishedChannel] = {}
    left_out: list[LeftOut] = []
    flagged: list[ChannelId] = []
    for row in _rows(params.get("channels")):
        named = _text(row.get("channel_id")) or _text(row.get("channelId")) or _text(row.get("id"))
        try:
            channel = channel_of(named, listing)
        except ValueError as exc:
            left_out.append(LeftOut(named, sentence_of(exc)))
            continue
        store = store_of(row.get("store"), told.dialect, is_false_meant=told.is_false_meant)
        channels.setdefault(channel, WishedChannel(channel_id=channel, name=_name(row, channel, listing), store=store))
        if row.get("is_primary") is True:
            flagged.append(channel)
    if not channels:
        why = " ".join(out.why for out in left_out)
        hint = "List the channels, and name some of them."
        raise NothingToCapture(f"Not one channel was named that can be recorded. {why}".strip(), hint=hint)
    if len(channels) + len(left_out) > MAX_TRACKS:  # trying to open them would take longer than anybody waits
        raise UsageError(f"At most {MAX_TRACKS} channels can be recorded together.")
    if named := _text(params.get("primary_video_channel_id")):
        flagged += _named(named, channels, listing)
    displays = [channel for channel in channels if channel.kind.is_video]
    wish = StartWish(
        session_id=session_id,
        token=token,
        api_url=told.api_url,
        channels=tuple(channels.values()),
        primary=next((channel for channel in (*flagged, *displays) if channel in displays), None),
        duration_s=_duration_s(params) or told.duration_s,
    )
    return wish, tuple(left_out)


def channel_of(text: str, listing: Listing) -> ChannelId:
    """The channel of a name as programs write it: bare kinds mean the default one, ``screen:`` is ``display:``. Raises ValueError."""
    kind, _, key = text.strip().partition(":")
    kind = kind.lower()
    if kind in _SCREENS:
        return listing.primary if key in _MAIN else ChannelId(ChannelKind.DISPLAY, key)
    if kind in {ChannelKind.MIC, ChannelKind.SYSTEM_AUDIO}:
        return ChannelId(ChannelKind(kind), key or _DEFAULT)
    if kind == "camera":
        raise ValueError("cameras cannot be recorded")
    return ChannelId.parse(text)


def sentence_of(error: ValueError) -> str:
    """What is wrong with a name, for people: Python's messages begin small and end open."""
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."


def _rows(channels: object) -> list[Mapping[str, object]]:
    """The rows that ask for something. ``record: false`` asks for nothing; a bare name is as good as a row."""
    if not isinstance(channels, list):
        return []
    rows = [{"channel_id": row} if isinstance(row, str) else row for row in channels]
    return [row for row in rows if isinstance(row, dict) and row.get("record") is not False]


def _name(row: Mapping[str, object], channel: ChannelId, listing: Listing) -> str:
    given = _text(row.get("name"))
    return given if given and given not in {str(channel), _text(row.get("channel_id"))} else listing.name_of(channel)


def _named(text: str, channels: Mapping[ChannelId, WishedChannel], listing: Listing) -> list[ChannelId]:
    """The channels that are named so: by id or, failing that, as people call them."""
    try:
        return [channel_of(text, listing)]
    except ValueError:
        return [channel for channel, wished in channels.items() if wished.name == text]


def _duration_s(params: Mapping[str, object]) -> float | None:
    value = params.get("durationS", params.get("duration_s"))
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _LONGEST_S:
        raise UsageError("The duration of a recording is a number of seconds above zero.")
    return float(value)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
