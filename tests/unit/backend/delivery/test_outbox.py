from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.delivery.outbox import lane_of, post
from lookhear.backend.jobs.queues import WEBHOOK_QUEUE
from lookhear.backend.storage.database import SqliteStore
from tests.fakes.stored import AskedStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.ports import Notice, Transaction

URL = "https://example.org/hook?token=1"
KEY = f"webhook - {URL}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[AskedStore]:
    with AskedStore(SqliteStore.open(tmp_path / "rows.sqlite3", now_ns=lambda: 0)) as store:
        yield store


def test_a_webhook_is_a_row_with_its_bytes_and_one_job_for_all_of_its_key(store: AskedStore) -> None:
    payload: dict[str, object] = {"event": "capture_session.created", "metadata": {"name": "Zoë \u2028 🙂"}}
    for number in range(3):

        def work(tx: Transaction, now_ns: int = number) -> list[Notice]:
            return post(tx, url=URL, payload=payload, session_id=None, now_ns=now_ns)

        assert store.write(work) == [("jobs", {"queue": WEBHOOK_QUEUE})]
    rows = store.read(lambda tx: tx.outbox.waiting(KEY, limit=10))
    assert [row.created_ns for row in rows] == [0, 1, 2]
    assert len({row.message_id for row in rows}) == 3
    assert {row.body for row in rows} == {'{"event":"capture_session.created","metadata":{"name":"Zoë \u2028 🙂"}}'}
    assert json.loads(rows[0].body) == payload
    [job] = store.read(lambda tx: tx.jobs.of_key(KEY))
    assert (job.queue, job.lane, job.run_at_ns) == (WEBHOOK_QUEUE, "https://example.org:443", 0)


def test_a_transaction_that_fails_leaves_no_webhook(store: AskedStore) -> None:
    def work(tx: Transaction) -> None:
        post(tx, url=URL, payload={}, session_id=None, now_ns=0)
        raise KeyError("what caused it")

    with pytest.raises(KeyError):
        store.write(work)
    assert store.read(lambda tx: (tx.outbox.waiting(KEY, limit=1), tx.jobs.of_key(KEY))) == ([], [])


@pytest.mark.parametrize(
    ("url", "lane"),
    [
        ("https://Example.org/a?b#c", "https://example.org:443"),
        ("http://example.org:8080/a", "http://example.org:8080"),
        ("http://[::1]:9/", "http://::1:9"),
        ("https://me@example.org/", "https://example.org:443"),
        ("http://[::1", "nowhere"),
        ("http://example.org:x/", "nowhere"),
        ("", "://None:0"),
    ],
)
def test_the_lane_is_the_receiver_whatever_the_text_is(url: str, lane: str) -> None:
    assert lane_of(url) == lane
