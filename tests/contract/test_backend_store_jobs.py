"""What every store of rows promises about the queue: in order by key, one at a time, nothing lost with who was at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lookhear.backend.records import JobState

if TYPE_CHECKING:
    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Job
    from tests.fakes.stored import AskedStore


def add(store: AskedStore, key: str, *, queue: str = "export", run_at_ns: int = 0) -> int:
    return store.write(lambda rows: rows.jobs.add(queue, key, {"of": key}, run_at_ns=run_at_ns).id)


def lease(store: AskedStore, *queues: str, owner: str = "me", now_ns: int = 100, until_ns: int = 200) -> Job | None:
    return store.write(lambda rows: rows.jobs.lease(queues or ("export",), owner=owner, now_ns=now_ns, until_ns=until_ns))


def leased_id(store: AskedStore, owner: str = "me", *, now_ns: int = 100, until_ns: int = 200) -> int | None:
    job = lease(store, owner=owner, now_ns=now_ns, until_ns=until_ns)
    return None if job is None else job.id


def finish(store: AskedStore, job_id: int, owner: str = "me") -> bool:
    return store.write(lambda rows: rows.jobs.finish(job_id, owner=owner))


def test_a_job_is_leased_with_all_that_was_said_of_it(store: AskedStore) -> None:
    job_id = add(store, "a", run_at_ns=7)
    job = lease(store)
    assert job is not None
    assert (job.id, job.queue, job.key, job.payload, job.run_at_ns) == (job_id, "export", "a", {"of": "a"}, 7)
    assert (job.state, job.attempts, job.owner, job.lease_until_ns) == (JobState.LEASED, 1, "me", 200)
    assert lease(store) is None


def test_a_job_waits_for_its_time_and_for_its_queue(store: AskedStore) -> None:
    later = add(store, "a", run_at_ns=101)
    other = add(store, "b", queue="retention")
    assert lease(store) is None
    assert leased_id(store, now_ns=101) == later
    job = lease(store, "export", "retention")
    assert job is not None
    assert job.id == other


def test_jobs_of_one_key_run_one_after_the_other_and_other_keys_go_on(store: AskedStore) -> None:
    first, second, other = add(store, "a"), add(store, "a"), add(store, "b")
    assert [leased_id(store), leased_id(store), leased_id(store)] == [first, other, None]
    assert finish(store, first)
    assert [leased_id(store), leased_id(store)] == [second, None]


def test_a_job_put_back_holds_up_those_behind_it_until_it_is_dead(store: AskedStore) -> None:
    first, second = add(store, "a"), add(store, "a")
    for attempt in (1, 2, 3):
        job = lease(store, now_ns=100 * attempt)
        assert job is not None
        assert (job.id, job.attempts) == (first, attempt)
        assert store.write(lambda t: t.jobs.retry(first, owner="me", run_at_ns=100 * (attempt + 1), error="broke", max_attempts=3))  # noqa: B023
        if attempt < 3:
            assert lease(store, now_ns=100 * attempt) is None
    dead = store.read(lambda t: t.jobs.of_key("a"))[0]
    assert (dead.state, dead.error, dead.owner) == (JobState.DEAD, "broke", None)
    assert leased_id(store) == second


def test_a_lease_that_ran_out_is_taken_over_and_the_loser_can_do_nothing(store: AskedStore) -> None:
    job_id = add(store, "a")
    assert leased_id(store, "first", now_ns=100, until_ns=200) == job_id
    assert leased_id(store, "second", now_ns=199, until_ns=400) is None
    taken = lease(store, owner="second", now_ns=200, until_ns=400)
    assert taken is not None
    assert (taken.id, taken.attempts, taken.owner) == (job_id, 2, "second")
    assert finish(store, job_id, "first") is False
    assert store.write(lambda t: t.jobs.renew(job_id, owner="first", until_ns=900)) is False
    assert store.write(lambda t: t.jobs.retry(job_id, owner="first", run_at_ns=0, error="x", max_attempts=1)) is False
    assert store.read(lambda t: t.jobs.of_key("a")) == [taken]
    assert finish(store, job_id, "second") is True
    assert finish(store, job_id, "second") is False
    assert store.read(lambda t: t.jobs.of_key("a"))[0].state is JobState.DONE


def test_a_renewed_lease_is_not_taken_over(store: AskedStore) -> None:
    job_id = add(store, "a")
    leased_id(store, until_ns=200)
    assert store.write(lambda t: t.jobs.renew(job_id, owner="me", until_ns=300)) is True
    assert leased_id(store, "other", now_ns=299) is None
    assert leased_id(store, "other", now_ns=300) == job_id


def test_what_is_neither_done_nor_dead_is_pending(store: AskedStore) -> None:
    first = add(store, "a")
    add(store, "b", queue="retention")
    assert store.read(lambda t: (t.jobs.pending(), t.jobs.pending("export"), t.jobs.pending("none"))) == (2, 1, 0)
    leased_id(store)
    assert store.read(lambda t: t.jobs.pending()) == 2
    finish(store, first)
    assert store.read(lambda t: (t.jobs.pending(), t.jobs.pending("export"))) == (1, 0)


def test_the_jobs_of_a_key_are_told_by_their_states(store: AskedStore) -> None:
    done, leased, ready, other = add(store, "a"), add(store, "a"), add(store, "a"), add(store, "b", queue="none")
    leased_id(store)
    finish(store, done)
    leased_id(store)

    def ids(*states: JobState) -> list[int]:
        return [job.id for job in store.read(lambda t: t.jobs.of_key("a", states=states))]

    assert ids(JobState.READY, JobState.LEASED) == [leased, ready]
    assert (ids(JobState.DONE), ids(JobState.DEAD), ids()) == ([done], [], [])
    assert [job.id for job in store.read(lambda t: t.jobs.of_key("b"))] == [other]


def test_what_was_done_is_forgotten_after_a_time_and_nothing_else_is(store: AskedStore) -> None:
    old, dead, young = (add(store, key, run_at_ns=number) for number, key in enumerate("abc", start=8))
    for job_id in (old, dead, young):
        assert leased_id(store) == job_id
    assert store.write(lambda t: t.jobs.retry(dead, owner="me", run_at_ns=0, error="broke", max_attempts=1))
    finish(store, old)
    finish(store, young)
    unfinished = add(store, "a", run_at_ns=0)
    assert store.write(lambda t: t.jobs.remove_done(before_ns=10)) == 1
    assert [[job.id for job in store.read(lambda t, key=key: t.jobs.of_key(key))] for key in "abc"] == [[unfinished], [dead], [young]]  # type: ignore[misc]


def test_a_job_is_there_only_if_what_caused_it_is(store: AskedStore) -> None:
    def half(rows: Transaction) -> None:
        rows.jobs.add("export", "a", {}, run_at_ns=0)
        raise ValueError("no further")

    with pytest.raises(ValueError, match="no further"):
        store.write(half)
    assert lease(store) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(
    keys=st.lists(st.sampled_from("abc"), min_size=1, max_size=12), steps=st.lists(st.sampled_from(["lease", "done", "lost"]), max_size=40)
)
def test_whatever_runners_do_each_key_runs_in_order_and_one_at_a_time(store: AskedStore, keys: list[str], steps: list[str]) -> None:
    queue = f"q{next_number(store)}"
    for key in keys:
        add(store, f"{queue}-{key}", queue=queue)
    running: list[Job] = []
    finished: dict[str, list[int]] = {}
    now_ns = 0
    for step in [*steps, *["lease", "done"] * len(keys)]:
        now_ns += 1
        if step == "lease" and (job := lease(store, queue, owner=str(now_ns), now_ns=now_ns, until_ns=now_ns + 1000)):
            assert job.key not in {other.key for other in running}
            running.append(job)
        elif step == "done" and running:
            job = running.pop(0)
            assert job.owner is not None
            assert finish(store, job.id, job.owner)
            finished.setdefault(job.key, []).append(job.id)
        elif step == "lost":  # every runner died: their leases run out
            running.clear()
            now_ns += 1000
    while running:
        job = running.pop(0)
        finished.setdefault(job.key, []).append(job.id)
        assert finish(store, job.id, job.owner or "")
    for job_ids in finished.values():
        assert job_ids == sorted(job_ids)
    assert store.read(lambda t: t.jobs.pending(queue)) == len(keys) - sum(map(len, finished.values()))


def next_number(store: AskedStore) -> int:
    """A number no other example has."""
    return add(store, "numbers", queue="numbers")


def ensure(store: AskedStore, key: str, *, run_at_ns: int = 0, lane: str | None = None) -> bool:
    return store.write(lambda rows: rows.jobs.ensure("webhook", key, {"of": key}, run_at_ns=run_at_ns, lane=lane))


def test_a_job_that_is_ready_is_enough_and_keeps_its_time_but_one_that_is_leased_may_have_looked_before(store: AskedStore) -> None:
    assert ensure(store, "a", run_at_ns=5)
    assert not ensure(store, "a", run_at_ns=3)
    first = lease(store, "webhook")
    assert first is not None
    assert (first.run_at_ns, first.payload) == (5, {"of": "a"})
    assert ensure(store, "a")
    assert not ensure(store, "a")
    assert lease(store, "webhook") is None  # of one key one runs at a time
    assert finish(store, first.id)
    second = lease(store, "webhook")
    assert second is not None
    assert finish(store, second.id)
    assert ensure(store, "a")


def in_lane(store: AskedStore, busy_lanes: list[str]) -> str | None:
    job = store.write(lambda rows: rows.jobs.lease(["webhook"], owner="me", now_ns=100, until_ns=200, busy_lanes=busy_lanes))
    return None if job is None else job.key


def test_jobs_of_busy_lanes_are_left_and_the_others_come_in_their_order(store: AskedStore) -> None:
    for number, (key, lane) in enumerate([("a", "slow"), ("b", "slow"), ("c", "fast"), ("d", None), ("e", "third"), ("f", "fast")]):
        assert ensure(store, key, run_at_ns=number, lane=lane)
    assert [in_lane(store, ["slow", "none"]) for _ in range(5)] == ["c", "d", "e", "f", None]
    assert in_lane(store, ["fast"]) == "a"
    assert in_lane(store, []) == "b"


def test_an_earlier_job_of_a_key_is_waited_for_also_when_its_lane_is_busy(store: AskedStore) -> None:
    ensure(store, "a", lane="slow")
    store.write(lambda rows: rows.jobs.add("webhook", "a", {}, run_at_ns=0, lane="fast"))
    assert in_lane(store, ["slow"]) is None
    assert in_lane(store, ["fast"]) == "a"


def test_when_a_lane_is_back_what_waits_for_it_is_due_and_nothing_else(store: AskedStore) -> None:
    for key, lane, run_at_ns in (("a", "back", 500), ("b", "back", 90), ("c", "other", 500), ("d", None, 500)):
        assert ensure(store, key, run_at_ns=run_at_ns, lane=lane)
    assert store.write(lambda rows: rows.jobs.hasten("back", now_ns=100)) == 1
    assert [in_lane(store, []) for _ in range(3)] == ["b", "a", None]
    assert store.write(lambda rows: rows.jobs.hasten("back", now_ns=100)) == 0  # what is leased is left alone


def test_whoever_starts_takes_back_the_leases_of_who_is_gone(store: AskedStore) -> None:
    mine, other = add(store, "a"), add(store, "b", queue="retention")
    assert leased_id(store, "dead", until_ns=10_000) == mine
    assert lease(store, "retention", owner="alive", until_ns=10_000) is not None
    assert store.write(lambda rows: rows.jobs.release(["export"], now_ns=150)) == 1
    assert not finish(store, mine, "dead")
    job = lease(store, now_ns=150)
    assert job is not None
    assert (job.id, job.attempts, job.owner) == (mine, 2, "me")
    assert finish(store, other, "alive")
    assert store.write(lambda rows: rows.jobs.release(["export", "retention"], now_ns=150)) == 1


def test_what_is_due_later_can_be_left_out_of_the_count(store: AskedStore) -> None:
    for key, run_at_ns in (("a", 5), ("b", 10), ("c", 15)):
        add(store, key, run_at_ns=run_at_ns)
    add(store, "d", queue="retention", run_at_ns=5)
    counts = store.read(
        lambda t: (t.jobs.pending(due_before_ns=10), t.jobs.pending("export", due_before_ns=11), t.jobs.pending("export", due_before_ns=5))
    )
    assert counts == (2, 2, 0)
    assert leased_id(store, now_ns=100) is not None
    assert store.read(lambda t: t.jobs.pending(due_before_ns=10)) == 2
