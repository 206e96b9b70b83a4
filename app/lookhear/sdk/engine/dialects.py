"""The engine's dialects: who speaks, what ``store: false`` means there, and under which names events are told. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lookhear.sdk.engine.ports import Dialect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OWN_CLIENT: Final = "lookhear/"  # how our client begins what it says of itself in `init`


class NamesMode(StrEnum):
    """What stands as ``name`` in the list of channels (contract §5.2)."""

    AUTO = "auto"  # by dialect: the quickstart's Python compares names with ids, Node programs show names to people
    ID = "id"
    PRETTY = "pretty"

    def is_pretty(self, dialect: Dialect) -> bool:
        """Whether names are for people in this dialect."""
        return self is NamesMode.PRETTY or (self is NamesMode.AUTO and dialect is Dialect.NODE)


def dialect_of(params: Mapping[str, object]) -> Dialect:
    """Who sent this `init` (contract §6.3): only Node's brings the token along, only ours says its name."""
    if "sessionToken" in params:
        return Dialect.NODE
    return Dialect.LOOKHEAR if str(params.get("client", "")).startswith(OWN_CLIENT) else Dialect.PYTHON


def store_of(value: object, dialect: Dialect, *, is_false_meant: bool) -> bool | None:
    """What a channel's ``store`` means; None leaves it to the backend.

    The official Python SDK sends false when nothing was said and cannot leave it out, so that there false is nobody's wish unless
    ``is_false_meant`` says so (contract §8, C8). The others are taken at their word.
    """
    if not isinstance(value, bool):
        return None
    if value is False and dialect is Dialect.PYTHON and not is_false_meant:
        return None
    return value


def spelled(event: str, payload: Mapping[str, object], dialect: Dialect) -> Iterator[tuple[str, dict[str, object]]]:
    """The lines an event is told in: its hyphenated name always, and in Node's dialect the names with colons too (contract §5.4)."""
    yield event, dict(payload)
    if dialect is Dialect.NODE:
        session = {"sessionId": payload.get("session_id")}
        match event:
            case "recording-started":
                yield "recording:started", session
            case "recording-complete":
                yield "recording:stopped", session
            case "error":
                yield "recording:error", {**session, "error": payload.get("message"), "code": payload.get("code")}
                yield "recording:stopped", session  # else the SDK says for ever that it captures
            case "upload-progress":
                yield "upload:progress", {**session, "channelId": payload.get("channel_id"), "progress": payload.get("progress")}
            case "upload-complete":
                yield "upload:complete", {**session, "channelId": payload.get("channel_id"), "url": payload.get("url")}
            case _:
                pass
