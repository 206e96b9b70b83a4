from __future__ import annotations

import threading

from lookhear.recorder.pipeline.gate import Gate


def test_an_open_gate_lets_a_source_stay_and_everything_pass() -> None:
    gate = Gate()
    assert gate.enter()
    assert gate.may_stay
    assert gate.span == (0, None)
    assert gate.wait_left(0)


def test_a_closed_gate_waits_for_the_source_to_be_closed() -> None:
    gate = Gate()
    gate.close(5)
    assert not gate.may_stay
    assert gate.closing_ns == 5
    assert gate.span == (0, 5)
    assert not gate.wait_left(0)
    gate.left()
    assert gate.wait_left(0)
    assert gate.closing_ns is None


def test_who_wants_to_enter_waits_for_the_opening() -> None:
    gate = Gate()
    gate.close(5)
    gate.left()
    entered: list[bool] = []
    waiting = threading.Thread(target=lambda: entered.append(gate.enter()))
    waiting.start()
    gate.open(9)
    waiting.join()
    assert entered == [True]
    assert gate.span == (9, None)


def test_a_source_that_hung_through_a_pause_must_be_closed_all_the_same() -> None:
    gate = Gate()
    gate.close(5)
    gate.open(9)
    gate.close(12)
    assert gate.span == (9, 5), "nothing passes"
    gate.open(14)
    assert not gate.may_stay
    gate.left()
    assert gate.may_stay
    assert gate.span == (14, None)


def test_the_end_wakes_everybody() -> None:
    gate = Gate()
    gate.close(5)
    gate.end()
    assert gate.wait_left(60)
    assert not gate.enter()
    gate.wait(60)
