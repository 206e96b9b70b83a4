"""What is told to others: webhooks that wait for their receiver, open sockets, and what went over them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DeliveryState(StrEnum):
    """What became of a webhook."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"  # its receiver did not take it for as long as is tried; it can be sent again


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One webhook. ``body`` is sent as it stands, every time; ``key`` names what is delivered in order, ``lane`` the receiver's origin."""

    id: int
    message_id: str  # webhook-id, the same on every attempt
    key: str
    lane: str
    url: str
    body: str
    created_ns: int
    state: DeliveryState = DeliveryState.WAITING
    session_id: str | None = None
    attempts: int = 0
    last_try_ns: int | None = None
    status: int | None = None  # HTTP, of the last answer
    error: str | None = None  # why the last attempt was none that counts, in a sentence
    delivered_ns: int | None = None
    resent_ns: int | None = None  # when somebody wanted it sent again: it is tried as long as one that was new then


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A WebSocket somebody may open: its id is what events are addressed to, and the SHA-256 is of the ticket in its URL.

    ``expires_ns`` moves on while it is open. ``session_id`` is that of the credential it was asked for with, if that was bound: then
    it hears of that session only. When that credential is taken back it is closed.
    """

    id: str
    sha256: str
    created_ns: int
    expires_ns: int
    session_id: str | None = None
    visual_channel: str = "visual_index"
    audio_channel: str = "audio_index"
    credential_sha256: str = ""  # of what it was asked for with
    opened_ns: int | None = None  # for the first time


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketMessage:
    """One message for a connection, kept for a while so that it can be sent again. ``id`` grows; it is the message_id on the wire.

    ``number`` counts those of its connection from one on without a gap: by it a message that was not heard is missed.
    """

    id: int
    connection_id: str
    payload: dict[str, object]
    created_ns: int
    number: int
