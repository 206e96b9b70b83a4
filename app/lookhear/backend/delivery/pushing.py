"""Messages for a WebSocket: one becomes a row in the transaction of what it tells of, so that it can be sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.backend.delivery.messages import addressed

if TYPE_CHECKING:
    from lookhear.backend.ports import Bus, Notice, Transaction
    from lookhear.backend.records import Connection

KEPT_MESSAGES: Final = 1000  # of one connection


def topic_of(connection_id: str) -> str:
    """The bus topic of a connection. What is rung there: see `told`."""
    return f"ws.{connection_id}"


def push(tx: Transaction, connection_id: str, message: dict[str, object], *, now_ns: int) -> list[Notice]:
    """Tell a connection; gives the bell to ring after the commit, none for a connection that is not known (any more).

    It is told with its ``message_id``, which grows: whoever opens the connection again names the last one to get what came behind it.
    A connection that was asked for with a credential of one session hears of that session only.
    """
    connection = tx.connections.get(connection_id)
    if connection is None or not _may_hear(connection, message):
        return []
    kept = tx.connections.add_message(connection_id, addressed(message, connection), now_ns=now_ns, keep=KEPT_MESSAGES)
    return [(topic_of(connection_id), told(kept.payload, message_id=kept.id, number=kept.number))]


def whisper(bus: Bus, connection_id: str, message: dict[str, object]) -> None:
    """Tell a connection that is open now, and keep nothing: for what is soon replaced, such as words that are not final.

    Who may hear it is not asked: tell only a connection that is told what becomes final, too.
    """
    bus.publish(topic_of(connection_id), {"message": message})


def told(payload: dict[str, object], *, message_id: int, number: int) -> dict[str, object]:
    """A kept message as it is rung: ``message`` is what goes over the wire, ``number`` counts those of the connection."""
    return {"message": payload | {"message_id": message_id}, "number": number}


def _may_hear(connection: Connection, message: dict[str, object]) -> bool:
    return connection.session_id is None or message.get("capture_session_id") == connection.session_id
