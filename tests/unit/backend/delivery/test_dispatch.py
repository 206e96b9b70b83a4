from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.delivery.dispatch import AT_ONCE, Attempt, Dispatcher
from lookhear.backend.delivery.outbox import post
from lookhear.backend.jobs.lanes import LaneHealth
from lookhear.backend.jobs.runner import Postponed
from lookhear.backend.records import Delivery, DeliveryState, Job
from lookhear.backend.storage.database import SqliteStore
from tests.fakes.clock import ManualClock
from tests.fakes.stored import AskedStore

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from lookhear.backend.ports import Transaction

S = 1_000_000_000
URL = "https://example.org/hook"
KEY = f"webhook - {URL}"
TRY_S = 1000.0
REFUSED = Attempt(status=503, error="It answered 503.", lane=LaneHealth.ILL)


@dataclass
class Street:
    """A carrier that writes down what it takes, and answers as it is told."""

    answers: Callable[[Delivery], Attempt] = lambda _: Attempt(status=200)
    meanwhile: Callable[[Delivery], Awaitable[None]] | None = None
    taken: list[Delivery] = field(default_factory=list)

    async def take(self, delivery: Delivery) -> Attempt:
        self.taken.append(delivery)
        if self.meanwhile is not None:
            await self.meanwhile(delivery)
        return self.answers(delivery)


class Place:
    """A dispatcher over a real store, with a clock that a test moves."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock(10_000 * S)
        self.street = Street()
        self.store = AskedStore(SqliteStore.open(folder / "rows.sqlite3", now_ns=self.clock))
        self.dispatcher = Dispatcher(store=self.store.store, carrier=self.street, now_ns=self.clock, try_s=TRY_S)

    def add(self, *names: str) -> None:
        def work(tx: Transaction) -> None:
            for name in names:
                post(tx, url=URL, payload={"name": name}, session_id=None, now_ns=self.clock())

        self.store.write(work)

    def run(self) -> Postponed | None:
        """The job of the key, as a runner would have it done."""
        job = self.store.write(lambda tx: tx.jobs.lease(["webhook"], owner="me", now_ns=1 << 61, until_ns=1 << 62))
        assert job is not None
        outcome = self.store.run(self.dispatcher.run(job))
        if outcome is None:
            self.store.write(lambda tx: tx.jobs.finish(job.id, owner="me"))
        else:
            self.store.write(lambda tx: tx.jobs.retry(job.id, owner="me", run_at_ns=0, error=outcome.reason, is_counted=False))
        return outcome

    def rows(self) -> list[Delivery]:
        return self.store.read(lambda tx: tx.outbox.search(limit=1000))[::-1]

    def states(self) -> list[str]:
        return [row.state.value for row in self.rows()]

    def names(self) -> list[str]:
        return [each.body[9:-2] for each in self.street.taken]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = Place(tmp_path)
    with found.store:
        yield found


def test_what_waits_of_a_key_is_taken_in_order_and_noted(place: Place) -> None:
    place.add("a", "b", "c")
    assert place.run() is None
    assert place.names() == ["a", "b", "c"]
    assert place.states() == ["delivered"] * 3
    row = place.rows()[0]
    assert (row.attempts, row.status, row.error, row.last_try_ns, row.delivered_ns) == (1, 200, None, place.clock(), place.clock())


def test_one_that_is_refused_holds_up_what_is_behind_it_and_is_sent_again_as_it_was(place: Place) -> None:
    place.add("a", "b", "c")
    place.street.answers = lambda delivery: REFUSED if '"b"' in delivery.body else Attempt(status=204)
    outcome = place.run()
    assert outcome is not None
    assert 0.8 <= outcome.delay_s <= 1.2
    assert (outcome.reason, outcome.lane) == ("It answered 503.", LaneHealth.ILL)
    assert place.states() == ["delivered", "waiting", "waiting"]
    place.street.answers = lambda _: Attempt(status=200)
    assert place.run() is None
    assert place.names() == ["a", "b", "b", "c"]
    first, again = place.street.taken[1:3]
    assert (first.body, first.message_id, first.attempts) == (again.body, again.message_id, again.attempts - 1)


def test_the_waits_grow_and_the_last_try_is_right_before_the_end(place: Place) -> None:
    place.add("a")
    place.street.answers = lambda _: REFUSED
    waits = []
    while (outcome := place.run()) is not None:
        waits.append(outcome.delay_s)
        place.clock.advance(round(outcome.delay_s * S))
    for wait_s, usual_s in zip(waits, (1, 5, 30, 120, 600), strict=False):
        assert 0.8 * usual_s <= wait_s <= 1.2 * usual_s
    assert sum(waits) == pytest.approx(TRY_S)
    row = place.rows()[0]
    assert (row.state, row.error, row.status) == (DeliveryState.DEAD, "It answered 503.", 503)
    assert row.attempts == len(waits) + 1


def test_what_is_as_old_dies_together_and_the_rest_goes_on_much_later(place: Place) -> None:
    place.add("a", "b")
    place.clock.advance(500 * S)
    place.add("c")
    place.street.answers = lambda _: REFUSED
    place.clock.advance(500 * S)
    outcome = place.run()
    assert place.states() == ["dead", "dead", "waiting"]
    assert place.names() == ["a"]
    assert outcome is not None
    assert outcome.delay_s == 14_400


def test_a_receiver_that_is_gone_gets_nothing_any_more(place: Place) -> None:
    place.add("a", "b")
    place.street.answers = lambda _: Attempt(status=410, error="It says that it is gone for good (410).", is_final=True)
    assert place.run() is None
    assert place.names() == ["a"]
    assert place.states() == ["dead", "dead"]


def test_a_receiver_may_ask_for_patience(place: Place) -> None:
    place.add("a")
    place.street.answers = lambda _: Attempt(status=429, error="It answered 429.", retry_after_s=77.0)
    outcome = place.run()
    assert outcome is not None
    assert outcome.delay_s == 77.0


def test_one_key_does_not_keep_its_receiver_for_itself(place: Place) -> None:
    place.add(*(str(number) for number in range(AT_ONCE + 1)))
    outcome = place.run()
    assert outcome is not None
    assert (outcome.delay_s, outcome.lane) == (0.0, LaneHealth.WELL)
    assert len(place.street.taken) == AT_ONCE

    def slow(_: Delivery) -> Attempt:
        place.clock.advance(6 * S)
        return Attempt(status=200)

    place.street.answers = slow
    place.add("x")
    assert isinstance(place.run(), Postponed)
    assert place.names()[AT_ONCE:] == [str(AT_ONCE)]


def test_what_else_waits_for_a_receiver_is_hastened_when_it_takes_one_that_it_refused(place: Place) -> None:
    place.add("a")
    later = place.clock() + 7200 * S
    place.store.write(lambda tx: tx.jobs.add("webhook", "another", {"key": "another"}, run_at_ns=later, lane="https://example.org:443"))
    place.street.answers = lambda _: REFUSED
    place.run()
    place.street.answers = lambda _: Attempt(status=200)
    place.run()
    [other] = place.store.read(lambda tx: tx.jobs.of_key("another"))
    assert other.run_at_ns <= place.clock()


def test_one_that_was_sent_again_meanwhile_is_not_overwritten(place: Place) -> None:
    place.add("a")

    async def send_again(delivery: Delivery) -> None:
        await place.store.store.write(lambda tx: tx.outbox.update(replace(delivery, resent_ns=5)))

    place.street.meanwhile = send_again
    assert place.run() is None
    [row] = place.rows()
    assert (row.state, row.attempts, row.resent_ns) == (DeliveryState.WAITING, 0, 5)


def test_a_payload_that_names_nothing_is_told(place: Place) -> None:
    job = Job(id=1, queue="webhook", key="k", payload={"key": 5}, state="leased", run_at_ns=0, attempts=1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="names no webhooks"):
        place.store.run(place.dispatcher.run(job))
