"""Tables of what is understood: pipelines with who listens, records with their text index and vectors, alerts, operations.

The text index is SQLite's FTS5 over columns of the records (sqlite.org/fts5.html, external content): their text, and what they belong to,
so that a question about one stream goes through the words of that one alone. Triggers keep it, so that records which go with their session
go from it too. A record never changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import DDL, BigInteger, Boolean, Column, Double, Index, LargeBinary, Table, Text, UniqueConstraint, event, false

from lookhear.backend.records import OperationState, PipelineKind, PipelineState
from lookhear.backend.storage.tables.columns import COUNTER, METADATA, EnumText, JsonText, cascade

if TYPE_CHECKING:
    from sqlalchemy.schema import ExecutableDDLElement

PIPELINES: Final = Table(
    "pipelines",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("kind", EnumText(PipelineKind), nullable=False),
    Column("stream_id", Text, cascade("streams.id"), nullable=False),
    Column("session_id", Text, nullable=False),
    Column("collection_id", Text, nullable=False),
    Column("config_key", Text, nullable=False),
    Column("state", EnumText(PipelineState), nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Column("updated_ns", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("config", JsonText, nullable=False),
    Column("model_name", Text),
    Column("language", Text),
    Column("source_id", Text),
    Column("output", Text),
    Column("position_ns", BigInteger, nullable=False),
    Column("engine", Text),
    Column("error", JsonText),
    Column("masked", JsonText),
    UniqueConstraint("stream_id", "kind", "config_key"),
    Index(None, "state", "created_ns", "id"),
    Index(None, "source_id"),
)

LISTENERS: Final = Table(
    "pipeline_listeners",
    METADATA,
    Column("id", COUNTER, primary_key=True),
    Column("pipeline_id", Text, cascade("pipelines.id"), nullable=False),
    Column("connection_id", Text, nullable=False),  # also one that is not known here: then nobody is told
    UniqueConstraint("pipeline_id", "connection_id"),
    Index(None, "connection_id"),
    sqlite_autoincrement=True,
)

RECORDS: Final = Table(
    "records",
    METADATA,
    Column("id", COUNTER, primary_key=True),
    Column("pipeline_id", Text, cascade("pipelines.id"), nullable=False),
    Column("kind", EnumText(PipelineKind), nullable=False),
    Column("stream_id", Text, nullable=False),
    Column("session_id", Text, nullable=False),
    Column("collection_id", Text, nullable=False),
    Column("start_ns", BigInteger, nullable=False),
    Column("end_ns", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Column("output", Text),
    Column("metadata", JsonText, nullable=False),
    Index(None, "pipeline_id", "start_ns", "id"),
    Index(None, "stream_id", "start_ns", "id"),
    sqlite_autoincrement=True,
)
_TEXT_INDEX: Final = (
    """CREATE VIRTUAL TABLE records_text USING fts5(
        text, kind, pipeline_id, session_id, collection_id,
        content='records', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
    )""",
    """CREATE TRIGGER records_text_add AFTER INSERT ON records BEGIN
        INSERT INTO records_text(rowid, text, kind, pipeline_id, session_id, collection_id)
        VALUES (new.id, new.text, new.kind, new.pipeline_id, new.session_id, new.collection_id);
    END""",
    """CREATE TRIGGER records_text_remove AFTER DELETE ON records BEGIN
        INSERT INTO records_text(records_text, rowid, text, kind, pipeline_id, session_id, collection_id)
        VALUES ('delete', old.id, old.text, old.kind, old.pipeline_id, old.session_id, old.collection_id);
    END""",
)


def _when(moment: str, statement: str) -> None:
    ddl: ExecutableDDLElement = DDL(statement)  # type: ignore[no-untyped-call]
    event.listen(RECORDS, moment, ddl.execute_if(dialect="sqlite"))


for _statement in _TEXT_INDEX:
    _when("after_create", _statement)
_when("before_drop", "DROP TABLE records_text")

VECTORS: Final = Table(
    "record_vectors",
    METADATA,
    Column("model_id", Text, primary_key=True),
    Column("record_id", BigInteger, cascade("records.id"), primary_key=True, autoincrement=False),
    Column("vector", LargeBinary, nullable=False),
    Index(None, "record_id"),
    sqlite_with_rowid=False,  # all of a model lie in the order they are read
)

ALERT_EVENTS: Final = Table(
    "alert_events",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("prompt", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("created_ns", BigInteger, nullable=False),
)

ALERTS: Final = Table(
    "alerts",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("pipeline_id", Text, cascade("pipelines.id"), nullable=False),
    Column("event_id", Text, cascade("alert_events.id"), nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Column("callback_url", Text),
    Column("ws_connection_id", Text),
    Column("is_enabled", Boolean, nullable=False),
    Column("last_triggered_ns", BigInteger),
    Column("judged_id", BigInteger, nullable=False),
    Column("is_in_view", Boolean, server_default=false(), nullable=False),
    Index(None, "pipeline_id", "created_ns", "id"),
    Index(None, "event_id"),
)

OPERATIONS: Final = Table(
    "operations",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("state", EnumText(OperationState), nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Column("updated_ns", BigInteger, nullable=False),
    Column("session_id", Text, cascade("sessions.id")),
    Column("percentage", Double, nullable=False),
    Column("result", JsonText),
    Column("error", Text),
    Index(None, "kind", "target", "created_ns", "id"),
    Index(None, "session_id"),
)
