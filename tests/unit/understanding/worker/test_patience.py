from __future__ import annotations

from lookhear.understanding.worker.patience import MOST, Patience, Running, Verdict

LIMIT_S = 10.0


def begun(patience: Patience, at_s: float = 0.0) -> Running:
    return Running(begun_s=at_s, lost_s=patience.lost_s, limit_s=LIMIT_S)


def test_a_call_within_its_time_is_fine() -> None:
    patience = Patience()
    assert patience.verdict(begun(patience), LIMIT_S, processor_s=None) is Verdict.FINE


def test_one_that_sleeps_and_answers_at_once_has_hung() -> None:
    patience = Patience()
    running = begun(patience)
    for second in range(11):
        patience.ask(float(second))
        patience.answered(second + 0.01, 0.5)
    assert patience.verdict(running, 11.0, processor_s=0.5) is Verdict.HUNG


def test_one_that_works_and_does_not_answer_has_hung() -> None:
    patience = Patience()
    running = begun(patience)
    patience.ask(1.0)
    assert patience.verdict(running, 11.0, processor_s=10.0) is Verdict.HUNG
    assert patience.verdict(running, 11.0, processor_s=None) is Verdict.HUNG  # nobody can tell: silence is work


def test_one_that_gets_no_processor_is_given_time() -> None:
    patience = Patience()
    running = begun(patience)
    patience.ask(1.0)
    assert patience.verdict(running, 11.0, processor_s=0.1) is Verdict.FINE
    patience.answered(21.0, 0.2)
    assert patience.lost_s > 19
    assert patience.verdict(running, 22.0, processor_s=0.2) is Verdict.FINE
    assert patience.verdict(running, 31.0, processor_s=0.2) is Verdict.HUNG  # it had it since, and did not get on


def test_there_is_an_end_to_it() -> None:
    patience = Patience()
    running = begun(patience)
    patience.ask(1.0)
    assert patience.verdict(running, MOST * LIMIT_S, processor_s=0.0) is Verdict.FINE
    assert patience.verdict(running, MOST * LIMIT_S + 1, processor_s=0.0) is Verdict.STARVED


def test_what_was_lost_before_a_call_is_none_of_its_time() -> None:
    patience = Patience()
    patience.ask(0.0)
    patience.answered(100.0, 0.0)
    running = begun(patience, 100.0)
    assert patience.verdict(running, 111.0, processor_s=0.0) is Verdict.HUNG


def test_a_late_answer_of_one_that_worked_is_no_loss() -> None:
    patience = Patience()
    patience.ask(0.0)
    assert patience.is_waiting
    patience.answered(5.0, 5.0)
    assert not patience.is_waiting
    assert patience.lost_s == 0.0
    patience.answered(6.0, 5.5)  # that nobody asked for
    assert patience.lost_s == 0.0


def test_one_that_answers_at_once_and_waits_for_a_processor_beside_is_given_time() -> None:
    patience = Patience()
    running = begun(patience)
    for second in range(31):
        patience.ask(float(second))
        patience.answered(second + 0.01, 0.1 * second)
        patience.waited(float(second), 5.0 + 0.8 * second)
    assert round(patience.lost_s, 6) == 24.0
    assert patience.verdict(running, 30.0, processor_s=3.0) is Verdict.FINE
    assert patience.verdict(running, 35.0, processor_s=3.0) is Verdict.HUNG  # it had it since
    assert patience.verdict(running, MOST * LIMIT_S + 1, processor_s=3.0) is Verdict.STARVED


def test_no_time_is_lost_twice() -> None:
    patience = Patience()
    patience.waited(0.0, 0.0)
    patience.ask(0.0)
    patience.waited(5.0, 4.0)
    patience.answered(6.0, 1.5)
    assert patience.lost_s == 4.5
    patience.waited(7.0, 100.0)  # of many threads at a time
    assert patience.lost_s == 6.5
    patience.waited(8.0, 1.0)  # some of which have ended
    patience.waited(9.0, None)
    patience.waited(10.0, 3.0)
    assert patience.lost_s == 6.5
