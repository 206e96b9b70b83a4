"""Reaching the application from another program of the same person: one request and one answer for each connection, a line of JSON each.

    {"do": "status"} · {"do": "start", "countdown_s": 0} · {"do": "toggle"} · {"do": "stop"} · {"do": "pause"} · {"do": "resume"}
    {"do": "show"} · {"do": "pick"} · {"do": "quit"}

    {"ok": true, "pid", "phase", "recording_id": "…" | null, "folder": "…" | null}
    {"ok": false, "code", "message", "hint"}

An answer comes when it has happened. ``phase`` is a value of `lookhear.desktop.engine.view.Phase`.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from lookhear.desktop.engine.view import Phase
from lookhear.errors import CaptureError, ControlError, NoAnswer, NotNow, PermissionMissing, StorageError, UsageError
from lookhear.recorder.control.client import exchange
from lookhear.recorder.control.wire import error_line
from lookhear.system import files
from lookhear.system.paths import private_folder

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.errors import LookhearError

SOCKET: Final = "app.control"
_LOCK: Final = "app.lock"
_LONGEST_COUNTDOWN_S: Final = 60
_KINDS: Final[tuple[type[LookhearError], ...]] = (NotNow, UsageError, PermissionMissing)

__all__ = ["SOCKET", "AppAnswer", "AppRequest", "AppVerb", "Instance", "ask_app", "error_line"]


class AppVerb(StrEnum):
    """What can be asked of the application."""

    STATUS = "status"
    START = "start"
    TOGGLE = "toggle"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    SHOW = "show"
    PICK = "pick"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class AppRequest:
    """One request; ``countdown_s`` is for a start, None as the settings say."""

    verb: AppVerb
    countdown_s: int | None = None

    def to_line(self) -> bytes:
        """The line on the wire."""
        return _line({"do": self.verb.value} | ({} if self.countdown_s is None else {"countdown_s": self.countdown_s}))

    @classmethod
    def parse(cls, line: bytes) -> AppRequest:
        """Read a line. Raises UsageError for what is no request."""
        match _parsed(line):
            case {"do": str(verb), **rest} if verb in set(AppVerb):
                count = rest.get("countdown_s")
                if count is None or (type(count) is int and 0 <= count <= _LONGEST_COUNTDOWN_S):
                    return cls(AppVerb(verb), count)
        raise UsageError(f"That is not a request; there are {', '.join(AppVerb)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppAnswer:
    """The application's answer: what it does now."""

    pid: int
    phase: Phase
    recording_id: str | None = None
    folder: str | None = None

    def to_line(self) -> bytes:
        """The line on the wire."""
        return _line({"ok": True, "pid": self.pid, "phase": self.phase, "recording_id": self.recording_id, "folder": self.folder})

    @classmethod
    def parse(cls, line: bytes) -> AppAnswer:
        """Read a line. Raises what the application said is wrong, and ControlError for what is no answer."""
        match _parsed(line):
            case {"ok": False, "code": str(code), "message": str(message), "hint": str(hint)}:
                raise _error(code, message, hint)
            case {"ok": True, "pid": int(pid), "phase": str(phase), **rest} if phase in set(Phase):
                recording_id, folder = rest.get("recording_id"), rest.get("folder")
                return cls(
                    pid=pid,
                    phase=Phase(phase),
                    recording_id=recording_id if isinstance(recording_id, str) else None,
                    folder=folder if isinstance(folder, str) else None,
                )
        raise ControlError("The application gave an answer that this version does not know.")


class Instance:
    """The right to be the application of this person, held until `close`: the system frees it when its process ends, however it ends."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    @classmethod
    def claim(cls, run_folder: Path) -> Instance | None:
        """Take it; None when another process has it. Raises FolderUnwritable, ControlError where there are no locks."""
        path = private_folder(run_folder) / _LOCK
        fd = -1
        try:
            fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            if files.try_lock(fd):
                return cls(fd)
        except OSError as error:
            if fd >= 0:
                os.close(fd)
            raise ControlError(
                f"Nobody can say whether Lookhear runs already: {path} cannot be locked ({error.strerror}).",
                hint="Set LOOKHEAR_HOME to a folder on a local disk.",
            ) from error
        os.close(fd)
        return None

    def close(self) -> None:
        """Give it back. Harmless when called twice."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def ask_app(run_folder: Path, request: AppRequest, *, timeout_s: float) -> AppAnswer | None:
    """Ask the application and wait for its answer; None when none runs. Raises NoAnswer, and what it says is wrong."""
    try:
        line = exchange(run_folder / SOCKET, request.to_line(), timeout_s=timeout_s)
    except (ConnectionRefusedError, FileNotFoundError):
        return None
    except TimeoutError as error:
        raise NoAnswer(f"Lookhear did not answer within {timeout_s:g} seconds.", hint="Its icon or its window can be used.") from error
    except (EOFError, OSError) as error:
        raise NoAnswer("Lookhear gave no whole answer.", hint="Its icon or its window can be used.") from error
    return AppAnswer.parse(line)


def _error(code: str, message: str, hint: str) -> LookhearError:
    kinds = {kind.code: kind for kind in _KINDS}
    if (kind := kinds.get(code)) is not None:
        return kind(message, hint=hint)
    family = CaptureError if code.startswith("capture.") else StorageError if code.startswith("storage.") else ControlError
    return family(message, hint=hint)


def _parsed(line: bytes) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
