"""Tables of recordings: collections, credentials, sessions, streams with their media, exported videos, pictures, shares."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Double, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint, text

from lookhear.backend.records import CredentialKind, ExportState, SessionOrigin
from lookhear.backend.storage.tables.columns import COUNTER, METADATA, EnumText, JsonText, cascade
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackKind

COLLECTIONS: Final = Table(
    "collections",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("is_public", Boolean, nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Column("keep_days", Double),
    Column("max_bytes", BigInteger),
)

CREDENTIALS: Final = Table(
    "credentials",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("kind", EnumText(CredentialKind), nullable=False),
    Column("hint", Text, nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Column("expires_ns", BigInteger),
    Column("revoked_ns", BigInteger),
    Column("session_id", Text),
    Column("recording_id", Text),
    Column("user_id", Text),
    Column("name", Text, nullable=False, server_default=""),
    Index(None, "kind", "created_ns"),
    Index(None, "recording_id"),
    Index(None, "session_id"),
)

SESSIONS: Final = Table(
    "sessions",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("collection_id", Text, ForeignKey("collections.id"), nullable=False),
    Column("end_user_id", Text, nullable=False),
    Column("state", EnumText(SessionState), nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Column("client_id", Text),
    Column("callback_url", Text),
    Column("ws_connection_id", Text),
    Column("metadata", JsonText, nullable=False),
    Column("primary_channel", Text),
    Column("recording_id", Text),
    Column("clock_wall_origin_ns", BigInteger),
    Column("engine", JsonText, nullable=False),
    Column("changed_ns", BigInteger, nullable=False),
    Column("last_media_ns", BigInteger),
    Column("stop_requested_ns", BigInteger),
    Column("error", JsonText),
    Column("exported_video_id", Text),
    Column("purged_ns", BigInteger),
    Column("origin", EnumText(SessionOrigin), nullable=False, server_default="capture"),
    Column("export_connections", JsonText, nullable=False, server_default="[]"),
    Index(None, "created_ns", "id"),
    Index(None, "collection_id", "created_ns", "id"),
    Index(None, "end_user_id", "created_ns", "id"),
    Index(None, "state", "created_ns", "id"),
    Index(None, "recording_id"),
)

EVENTS: Final = Table(
    "session_events",
    METADATA,
    Column("id", COUNTER, primary_key=True),
    Column("session_id", Text, cascade("sessions.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("payload", JsonText, nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Index(None, "session_id", "id"),
    sqlite_autoincrement=True,  # the id of an event that was removed never comes again
)

STREAMS: Final = Table(
    "streams",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("session_id", Text, cascade("sessions.id"), nullable=False),
    Column("recording_id", Text, nullable=False),
    Column("collection_id", Text, nullable=False),
    Column("track", Text, nullable=False),
    Column("kind", EnumText(TrackKind), nullable=False),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("is_primary", Boolean, nullable=False),
    Column("store", Boolean, nullable=False),
    Column("state", EnumText(StreamState), nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Column("completed_ns", BigInteger),
    Column("last_seq", BigInteger),
    UniqueConstraint("session_id", "track"),
    Index(None, "created_ns", "id"),
)

INITS: Final = Table(
    "inits",
    METADATA,
    Column("stream_id", Text, cascade("streams.id"), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("codec", Text, nullable=False),
    Column("timescale", BigInteger, nullable=False),
    Column("width", Integer),
    Column("height", Integer),
    Column("rate", Integer),
    Column("channels", Integer),
    sqlite_with_rowid=False,
)

FRAGMENTS: Final = Table(
    "fragments",
    METADATA,
    Column("stream_id", Text, cascade("streams.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("init", BigInteger, nullable=False),
    Column("key", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("tfdt", BigInteger, nullable=False),
    Column("duration", BigInteger, nullable=False),
    Column("samples", Integer, nullable=False),
    Column("begins_with_sync", Boolean, nullable=False),
    Column("payload_offset", BigInteger, nullable=False),
    Column("payload_bytes", BigInteger, nullable=False),
    Column("table", LargeBinary, nullable=False),
    Column("received_ns", BigInteger, nullable=False),
    Column("wall_ns", BigInteger),
    Index(None, "stream_id", "seq"),  # the key again, without the rows: what is there is counted on a tenth of the pages
    sqlite_with_rowid=False,  # rows lie in the order of their key: one tree to write, and a track is read in one go
)

VIDEOS: Final = Table(
    "videos",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("collection_id", Text, ForeignKey("collections.id"), nullable=False),
    Column("session_id", Text, cascade("sessions.id"), nullable=False),
    Column("channel", Text),
    Column("is_session", Boolean, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", EnumText(ExportState), nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("key", Text),
    Column("size_bytes", BigInteger, nullable=False),
    Column("duration_s", Double, nullable=False),
    Column("error", Text),
    Column("description", Text, nullable=False, server_default=""),
    UniqueConstraint("session_id", "channel", "is_session"),
    Index("ix_videos_without_channel", "session_id", "is_session", unique=True, sqlite_where=text("channel IS NULL")),  # nulls differ there
    Index(None, "collection_id", "created_ns", "id"),
)

IMAGES: Final = Table(
    "images",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("collection_id", Text, ForeignKey("collections.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Column("video_id", Text, cascade("videos.id")),
    Column("at_s", Double),
    Column("description", Text, nullable=False, server_default=""),
    Index(None, "collection_id", "created_ns", "id"),
    Index(None, "video_id", "at_s"),
)

SHARES: Final = Table(
    "shares",
    METADATA,
    Column("slug", Text, primary_key=True),
    Column("target", Text, nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Column("expires_ns", BigInteger),
    Column("from_s", Double),
    Column("to_s", Double),
    Column("is_lasting", Boolean, nullable=False),
    Column("title", Text, nullable=False, server_default=""),
    Column("description", Text, nullable=False, server_default=""),
    Index(None, "target"),
    Index("ix_shares_lasting", "target", unique=True, sqlite_where=text("is_lasting")),
    Index("ix_shares_ending", "expires_ns", sqlite_where=text("expires_ns IS NOT NULL")),
)
