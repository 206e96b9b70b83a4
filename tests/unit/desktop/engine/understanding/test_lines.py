from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.engine.understanding import lines as lines_module
from lookhear.desktop.engine.understanding.lines import MOST_RECENT, Lines, found_line, heard_line, spoken_line
from lookhear.desktop.engine.understanding.values import Line, LineKind
from tests.fakes.understood_backend import BEGAN_S, seen, spoken

if TYPE_CHECKING:
    import pytest


def screen(at_s: float, *lines: str, title: str = "Notes") -> Line:
    made = found_line(seen(at_s, *lines, title=title), kind=LineKind.SCREEN, channel="display:1", origin_s=BEGAN_S)
    assert made is not None
    return made


def said(at_s: float, text: str, *, is_final: bool = True) -> Line:
    return Line(kind=LineKind.SPEECH, channel="mic:default", at_s=at_s, end_s=at_s + 1, text=text, is_final=is_final)


def test_records_become_lines_in_seconds_of_the_recording() -> None:
    line = spoken_line(spoken(3.5, " good \n morning "), channel="mic:default", origin_s=BEGAN_S)
    assert line is not None
    assert (round(line.at_s, 3), line.text, line.channel, line.is_final) == (3.5, "good morning", "mic:default", True)
    assert spoken_line({"start": 1.0, "end": 2.0, "text": " "}, channel="mic:default", origin_s=0) is None
    assert spoken_line({"start": None, "end": 2.0, "text": "x"}, channel="mic:default", origin_s=0) is None
    shown = screen(4.0, "One", "Two")
    assert (shown.app, shown.title, shown.parts) == ("Editor", "Notes", ("One", "Two"))


def test_a_socket_tells_of_speech_and_alerts_alone() -> None:
    data = {"text": "hello", "start": (BEGAN_S + 1) * 1000, "end": (BEGAN_S + 2) * 1000}
    message = {"type": "transcript", "rtstream_name": "mic:default", "is_final": False, "data": data}
    line = heard_line(message, origin_s=BEGAN_S)
    assert line is not None
    assert (line.at_s, line.is_final) == (1.0, False)
    alert = heard_line({"type": "alert", "label": "Promise", "rtstream_name": "mic:default", "data": data}, origin_s=BEGAN_S)
    assert alert is not None
    assert (alert.kind, alert.label) == (LineKind.ALERT, "Promise")
    assert heard_line({"type": "index", "data": data}, origin_s=BEGAN_S) is None
    assert heard_line({"type": "transcript"}, origin_s=BEGAN_S) is None


def test_what_is_not_final_gives_way() -> None:
    lines = Lines()
    lines.add(said(1.0, "hel", is_final=False))
    lines.add(said(1.0, "hello th", is_final=False))
    assert [line.text for line in lines.all()] == ["hello th"]
    lines.add(said(1.0, "Hello there."))
    assert [line.text for line in lines.all()] == ["Hello there."]
    lines.add(said(0.5, "late whisper", is_final=False))
    assert [line.text for line in lines.all()] == ["Hello there."]
    assert lines.latest_s(LineKind.SPEECH, "mic:default") == 2.0


def test_the_same_once_more_changes_nothing() -> None:
    lines = Lines()
    lines.extend([said(1.0, "one"), None, said(3.0, "two")])
    lines.is_new = False
    lines.add(said(1.0, "one"))
    assert not lines.is_new
    assert [line.text for line in lines.all()] == ["one", "two"]


def test_of_a_screen_only_what_is_new_is_told() -> None:
    lines = Lines()
    lines.extend([screen(0.0, "One", "Two"), screen(4.0, "One", "Two", "Three"), screen(8.0, "One"), screen(12.0, "One", title="Other")])
    assert [(line.at_s, line.text) for line in lines.all()] == [(0.0, "User is in Editor"), (4.0, "Three"), (12.0, "User is in Editor")]


def test_a_panel_that_is_read_is_not_shown_again() -> None:
    lines = Lines(drops_echoes=True)
    lines.add(said(1.0, "the budget stays as it is"))
    lines.add(screen(2.0, "quarterly figures revenue and costs"))
    lines.add(screen(6.0, "quarterly figures revenue and costs", "the budget stays as it is", "quarterly figures"))
    assert len(lines.all()) == 2
    lines.add(screen(10.0, "somebody typed quite another paragraph here"))
    assert lines.all()[-1].text == "somebody typed quite another paragraph here"


def test_a_recording_of_a_day_keeps_its_newest_lines_and_goes_on() -> None:
    lines, count = Lines(is_live=True), MOST_RECENT + 5
    lines.extend(said(2.0 * number, f"number {number}") for number in range(count))
    assert [line.text for line in lines.all()][:: MOST_RECENT - 1] == ["number 5", f"number {count - 1}"]
    assert lines.latest_s(LineKind.SPEECH, "mic:default") == 2.0 * (count - 1) + 1
    lines.is_new = False
    lines.add(said(2.0 * (count - 1), "the same once more"))
    assert not lines.is_new


def test_a_text_that_goes_on_behind_what_is_kept_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "MOST_LINES", 2)
    lines = Lines()
    for at_s in (1.0, 2.0, 2.0):
        lines.extend([spoken_line(spoken(at_s, f"at {at_s}"), channel="mic:default", origin_s=BEGAN_S)])
    assert not lines.is_cut
    lines.extend([spoken_line(spoken(3.0, "more"), channel="mic:default", origin_s=BEGAN_S)])
    assert (len(lines.all()), lines.is_cut) == (2, True)
