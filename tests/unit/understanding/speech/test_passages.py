"""Engines that understand a passage at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lookhear.understanding.speech.listening import Passage
from lookhear.understanding.speech.passages import Budget, PassageHearing

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Counting:
    """Says how many samples it read, and takes a second for it."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.reads: list[tuple[int, bool]] = []

    def read(self, samples: NDArray[np.int16], *, is_final: bool) -> Passage:
        self.reads.append((len(samples), is_final))
        self.now_s += 1.0
        return Passage(str(len(samples)))

    def hearing(self, *, tells_early: bool = True) -> PassageHearing:
        return PassageHearing(self, Budget(lambda: self.now_s) if tells_early else None)


def test_what_is_being_said_is_read_again_when_there_was_time_to_rest() -> None:
    reader = Counting()
    hearing = reader.hearing()
    said = []
    for _ in range(5):
        hearing.accept(np.zeros(100, np.int16))
        said.append(hearing.early().text)
        reader.now_s += 0.5
    assert said == ["100", "100", "100", "400", "400"]
    assert hearing.close(450).text == "450"
    assert reader.reads == [(100, False), (400, False), (450, True)]


def test_without_a_budget_it_is_read_once() -> None:
    reader = Counting()
    hearing = reader.hearing(tells_early=False)
    hearing.accept(np.zeros(100, np.int16))
    assert hearing.early() == Passage()
    hearing.close(100)
    assert reader.reads == [(100, True)]


def test_nothing_is_not_read() -> None:
    reader = Counting()
    assert (reader.hearing().early(), reader.hearing().close(0)) == (Passage(), Passage())
    assert reader.reads == []
