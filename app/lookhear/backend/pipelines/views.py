"""Pipelines and records as they are shown (contract §2.5, §2.6, §2.8): times are epoch seconds, those of rows ISO 8601. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.backend.records import PipelineKind, PipelineState
from lookhear.backend.streams.times import iso_of, seconds_of

if TYPE_CHECKING:
    from lookhear.backend.pipelines.service import PipelineView, RecordPage, RecordQuery
    from lookhear.backend.records import Record

NOT_CONFIGURED = "not_configured"


def transcription_row(stream_id: str, view: PipelineView | None) -> dict[str, object]:
    """The transcript of a stream; there may be none yet."""
    if view is None:
        return {"status": NOT_CONFIGURED, "engine": None, "language": None, "updated_at": None, "rtstream_id": stream_id}
    pipeline = view.pipeline
    is_running = pipeline.state is PipelineState.RUNNING
    return {
        "status": view.status,
        "engine": pipeline.engine or "default",
        "language": pipeline.language,
        "started_at": iso_of(pipeline.created_ns),
        "updated_at": iso_of(pipeline.updated_ns),
        "ended_at": None if is_running else iso_of(pipeline.updated_ns),
        "rtstream_id": stream_id,
        "error": view.error,
        "masked": pipeline.masked or {},
    }


def transcription_page(page: RecordPage, query: RecordQuery) -> dict[str, object]:
    """What was said."""
    return {"transcription_records": [_spoken(record) for record in page.records]} | _paging(page, query)


def index_row(view: PipelineView) -> dict[str, object]:
    """An index of §2.6. ``extraction_config`` is normalised: it says what is really done."""
    pipeline = view.pipeline
    config = dict(pipeline.config)
    return {
        "rtstream_index_id": pipeline.id,
        "rtstream_id": pipeline.stream_id,
        "extraction_type": config.pop("extraction_type", None),
        "extraction_config": config,
        "prompt": pipeline.prompt or None,
        "name": pipeline.name or None,
        "model_name": pipeline.model_name,
        "status": view.status,
        "sandbox_id": None,
        "created_at": iso_of(pipeline.created_ns),
        "updated_at": iso_of(pipeline.updated_ns),
        "error": view.error,
        "masked": pipeline.masked or {},
    }


def index_page(page: RecordPage, query: RecordQuery) -> dict[str, object]:
    """What an index found."""
    return {"scene_index_records": [record_row(record) for record in page.records]} | _paging(page, query)


def record_row(record: Record) -> dict[str, object]:
    """One record; what it says stands under both names that clients read (contract §8 C28)."""
    row: dict[str, object] = {
        "id": record.id,
        "start": seconds_of(record.start_ns),
        "end": seconds_of(record.end_ns),
        "description": record.text,
        "text": record.text,
        "metadata": record.metadata,
    }
    return row if record.output is None else row | {"output": record.output}


def understanding_row(view: PipelineView) -> dict[str, object]:
    """An understanding of §2.8, with a descriptor for each of its outputs."""
    pipeline = view.pipeline
    output = pipeline.output or ""
    descriptor = {"understanding_id": pipeline.id, "rtstream_id": pipeline.stream_id, "output": output, "type": "rtstream_understanding"}
    return {
        "understanding_id": pipeline.id,
        "rtstream_id": pipeline.stream_id,
        "status": view.status,
        "store": pipeline.config.get("store"),
        "segmentation": pipeline.config.get("segmentation"),
        "analyzers": pipeline.config.get("analyzers"),
        "outputs": {output: descriptor},
        "created_at": iso_of(pipeline.created_ns),
        "updated_at": iso_of(pipeline.updated_ns),
        "error": view.error,
        "masked": pipeline.masked or {},
    }


def search_index_row(view: PipelineView) -> dict[str, object]:
    """An index over an understanding (§2.8)."""
    pipeline = view.pipeline
    return {
        "index_id": pipeline.id,
        "rtstream_id": pipeline.stream_id,
        "name": pipeline.name or None,
        "status": view.status,
        "use_for": pipeline.config.get("use_for"),
        "source_understanding_id": pipeline.source_id,
        "output": pipeline.output,
        "created_at": iso_of(pipeline.created_ns),
        "updated_at": iso_of(pipeline.updated_ns),
    }


def records_page(page: RecordPage, query: RecordQuery) -> dict[str, object]:
    """What an understanding found."""
    return {"records": [record_row(record) for record in page.records]} | _paging(page, query)


def _spoken(record: Record) -> dict[str, object]:
    words = record.metadata.get("words", [])
    shown = [word | {"word": word.get("text")} for word in words if isinstance(word, dict)] if isinstance(words, list) else []
    row: dict[str, object] = {
        "start": seconds_of(record.start_ns),
        "end": seconds_of(record.end_ns),
        "text": record.text,
        "word_timestamps": shown,
        "is_final": record.kind is PipelineKind.TRANSCRIPT,
        "created_at": iso_of(record.created_ns),
    }
    return row | ({"error": record.metadata["error"]} if "error" in record.metadata else {})


def _paging(page: RecordPage, query: RecordQuery) -> dict[str, object]:
    return {"next_page": page.has_next, "total_count": page.total, "page": query.page, "page_size": query.page_size}
