"""What the backend keeps, as plain values: one frozen class for each kind of row.

Times with ``_ns`` are wall time since 1970 unless said otherwise.
"""

from __future__ import annotations

from lookhear.backend.records.delivery import (
    Connection,
    Delivery,
    DeliveryState,
    SocketMessage,
)
from lookhear.backend.records.recording import (
    DEFAULT_COLLECTION,
    Collection,
    Credential,
    CredentialKind,
    ExportState,
    Extent,
    Fragment,
    Image,
    Init,
    Job,
    JobState,
    Place,
    Session,
    SessionEvent,
    SessionOrigin,
    Share,
    Stream,
    Video,
)
from lookhear.backend.records.understanding import (
    Alert,
    AlertEvent,
    Operation,
    OperationState,
    Pipeline,
    PipelineKind,
    PipelineState,
    PlacedVector,
    Record,
    RecordFilter,
)

__all__ = [
    "DEFAULT_COLLECTION",
    "Alert",
    "AlertEvent",
    "Collection",
    "Connection",
    "Credential",
    "CredentialKind",
    "Delivery",
    "DeliveryState",
    "ExportState",
    "Extent",
    "Fragment",
    "Image",
    "Init",
    "Job",
    "JobState",
    "Operation",
    "OperationState",
    "Pipeline",
    "PipelineKind",
    "PipelineState",
    "Place",
    "PlacedVector",
    "Record",
    "RecordFilter",
    "Session",
    "SessionEvent",
    "SessionOrigin",
    "Share",
    "SocketMessage",
    "Stream",
    "Video",
]
