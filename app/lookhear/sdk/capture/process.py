"""One engine process and the three threads at its pipes. Thread-safe; loops wait in `ask` and `leave`.

Threads instead of asyncio's own subprocesses: those belong to one loop, whereas a program may call `asyncio.run` several times, from any
thread and on any kind of loop, and must not lose a recording between two of them.

| thread | owns |
|---|---|
| `engine-commands` | the engine's input, and its end: closing, then SIGTERM, then SIGKILL, then what still waits for an answer |
| `engine-answers` | its output |
| `engine-log` | its errors, which become lines of the log at level DEBUG |

Nothing here refers to the client, so that a client that nobody holds is collected, and its engine ends.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import subprocess
import threading
import uuid
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

from lookhear.errors import CaptureFailed, EngineGone
from lookhear.sdk.capture.waiting import outcome, until_done
from lookhear.sdk.stdio import decode, encode, lines_of
from lookhear.system.processes import start_piped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

    from lookhear.sdk.capture.events import EventBox

_LOG: Final = logging.getLogger(__name__)
NO_ANSWER: Final = "no_answer"
_READY_WITHIN_S: Final = 20.0
_END_PATIENCE_S: Final = 6.0  # an engine whose input ended seals, and uploads for four seconds
_GOING_PATIENCE_S: Final = 2.0  # one that has answered `shutdown` has nothing left to do
_TERM_PATIENCE_S: Final = 1.0
_LAST_WORDS: Final = 3
_LAST_WORDS_CHARS: Final = 300
_MASK: Final = "***"


@dataclass(frozen=True, slots=True)
class _Leave:
    """Said to the thread that owns the end: close the input, wait so long, then insist."""

    patience_s: float


class EngineProcess:
    """An engine that runs. Made by `start`."""

    def __init__(self, process: subprocess.Popen[bytes], *, events: EventBox, secret: str) -> None:
        self._process = process
        self._events = events
        self._secret = secret
        self._lock = threading.Lock()
        self._answers: dict[str, Future[dict[str, object]]] = {}
        self._is_over = False
        self._is_end_wished = False
        self._commands: SimpleQueue[bytes | _Leave] = SimpleQueue()
        self._last_words: deque[str] = deque(maxlen=_LAST_WORDS)
        self._owner_pid = os.getpid()
        self._over: Future[None] = Future()
        self._greeting: Future[dict[str, object]] = Future()
        self._writer = threading.Thread(target=self._write, name="engine-commands", daemon=True)
        self._reader = threading.Thread(target=self._read, name="engine-answers", daemon=True)
        self._logger = threading.Thread(target=self._log, name="engine-log", daemon=True)

    @classmethod
    def start(cls, argv: Sequence[str], *, init: Mapping[str, object], events: EventBox, secret: str) -> EngineProcess:
        """Start one and greet it with the parameters of `init`; `ready` tells what it answers.

        What it tells goes to ``events``; ``secret`` is masked in what it logs. Raises EngineGone when it cannot be started, ValueError
        for parameters that are too long.
        """
        try:
            process = start_piped(argv)
        except OSError as exc:
            raise EngineGone(
                f"The capture engine cannot be started: {exc.strerror or exc}.", hint=f"This was tried: {argv[0]}", reason="not_started"
            ) from exc
        engine = cls(process, events=events, secret=secret)
        try:
            for thread in (engine._logger, engine._reader, engine._writer):
                thread.start()
        except RuntimeError as exc:  # nobody would look after it
            with process:  # which closes the pipes, and waits
                process.kill()
            raise EngineGone(f"The capture engine cannot be talked to: {exc}.", reason="not_started") from exc
        atexit.register(engine.end_with_the_interpreter)
        events.engine_begins()
        try:
            engine._greeting = engine.send("init", init)
        except ValueError:
            engine.let_go()
            raise
        return engine

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def is_gone(self) -> bool:
        """Whether it has ended, even if not everything it said has been read yet."""
        return self._over.done() or self._process.poll() is not None

    def send(self, command: str, params: Mapping[str, object]) -> Future[dict[str, object]]:
        """Send a command; what it answers, a CaptureFailed or an EngineGone. Raises ValueError for a command that is too long."""
        command_id = str(uuid.uuid4())
        line = encode({"command": command, "commandId": command_id, "params": params})
        answer: Future[dict[str, object]] = Future()
        with self._lock:
            is_over = self._is_over
            if not is_over:
                self._answers[command_id] = answer
        if is_over:
            answer.set_exception(self._gone())
        else:
            self._commands.put(line)
        return answer

    async def ready(self) -> None:
        """Wait until it has answered `init`. Raises CaptureFailed: then it is of no use, and is gone too."""
        try:
            await self._answer_of(self._greeting, "init", within_s=_READY_WITHIN_S)
        except EngineGone:
            raise
        except CaptureFailed:
            await self.leave()
            raise

    async def ask(self, command: str, params: Mapping[str, object], *, within_s: float) -> dict[str, object]:
        """Send a command and wait for its answer. Raises CaptureFailed, also when there is none in time, EngineGone, ValueError."""
        return await self._answer_of(self.send(command, params), command, within_s=within_s)

    async def _answer_of(self, answer: Future[dict[str, object]], command: str, *, within_s: float) -> dict[str, object]:
        try:
            return await outcome(answer, within_s=within_s, look=self.look)
        except TimeoutError as exc:
            raise CaptureFailed(
                f"The capture engine has not answered {command} within {within_s:g} seconds.",
                hint="Call shutdown(): the next call starts another engine.",
                reason=NO_ANSWER,
            ) from exc

    def look(self) -> None:
        """See whether it died without its output ending, which another process may hold open."""
        if self._process.poll() is not None:
            self._commands.put(_Leave(0))

    def let_go(self) -> None:
        """Nobody needs it any more: it is told, and ended when it stays. Returns at once; may be called by the garbage collector."""
        self._is_end_wished = True
        self._commands.put(_Leave(_END_PATIENCE_S))

    async def leave(self) -> None:
        """Ask it to end what it does and to go, and wait until it is gone; it is made to when it stays. Raises nothing.

        A waiter that is cancelled does not undo it.
        """
        self._is_end_wished = True
        try:
            if self._greeting.done() and self._greeting.exception() is None:  # else it does nothing yet
                with contextlib.suppress(CaptureFailed):
                    await self.ask("shutdown", {}, within_s=_END_PATIENCE_S)
            self._commands.put(_Leave(_GOING_PATIENCE_S))
            await self.until_over()
        finally:
            self.let_go()

    async def until_over(self) -> None:
        """Wait until it is gone and all that it said has been handed on: it is ending, or has ended. It is killed when that takes long."""
        self.look()
        try:
            await until_done(self._over, within_s=_GOING_PATIENCE_S + 2 * _TERM_PATIENCE_S, look=self.look)
        except TimeoutError:  # the thread that would end it is stuck in its full input, or has just more patience
            self._process.kill()
            with contextlib.suppress(TimeoutError):
                await until_done(self._over, within_s=3 * _TERM_PATIENCE_S, look=self.look)

    def end_with_the_interpreter(self) -> None:
        """The interpreter ends, and nobody has ended the engine. Blocks until it is gone."""
        if os.getpid() != self._owner_pid:  # a copy that fork made: the engine is not its child
            return
        self.let_go()
        self._writer.join(_END_PATIENCE_S + 2 * _TERM_PATIENCE_S)
        if self._process.poll() is None:
            self._process.kill()

    def _write(self) -> None:
        with _there(self._process.stdin) as pipe:
            while not isinstance(command := self._commands.get(), _Leave):
                try:
                    _write_all(pipe, command)
                except OSError:  # it reads no more: whoever waits for the answer learns of its end
                    continue
        code = self._make_it_end(command.patience_s)
        for thread in (self._reader, self._logger):
            thread.join(_TERM_PATIENCE_S)  # what it said last; a child of its own may hold the pipes open
        self._settle(code)

    def _make_it_end(self, patience_s: float) -> int | None:
        for waited_s, insist in ((patience_s, self._process.terminate), (_TERM_PATIENCE_S, self._process.kill)):
            try:
                return self._process.wait(waited_s)
            except subprocess.TimeoutExpired:
                insist()
        try:
            return self._process.wait(_END_PATIENCE_S)
        except subprocess.TimeoutExpired:  # the system does not let it go
            return None

    def _settle(self, code: int | None) -> None:
        with self._lock:
            self._is_over = True
            pending, self._answers = list(self._answers.values()), {}
        _LOG.debug("the engine %d ended with %s", self.pid, code)
        self._events.engine_ended(was_wished=self._is_end_wished, reason=self._gone().for_people())
        for answer in pending:
            answer.set_exception(self._gone())
        atexit.unregister(self.end_with_the_interpreter)
        self._over.set_result(None)

    def _gone(self) -> EngineGone:
        code = self._process.returncode
        how = "" if code is None else f" with exit code {code}" if code >= 0 else f" by signal {-code}"
        words = " ".join(self._last_words)[-_LAST_WORDS_CHARS:]
        return EngineGone(
            f"The capture engine has ended{how}.",
            hint=f"The next call starts another one. Its last words: {words}" if words else "The next call starts another one.",
            reason="engine_gone",
        )

    def _read(self) -> None:
        try:
            with _there(self._process.stdout) as pipe:
                for line in lines_of(pipe.read):
                    self._take(line)
        finally:
            self._commands.put(_Leave(_END_PATIENCE_S))

    def _take(self, line: bytes) -> None:
        try:
            message = decode(line)
        except (ValueError, RecursionError):
            _LOG.warning("the engine sent a line of %d bytes that is no message", len(line))
            return
        if message is None:
            return
        if message.get("type") == "event":
            self._events.put(message)
        elif message.get("type") == "response":
            self._answer(message)

    def _answer(self, message: Mapping[str, object]) -> None:
        with self._lock:
            answer = self._answers.pop(str(message.get("commandId")), None)
        if answer is None:
            return
        result = message.get("result")
        if message.get("status") == "success":
            answer.set_result(result if isinstance(result, dict) else {})
        else:
            answer.set_exception(_refusal(result))

    def _log(self) -> None:
        with _there(self._process.stderr) as pipe:
            for line in lines_of(pipe.read):
                text = line.decode(errors="replace").strip()
                text = text.replace(self._secret, _MASK) if self._secret else text
                if text:
                    self._last_words.append(text)
                    _LOG.debug("engine: %s", text)


def _there(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("a process that was started without pipes cannot be talked to")
    return pipe


def _write_all(pipe: IO[bytes], data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[pipe.write(view) or 0 :]


def _refusal(result: object) -> CaptureFailed:
    """The error of an answer: `{code, message}` of our engine, or whatever another one says."""
    if isinstance(result, dict):
        message, code, hint = (result.get(key) for key in ("message", "code", "hint"))
        if isinstance(message, str) and message:
            return CaptureFailed(message, hint=hint if isinstance(hint, str) else "", reason=code if isinstance(code, str) else "")
    return CaptureFailed(f"The capture engine refuses: {result!s:.300}" if result else "The capture engine refuses and does not say why.")
