"""What is said of a screen."""

from __future__ import annotations

from lookhear.understanding.screen_text.lines import Line
from lookhear.understanding.screen_text.rects import Rect
from lookhear.understanding.screen_text.sentences import Front, fronts_of, sentence_of, wanted_words


def lines(*texts: str, left: int = 20) -> list[Line]:
    return [Line(Rect(left, 20 + 24 * number, left + 8 * len(text), 36 + 24 * number), text, 0.9) for number, text in enumerate(texts)]


REPORT = lines("Sales went up by a third", "Costs stayed as they were")
MENU = lines("Files Edit View", left=900)
FIREFOX = Front("Firefox", "Quarterly report")


def said(fronts: list[Front], fresh: list[Line], known: list[Line], *, prompt: str = "", most_chars: int = 1000) -> str:
    return sentence_of(fronts, fresh, known, prompt=prompt, most_chars=most_chars)


def test_what_changed_stands_in_front_of_what_else_is_there() -> None:
    assert said([FIREFOX], MENU, [*REPORT, *MENU]) == (
        "User is in Firefox, 'Quarterly report': Files Edit View — Sales went up by a third Costs stayed as they were"
    )


def test_the_words_of_the_prompt_stand_first() -> None:
    assert said([FIREFOX], REPORT, REPORT, prompt="Describe what the user says about costs").startswith(
        "User is in Firefox, 'Quarterly report': Costs stayed as they were — Sales"
    )
    assert wanted_words("Describe what the user is doing on the screen") == frozenset()
    assert wanted_words("Any mention of Invoices?") == {"invoices"}


def test_without_room_whole_lines_are_left_out() -> None:
    assert said([], [], REPORT, most_chars=30) == "On the screen: Sales went up by a third"


def test_where_nobody_knows_the_application_or_nothing_is_written() -> None:
    assert said([], REPORT[:1], REPORT[:1]) == "On the screen: Sales went up by a third"
    assert said([FIREFOX], [], []) == "User is in Firefox, 'Quarterly report'."
    assert said([Front("Firefox")], [], []) == "User is in Firefox."
    assert said([], [], []) == said([Front()], [], []) == ""


def test_applications_that_were_in_front_before_are_named() -> None:
    before = [Front("Mail", "Inbox"), Front("Files"), Front("Mail", "Inbox"), FIREFOX]
    assert said(before, [], REPORT[:1]) == (
        "User is in Firefox, 'Quarterly report' (before in Mail, 'Inbox'; Files): Sales went up by a third"
    )


def test_fronts_come_from_the_context_log_whatever_stands_in_it() -> None:
    events = (
        {"kind": "window", "app": "Mail", "title": "In\n box"},
        {"kind": "marker", "app": "Nothing"},
        {"kind": "window", "app": "Mail", "title": "In box", "pid": 2},
        {"kind": "window", "app": 7},
    )
    assert fronts_of(events) == [Front("Mail", "In box"), Front()]
