"""How far pipelines are with a video that is finished: through, at it, waiting for an engine, or failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.pipelines.readiness import WAITING, shown_error, shown_status
from lookhear.backend.pipelines.reading import is_at_rest, newest_end_ns
from lookhear.backend.records import PipelineState
from lookhear.backend.streams.times import ns_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Pipeline
    from lookhear.understanding.ports import Engines

_SLACK_S: Final = 5.0
READY: Final = "ready"
RUNNING: Final = "running"
FAILED: Final = "failed"
STOPPED: Final = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """``status`` is ready, running, stopped, failed or waiting_for_engine; ``percentage`` 0 to 100."""

    status: str
    percentage: float
    error: str | None = None


def progress_of(tx: Transaction, pipelines: Iterable[Pipeline], engines: Engines) -> Progress:
    """How far some pipelines are, all together."""
    found = [_one(tx, pipeline, engines) for pipeline in pipelines]
    if not found:
        return Progress(status=STOPPED, percentage=0.0)
    percentage = round(sum(each.percentage for each in found) / len(found), 1)
    for status in (FAILED, WAITING, RUNNING, STOPPED):
        worst = next((each for each in found if each.status == status), None)
        if worst is not None:
            return Progress(status=status, percentage=percentage, error=worst.error)
    return Progress(status=READY, percentage=100.0)


def is_through(tx: Transaction, pipeline: Pipeline) -> bool:
    """Whether a pipeline has nothing left to do: it rests, at the end of its stream, or of what will ever come of it."""
    window_s = pipeline.config.get("window_s", pipeline.config.get("time", 0))
    slack_ns = ns_of(max(_SLACK_S, float(window_s) if isinstance(window_s, int | float) else 0.0))
    if pipeline.state is PipelineState.RUNNING:
        return is_at_rest(tx, pipeline)
    return pipeline.state is PipelineState.STOPPED and pipeline.position_ns >= newest_end_ns(tx, pipeline.stream_id) - slack_ns


def _one(tx: Transaction, pipeline: Pipeline, engines: Engines) -> Progress:
    if is_through(tx, pipeline):
        return Progress(status=READY, percentage=100.0)
    end_ns = newest_end_ns(tx, pipeline.stream_id)
    percentage = min(99.0, 100.0 * pipeline.position_ns / end_ns) if end_ns else 0.0
    error = shown_error(pipeline, engines)
    told = str(error.get("message")) if error else None
    return Progress(status=shown_status(pipeline, engines), percentage=percentage, error=told)
