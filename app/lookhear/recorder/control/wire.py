"""What is said over the control socket of a recording: one request and one answer for each connection, a line of JSON each.

    {"do": "status"} · {"do": "stop"} · {"do": "pause"} · {"do": "resume"} · {"do": "mark", "text": "…"}

    {"ok": true, "recording_id", "folder", "pid", "state", "changed", "t_ns", "failures": [{"channel", "message"}], "uploads": {…} | null}
    {"ok": false, "code", "message", "hint"}

An answer to anything but ``status`` comes when it has happened. ``state`` is a value of `recorder.session.State`.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from lookhear.errors import ControlError, NotNow, UsageError
from lookhear.protocol.ids import is_recording_id

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.errors import LookhearError

MAX_REQUEST_BYTES: Final = 16 << 10
MAX_ANSWER_BYTES: Final = 256 << 10
_SUFFIX: Final = ".control"
_ERRORS: Final = {error.code: error for error in (NotNow, UsageError)}


class Verb(StrEnum):
    """What can be asked of a recording."""

    STATUS = "status"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Request:
    """One request; ``text`` is that of a marker."""

    verb: Verb
    text: str = ""

    def to_line(self) -> bytes:
        """The line on the wire."""
        return _line({"do": self.verb.value} | ({"text": self.text} if self.text else {}))

    @classmethod
    def parse(cls, line: bytes) -> Request:
        """Read a line. Raises UsageError for what is no request."""
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UsageError("That is not a line of JSON.") from error
        match value:
            case {"do": str(verb), **rest} if verb in set(Verb) and isinstance(text := rest.get("text", ""), str):
                return cls(Verb(verb), text)
        raise UsageError(f"That is not a request; there are {', '.join(Verb)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A recording's answer. ``changed``: it was not so before. ``failures``: sources that are not open for now, and why.

    ``t_ns`` is the session time of a marker. ``uploads`` has the fields of `recorder.upload.status.UploadStatus`.
    """

    recording_id: str
    folder: str
    pid: int
    state: str
    changed: bool = False
    t_ns: int | None = None
    failures: tuple[tuple[str, str], ...] = ()
    uploads: dict[str, Any] | None = None

    def to_line(self) -> bytes:
        """The line on the wire."""
        failures = [{"channel": channel, "message": message} for channel, message in self.failures]
        return _line({"ok": True, **dataclasses.asdict(self), "failures": failures})

    @classmethod
    def parse(cls, line: bytes) -> Answer:
        """Read a line. Raises what the recording said is wrong, and ControlError for what is no answer."""
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ControlError("The recording answered something else than a line of JSON.") from error
        match value:
            case {"ok": False, "code": str(code), "message": str(message), "hint": str(hint)}:
                raise _ERRORS.get(code, ControlError)(message, hint=hint)
            case {"ok": True, "recording_id": str(recording_id), "folder": str(folder), "pid": int(pid), "state": str(state), **rest}:
                uploads, t_ns = rest.get("uploads"), rest.get("t_ns")
                return cls(
                    recording_id=recording_id,
                    folder=folder,
                    pid=pid,
                    state=state,
                    changed=rest.get("changed") is True,
                    t_ns=t_ns if isinstance(t_ns, int) else None,
                    failures=tuple(_failures(rest.get("failures"))),
                    uploads=uploads if isinstance(uploads, dict) else None,
                )
        raise ControlError("The recording gave an answer that this version does not know.")


def error_line(error: LookhearError) -> bytes:
    """The answer that something is wrong."""
    return _line({"ok": False, "code": error.code, "message": str(error), "hint": error.hint})


def socket_path(run_folder: Path, recording_id: str) -> Path:
    """Where the control socket of a recording is."""
    return run_folder / f"{recording_id}{_SUFFIX}"


def recording_of(path: Path) -> str | None:
    """The recording whose control socket this is, or None for another file."""
    recording_id = path.name.removesuffix(_SUFFIX)
    return recording_id if recording_id != path.name and is_recording_id(recording_id) else None


def _failures(value: object) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in value if isinstance(value, list) else []:
        match entry:
            case {"channel": str(channel), "message": str(message)}:
                found.append((channel, message))
    return found


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
