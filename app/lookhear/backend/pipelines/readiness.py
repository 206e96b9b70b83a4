"""Which engines a pipeline needs, and what is shown of it: a wish that no engine can fulfil yet is shown as waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.backend.records import PipelineKind, PipelineState
from lookhear.errors import EngineMissing, EngineOff
from lookhear.understanding.plugin import EngineKind

if TYPE_CHECKING:
    from lookhear.backend.pipelines.work import Tools, Work
    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Pipeline
    from lookhear.understanding.ports import Engines

WAITING: Final = "waiting_for_engine"


def is_ready(pipeline: Pipeline, engines: Engines) -> bool:
    """Whether every engine is there that a pipeline needs."""
    return all(getattr(engines, kind.value) is not None for kind in _needs(pipeline))


def engines_of(pipeline: Pipeline, engines: Engines) -> tuple[object, ...]:
    """The engines that work on a pipeline now: others are another reason to look at it again."""
    match pipeline.kind:
        case PipelineKind.TRANSCRIPT:
            return (engines.speech,)
        case PipelineKind.AUDIO:
            return (engines.speech is None, engines.language if pipeline.prompt else None)
        case _:
            return (engines.vision,)


def is_at_work(tx: Transaction, session_id: str, *, engines: Engines) -> bool:
    """Whether something runs on a session's tracks that comes to its end once they are complete: its engines are there."""
    return any(
        pipeline.state is PipelineState.RUNNING and pipeline.kind is not PipelineKind.INDEX and is_ready(pipeline, engines)
        for stream in tx.streams.of_session(session_id)
        for pipeline in tx.pipelines.of_stream(stream.id)
    )


def shown_status(pipeline: Pipeline, engines: Engines) -> str:
    """``running``, ``stopped``, ``failed`` or ``waiting_for_engine``."""
    if pipeline.state is PipelineState.RUNNING and not is_ready(pipeline, engines):
        return WAITING
    return pipeline.state.value


def shown_error(pipeline: Pipeline, engines: Engines) -> dict[str, object] | None:
    """Why nothing comes of a pipeline, None when all is well: of one that waits for an engine, which is missing and what to do."""
    if shown_status(pipeline, engines) != WAITING:
        return pipeline.error
    lacks = [each for kind in _needs(pipeline) if (each := engines.missing(kind)) is not None]
    error = EngineOff if any(each.is_off for each in lacks) else EngineMissing
    return {"code": error.code, "message": " ".join(each.sentence for each in lacks)}


def _needs(pipeline: Pipeline) -> tuple[EngineKind, ...]:
    match pipeline.kind:
        case PipelineKind.TRANSCRIPT:
            return (EngineKind.SPEECH,)
        case PipelineKind.AUDIO:
            return (EngineKind.SPEECH, EngineKind.LANGUAGE) if pipeline.prompt else (EngineKind.SPEECH,)
        case _:
            return (EngineKind.VISION,)


def work_of(pipeline: Pipeline, tools: Tools) -> Work | None:
    """What works on a pipeline; None when an engine is missing, or when it has no records of its own."""
    engines = tools.engines
    if not is_ready(pipeline, engines):
        return None
    # These import a decoder and numpy, which a backend without engines never needs.
    from lookhear.backend.pipelines.digests import DigestWork
    from lookhear.backend.pipelines.transcripts import TranscriptWork
    from lookhear.backend.pipelines.visuals import VisualWork

    if pipeline.kind is PipelineKind.TRANSCRIPT and engines.speech is not None:
        return TranscriptWork(tools, pipeline, engines.speech)
    if pipeline.kind is PipelineKind.AUDIO:
        return DigestWork(tools, pipeline, engines.language if pipeline.prompt else None)
    if pipeline.kind is not PipelineKind.INDEX and engines.vision is not None:
        return VisualWork(tools, pipeline, engines.vision)
    return None
