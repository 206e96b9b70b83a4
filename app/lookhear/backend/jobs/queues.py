"""The queues there are, what stands in their jobs, and how a job gets into one: in the transaction of what caused it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Job

EXPORT_QUEUE: Final = "export"
WEBHOOK_QUEUE: Final = "webhook"
IMPORT_QUEUE: Final = "import"
OPERATION_QUEUE: Final = "operation"
DOORBELL: Final = "jobs"
"""The bus topic to ring after a transaction that added a job, so that no runner has to look all the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """What to export of a session: its video with the primary display and every stored track by itself, or one display's video."""

    session_id: str
    display: str | None = None  # a track such as display:2; None for the whole standard set

    @classmethod
    def of(cls, payload: dict[str, object]) -> ExportRequest:
        """Read a job's payload; raises ValueError for one that is none."""
        session_id, display = payload.get("session_id"), payload.get("display")
        if not isinstance(session_id, str) or not (display is None or isinstance(display, str)):
            raise ValueError(f"{payload!r} is no request for an export")
        return cls(session_id=session_id, display=display)

    def payload(self) -> dict[str, object]:
        """As it stands in a job."""
        return {"session_id": self.session_id, "display": self.display}


def add_export(transaction: Transaction, request: ExportRequest, *, now_ns: int) -> Job:
    """Queue an export, behind those of the same session. Ring the `DOORBELL` after the transaction."""
    return transaction.jobs.add(EXPORT_QUEUE, request.session_id, request.payload(), run_at_ns=now_ns)
