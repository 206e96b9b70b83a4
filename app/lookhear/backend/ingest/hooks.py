"""What ingest asks of its neighbours: of the sessions, that they follow what arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Session, Stream
    from lookhear.protocol.sessions import SessionState

    Notices = Sequence[tuple[str, dict[str, object]]]
    """Topics and messages for the bus, rung once the transaction is durable."""


class SessionHook(Protocol):
    """Called inside the transaction that stores, after the row was written; what it raises takes the row back."""

    def is_moved(self, state: SessionState, last_media_ns: int | None, *, now_ns: int) -> bool:
        """Whether a fragment means anything to a session in this state; when not, `fragment_stored` is not called for it."""
        ...

    def fragment_stored(self, tx: Transaction, session: Session, stream: Stream, *, now_ns: int) -> Notices:
        """A new fragment of a stream."""
        ...

    def stream_completed(self, tx: Transaction, session: Session, stream: Stream, *, now_ns: int) -> Notices:
        """A stream went from open to complete; ``stream`` is its new row."""
        ...
