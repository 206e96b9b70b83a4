"""The engine that reads screens: what it says, of which stream, and when it says nothing."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import EngineFailed
from lookhear.understanding.plain import plain_object
from lookhear.understanding.ports import Description, Picture
from lookhear.understanding.screen_text.engine import ScreenText, make
from tests.fakes.printed import HEIGHT, WIDTH, BarReader, page

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTES = (40, 40, "notes on a recording")
PLAN = (40, 80, "the plan for monday")
FRONT = {"t_ns": 0, "kind": "window", "app": "Files", "title": "Home"}


class Desk:
    """An engine with a reader that counts, and a clock that goes on by a second with every look at it."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        self.reader = BarReader()
        ticks: Iterator[float] = iter(range(10_000))
        given: dict[str, Any] = {"budget_s": 1000.0, "worked": lambda: math.inf} | options
        self.engine = ScreenText(self.reader, clock=lambda: float(next(ticks)), **given)

    def ask(self, *lines: tuple[int, int, str], stream: str = "rts-1", context: tuple[dict[str, object], ...] = (FRONT,)) -> Description:
        pictures = [Picture(at_ns=1, rgb=page()), Picture(at_ns=2, rgb=page(*lines))]
        return self.engine.describe(pictures, prompt="", model=None, context=context, stream=stream)


def test_a_sentence_and_where_its_lines_stand() -> None:
    said = Desk().ask(NOTES)
    assert said.text == "User is in Files, 'Home': notes on a recording"
    assert said.metadata == {
        "app": "Files",
        "title": "Home",
        "lines": [{"text": "notes on a recording", "box": [40, 40, 120, 14], "score": 0.9}],
        "changed": {"new": 1, "gone": 0, "moved": 0},
        "size": [WIDTH, HEIGHT],
    }
    assert json.dumps(plain_object(said.metadata)) == json.dumps(dict(said.metadata))


def test_nothing_is_said_of_a_screen_on_which_nothing_is_new() -> None:
    desk = Desk()
    desk.ask(NOTES)
    assert desk.ask(NOTES) == Description(text="")
    assert desk.ask(NOTES, context=()) == Description(text="")  # nobody went anywhere
    assert desk.ask(NOTES, context=(FRONT | {"title": "Letters"},)).text == "User is in Files, 'Letters': notes on a recording"


def test_what_went_away_is_said_with_what_is_left() -> None:
    desk = Desk()
    desk.ask(NOTES, PLAN)
    said = desk.ask(PLAN, context=())
    assert said.text == "User is in Files, 'Home': the plan for monday"
    assert said.metadata["changed"] == {"new": 0, "gone": 1, "moved": 0}


def test_an_empty_screen_is_told_of_once() -> None:
    desk = Desk()
    assert desk.ask(context=()).text == "There is no text on the screen."
    assert desk.ask(context=()).text == ""


def test_lines_that_were_not_read_in_time_come_with_the_next_windows() -> None:
    desk = Desk(budget_s=0.5)
    first, second, third = (desk.ask(NOTES, PLAN) for _ in range(3))
    assert (first.text, first.metadata["unread"]) == ("User is in Files, 'Home': notes on a recording", 1)
    assert second.text == "User is in Files, 'Home': the plan for monday — notes on a recording"
    assert "unread" not in second.metadata
    assert third == Description(text="")


def test_an_engine_that_falls_behind_reads_less_of_a_window() -> None:
    desk = Desk(budget_s=10.0)  # seconds of a clock that goes on by one with every look: nine lines, or one when it is late
    many = [(40, 20 + 20 * number, f"line {'abcdefghijklmnopqrst'[number]}") for number in range(20)]
    unread = [desk.ask(*many).metadata.get("unread") for _ in range(3)]
    assert unread == [10, 8, 6]


def test_a_machine_that_has_hardly_any_time_reads_a_part_of_it_in_any_case() -> None:
    work: Iterator[float] = iter(range(10_000))
    desk = Desk(budget_s=10.0, worked=lambda: next(work) / 2)  # a fifth of 10 s is work, of which a look takes half a second
    many = [(40, 20 + 20 * number, f"line {'abcdefghijklmnopqrst'[number]}") for number in range(20)]
    unread = [desk.ask(*many).metadata.get("unread") for _ in range(2)]
    assert unread == [7, 2]  # 10 and 8 without it


def test_streams_are_kept_apart_and_only_so_many_are_remembered() -> None:
    desk = Desk()
    for number in range(17):
        assert desk.ask(NOTES, stream=f"rts-{number}").text
    assert desk.reader.texts == [NOTES[2]]  # the same line wherever it stands
    assert not desk.ask(NOTES, stream="rts-16").text
    assert desk.ask(NOTES, stream="rts-0").text


def test_a_stream_on_which_the_reader_broke_begins_anew() -> None:
    desk = Desk()
    desk.ask(NOTES)
    desk.reader.broken = True
    with pytest.raises(RuntimeError):
        desk.ask(PLAN)
    desk.reader.broken = False
    assert desk.ask(PLAN).text == "User is in Files, 'Home': the plan for monday"


def test_without_pictures_there_is_nothing_to_say() -> None:
    assert Desk().engine.describe([], prompt="", model=None, context=(FRONT,), stream="") == Description(text="")


@pytest.mark.parametrize("options", [{"budget_s": 0}, {"budget_s": "1"}, {"most_chars": True}, {"model": "large"}])
def test_an_option_that_cannot_be_is_refused_before_anything_is_loaded(options: dict[str, object]) -> None:
    with pytest.raises(EngineFailed):
        make(options)
