"""A lane: engines that share a process. It is started when one of them is needed, started again after a crash, and ended when idle."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lookhear.errors import EngineBusy
from lookhear.understanding.worker.shift import Shift, Task, tend

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from lookhear.understanding.worker.asking import EngineSpec
    from lookhear.understanding.worker.wire import Frame

_LOG: Final = logging.getLogger(__name__)

ONE_THREAD: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            "OMP_NUM_THREADS",
            "OPENBLAS_NUM_THREADS",
            "MKL_NUM_THREADS",
            "VECLIB_MAXIMUM_THREADS",
            "NUMEXPR_NUM_THREADS",
            "RAYON_NUM_THREADS",
        ),
        "1",
    ),
    "OMP_WAIT_POLICY": "PASSIVE",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_OFFLINE": "1",  # a model that is not here is no reason to wait for a network
    "TRANSFORMERS_OFFLINE": "1",
    "PYTHONUNBUFFERED": "1",
}
"""The environment of workers, beside ours: libraries of native code take one thread each, and none of them asks the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanePace:
    """How long is waited. ``again_s``: after the first end that nobody wanted, the second in a row, and so on."""

    beat_s: float = 1.0
    idle_s: float = 120.0
    load_s: float = 180.0
    again_s: tuple[float, ...] = (0.5, 2.0, 5.0, 15.0, 30.0, 60.0)


@dataclass(slots=True)
class _Trouble:
    """Ends in a row that nobody wanted, and until when it is left alone."""

    count: int = 0
    until_s: float = field(default=0.0)
    why: EngineBusy | None = None  # of an engine that cannot be made


class Lane:
    """Owned by the event loop that uses it first. ``close`` must be called on it."""

    def __init__(
        self, name: str, *, command: Sequence[str], environ: Mapping[str, str], log: Path | None = None, pace: LanePace | None = None
    ) -> None:
        self.name = name
        self.pace = pace or LanePace()
        self._command = tuple(command)
        self._environ = {**environ, **ONE_THREAD}
        self._log = log
        self._shift: Shift | None = None
        self._shifts: dict[Shift, asyncio.Task[None]] = {}
        self._trouble = _Trouble()
        self._unmade: dict[str, _Trouble] = {}  # by key: each try costs a process, which others in the lane have to begin anew with it
        self._last_session = 0
        self._is_closed = False

    @property
    def pid(self) -> int | None:
        """The process that takes calls now; None when there is none."""
        return None if self._shift is None or self._shift.ended.is_set() else self._shift.pid

    def new_session(self) -> int:
        """A number for a stream of sound."""
        self._last_session += 1
        return self._last_session

    async def do(self, task: Task, *, shift: Shift | None = None) -> tuple[Frame, Shift]:
        """Have something done; gives the answer and the shift that did it. With a ``shift``, only by that one.

        Raises EngineFailed, EngineBusy and EngineCrashed.
        """
        if shift is not None and (shift is not self._shift or not shift.is_taking):
            raise EngineBusy(f"The engine {task.spec.name} was started anew; what it had heard is heard again.")
        key = task.spec.key
        self._check_made(key)
        taken = self._taking(task.spec) if shift is None else shift
        try:
            frame = await taken.do(task)
        except EngineBusy as error:
            if key in taken.unmade and taken is self._shift:
                before = self._unmade.get(key, _Trouble())
                self._unmade[key] = _Trouble(before.count + 1, self._until_s(before.count), error)
            raise
        self._unmade.pop(key, None)
        return frame, taken

    def renew(self) -> None:
        """What comes next is done by a new process; the one there is ends when it has done what it was given."""
        shift, self._shift = self._shift, None
        self._trouble, self._unmade = _Trouble(), {}
        if shift is not None:
            shift.is_spent = True
            shift.used.set()

    async def close(self) -> None:
        """End everything; whoever still waits is told EngineBusy."""
        self._is_closed = True
        shifts = dict(self._shifts)
        for shift in shifts:
            shift.leave()
        await asyncio.gather(*(shift.join() for shift in shifts))
        await asyncio.gather(*shifts.values(), return_exceptions=True)
        self._shift = None

    def _check_made(self, key: str) -> None:
        """Raises EngineBusy, with why, for an engine that could not be made a moment ago."""
        trouble = self._unmade.get(key)
        wait_s = 0.0 if trouble is None else trouble.until_s - asyncio.get_running_loop().time()
        if trouble is not None and trouble.why is not None and wait_s > 0:
            raise EngineBusy(str(trouble.why), hint=trouble.why.hint, retry_after_s=wait_s)

    def _taking(self, spec: EngineSpec) -> Shift:
        if self._is_closed:
            raise EngineBusy("The engines are being ended.")
        if self._shift is not None and self._shift.is_taking:
            return self._shift
        loop = asyncio.get_running_loop()
        wait_s = self._trouble.until_s - loop.time()
        if wait_s > 0:
            raise EngineBusy(f"The engine {spec.name} ended, and is started again in {wait_s:.1f} seconds.", retry_after_s=wait_s)
        try:
            shift = Shift(self._command, environ=self._environ, log=self._log, over=self._over, well=self._well)
        except OSError as error:
            self._note_trouble()
            raise EngineBusy(f"No process for the engine {spec.name} can be started ({error.strerror}).") from error
        self._shift = shift
        tending = tend(shift, beat_s=self.pace.beat_s, idle_s=self.pace.idle_s)
        self._shifts[shift] = asyncio.create_task(tending, name=f"lane-{self.name}")
        return shift

    def _well(self) -> None:
        self._trouble = _Trouble()

    def _over(self, shift: Shift) -> None:
        tending = self._shifts.get(shift)
        if tending is not None and not self._is_closed:
            tending.add_done_callback(lambda _: self._shifts.pop(shift, None))
        if self._shift is shift:
            self._shift = None
        if not shift.is_orderly:
            self._note_trouble()
            _LOG.warning("the worker of %s ended (process %d)", self.name, shift.pid)

    def _note_trouble(self) -> None:
        self._trouble = _Trouble(self._trouble.count + 1, self._until_s(self._trouble.count))

    def _until_s(self, count: int) -> float:
        """Until when something is left alone that went wrong so often in a row before."""
        again_s = self.pace.again_s
        return asyncio.get_running_loop().time() + again_s[min(count, len(again_s) - 1)]
