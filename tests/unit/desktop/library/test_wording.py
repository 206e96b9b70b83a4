from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QDateTime

from lookhear.desktop.engine.library.entries import EntryState, Found, Hit
from lookhear.desktop.library.wording import channels_text, facts_of, found_of, sentence_of, spoken_of, state_of, title_of, when_text
from lookhear.desktop.style.tokens import Tone
from tests.fakes.entries import DAY_NS, entry

pytestmark = pytest.mark.usefixtures("qapp")


def now_ns() -> int:
    return QDateTime.currentDateTime().toMSecsSinceEpoch() * 1_000_000


def test_a_day_is_called_as_people_call_it() -> None:
    assert when_text(now_ns()).startswith("Today, ")
    assert when_text(now_ns() - DAY_NS).startswith("Yesterday, ")
    assert when_text(now_ns() - 3 * DAY_NS).split(",")[0].endswith("day")
    assert "/" in when_text(now_ns() - 400 * DAY_NS)
    assert "/" in when_text(now_ns() + 3 * DAY_NS)  # the clock was wrong


def test_one_without_a_name_is_called_by_its_time() -> None:
    assert title_of(entry(name="Call")) == "Call"
    assert title_of(entry(name="", started_wall_ns=now_ns())).startswith("Today, ")


def test_the_facts_say_what_the_title_does_not() -> None:
    assert "4.8 MB" in facts_of(entry(name="Call"))
    assert facts_of(entry(name="")).endswith("1 microphone(s)")
    assert facts_of(entry(name="", bytes=0, channels=())) == ""


@pytest.mark.parametrize(
    ("fields", "words", "tone"),
    [
        ({}, "", Tone.NEUTRAL),
        ({"state": EntryState.RECORDING}, "Recording", Tone.DANGER),
        ({"state": EntryState.UPLOADING}, "Waiting to upload", Tone.NEUTRAL),
        ({"state": EntryState.UPLOADING, "share": 0.437}, "Uploading 43%", Tone.INFO),
        ({"state": EntryState.RECOVERED}, "Recovered", Tone.INFO),
        ({"state": EntryState.NEEDS_HELP}, "Needs attention", Tone.WARNING),
        ({"state": EntryState.REMOTE}, "In the backend only", Tone.NEUTRAL),
    ],
)
def test_a_state_is_a_word_and_not_only_a_colour(fields: dict[str, Any], words: str, tone: Tone) -> None:
    assert state_of(entry(**fields)) == (words, tone)


def test_a_sentence_says_what_to_know() -> None:
    assert "interrupted" in sentence_of(entry(state=EntryState.RECOVERED))
    assert "fetched" in sentence_of(entry(state=EntryState.REMOTE))
    assert sentence_of(entry(state=EntryState.NEEDS_HELP, sentence="The backend refuses.")) == "The backend refuses."
    assert sentence_of(entry(state=EntryState.UPLOADING)) == ""
    assert sentence_of(entry()) == ""


def test_what_was_found_in_words_that_are_not_in_the_title() -> None:
    hits = (Hit(found=Found.NAME, text="Call"), Hit(found=Found.TRANSCRIPT, text="the budget", at_s=72.0))
    assert found_of(entry(hits=hits)) == "1:12 “the budget”"
    assert found_of(entry(hits=hits[:1])) == ""
    assert found_of(entry(hits=(Hit(found=Found.SCREEN_TEXT, text="Invoice"),))) == "“Invoice”"


def test_channels_are_counted() -> None:
    told = channels_text(("display:1", "display:2", "mic:default", "system_audio:default"))
    assert told == "2 display(s), 1 microphone(s), and system audio"
    assert channels_text(()) == ""


def test_a_screen_reader_hears_all_of_it() -> None:
    spoken = spoken_of(entry(state=EntryState.RECOVERED))
    assert spoken.startswith("Call 1, 1:00, ")
    assert spoken.endswith("Recovered")
