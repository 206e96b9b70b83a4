from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.backend.delivery.outbox import post
from lookhear.backend.delivery.webhooks import compose_webhooks
from lookhear.backend.jobs.queues import WEBHOOK_QUEUE
from lookhear.backend.records import Delivery, DeliveryState
from lookhear.errors import AddressRefused, NotFound, UsageError
from tests.fakes.serving import NOW_NS, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

URL = "https://example.org/hook"
KEY = f"webhook - {URL}"


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as backend:
        yield backend


def added(backend: ServedBackend, count: int, *, state: DeliveryState, url: str = URL) -> list[Delivery]:
    """Webhooks that somebody tried seven times; their jobs are done."""

    def work(tx: Any) -> None:  # noqa: ANN401 - the row ports
        for number in range(count):
            post(tx, url=url, payload={"n": number}, session_id=None, now_ns=NOW_NS)
        for row in tx.outbox.waiting(f"webhook - {url}", limit=count):
            tx.outbox.update(replace(row, state=state, attempts=7, status=500, error="It answered 500."))
        while job := tx.jobs.lease([WEBHOOK_QUEUE], owner="me", now_ns=NOW_NS, until_ns=NOW_NS + 1):
            tx.jobs.finish(job.id, owner="me")

    backend.store.write(work)
    return rows(backend)


def rows(backend: ServedBackend) -> list[Delivery]:
    return backend.store.read(lambda tx: tx.outbox.search(limit=1000))[::-1]


def ready(backend: ServedBackend, key: str = KEY) -> list[int]:
    return [job.run_at_ns for job in backend.store.read(lambda tx: tx.jobs.of_key(key)) if job.state == "ready"]


@pytest.mark.parametrize("state", [DeliveryState.DEAD, DeliveryState.DELIVERED])
def test_one_is_sent_again_as_it_was(backend: ServedBackend, state: DeliveryState) -> None:
    [before] = added(backend, 1, state=state)
    backend.clock.advance(5)
    backend.store.run(backend.services.webhooks.desk.resend(before.id))
    [after] = rows(backend)
    assert (after.body, after.message_id, after.url, after.created_ns) == (before.body, before.message_id, before.url, before.created_ns)
    assert (after.state, after.attempts, after.error, after.resent_ns) == (DeliveryState.WAITING, 0, None, NOW_NS + 5)
    assert ready(backend) == [NOW_NS + 5]
    assert ("jobs", {"queue": WEBHOOK_QUEUE}) in backend.bus.rung


def test_one_that_waits_is_tried_now(backend: ServedBackend) -> None:
    def later(tx: Any) -> None:  # noqa: ANN401 - the row ports
        post(tx, url=URL, payload={}, session_id=None, now_ns=NOW_NS)
        job = tx.jobs.lease([WEBHOOK_QUEUE], owner="me", now_ns=NOW_NS, until_ns=NOW_NS + 1)
        tx.jobs.retry(job.id, owner="me", run_at_ns=NOW_NS + 10**12, error="Later.", is_counted=False)

    backend.store.write(later)
    [row] = rows(backend)
    backend.store.run(backend.services.webhooks.desk.resend(row.id))
    assert ready(backend) == [NOW_NS]
    assert rows(backend) == [row]


def test_all_that_were_given_up_are_sent_again_in_their_order(backend: ServedBackend) -> None:
    added(backend, 250, state=DeliveryState.DEAD)
    added(backend, 3, state=DeliveryState.DELIVERED, url="https://example.com/")
    desk = backend.services.webhooks.desk
    assert backend.store.run(desk.resend_dead()) == 250
    assert [row.body for row in backend.store.read(lambda tx: tx.outbox.waiting(KEY, limit=1000))] == [
        f'{{"n":{number}}}' for number in range(250)
    ]
    assert len(ready(backend)) == 1
    assert backend.store.run(desk.resend_dead()) == 0
    assert backend.store.run(desk.counts()) == {DeliveryState.WAITING: 250, DeliveryState.DEAD: 0, DeliveryState.DELIVERED: 3}


def test_only_those_of_a_session_are_sent_again(backend: ServedBackend) -> None:
    added(backend, 2, state=DeliveryState.DEAD)
    assert backend.store.run(backend.services.webhooks.desk.resend_dead(session_id="cap-other")) == 0
    assert {row.state for row in rows(backend)} == {DeliveryState.DEAD}


def test_a_page_knows_where_the_next_one_begins(backend: ServedBackend) -> None:
    made = added(backend, 5, state=DeliveryState.DEAD)
    desk = backend.services.webhooks.desk
    first = backend.store.run(desk.page(state=None, session_id=None, limit=3, before=None))
    second = backend.store.run(desk.page(state=None, session_id=None, limit=3, before=first.next_before))
    assert [*first.deliveries, *second.deliveries] == made[::-1]
    assert second.next_before is None


def test_one_that_nobody_knows_is_told(backend: ServedBackend) -> None:
    desk = backend.services.webhooks.desk
    for question in (desk.get(99), desk.resend(99)):
        with pytest.raises(NotFound, match="no webhook 99"):
            backend.store.run(question)


def test_settings_that_make_no_sense_are_told_at_the_start(backend: ServedBackend) -> None:
    parts: dict[str, Any] = {"store": backend.store.store, "bus": backend.bus, "now_ns": backend.clock}
    with pytest.raises(UsageError):
        compose_webhooks(settings=replace(backend.settings, webhook_allow=("a b",)), **parts)
    with pytest.raises(AddressRefused):
        compose_webhooks(settings=replace(backend.settings, default_callback_url="http://10.0.0.1/"), **parts)
