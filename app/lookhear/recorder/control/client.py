"""Reaching recordings that run, from another process. Blocks, at most as long as its time limits say."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from lookhear.errors import NoAnswer, NothingIsRecorded, RecordingNotFound, UsageError
from lookhear.recorder.control.wire import MAX_ANSWER_BYTES, Answer, recording_of, socket_path
from lookhear.system import local_socket

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.control.wire import Request

_LOOK_S: Final = 2.0
_ANSWER_S: Final = 60.0  # a source that hangs is waited for, and what was captured is sealed
_SHORTEST_PREFIX: Final = 4


def running(run_folder: Path) -> list[str]:
    """The recordings that can be reached, oldest first. What dead ones left behind is removed."""
    with contextlib.suppress(OSError):
        paths = sorted(run_folder.iterdir())
        return [recording_id for path in paths if (recording_id := recording_of(path)) is not None and _is_alive(path)]
    return []


def choose(ids: list[str], wanted: str | None) -> str:
    """The one that is meant: the only one, or that whose identifier begins so (with or without ``rec-``).

    Raises NothingIsRecorded, RecordingNotFound, and UsageError when several are possible.
    """
    if not ids:
        raise NothingIsRecorded("Nothing is being recorded.")
    prefix = (wanted or "").strip().upper().removeprefix("REC-")
    found = [recording_id for recording_id in ids if recording_id.upper().removeprefix("REC-").startswith(prefix)]
    if wanted is not None and (not found or len(prefix) < _SHORTEST_PREFIX):
        raise RecordingNotFound(f"{wanted!r} is not being recorded.", hint="`lookhear status` lists what is.")
    if len(found) > 1:
        raise UsageError(f"Several recordings run: {', '.join(found)}.", hint="Say which one is meant.")
    return found[0]


def ask(run_folder: Path, recording_id: str, request: Request, *, timeout_s: float = _ANSWER_S) -> Answer:
    """Ask a recording and wait for its answer. Raises NothingIsRecorded, NoAnswer, and what it says is wrong."""
    try:
        return Answer.parse(exchange(socket_path(run_folder, recording_id), request.to_line(), timeout_s=timeout_s))
    except (ConnectionRefusedError, FileNotFoundError) as error:
        raise NothingIsRecorded(f"The recording {recording_id} does not run any more.") from error
    except TimeoutError as error:
        raise NoAnswer(f"The recording {recording_id} did not answer within {timeout_s:g} seconds.") from error
    except EOFError as error:
        raise NoAnswer(f"The recording {recording_id} gave no whole answer.") from error
    except OSError as error:
        raise NoAnswer(f"The recording {recording_id} cannot be reached ({error.strerror or error}).") from error


def exchange(path: Path, line: bytes, *, timeout_s: float) -> bytes:
    """Say a line to who listens at a path, and wait for the line of the answer. Raises OSError, EOFError when there is no whole one."""
    with local_socket.connect(path, timeout_s=timeout_s) as connection:
        connection.sendall(line)
        answer = b""
        while not answer.endswith(b"\n"):
            part = connection.recv(1 << 16)
            if not part or len(answer) > MAX_ANSWER_BYTES:
                raise EOFError
            answer += part
    return answer


def _is_alive(path: Path) -> bool:
    """Whether somebody listens there; what nobody listens to any more is removed."""
    try:
        local_socket.connect(path, timeout_s=_LOOK_S).close()
    except (ConnectionRefusedError, FileNotFoundError):
        with contextlib.suppress(OSError):
            path.unlink()
        return False
    except OSError:  # it is there, and too busy to say so
        return True
    return True
