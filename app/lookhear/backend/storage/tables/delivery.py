"""Tables of work and of what is told to others: jobs, webhooks, sockets with their messages."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text, UniqueConstraint, text

from lookhear.backend.records import DeliveryState, JobState
from lookhear.backend.storage.tables.columns import COUNTER, METADATA, EnumText, JsonText, cascade

_IS_UNFINISHED: Final = text("state IN ('ready', 'leased')")

JOBS: Final = Table(
    "jobs",
    METADATA,
    Column("id", COUNTER, primary_key=True),
    Column("queue", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("payload", JsonText, nullable=False),
    Column("state", EnumText(JobState), nullable=False),
    Column("run_at_ns", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_until_ns", BigInteger),
    Column("owner", Text),
    Column("error", Text),
    Column("lane", Text),
    Index(None, "key", "state", "id"),
    Index("ix_jobs_in_queue", "queue", "run_at_ns", "id", sqlite_where=_IS_UNFINISHED),
    Index("ix_jobs_in_lane", "queue", "lane", "run_at_ns", "id", sqlite_where=_IS_UNFINISHED),
    sqlite_autoincrement=True,
)

DELIVERIES: Final = Table(
    "deliveries",
    METADATA,
    Column("id", COUNTER, primary_key=True),
    Column("message_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Column("state", EnumText(DeliveryState), nullable=False),
    Column("session_id", Text, cascade("sessions.id")),
    Column("attempts", Integer, nullable=False),
    Column("last_try_ns", BigInteger),
    Column("status", Integer),
    Column("error", Text),
    Column("delivered_ns", BigInteger),
    Column("resent_ns", BigInteger),
    Index(None, "state", "id"),
    Index(None, "session_id", "id"),
    Index(None, "key", "state", "id"),  # no partial one: beside the one of the state SQLite would take either, as it happens
    sqlite_autoincrement=True,  # the id of one that was forgotten never comes again
)

CONNECTIONS: Final = Table(
    "connections",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Column("expires_ns", BigInteger, nullable=False),
    Column("session_id", Text),
    Column("visual_channel", Text, nullable=False),
    Column("audio_channel", Text, nullable=False),
    Column("credential_sha256", Text, nullable=False),
    Column("opened_ns", BigInteger),
    UniqueConstraint("sha256"),
    Index(None, "expires_ns"),
)

MESSAGES: Final = Table(
    "connection_messages",
    METADATA,
    Column("id", COUNTER, primary_key=True),
    Column("connection_id", Text, cascade("connections.id"), nullable=False),
    Column("payload", JsonText, nullable=False),
    Column("created_ns", BigInteger, nullable=False),
    Column("number", BigInteger, nullable=False),  # of those of its connection: what is too old is found without counting
    UniqueConstraint("connection_id", "number"),
    sqlite_autoincrement=True,
)
