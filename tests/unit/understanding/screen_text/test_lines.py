"""The order in which lines are read."""

from __future__ import annotations

from lookhear.understanding.screen_text.lines import Line, blocks_of, essence, passage_of
from lookhear.understanding.screen_text.rects import Rect


def line(left: int, top: int, text: str) -> Line:
    return Line(Rect(left, top, left + 8 * len(text), top + 16), text, 0.9)


LEFT = [line(20, 40 + 24 * number, f"prose {number} goes on") for number in range(5)]
RIGHT = [line(400, 52 + 24 * number, f"code {number} goes on") for number in range(5)]


def test_columns_are_read_one_behind_the_other() -> None:
    mixed = sorted([*LEFT, *RIGHT], key=lambda each: each.box.top)
    assert blocks_of(reversed(mixed)) == [LEFT, RIGHT]
    assert passage_of(mixed) == " — ".join(" ".join(each.text for each in column) for column in (LEFT, RIGHT))


def test_what_stands_side_by_side_is_read_from_left_to_right() -> None:
    row = [line(20, 41, "import"), line(78, 40, "signal")]
    assert blocks_of([*reversed(row), line(20, 64, "stop")]) == [[*row, line(20, 64, "stop")]]


def test_a_paragraph_far_below_is_another_block() -> None:
    assert passage_of([line(20, 40, "one"), line(20, 200, "two")]) == "one — two"
    assert passage_of([]) == ""


def test_a_stroke_or_another_case_is_no_other_line() -> None:
    assert essence("Dear Madam,|") == essence("dear madam")
    assert essence("Dear Madam 1") != essence("Dear Madam 2")
    assert essence("Größe 会議") == "grösse会議"
