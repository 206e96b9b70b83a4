"""Ports to the rows of what is told to others: webhooks, sockets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lookhear.backend.records import Connection, Delivery, DeliveryState, SocketMessage


class Outbox(Protocol):
    """Webhooks, written in the transaction of what they tell of."""

    def add(self, delivery: Delivery) -> Delivery:
        """Add one behind all others of its key; its id is made here, that of the argument is ignored."""
        ...

    def get(self, delivery_id: int) -> Delivery | None:
        """One of them."""
        ...

    def waiting(self, key: str, *, limit: int) -> list[Delivery]:
        """The next that wait of a key, in their order."""
        ...

    def update(self, delivery: Delivery) -> None:
        """Replace the row with this id."""
        ...

    def give_up(self, key: str, *, created_before_ns: int, error: str) -> int:
        """Let those of a key that wait since before a time (created, or sent again last) be dead; gives how many."""
        ...

    def search(
        self,
        *,
        state: DeliveryState | None = None,
        session_id: str | None = None,
        limit: int,
        before: int | None = None,
    ) -> list[Delivery]:
        """Webhooks, newest first; ``before`` is the id of the last row of the page before."""
        ...

    def dead(self, *, after_id: int, session_id: str | None = None, limit: int) -> list[Delivery]:
        """What was given up, of one session or of all, oldest first, behind an id (zero: from the beginning)."""
        ...

    def count(self, state: DeliveryState) -> int:
        """How many are in a state."""
        ...

    def remove_delivered(self, *, before_ns: int) -> int:
        """Forget what was delivered before a time; gives how many."""
        ...

    def remove_dead(self, *, before_ns: int) -> int:
        """Forget what was given up and is from before a time; gives how many."""
        ...


class Connections(Protocol):
    """WebSockets and the newest of what was told each."""

    def add(self, connection: Connection) -> None:
        """Add one."""
        ...

    def get(self, connection_id: str) -> Connection | None:
        """One of them."""
        ...

    def of_ticket(self, sha256: str) -> Connection | None:
        """The connection that a ticket opens, expired ones too."""
        ...

    def extend(self, connection_id: str, *, expires_ns: int) -> None:
        """Move its end; one that is gone is no error."""
        ...

    def note_opened(self, connection_id: str, *, now_ns: int, expires_ns: int) -> None:
        """Move its end, and keep when it was opened for the first time; one that is gone is no error."""
        ...

    def count(self, *, open_at_ns: int) -> int:
        """How many have not expired."""
        ...

    def add_message(self, connection_id: str, payload: dict[str, object], *, now_ns: int, keep: int) -> SocketMessage:
        """Add a message and forget all of the connection but the newest ``keep``. Its id grows over all connections."""
        ...

    def newest(self, connection_id: str) -> SocketMessage | None:
        """The last message that was added to a connection."""
        ...

    def messages(self, connection_id: str, *, after_id: int, limit: int) -> list[SocketMessage]:
        """What was told behind a message, in order."""
        ...

    def remove_expired(self, *, before_ns: int) -> int:
        """Forget the connections that ended before a time, with their messages; gives how many."""
        ...
