"""The first schema: collections, credentials, sessions with their events, streams with inits and fragments, videos, shares, jobs."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

_COUNTER: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make everything. Run by `migrations.upgrade`."""
    _collections()
    _credentials()
    _sessions()
    _session_events()
    _streams()
    _inits()
    _fragments()
    _videos()
    _shares()
    _jobs()


def _collections() -> None:
    op.create_table(
        "collections",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("keep_days", sa.Double()),
        sa.Column("max_bytes", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_collections"),
    )


def _credentials() -> None:
    op.create_table(
        "credentials",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("expires_ns", sa.BigInteger()),
        sa.Column("revoked_ns", sa.BigInteger()),
        sa.Column("session_id", sa.Text()),
        sa.Column("recording_id", sa.Text()),
        sa.Column("user_id", sa.Text()),
        sa.PrimaryKeyConstraint("sha256", name="pk_credentials"),
    )
    op.create_index("ix_credentials_kind_created_ns", "credentials", ["kind", "created_ns"])
    op.create_index("ix_credentials_recording_id", "credentials", ["recording_id"])
    op.create_index("ix_credentials_session_id", "credentials", ["session_id"])


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("collection_id", sa.Text(), nullable=False),
        sa.Column("end_user_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.Text()),
        sa.Column("callback_url", sa.Text()),
        sa.Column("ws_connection_id", sa.Text()),
        sa.Column("metadata", sa.Text(), nullable=False),
        sa.Column("primary_channel", sa.Text()),
        sa.Column("recording_id", sa.Text()),
        sa.Column("clock_wall_origin_ns", sa.BigInteger()),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("changed_ns", sa.BigInteger(), nullable=False),
        sa.Column("last_media_ns", sa.BigInteger()),
        sa.Column("stop_requested_ns", sa.BigInteger()),
        sa.Column("error", sa.Text()),
        sa.Column("exported_video_id", sa.Text()),
        sa.Column("purged_ns", sa.BigInteger()),
        sa.ForeignKeyConstraint(["collection_id"], ["collections.id"], name="fk_sessions_collection_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_index("ix_sessions_collection_id_created_ns_id", "sessions", ["collection_id", "created_ns", "id"])
    op.create_index("ix_sessions_created_ns_id", "sessions", ["created_ns", "id"])
    op.create_index("ix_sessions_end_user_id_created_ns_id", "sessions", ["end_user_id", "created_ns", "id"])
    op.create_index("ix_sessions_recording_id", "sessions", ["recording_id"])
    op.create_index("ix_sessions_state_created_ns_id", "sessions", ["state", "created_ns", "id"])


def _session_events() -> None:
    op.create_table(
        "session_events",
        sa.Column("id", _COUNTER, nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_session_events_session_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_session_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_session_events_session_id_id", "session_events", ["session_id", "id"])


def _streams() -> None:
    op.create_table(
        "streams",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("recording_id", sa.Text(), nullable=False),
        sa.Column("collection_id", sa.Text(), nullable=False),
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("store", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("completed_ns", sa.BigInteger()),
        sa.Column("last_seq", sa.BigInteger()),
        sa.UniqueConstraint("session_id", "track", name="uq_streams_session_id_track"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_streams_session_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_streams"),
    )
    op.create_index("ix_streams_created_ns_id", "streams", ["created_ns", "id"])


def _inits() -> None:
    op.create_table(
        "inits",
        sa.Column("stream_id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("codec", sa.Text(), nullable=False),
        sa.Column("timescale", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer()),
        sa.Column("height", sa.Integer()),
        sa.Column("rate", sa.Integer()),
        sa.Column("channels", sa.Integer()),
        sa.ForeignKeyConstraint(["stream_id"], ["streams.id"], name="fk_inits_stream_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("stream_id", "number", name="pk_inits"),
        sqlite_with_rowid=False,
    )


def _fragments() -> None:
    op.create_table(
        "fragments",
        sa.Column("stream_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("init", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("tfdt", sa.BigInteger(), nullable=False),
        sa.Column("duration", sa.BigInteger(), nullable=False),
        sa.Column("samples", sa.Integer(), nullable=False),
        sa.Column("begins_with_sync", sa.Boolean(), nullable=False),
        sa.Column("payload_offset", sa.BigInteger(), nullable=False),
        sa.Column("payload_bytes", sa.BigInteger(), nullable=False),
        sa.Column("table", sa.LargeBinary(), nullable=False),
        sa.Column("received_ns", sa.BigInteger(), nullable=False),
        sa.Column("wall_ns", sa.BigInteger()),
        sa.ForeignKeyConstraint(["stream_id"], ["streams.id"], name="fk_fragments_stream_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("stream_id", "seq", name="pk_fragments"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_fragments_stream_id_seq", "fragments", ["stream_id", "seq"])


def _videos() -> None:
    op.create_table(
        "videos",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("collection_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text()),
        sa.Column("is_session", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text()),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("duration_s", sa.Double(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.UniqueConstraint("session_id", "channel", "is_session", name="uq_videos_session_id_channel_is_session"),
        sa.ForeignKeyConstraint(["collection_id"], ["collections.id"], name="fk_videos_collection_id"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_videos_session_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_videos"),
    )
    op.create_index("ix_videos_collection_id_created_ns_id", "videos", ["collection_id", "created_ns", "id"])
    op.create_index(
        "ix_videos_without_channel", "videos", ["session_id", "is_session"], unique=True, sqlite_where=sa.text("channel IS NULL")
    )


def _shares() -> None:
    op.create_table(
        "shares",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("expires_ns", sa.BigInteger()),
        sa.Column("from_s", sa.Double()),
        sa.Column("to_s", sa.Double()),
        sa.Column("is_lasting", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_shares"),
    )
    op.create_index("ix_shares_ending", "shares", ["expires_ns"], sqlite_where=sa.text("expires_ns IS NOT NULL"))
    op.create_index("ix_shares_lasting", "shares", ["target"], unique=True, sqlite_where=sa.text("is_lasting"))
    op.create_index("ix_shares_target", "shares", ["target"])


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", _COUNTER, nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("run_at_ns", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until_ns", sa.BigInteger()),
        sa.Column("owner", sa.Text()),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_key_id", "jobs", ["key", "id"])
    op.create_index("ix_jobs_unfinished", "jobs", ["run_at_ns", "id"], sqlite_where=sa.text("state IN ('ready', 'leased')"))
