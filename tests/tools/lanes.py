"""Lanes with real workers, in which the engine of tests/fakes/worker_engines.py does what it is told."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lookhear.system.processes import own_command
from lookhear.understanding.worker.asking import EngineSpec, Op
from lookhear.understanding.worker.lane import Lane, LanePace
from lookhear.understanding.worker.shift import Task
from tests.fakes.worker_engines import FACTORY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from lookhear.understanding.worker.wire import Array

ROOT = Path(__file__).parents[2]
COMMAND = own_command("engine-worker")
QUICK = LanePace(beat_s=0.05, again_s=(0.0,))
LONG_S = 150.0


def habits(**options: object) -> EngineSpec:
    """The engine that does what it is told, with options."""
    return EngineSpec(name="habits", factory=FACTORY, options=options, folders=(str(ROOT),))


def wish(what: str, *, spec: EngineSpec | None = None, limit_s: float = LONG_S, is_urgent: bool = False) -> Task:
    """Have it do something."""
    return asked(Op.ANSWER, {"prompt": what, "schema": None, "model": None}, spec=spec, limit_s=limit_s, is_urgent=is_urgent)


def asked(
    op: Op,
    args: Mapping[str, object],
    arrays: Sequence[Array] = (),
    *,
    spec: EngineSpec | None = None,
    limit_s: float = LONG_S,
    is_urgent: bool = False,
) -> Task:
    """Have it asked."""
    spec = habits() if spec is None else spec
    return Task(spec=spec, op=op, args=args, arrays=arrays, limit_s=limit_s, load_s=LONG_S, is_urgent=is_urgent)


@asynccontextmanager
async def lane(pace: LanePace = QUICK, **environ: str) -> AsyncIterator[Lane]:
    """One lane, whose workers are gone behind the context."""
    made = Lane("test", command=COMMAND, environ={**os.environ, **environ}, pace=pace)
    try:
        yield made
    finally:
        await made.close()


async def told(made: Lane, what: str, *, limit_s: float = LONG_S) -> object:
    """What it answers to a wish."""
    frame, _ = await made.do(wish(what, limit_s=limit_s))
    return frame.header["value"]
