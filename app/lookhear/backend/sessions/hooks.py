"""What sessions ask of their neighbours: of the pipelines, whether something is still being found in what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lookhear.backend.ports import Transaction


class AtWork(Protocol):
    """Asked inside the transaction that would end a session."""

    def __call__(self, tx: Transaction, session_id: str) -> bool:
        """Whether somebody works on the tracks of a session and comes to an end by itself once they are complete."""
        ...
