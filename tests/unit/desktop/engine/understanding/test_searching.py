from __future__ import annotations

from lookhear.desktop.engine.library.entries import Found, LibraryQuery
from lookhear.desktop.engine.understanding.client import StreamHit
from lookhear.desktop.engine.understanding.searching import Understood, excerpt
from tests.fakes.entries import entry
from tests.fakes.understood_backend import BEGAN_S

HIT = StreamHit(session_id="cap-1", channel="mic:default", start_s=BEGAN_S + 12, text="the budget stays", index_type="transcript")
ENTRY = entry(started_wall_ns=round(BEGAN_S * 1e9), session_id="cap-1", is_private=True)


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_it_answers_at_once_and_asks_beside() -> None:
    asked: list[str] = []
    finder = Understood(ask=asked.append, now_s=Clock())
    query = LibraryQuery(text=" the  budget ")
    assert finder.find(query, [ENTRY]) == {}
    assert finder.find(query, [ENTRY]) == {}
    assert asked == ["the budget"]
    assert finder.is_searching(query)
    assert finder.take("the budget", [HIT, HIT])
    (hit, _) = finder.find(query, [ENTRY, entry(2)])[ENTRY.recording_id]
    assert (hit.found, hit.at_s, hit.text) == (Found.TRANSCRIPT, 12.0, "the budget stays")
    assert not finder.is_searching(query)
    assert not finder.take("the budget", [HIT, HIT])  # nothing is different: nobody need look again


def test_a_first_answer_is_told_even_when_it_is_empty_or_there_is_none() -> None:
    finder = Understood(ask=lambda _text: None, now_s=Clock())
    for text, answer in (("giraffe", []), ("zebra", None)):
        query = LibraryQuery(text=text)
        assert not finder.is_searching(query)
        finder.find(query, [ENTRY])
        assert finder.is_searching(query)
        assert finder.take(text, answer)  # who looks says that it is searched for until it hears of this
        assert not finder.is_searching(query)
        assert not finder.take(text, answer)


def test_an_answer_grows_old_and_an_absent_backend_takes_nothing_away() -> None:
    asked: list[str] = []
    clock = Clock()
    finder = Understood(ask=asked.append, now_s=clock)
    finder.find(LibraryQuery(text="budget"), [ENTRY])
    finder.take("budget", [HIT])
    clock.now_s = 60.0
    assert finder.find(LibraryQuery(text="budget"), [ENTRY])
    assert asked == ["budget", "budget"]
    assert not finder.take("budget", None)
    assert finder.find(LibraryQuery(text="budget"), [ENTRY])


def test_one_letter_and_recordings_elsewhere_are_not_asked_for() -> None:
    asked: list[str] = []
    finder = Understood(ask=asked.append, now_s=Clock())
    finder.find(LibraryQuery(text="b"), [ENTRY])
    assert asked == []
    finder.take("budget", [HIT])
    assert finder.find(LibraryQuery(text="budget"), [entry(session_id="cap-1", is_private=False)]) == {}


def test_an_excerpt_is_about_the_words() -> None:
    text = " ".join(f"word{number}" for number in range(80))
    cut = excerpt(text, "word40 word41")
    assert "word40" in cut
    assert cut.startswith("…")
    assert cut.endswith("…")
    assert len(cut) <= 112
    assert excerpt("short text", "text") == "short text"
    assert excerpt(text, "nowhere").startswith("word0")
