"""Messages for a WebSocket: one becomes a row in the transaction of what it tells of, so that it can be sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lookhear.backend.ports import Bus, Notice, Transaction

KEPT_MESSAGES: Final = 1000  # of one connection


def topic_of(connection_id: str) -> str:
    """The bus topic of a connection."""
    return f"ws.{connection_id}"


def push(tx: Transaction, connection_id: str, message: dict[str, object], *, now_ns: int) -> list[Notice]:
    """Tell a connection; gives the bell to ring after the commit, none for a connection that is not known (any more).

    It is told with its ``message_id``, which grows: whoever opens the connection again names the last one to get what came behind it.
    """
    if tx.connections.get(connection_id) is None:
        return []
    kept = tx.connections.add_message(connection_id, message, now_ns=now_ns, keep=KEPT_MESSAGES)
    return [(topic_of(connection_id), message | {"message_id": kept.id})]


def whisper(bus: Bus, connection_id: str, message: dict[str, object]) -> None:
    """Tell a connection that is open now, and keep nothing: for what is soon replaced, such as words that are not final."""
    bus.publish(topic_of(connection_id), message)
