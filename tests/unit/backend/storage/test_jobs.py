"""What it takes to find the next job, counted in steps of SQLite's machine, of which a look at ten thousand rows takes ten thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.backend.storage.transaction import SqlTransaction
from tests.fakes.steps import FEW_STEPS, steps_of

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.backend.storage.connections import Opened

MANY = 10_000


def fill(opened: Opened, *, queue: str, lane: str | None, key: str = "k{}", run_at_ns: int = 1) -> None:
    """Many rows of jobs, as the queue would write them."""
    opened.raw.executemany(
        "INSERT INTO jobs (queue, key, payload, state, run_at_ns, attempts, lane) VALUES (?, ?, '{}', 'ready', ?, 0, ?)",
        ((queue, key.format(f"{queue}-{number}"), run_at_ns, lane) for number in range(MANY)),
    )


def test_thousands_that_wait_for_a_busy_lane_or_in_another_queue_or_for_later_cost_nothing(tmp_path: Path, opened: Opened) -> None:
    jobs = SqlTransaction(opened.connection, tmp_path).jobs
    fill(opened, queue="webhook", lane="slow")
    fill(opened, queue="export", lane=None)
    fill(opened, queue="webhook", lane="later", run_at_ns=1000)
    wanted = jobs.add("webhook", "mine", {}, run_at_ns=2, lane="fast")
    jobs.add("pipeline", "other", {}, run_at_ns=2)

    def take(*queues: str, busy_lanes: tuple[str, ...] = ()) -> str | None:
        job = jobs.lease(queues, owner="me", now_ns=10, until_ns=100, busy_lanes=busy_lanes)
        return None if job is None else job.key

    assert steps_of(opened.raw, lambda: take("webhook", busy_lanes=("slow",))) < FEW_STEPS
    assert jobs.of_key("mine")[0].owner == "me"
    assert steps_of(opened.raw, lambda: take("webhook", busy_lanes=("slow",))) < FEW_STEPS  # now there is none
    assert steps_of(opened.raw, lambda: take("pipeline")) < FEW_STEPS
    assert jobs.of_key("other")[0].owner == "me"
    assert steps_of(opened.raw, lambda: take("webhook", "export")) < FEW_STEPS
    assert steps_of(opened.raw, lambda: jobs.ensure("webhook", "mine", {}, run_at_ns=2)) < FEW_STEPS
    assert steps_of(opened.raw, lambda: jobs.finish(wanted.id, owner="me")) < FEW_STEPS


def test_a_key_whose_past_is_long_costs_nothing_either(tmp_path: Path, opened: Opened) -> None:
    jobs = SqlTransaction(opened.connection, tmp_path).jobs
    fill(opened, queue="webhook", lane="l", key="same")
    opened.raw.execute("UPDATE jobs SET state = 'done'")
    assert steps_of(opened.raw, lambda: jobs.ensure("webhook", "same", {}, run_at_ns=2)) < FEW_STEPS
    assert steps_of(opened.raw, lambda: jobs.lease(["webhook"], owner="me", now_ns=10, until_ns=100)) < FEW_STEPS
    assert jobs.of_key("same")[-1].owner == "me"


def test_the_counting_of_steps_sees_what_looks_at_all_of_them(tmp_path: Path, opened: Opened) -> None:
    fill(opened, queue="webhook", lane="l")
    assert steps_of(opened.raw, lambda: opened.raw.execute("SELECT count(*) FROM jobs WHERE payload = 'x'").fetchall()) > MANY
