"""The tables: one for each kind of row in `records`, with a column for each field. A migration has to say the same (a test compares)."""

from __future__ import annotations

from lookhear.backend.storage.tables.columns import METADATA, EnumText, JsonText
from lookhear.backend.storage.tables.delivery import CONNECTIONS, DELIVERIES, JOBS, MESSAGES
from lookhear.backend.storage.tables.recording import (
    COLLECTIONS,
    CREDENTIALS,
    EVENTS,
    FRAGMENTS,
    IMAGES,
    INITS,
    SESSIONS,
    SHARES,
    STREAMS,
    VIDEOS,
)
from lookhear.backend.storage.tables.understanding import (
    ALERT_EVENTS,
    ALERTS,
    LISTENERS,
    OPERATIONS,
    PIPELINES,
    RECORDS,
    VECTORS,
)

__all__ = [
    "ALERTS",
    "ALERT_EVENTS",
    "COLLECTIONS",
    "CONNECTIONS",
    "CREDENTIALS",
    "DELIVERIES",
    "EVENTS",
    "FRAGMENTS",
    "IMAGES",
    "INITS",
    "JOBS",
    "LISTENERS",
    "MESSAGES",
    "METADATA",
    "OPERATIONS",
    "PIPELINES",
    "RECORDS",
    "SESSIONS",
    "SHARES",
    "STREAMS",
    "VECTORS",
    "VIDEOS",
    "EnumText",
    "JsonText",
]
