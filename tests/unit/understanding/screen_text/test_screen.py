"""What is read of a screen: only what changed, each line once, and no more than there is time for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.understanding.screen_text.memory import LineMemory
from lookhear.understanding.screen_text.screen import Screen, Sight
from tests.fakes.printed import HEIGHT, LINE_PX, WIDTH, BarReader, page

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOTES = (40, 40, "notes on a recording")
PLAN = (40, 80, "the plan for monday")
MENU = (400, 300, "files edit view")
WORDS = (
    *("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett"),
    *("kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango"),
)
LISTING = tuple((60, 40 + 20 * number, f"{word} is a word") for number, word in enumerate(WORDS))


class Desk:
    """A screen that is looked at."""

    def __init__(self) -> None:
        self.reader = BarReader()
        self.screen = Screen(self.reader, LineMemory())

    def look(self, *lines: tuple[int, int, str], most: int = 1000) -> Sight:
        return self.see(page(*lines), most=most)

    def see(self, rgb: NDArray[np.uint8], *, most: int = 1000) -> Sight:
        begun = len(self.reader.texts)
        return self.screen.look(rgb, has_time=lambda: len(self.reader.texts) - begun < most)


def fresh(sight: Sight) -> list[str]:
    return [line.text for line in sight.fresh]


def known(sight: Sight) -> list[str]:
    return sorted(line.text for line in sight.lines)


def test_the_first_look_reads_everything_where_it_stands() -> None:
    sight = Desk().look(NOTES, PLAN, MENU)
    assert known(sight) == sorted(text for _, _, text in (NOTES, PLAN, MENU))
    assert fresh(sight) == [text for _, _, text in (NOTES, PLAN, MENU)]
    assert [tuple(line.box)[:2] for line in sight.fresh] == [(x, y) for x, y, _ in (NOTES, PLAN, MENU)]
    assert all(line.box.height == LINE_PX for line in sight.lines)
    assert sight.unread == sight.gone == 0


def test_a_still_screen_is_not_even_looked_at_for_lines() -> None:
    desk = Desk()
    desk.look(NOTES, PLAN)
    looked_at = len(desk.reader.looked_at)
    noise = np.random.default_rng(1).integers(0, 12, (HEIGHT, WIDTH, 3), np.uint8)
    sight = desk.see(page(NOTES, PLAN) - noise)
    assert (fresh(sight), sight.gone, len(sight.lines)) == ([], 0, 2)
    assert len(desk.reader.looked_at) == looked_at


def test_only_the_line_that_changed_is_read_and_wholly() -> None:
    desk = Desk()
    desk.look(NOTES, PLAN, MENU)
    sight = desk.look(NOTES, (40, 80, "the plan for tuesday"), MENU)
    assert fresh(sight) == ["the plan for tuesday"]
    assert (sight.gone, len(sight.lines)) == (1, 3)
    assert desk.reader.texts[3:] == ["the plan for tuesday"]
    assert all(height < 100 for _, height in desk.reader.looked_at[1:])


def test_a_line_that_is_typed_on_is_one_line() -> None:
    desk = Desk()
    desk.look((40, 40, "dear"))
    for text in ("dear madam", "dear madam or", "dear madam or sir"):
        assert fresh(desk.look((40, 40, text))) == [text]


def test_what_went_away_is_counted_and_nothing_is_read() -> None:
    desk = Desk()
    desk.look(NOTES, PLAN, MENU)
    sight = desk.look(NOTES, MENU)
    assert (known(sight), sight.gone) == (sorted([NOTES[2], MENU[2]]), 1)
    assert len(desk.reader.texts) == 3


def test_a_line_that_comes_back_is_not_read_again() -> None:
    desk = Desk()
    desk.look(NOTES, PLAN)
    desk.look(NOTES)
    sight = desk.look(NOTES, (200, 200, PLAN[2]))
    assert fresh(sight) == [PLAN[2]]
    assert len(desk.reader.texts) == 2


def test_a_caret_beside_a_line_is_no_news() -> None:
    desk = Desk()
    desk.look(NOTES, PLAN)
    blinking = page(NOTES, PLAN)
    blinking[80 : 80 + LINE_PX, 40 + 6 * len(PLAN[2]) + 4 :][:, :2] = 0
    for _ in range(2):
        assert fresh(desk.see(blinking)) == []
        assert fresh(desk.look(NOTES, PLAN)) == []
    assert len(desk.reader.texts) <= 3


def test_what_scrolled_is_moved_and_only_what_came_into_view_is_read() -> None:
    desk = Desk()
    desk.look(*LISTING)
    sight = desk.look(*((x, y - 60, text) for x, y, text in LISTING[3:]), (60, LISTING[-3][1], "zulu is the last"))
    assert fresh(sight) == ["zulu is the last"]
    assert sight.moved >= len(LISTING) - 5
    assert known(sight) == sorted([text for _, _, text in LISTING[3:]] + ["zulu is the last"])
    assert desk.reader.texts[len(LISTING) :] == ["zulu is the last"]


def test_reading_stops_when_the_time_is_up_and_goes_on_with_the_next_look() -> None:
    desk = Desk()
    read = [fresh(desk.look(*LISTING, most=7))]
    while desk.look(*LISTING, most=0).unread:
        read.append(desk.reader.texts[-1:])
    assert len(read[0]) == 7
    assert desk.reader.texts == [text for _, _, text in LISTING]
    assert len(desk.reader.looked_at) == 1


def test_what_changes_meanwhile_is_read_first() -> None:
    desk = Desk()
    assert desk.look(*LISTING, most=2).unread == len(LISTING) - 2
    sight = desk.look(*LISTING[:-1], (60, LISTING[-1][1], "another last one"), most=1)
    assert fresh(sight) == ["another last one"]
    assert sight.unread == len(LISTING) - 3


def test_another_size_of_the_screen_begins_anew() -> None:
    desk = Desk()
    desk.look(NOTES)
    sight = desk.see(page(NOTES)[:400, :600])
    assert (known(sight), len(desk.reader.texts)) == ([NOTES[2]], 1)


def test_a_reader_that_breaks_is_told_of() -> None:
    desk = Desk()
    desk.reader.broken = True
    with pytest.raises(RuntimeError, match="the reader broke"):
        desk.look(NOTES)
