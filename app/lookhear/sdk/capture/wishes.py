"""What `start_session` was given, as the rows of `startRecording` (contract §5.3, §6.2): objects, dictionaries, strings, None. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.sdk.capture.channels import Channel, type_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_DEFAULTS: Final = {"mic": "mic:default", "system_audio": "system_audio:default"}  # bare words of some programs: contract §3.2
_IDS: Final = ("channel_id", "channelId", "id", "name")
_LABELS: Final = ("name", "display_name", "label")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """One channel that is to be recorded. ``names`` are all that a program may call it by."""

    channel_id: str
    type: str
    name: str
    names: frozenset[str]
    store: bool | None = None
    is_primary: bool = False


def start_params(
    *,
    session_id: object,
    channels: Iterable[object] | None,
    primary: str | None,
    listed: Iterable[Channel],
    duration_s: float | None,
) -> dict[str, object]:
    """The parameters of `startRecording`, the token excepted. ``listed`` are the channels as last seen, to know them by their labels.

    None is left out of the channels, and so is one that is named twice. The primary display is the one of that id, name or label, else
    the one that says so of itself; without either the engine takes the first. Raises ValueError with a sentence for what makes no sense.
    """
    if not isinstance(session_id, str) or not session_id.strip():
        raise ValueError("The capture session is said by its id, as text: your backend gets it as create_capture_session(…).id.")
    if duration_s is not None and not (math.isfinite(duration_s) and duration_s > 0):
        raise ValueError(f"A recording cannot last {duration_s} seconds: leave duration_s out for one without a limit.")
    wishes = _wishes(channels, {name: channel for channel in listed for name in _names_of(channel)})
    chosen = _primary(wishes, primary)
    params: dict[str, object] = {"sessionId": session_id, "channels": [_row(wish, chosen) for wish in wishes]}
    if chosen is not None:
        params["primary_video_channel_id"] = chosen.channel_id
    if duration_s is not None:
        params["duration_s"] = float(duration_s)
    return params


def _wishes(channels: Iterable[object] | None, listed: Mapping[str, Channel]) -> list[_Wish]:
    if channels is None or isinstance(channels, str | Channel | Mapping):
        raise ValueError("The channels are a list, also when there is only one.")
    wished: dict[str, _Wish] = {}
    for entry in channels:
        wish = None if entry is None else _wish(entry, listed)
        if wish is not None:
            wished.setdefault(wish.channel_id, wish)
    if not wished:
        raise ValueError("At least one channel must be recorded, and there is none in the list: see list_channels().")
    return list(wished.values())


def _wish(entry: object, listed: Mapping[str, Channel]) -> _Wish | None:
    if isinstance(entry, Channel):
        return _Wish(
            channel_id=entry.id,
            type=entry.type,
            name=entry.name,
            names=frozenset(_names_of(entry)),
            store=None if entry.store is None else bool(entry.store),
            is_primary=bool(entry.is_primary),
        )
    if isinstance(entry, str):
        return _named(entry, listed, {})
    if isinstance(entry, Mapping):
        name = next((value for key in _IDS if isinstance(value := entry.get(key), str) and value), "")
        return None if entry.get("record") is False else _named(name, listed, entry)
    raise ValueError(f"A channel is one of list_channels(), its id or a dictionary with an id, not {type(entry).__name__}.")


def _named(name: str, listed: Mapping[str, Channel], said: Mapping[object, object]) -> _Wish:
    """A channel by what a program calls it; ids need not be listed."""
    known = listed.get(name)
    channel_id = known.id if known is not None else _DEFAULTS.get(name, name)
    type_ = type_of(channel_id) or str(said.get("type") or (known.type if known is not None else ""))
    if not type_:
        raise ValueError(f"{name!r} is no channel: the ids look like mic:default, system_audio:default and display:1.")
    labels = {value for key in _LABELS if isinstance(value := said.get(key), str)}
    store = said.get("store")
    return _Wish(
        channel_id=channel_id,
        type=type_,
        name=known.name if known is not None else channel_id,
        names=frozenset({name, channel_id, *labels, *(_names_of(known) if known is not None else ())}),
        store=store if isinstance(store, bool) else None,
        is_primary=any(said.get(key) is True for key in ("is_primary", "isPrimary")),
    )


def _names_of(channel: Channel) -> tuple[str, ...]:
    return tuple(name for name in (channel.id, channel.name, channel.display_name, channel.label) if name)


def _primary(wishes: list[_Wish], primary: str | None) -> _Wish | None:
    videos = [wish for wish in wishes if wish.type == "video"]
    if primary is None:
        return next((wish for wish in videos if wish.is_primary), None)
    exact = next((wish for wish in videos if wish.channel_id == primary), None)
    found = exact or next((wish for wish in videos if primary in wish.names), None)
    if found is None:
        names = ", ".join(wish.channel_id for wish in videos) or "none"
        raise ValueError(f"{primary!r} is to be the primary display and is not among those that are recorded: {names}.")
    return found


def _row(wish: _Wish, primary: _Wish | None) -> dict[str, object]:
    row = {"channel_id": wish.channel_id, "type": wish.type, "name": wish.name, "store": wish.store}
    return {**row, "is_primary": wish is primary}
