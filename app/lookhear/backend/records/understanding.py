"""What is understood of streams: pipelines, the records they write, and alerts on them.

Times of records are wall time since 1970: the session's origin plus the time of the session clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class PipelineKind(StrEnum):
    """What a pipeline makes of a stream."""

    TRANSCRIPT = "transcript"
    VISUAL = "visual"  # what is seen, in windows (an index of contract §2.6)
    AUDIO = "audio"  # what is said, summed up in batches of the transcript (§2.6)
    UNDERSTANDING = "understanding"  # what is seen, by analyzers (§2.8)
    INDEX = "index"  # search over an understanding's records (§2.8); it writes none of its own


class PipelineState(StrEnum):
    """What is wished of a pipeline. Whether an engine is there for it is no state: it is seen when somebody asks."""

    RUNNING = "running"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """One engine's work over one stream. A stream has one pipeline for each kind and ``config_key``: asked for again it is the same.

    ``position_ns`` is the time of the session clock up to which everything is in records; ``config`` is normalised, and as it is shown.
    ``source_id`` is the pipeline whose records this one reads: the transcript of an audio index, the understanding of an index.
    """

    id: str
    kind: PipelineKind
    stream_id: str
    session_id: str
    collection_id: str
    config_key: str
    state: PipelineState
    created_ns: int
    updated_ns: int
    name: str = ""
    prompt: str = ""
    config: dict[str, object] = field(default_factory=dict)
    model_name: str | None = None
    language: str | None = None
    source_id: str | None = None
    output: str | None = None  # of the understanding that an index reads
    position_ns: int = 0
    engine: str | None = None  # that worked last
    error: dict[str, object] | None = None
    masked: dict[str, int] | None = None  # how many of each sort were masked in what it found


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing a pipeline found: a final utterance, a window of pictures, a batch of speech. ``id`` grows."""

    id: int
    pipeline_id: str
    kind: PipelineKind
    stream_id: str
    session_id: str
    collection_id: str
    start_ns: int
    end_ns: int
    text: str
    created_ns: int
    output: str | None = None  # of an understanding
    metadata: dict[str, object] = field(default_factory=dict)  # words with times, what an engine adds


@dataclass(frozen=True, slots=True)
class PlacedVector:
    """A record's vector (float16, little-endian) with what it can be chosen by."""

    record_id: int
    vector: bytes
    pipeline_id: str
    output: str | None
    start_ns: int
    end_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFilter:
    """Which records are meant: all that agree with everything that is named. Times are wall time; a record that touches them counts."""

    collection_id: str | None = None
    session_id: str | None = None
    stream_id: str | None = None
    pipeline_ids: tuple[str, ...] | None = None
    kinds: tuple[PipelineKind, ...] | None = None
    output: str | None = None
    from_ns: int | None = None
    to_ns: int | None = None
    since_ns: int | None = None  # created after it


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEvent:
    """Something to watch for, in words."""

    id: str
    prompt: str
    label: str
    created_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An event watched for in the records of one pipeline, and who is told. ``judged_id`` is the last record that was looked at for it.

    ``is_in_view``: what was told of is still to be seen, so that it is not told again.
    """

    id: str
    pipeline_id: str
    event_id: str
    created_ns: int
    callback_url: str | None = None
    ws_connection_id: str | None = None
    is_enabled: bool = True
    last_triggered_ns: int | None = None  # the end of the record that triggered it, wall time
    judged_id: int = 0
    is_in_view: bool = False


class OperationState(StrEnum):
    """What became of work that a client polls for."""

    PROCESSING = "processing"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Work that takes longer than a request may: ``/async-response/{id}`` tells of it. ``result`` is the data of its last answer."""

    id: str
    kind: str
    target: str  # what it is about: a video, an upload
    state: OperationState
    created_ns: int
    updated_ns: int
    session_id: str | None = None  # whose session's target it is, for credentials that are bound to one
    percentage: float = 0.0
    result: dict[str, object] | None = None
    error: str | None = None
