"""The second schema: pictures, webhooks, sockets, pipelines, records with their text index and vectors, alerts, operations."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

_COUNTER: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UNFINISHED: Final = "state IN ('ready', 'leased')"
_TEXT_INDEX: Final = (
    """CREATE VIRTUAL TABLE records_text USING fts5(
        text, content='records', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
    )""",
    """CREATE TRIGGER records_text_add AFTER INSERT ON records BEGIN
        INSERT INTO records_text(rowid, text) VALUES (new.id, new.text);
    END""",
    """CREATE TRIGGER records_text_remove AFTER DELETE ON records BEGIN
        INSERT INTO records_text(records_text, rowid, text) VALUES ('delete', old.id, old.text);
    END""",
)


def upgrade() -> None:
    """Widen what is there and make what is new. Run by `migrations.upgrade`."""
    _wider()
    _images()
    _deliveries()
    _connections()
    _messages()
    _pipelines()
    _listeners()
    _records()
    _vectors()
    _alert_events()
    _alerts()
    _operations()


def _wider() -> None:
    op.add_column("credentials", sa.Column("name", sa.Text(), server_default="", nullable=False))
    op.add_column("sessions", sa.Column("origin", sa.Text(), server_default="capture", nullable=False))
    op.add_column("sessions", sa.Column("export_connections", sa.Text(), server_default="[]", nullable=False))
    op.add_column("videos", sa.Column("description", sa.Text(), server_default="", nullable=False))
    op.add_column("shares", sa.Column("title", sa.Text(), server_default="", nullable=False))
    op.add_column("shares", sa.Column("description", sa.Text(), server_default="", nullable=False))
    op.add_column("jobs", sa.Column("lane", sa.Text()))
    op.drop_index("ix_jobs_unfinished", "jobs")
    op.create_index("ix_jobs_in_queue", "jobs", ["queue", "run_at_ns", "id"], sqlite_where=sa.text(_UNFINISHED))
    op.drop_index("ix_jobs_key_id", "jobs")
    op.create_index("ix_jobs_key_state_id", "jobs", ["key", "state", "id"])
    op.create_index("ix_jobs_in_lane", "jobs", ["queue", "lane", "run_at_ns", "id"], sqlite_where=sa.text(_UNFINISHED))


def _images() -> None:
    op.create_table(
        "images",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("collection_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("video_id", sa.Text()),
        sa.Column("at_s", sa.Double()),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["collection_id"], ["collections.id"], name="fk_images_collection_id"),
        sa.ForeignKeyConstraint(["video_id"], ["videos.id"], name="fk_images_video_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_images"),
    )
    op.create_index("ix_images_collection_id_created_ns_id", "images", ["collection_id", "created_ns", "id"])
    op.create_index("ix_images_video_id_at_s", "images", ["video_id", "at_s"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", _COUNTER, nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_try_ns", sa.BigInteger()),
        sa.Column("status", sa.Integer()),
        sa.Column("error", sa.Text()),
        sa.Column("delivered_ns", sa.BigInteger()),
        sa.Column("resent_ns", sa.BigInteger()),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_deliveries_session_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_state_id", "deliveries", ["state", "id"])
    op.create_index("ix_deliveries_session_id_id", "deliveries", ["session_id", "id"])
    op.create_index("ix_deliveries_key_state_id", "deliveries", ["key", "state", "id"])


def _connections() -> None:
    op.create_table(
        "connections",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("expires_ns", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.Text()),
        sa.Column("visual_channel", sa.Text(), nullable=False),
        sa.Column("audio_channel", sa.Text(), nullable=False),
        sa.Column("credential_sha256", sa.Text(), nullable=False),
        sa.Column("opened_ns", sa.BigInteger()),
        sa.UniqueConstraint("sha256", name="uq_connections_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_connections"),
    )
    op.create_index("ix_connections_expires_ns", "connections", ["expires_ns"])


def _messages() -> None:
    op.create_table(
        "connection_messages",
        sa.Column("id", _COUNTER, nullable=False),
        sa.Column("connection_id", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("connection_id", "number", name="uq_connection_messages_connection_id_number"),
        sa.ForeignKeyConstraint(["connection_id"], ["connections.id"], name="fk_connection_messages_connection_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_connection_messages"),
        sqlite_autoincrement=True,
    )


def _pipelines() -> None:
    op.create_table(
        "pipelines",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stream_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("collection_id", sa.Text(), nullable=False),
        sa.Column("config_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("updated_ns", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("config", sa.Text(), nullable=False),
        sa.Column("model_name", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("source_id", sa.Text()),
        sa.Column("output", sa.Text()),
        sa.Column("position_ns", sa.BigInteger(), nullable=False),
        sa.Column("engine", sa.Text()),
        sa.Column("error", sa.Text()),
        sa.UniqueConstraint("stream_id", "kind", "config_key", name="uq_pipelines_stream_id_kind_config_key"),
        sa.ForeignKeyConstraint(["stream_id"], ["streams.id"], name="fk_pipelines_stream_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_pipelines"),
    )
    op.create_index("ix_pipelines_state_created_ns_id", "pipelines", ["state", "created_ns", "id"])
    op.create_index("ix_pipelines_source_id", "pipelines", ["source_id"])


def _listeners() -> None:
    op.create_table(
        "pipeline_listeners",
        sa.Column("id", _COUNTER, nullable=False),
        sa.Column("pipeline_id", sa.Text(), nullable=False),
        sa.Column("connection_id", sa.Text(), nullable=False),
        sa.UniqueConstraint("pipeline_id", "connection_id", name="uq_pipeline_listeners_pipeline_id_connection_id"),
        sa.ForeignKeyConstraint(["pipeline_id"], ["pipelines.id"], name="fk_pipeline_listeners_pipeline_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_pipeline_listeners"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pipeline_listeners_connection_id", "pipeline_listeners", ["connection_id"])


def _records() -> None:
    op.create_table(
        "records",
        sa.Column("id", _COUNTER, nullable=False),
        sa.Column("pipeline_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stream_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("collection_id", sa.Text(), nullable=False),
        sa.Column("start_ns", sa.BigInteger(), nullable=False),
        sa.Column("end_ns", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("output", sa.Text()),
        sa.Column("metadata", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["pipeline_id"], ["pipelines.id"], name="fk_records_pipeline_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_records"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_records_pipeline_id_start_ns_id", "records", ["pipeline_id", "start_ns", "id"])
    op.create_index("ix_records_stream_id_start_ns_id", "records", ["stream_id", "start_ns", "id"])
    for statement in _TEXT_INDEX:
        op.execute(statement)


def _vectors() -> None:
    op.create_table(
        "record_vectors",
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.Column("record_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_record_vectors_record_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("model_id", "record_id", name="pk_record_vectors"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_record_vectors_record_id", "record_vectors", ["record_id"])


def _alert_events() -> None:
    op.create_table(
        "alert_events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alert_events"),
    )


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("pipeline_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("callback_url", sa.Text()),
        sa.Column("ws_connection_id", sa.Text()),
        sa.Column("is_enabled", sa.Boolean(), nullable=False),
        sa.Column("last_triggered_ns", sa.BigInteger()),
        sa.Column("judged_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["pipeline_id"], ["pipelines.id"], name="fk_alerts_pipeline_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["event_id"], ["alert_events.id"], name="fk_alerts_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
    )
    op.create_index("ix_alerts_pipeline_id_created_ns_id", "alerts", ["pipeline_id", "created_ns", "id"])
    op.create_index("ix_alerts_event_id", "alerts", ["event_id"])


def _operations() -> None:
    op.create_table(
        "operations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("updated_ns", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.Text()),
        sa.Column("percentage", sa.Double(), nullable=False),
        sa.Column("result", sa.Text()),
        sa.Column("error", sa.Text()),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_operations_session_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_operations"),
    )
    op.create_index("ix_operations_kind_target_created_ns_id", "operations", ["kind", "target", "created_ns", "id"])
    op.create_index("ix_operations_session_id", "operations", ["session_id"])
