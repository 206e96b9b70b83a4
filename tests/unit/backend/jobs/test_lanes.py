from __future__ import annotations

from lookhear.backend.jobs.lanes import LONGEST_REST_S, LaneHealth, Lanes

S = 1_000_000_000


def closed(lanes: Lanes, *, now_ns: int = 0) -> list[str]:
    return lanes.rooms(now_ns=now_ns).closed()


def test_a_lane_is_closed_while_as_many_of_its_jobs_run_as_may() -> None:
    lanes = Lanes(limit=2)
    lanes.enter("a")
    lanes.enter("b")
    lanes.enter(None)
    assert closed(lanes) == []
    lanes.enter("a")
    assert closed(lanes) == ["a"]
    lanes.leave("a")
    assert closed(lanes) == []


def test_who_takes_several_at_once_fills_a_copy() -> None:
    lanes = Lanes(limit=2)
    rooms = lanes.rooms(now_ns=0)
    rooms.take("a")
    rooms.take(None)
    assert rooms.closed() == []
    rooms.take("a")
    assert rooms.closed() == ["a"]
    assert closed(lanes) == []


def test_without_a_limit_no_lane_is_ever_full() -> None:
    lanes = Lanes(limit=None)
    for _ in range(100):
        lanes.enter("a")
    assert closed(lanes) == []


def test_a_lane_that_is_down_rests_longer_each_time_and_never_long() -> None:
    lanes = Lanes(limit=4)
    rests = [lanes.missed("a", LaneHealth.DOWN, now_ns=0) for _ in range(8)]
    assert rests == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]
    assert closed(lanes, now_ns=29 * S) == ["a"]
    assert closed(lanes, now_ns=30 * S) == []


def test_one_job_at_a_time_looks_whether_it_is_back() -> None:
    lanes = Lanes(limit=4)
    lanes.missed("a", LaneHealth.DOWN, now_ns=0)
    lanes.enter("a")
    assert closed(lanes, now_ns=2 * S) == ["a"]
    assert lanes.reached("a", now_ns=2 * S)
    assert closed(lanes, now_ns=2 * S) == []


def test_a_lane_that_answers_badly_does_not_rest() -> None:
    lanes = Lanes(limit=4)
    assert lanes.missed("a", LaneHealth.ILL, now_ns=0) == 0.0
    assert closed(lanes) == []


def test_a_clock_that_is_put_back_keeps_no_lane_closed() -> None:
    lanes = Lanes(limit=4)
    lanes.missed("a", LaneHealth.DOWN, now_ns=10_000 * S)
    assert closed(lanes, now_ns=10_000 * S - round(LONGEST_REST_S * S) - 1) == []


def test_what_waits_for_a_lane_is_hastened_once_when_it_is_back() -> None:
    lanes = Lanes(limit=4)
    assert lanes.reached("a", now_ns=0)  # failures may be older than this process
    assert not lanes.reached("a", now_ns=1)
    lanes.missed("a", LaneHealth.DOWN, now_ns=2)
    assert lanes.reached("a", now_ns=3)
    assert not lanes.reached("a", now_ns=4)
    assert not lanes.reached(None, now_ns=4)


def test_a_lane_that_takes_one_and_never_the_other_is_not_hastened_again_and_again() -> None:
    lanes = Lanes(limit=4)
    hastened = 0
    for second in range(600):
        lanes.missed("a", LaneHealth.ILL, now_ns=second * S)
        hastened += lanes.reached("a", now_ns=second * S)
    assert hastened == 10


def test_lanes_that_were_not_used_for_longest_are_forgotten() -> None:
    lanes = Lanes(limit=4)
    for number in range(5000):
        lanes.missed(f"lane {number}", LaneHealth.DOWN, now_ns=0)
    assert len(closed(lanes)) == 4096
    assert lanes.missed("lane 0", LaneHealth.DOWN, now_ns=0) == 1.0
