"""A channel of a capture session as the backend tells it, and the categories that streams are asked for by (contract §2.2, §3.2, §3.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from lookhear.errors import WrongArgument
from lookhear.sdk.values.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_CATEGORIES: Final = {
    "mic": "mic",
    "mics": "mic",
    "microphone": "mic",
    "display": "display",
    "displays": "display",
    "screen": "display",
    "screens": "display",
    "system_audio": "system_audio",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChannel:
    """One recordable source of a session: ``channel_id`` is ``mic:default``, ``system_audio:default`` or ``display:1``.

    ``type`` is ``audio`` or ``video``, ``store`` whether its media are kept, ``is_primary`` whether it is the display of the default
    video. Source: a row of ``channels[]`` (contract §2.2).
    """

    channel_id: str
    type: str
    name: str = ""
    store: bool = False
    is_primary: bool = False

    @property
    def id(self) -> str:
        """The same as ``channel_id``, as the official SDK calls it."""
        return self.channel_id

    @property
    def is_video(self) -> bool:
        """True for pictures, false for sound."""
        return self.type == "video"

    @classmethod
    def read(cls, row: Mapping[str, Any], *, primary: str | None) -> Self:
        """From a row; ``primary`` is the session's ``primary_video_channel_id``, for rows that do not say it themselves."""
        channel_id = text_of(row, "channel_id", "id") or ""
        media = text_of(row, "type") or ("video" if category_of(channel_id) == "display" else "audio")
        said = row.get("is_primary")
        return cls(
            channel_id=channel_id,
            type=media,
            name=text_of(row, "name", "channel_name") or channel_id,
            store=row.get("store") is True,
            is_primary=said if isinstance(said, bool) else bool(primary) and channel_id == primary,
        )


def category_of(channel: str) -> str:
    """``mic``, ``display`` or ``system_audio`` for any way to write one (``mics``, ``Screen``, ``display:2``); else the text itself."""
    kind = channel.strip().lower().partition(":")[0]
    return _CATEGORIES.get(kind, kind)


def is_wanted(row: Mapping[str, Any], wanted: str) -> bool:
    """Whether the row of a stream is of a category (``display``), or is of the very channel (``display:2``).

    Raises WrongArgument for what is no text.
    """
    if not isinstance(wanted, str):
        raise WrongArgument(f"{wanted!r:.100} is no channel.", hint="It is mic, display, system_audio, or one of them as display:2.")
    text = wanted.strip().lower()
    _, named, key = text.partition(":")
    if not named or key in {"", "*"}:
        return category_of(text_of(row, "channel_id", "name") or "") == category_of(text)
    ours = {value.strip().lower() for name in ("source_channel_id", "name", "channel_id") if (value := text_of(row, name))}
    return bool(ours & {text, f"{category_of(text)}:{key}"})


def with_primary_first(rows: list[dict[str, Any]], *, primary: str | None) -> list[dict[str, Any]]:
    """Rows of streams, that of the primary display before the others, the order otherwise kept."""

    def is_later(row: Mapping[str, Any]) -> bool:
        if isinstance(said := row.get("is_primary"), bool):
            return not said
        return not primary or primary not in (row.get("source_channel_id"), row.get("name"))

    return sorted(rows, key=is_later)
