"""The life of one worker, from its start to its end, with the calls that were given to it. Owned by the event loop."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

from lookhear.errors import EngineBusy, EngineCrashed
from lookhear.system.workers import processor_time_of, waited_time_of
from lookhear.understanding.worker.asking import EngineSpec, Op, Said
from lookhear.understanding.worker.patience import MOST, Patience, Running, Verdict
from lookhear.understanding.worker.process import WorkerProcess, cause_of
from lookhear.understanding.worker.values import error_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from lookhear.understanding.worker.wire import Array, Frame

_EXTRA_LIFE_S: Final = 60.0  # that a worker nobody asks any more has beyond the longest time a call may take
_LEAVE_S: Final = 3.0  # for one whose input was closed, before it is killed


class _Phase(Enum):
    SENT = auto()
    LOADING = auto()
    BEGUN = auto()


@dataclass(slots=True)
class _Pending:
    answer: asyncio.Future[Frame]
    engine: str
    key: str
    limit_s: float
    running: Running
    phase: _Phase = _Phase.SENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What an engine is to do."""

    spec: EngineSpec
    op: Op
    args: Mapping[str, object]
    arrays: Sequence[Array] = ()
    limit_s: float
    load_s: float
    is_urgent: bool = False


class Shift:
    """Begins with a process that reads. ``over`` is called once when it has ended: with whether it ended by itself, in trouble."""

    def __init__(
        self, argv: Sequence[str], *, environ: Mapping[str, str], log: Path | None, over: Callable[[Shift], None], well: Callable[[], None]
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._over, self._well = over, well
        self._pending: dict[int, _Pending] = {}
        self._last_id = 0
        self._patience = Patience()
        self._blamed: dict[int, Verdict] = {}  # calls that it was ended for
        self._is_leaving = False
        self.unmade: set[str] = set()  # keys of engines that could not be made in it
        self.is_spent = False  # it takes no more calls, and leaves when those it has are done
        self.ended = asyncio.Event()
        self.used = asyncio.Event()  # a call was given to it, or it has ended
        self._process = WorkerProcess(argv, environ=environ, log=log, loop=self._loop, heard=self._heard, ended=self._ended)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def is_taking(self) -> bool:
        """Whether it may be given calls."""
        return not (self.is_spent or self._is_leaving or self.ended.is_set())

    @property
    def is_busy(self) -> bool:
        """Whether it has calls."""
        return bool(self._pending)

    @property
    def is_orderly(self) -> bool:
        """Whether it was asked to leave."""
        return self._is_leaving and not self._blamed

    async def do(self, task: Task) -> Frame:
        """Give it a call and wait for the answer. Raises EngineFailed, EngineBusy and EngineCrashed."""
        self._last_id += 1
        call_id = self._last_id
        now_s = self._loop.time()
        started = Running(begun_s=now_s, lost_s=self._patience.lost_s, limit_s=task.load_s)
        pending = _Pending(self._loop.create_future(), task.spec.name, task.spec.key, task.limit_s, started)
        self._pending[call_id] = pending
        header: dict[str, object] = {
            "said": Said.CALL,
            "id": call_id,
            "engine": task.spec.told(),
            "op": task.op,
            "args": task.args,
            "life_s": MOST * max(task.limit_s, task.load_s) + _EXTRA_LIFE_S,
            "is_urgent": task.is_urgent,
        }
        self._process.say(header, task.arrays)
        self.used.set()
        try:
            return await pending.answer
        except asyncio.CancelledError:
            self._process.say({"said": Said.FORGET, "call": call_id})
            if task.op is Op.LISTEN:  # it may be done already: then nobody ever hears of that session
                self.forget_session(task.spec, int(str(task.args["session"])))
            raise

    def forget_session(self, spec: EngineSpec, session: int) -> None:
        """A stream of sound is not heard any more."""
        if not self.ended.is_set():
            self._process.say({"said": Said.FORGET, "engine": spec.told(), "session": session})

    def beat(self) -> None:
        """Ask it how it goes, and end it if it has hung or was starved for too long."""
        if not self._patience.is_waiting:
            self._patience.ask(self._loop.time())
            self._process.say({"said": Said.PING, "number": self._last_id})
        now_s, processor_s = self._loop.time(), processor_time_of(self.pid)
        self._patience.waited(now_s, waited_time_of(self.pid))
        is_any_begun = any(each.phase is not _Phase.SENT for each in self._pending.values())
        for call_id, each in self._pending.items():
            if each.phase is _Phase.SENT and is_any_begun:  # it waits for its turn
                each.running = Running(begun_s=now_s, lost_s=self._patience.lost_s, limit_s=each.running.limit_s)
                continue
            verdict = self._patience.verdict(each.running, now_s, processor_s=processor_s)
            if verdict is not Verdict.FINE:
                self._blamed[call_id] = verdict
        if self._blamed:
            self.is_spent = True
            self._process.kill()

    def leave(self) -> None:
        """Let it end now; calls that it has are lost."""
        if not self._is_leaving:
            self._is_leaving = True
            self._process.close()
            self._loop.call_later(_LEAVE_S, self._process.kill)

    async def join(self) -> None:
        """Wait until it is gone, process and threads."""
        await asyncio.to_thread(self._process.join)
        await self.ended.wait()

    def _heard(self, frame: Frame) -> None:
        try:
            self._take(frame.header, frame)
        except (KeyError, TypeError, ValueError):
            self.is_spent = True
            self._process.kill()

    def _take(self, header: Mapping[str, Any], frame: Frame) -> None:
        said, now_s = Said(header["said"]), self._loop.time()
        if said is Said.PONG:
            self._patience.answered(now_s, float(header["processor_s"]))
            return
        pending = self._pending.get(int(header.get("id", 0)))
        if pending is None:
            return
        match said:
            case Said.LOADING:
                pending.phase = _Phase.LOADING
                pending.running = Running(begun_s=now_s, lost_s=self._patience.lost_s, limit_s=pending.running.limit_s)
            case Said.BEGUN:
                pending.phase = _Phase.BEGUN
                pending.running = Running(begun_s=now_s, lost_s=self._patience.lost_s, limit_s=pending.limit_s)
            case Said.DONE:
                self._settle(int(header["id"]), frame)
                self._well()
            case Said.FAILED:
                if header["is_loading"]:  # what it imported may be half of something: the next try has a process of its own
                    self.is_spent = True
                    self.unmade.add(pending.key)
                self._settle(int(header["id"]), error_of(header["error"]))

    def _settle(self, call_id: int, answer: Frame | Exception) -> None:
        pending = self._pending.pop(call_id)
        if not pending.answer.done():
            if isinstance(answer, Exception):
                pending.answer.set_exception(answer)
            else:
                pending.answer.set_result(answer)
        if not self._pending:
            self.used.set()  # whoever tends it looks at it

    def _ended(self, code: int) -> None:
        for call_id, pending in list(self._pending.items()):
            self._settle(call_id, self._loss(call_id, pending, code))
        self.ended.set()
        self.used.set()
        self._over(self)

    def _loss(self, call_id: int, pending: _Pending, code: int) -> EngineBusy:
        """What becomes of a call whose worker is gone. It is to blame when it hung, or when it was being done and no other one hung."""
        engine, verdict = pending.engine, self._blamed.get(call_id)
        if self._is_leaving and verdict is None:
            return EngineBusy(f"The engine {engine} was ended in the middle; it is started again when it is needed.")
        if verdict is Verdict.HUNG:
            sentence = f"The engine {engine} hung: it was not done within {pending.running.limit_s:g} seconds and was ended."
        elif verdict is Verdict.STARVED:
            sentence = f"The engine {engine} got too little of the processor and was ended."
        elif self._blamed or pending.phase is _Phase.SENT:
            return EngineBusy(f"The engine {engine} is started again, because its process ended.")
        else:
            sentence = f"The process of the engine {engine} ended in the middle ({cause_of(code)})."
        if pending.phase is _Phase.BEGUN:
            return EngineCrashed(sentence, hint="It is started again by itself.")
        return EngineBusy(f"{sentence} It had not begun yet.", hint="Check its options in engines.toml; it is tried again by itself.")


async def tend(shift: Shift, *, beat_s: float, idle_s: float) -> None:
    """Watch over a shift until it has ended: ask while it works, end it when nobody needed it for a while."""
    while not shift.ended.is_set():
        shift.used.clear()
        if shift.is_busy:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(beat_s):
                    await shift.ended.wait()
            if not shift.ended.is_set():
                shift.beat()
        elif shift.is_spent:
            shift.leave()
            await shift.ended.wait()
        else:
            try:
                async with asyncio.timeout(idle_s):
                    await shift.used.wait()
            except TimeoutError:
                shift.leave()
