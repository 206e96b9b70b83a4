"""Tells of an alert: a webhook row and a socket message, in the transaction that notes it (contract §4.3, §4.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.backend.delivery.messages import alert_body, alert_message
from lookhear.backend.delivery.outbox import post
from lookhear.backend.delivery.pushing import push
from lookhear.understanding.plain import plain_number, plain_text

if TYPE_CHECKING:
    from lookhear.backend.ports import Notice, Transaction
    from lookhear.backend.records import Alert, AlertEvent, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An event that was seen in a record: how sure the engine is (0 to 1), and why."""

    alert: Alert
    event: AlertEvent
    record: Record
    confidence: float
    explanation: str


def tell(tx: Transaction, seen: Seen, *, links: tuple[str, str], now_ns: int) -> list[Notice]:
    """Tell who is to be told: the alert's address, and its connection or else that of the session. Gives the bells to ring."""
    alert, record = seen.alert, seen.record
    stream, session = tx.streams.get(record.stream_id), tx.sessions.get(record.session_id)
    if stream is None or session is None:
        return []
    notices: list[Notice] = []
    index = {"rtstream_index_id": alert.pipeline_id}  # not the understanding that a second-version index reads
    confidence = min(max(plain_number(seen.confidence) or 0.0, 0.0), 1.0)
    explanation = plain_text(seen.explanation)
    if alert.callback_url is not None:
        body = alert_body(stream, record, alert=alert, event=seen.event, confidence=confidence, explanation=explanation, links=links)
        notices += post(tx, url=alert.callback_url, payload=body | index, session_id=session.id, now_ns=now_ns)
    connection_id = alert.ws_connection_id or session.ws_connection_id
    if connection_id is not None:
        message = alert_message(stream, record, alert=alert, event=seen.event, confidence=confidence)
        notices += push(tx, connection_id, message | index, now_ns=now_ns)
    return notices
