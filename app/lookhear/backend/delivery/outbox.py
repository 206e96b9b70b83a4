"""The outbox: a webhook becomes a row in the transaction of what it tells of. Sending it is somebody else's business: see `dispatch`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lookhear.backend.jobs.queues import DOORBELL, WEBHOOK_QUEUE
from lookhear.backend.records import Delivery
from lookhear.protocol.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.backend.ports import Notice, Transaction

_DEFAULT_PORTS = {"http": 80, "https": 443}


def post(tx: Transaction, *, url: str, payload: Mapping[str, object], session_id: str | None, now_ns: int) -> list[Notice]:
    """Have a payload delivered behind everything else for this receiver and session; gives the bells to ring after the commit.

    The text made here is what is sent, on every attempt: receivers may tell a repetition by its bytes.
    """
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    delivery = Delivery(
        id=0,
        message_id=new_id("msg"),
        key=f"webhook {session_id or '-'} {url}",
        lane=lane_of(url),
        url=url,
        body=body,
        created_ns=now_ns,
        session_id=session_id,
    )
    tx.outbox.add(delivery)
    return send(tx, delivery, now_ns=now_ns)


def send(tx: Transaction, delivery: Delivery, *, now_ns: int) -> list[Notice]:
    """Have the waiting webhooks of a delivery's key sent, if that is not queued already; gives the bells to ring after the commit."""
    tx.jobs.ensure(WEBHOOK_QUEUE, delivery.key, {"key": delivery.key}, run_at_ns=now_ns, lane=delivery.lane)
    return [(DOORBELL, {"queue": WEBHOOK_QUEUE})]


def lane_of(url: str) -> str:
    """The receiver behind a URL: what is slow for one webhook of it is slow for all. Whatever the text is, it has one."""
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        return "nowhere"
    return f"{parts.scheme}://{parts.hostname}:{port}"
