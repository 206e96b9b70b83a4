from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.activity import Activity, IdleExit
from tests.fakes.serving import NS_PER_S, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Seconds:
    """A monotonic clock that moves when told."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_nobody_is_idle_while_a_request_is_open() -> None:
    clock = Seconds()
    activity = Activity(now_s=clock)
    with activity.request():
        clock.now_s = 10
        assert activity.idle_s == 0
        with activity.request():
            clock.now_s = 20
        assert activity.idle_s == 0
    clock.now_s = 25
    assert activity.idle_s == 5
    activity.note()
    assert activity.idle_s == 0


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def idle_exit(backend: ServedBackend, clock: Seconds) -> IdleExit:
    return IdleExit(
        store=backend.services.store,
        activity=Activity(now_s=clock),
        after_s=60,
        now_ns=backend.clock,
        stopping=backend.services.stopping,
    )


def test_it_is_time_when_nobody_wanted_anything_for_so_long(backend: ServedBackend) -> None:
    clock = Seconds()
    exit_ = idle_exit(backend, clock)
    clock.now_s = 59
    assert not backend.store.run(exit_.look())
    clock.now_s = 60
    assert backend.store.run(exit_.look())


def test_a_job_that_waits_keeps_it_going_and_the_term_begins_when_it_is_done(backend: ServedBackend) -> None:
    clock = Seconds()
    exit_ = idle_exit(backend, clock)
    job = backend.store.write(lambda tx: tx.jobs.add("export", "cap-1", {}, run_at_ns=0))
    clock.now_s = 100
    assert not backend.store.run(exit_.look())
    backend.store.write(lambda tx: tx.jobs.lease(["export"], owner="x", now_ns=1, until_ns=2))
    assert backend.store.write(lambda tx: tx.jobs.finish(job.id, owner="x"))
    clock.now_s = 159
    assert not backend.store.run(exit_.look())
    clock.now_s = 160
    assert backend.store.run(exit_.look())


def test_a_live_session_with_recent_media_keeps_it_going(backend: ServedBackend) -> None:
    clock = Seconds()
    exit_ = idle_exit(backend, clock)
    backend.fragment(backend.begun().streams[0])
    clock.now_s = 100
    backend.clock.advance(60 * NS_PER_S)
    assert not backend.store.run(exit_.look())
    backend.clock.advance(1)
    clock.now_s = 200
    assert backend.store.run(exit_.look())


def test_the_task_asks_the_server_to_end(backend: ServedBackend) -> None:
    clock = Seconds()
    exit_ = IdleExit(
        store=backend.services.store,
        activity=Activity(now_s=clock),
        after_s=0.001,
        now_ns=backend.clock,
        stopping=backend.services.stopping,
    )
    clock.now_s = 1
    backend.store.run(asyncio.wait_for(exit_.run(), 30))
    assert backend.services.stopping.is_set()


def test_a_job_that_nobody_here_works_for_keeps_nothing_alive(backend: ServedBackend) -> None:
    clock = Seconds()
    exit_ = idle_exit(backend, clock)
    backend.store.write(lambda tx: tx.jobs.add("of a newer version", "cap-1", {}, run_at_ns=0))
    clock.now_s = 60
    assert backend.store.run(exit_.look())


@pytest.mark.parametrize(("due_in_s", "is_time"), [(0, False), (59, False), (60, True), (3600, True)])
def test_a_webhook_that_is_tried_again_much_later_is_left_to_the_next_start(backend: ServedBackend, due_in_s: int, is_time: bool) -> None:  # noqa: FBT001 - a case of it
    clock = Seconds()
    exit_ = idle_exit(backend, clock)
    run_at_ns = backend.clock() + due_in_s * NS_PER_S
    backend.store.write(lambda tx: tx.jobs.add("webhook", "webhook cap-1 https://example.test", {}, run_at_ns=run_at_ns))
    clock.now_s = 60
    assert backend.store.run(exit_.look()) is is_time


def test_a_webhook_that_is_on_its_way_keeps_it_going(backend: ServedBackend) -> None:
    clock = Seconds()
    exit_ = idle_exit(backend, clock)
    now_ns = backend.clock()
    backend.store.write(lambda tx: tx.jobs.add("webhook", "webhook cap-1 https://example.test", {}, run_at_ns=now_ns))
    backend.store.write(lambda tx: tx.jobs.lease(["webhook"], owner="x", now_ns=now_ns, until_ns=now_ns + 1))
    clock.now_s = 60
    assert not backend.store.run(exit_.look())
