"""The engine's loop (asyncio): commands in, answers and events out, and an end that leaves nothing unanswered (contract §6.4)."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.errors import EngineEnding, LookhearError
from lookhear.sdk.engine.commands import Commands, error_of
from lookhear.sdk.engine.dialects import spelled
from lookhear.sdk.engine.fitting import line_of
from lookhear.sdk.stdio import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lookhear.sdk.engine.commands import Parts

CLOSE_WITHIN_S: Final = 4.0  # the SDKs kill after five
_CLOSE_GRACE_S: Final = 1.0  # beyond which even a recorder that hangs is left alone: what it sealed stays
_ANSWERED_WITHIN_S: Final = 2.0  # commands that were under way, once nothing is recorded any more
_MAX_AT_ONCE: Final = 64  # commands
_CAN_BE_LEFT_OUT: Final = frozenset({"upload-progress"})  # by a program that does not read: the next one says it all again
_ALWAYS_FINE: Final = frozenset({"ping", "stopRecording", "shutdown"})  # also while the engine ends
_SHUTTING_DOWN: Final = error_of(EngineEnding("The capture engine is shutting down."))

_log = logging.getLogger(__name__)


class Out(Protocol):
    """Takes lines for the other end."""

    def put(self, line: bytes, *, is_needed: bool = True) -> None:
        """Never waits, never fails."""
        ...


class EngineLoop:
    """One program's engine. Lines come through `take`; `run` ends when the program asks for it, is gone, or a signal says so."""

    def __init__(self, parts: Parts, out: Out, *, on_ending: Callable[[], None] = lambda: None) -> None:
        self._out, self._on_ending = out, on_ending
        self._commands = Commands(parts, emit=self.emit)
        self._ending = asyncio.Event()
        self._room = asyncio.Semaphore(_MAX_AT_ONCE)
        self._tasks: dict[asyncio.Task[None], object] = {}  # and the ids of their commands
        self._goodbyes: list[object] = []  # the ids of `shutdown` commands, which are answered last

    def emit(self, event: str, payload: Mapping[str, object]) -> None:
        """See `lookhear.sdk.engine.ports.Emit`."""
        for name, told in spelled(event, payload, self._commands.dialect):
            self._send({"type": "event", "event": name, "payload": told}, is_needed=event not in _CAN_BE_LEFT_OUT)

    def end(self) -> None:
        """Begin to end: nothing is recorded any more, and `run` comes back. Harmless when called twice."""
        if not self._ending.is_set():
            self._ending.set()
            self._on_ending()

    async def take(self, line: bytes) -> None:
        """Take a line in. Waits while too many commands are being done, so that whoever floods the engine waits too."""
        try:
            message = decode(line)
        except (ValueError, RecursionError):
            self.emit("warning", {"session_id": None, "code": "unreadable", "message": "A line began as a command and is none."})
            return
        if message is None:
            return
        command, command_id, params = message.get("command"), message.get("commandId"), message.get("params")
        command = command if isinstance(command, str) else ""
        if command == "shutdown":
            self._goodbyes.append(command_id)
            self.end()
        elif self._ending.is_set() and command not in _ALWAYS_FINE:
            self._answer(command_id, error=_SHUTTING_DOWN)
        else:
            await self._room.acquire()
            doing = self._do(command, params if isinstance(params, dict) else {}, command_id)
            task = asyncio.create_task(doing)
            self._tasks[task] = command_id
            task.add_done_callback(self._done)

    async def run(self) -> None:
        """Do what is asked until the end; then close, answer everything, and `shutdown` last."""
        await self._ending.wait()
        await self._close()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_ANSWERED_WITHIN_S)
        for task in self._tasks:
            task.cancel()
        while self._tasks:
            await asyncio.wait(self._tasks)
        for command_id in self._goodbyes:
            self._answer(command_id, result={})

    async def _close(self) -> None:
        try:
            async with asyncio.timeout(CLOSE_WITHIN_S + _CLOSE_GRACE_S):
                await self._commands.close(within_s=CLOSE_WITHIN_S)
        except TimeoutError:
            _log.warning("The recording did not end in time; what was sealed of it is on disk.")
        except LookhearError as exc:
            _log.warning("%s", exc.for_people())
        except Exception:  # noqa: BLE001 - whatever fails in the recorder, the other end must get its answers
            _log.warning("The recording could not be closed.", exc_info=True)

    async def _do(self, command: str, params: Mapping[str, object], command_id: object) -> None:
        try:
            result = await self._commands.do(command, params)
        except LookhearError as exc:
            self._answer(command_id, error=error_of(exc))
        except Exception:  # noqa: BLE001 - the outermost frame of a command: whoever asked must get an answer
            _log.warning("The command %s failed.", command[:80], exc_info=True)
            self._answer(command_id, error={"code": "internal", "message": "The capture engine failed; its log says where."})
        else:
            self._answer(command_id, result=result)

    def _done(self, task: asyncio.Task[None]) -> None:
        command_id = self._tasks.pop(task)
        self._room.release()
        if task.cancelled():
            self._answer(command_id, error=_SHUTTING_DOWN)

    def _answer(self, command_id: object, *, result: object = None, error: Mapping[str, object] | None = None) -> None:
        status, told = ("success", result) if error is None else ("error", error)
        self._send({"type": "response", "commandId": command_id, "status": status, "result": told})

    def _send(self, message: Mapping[str, object], *, is_needed: bool = True) -> None:
        try:
            line = line_of(message)
        except (ValueError, TypeError):
            _log.warning("A message of the engine could not be sent: %s", json.dumps(str(message.get("event", "response"))))
            return
        self._out.put(line, is_needed=is_needed)
