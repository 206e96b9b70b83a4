from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.engine.understanding.exporting import TextFormat, as_text, as_webvtt, clock, write
from lookhear.desktop.engine.understanding.values import Line, LineKind

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {"mic:default": "Microphone", "display:1": "Display 1"}
LINES = (
    Line(kind=LineKind.SPEECH, channel="mic:default", at_s=1.25, end_s=1.5, text="a < b & c"),
    Line(kind=LineKind.SCREEN, channel="display:1", at_s=4.0, end_s=8.0, text="Revenue", app="Editor", title="Notes"),
    Line(kind=LineKind.SPEECH, channel="mic:default", at_s=3661.0, end_s=3665.0, text="not yet", is_final=False),
)


def test_text_has_who_and_when() -> None:
    assert as_text(LINES[:2], NAMES) == "0:00:01  Microphone: a < b & c\n0:00:04  Display 1 · Editor – Notes: Revenue\n"


def test_subtitles_hold_what_was_said_long_enough_to_be_read() -> None:
    assert as_webvtt(LINES, NAMES) == "WEBVTT\n\n1\n00:00:01.250 --> 00:00:02.250\n<v Microphone>a &lt; b &amp; c\n"


def test_where_nothing_was_said_subtitles_hold_what_there_is() -> None:
    assert "Revenue" in as_webvtt(LINES[1:2], NAMES)
    assert as_webvtt((), NAMES) == "WEBVTT\n"


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    assert write(tmp_path / "a.vtt", LINES, form=TextFormat.WEBVTT, names=NAMES).read_text("utf-8").startswith("WEBVTT\n")
    assert write(tmp_path / "a.txt", LINES, form=TextFormat.TEXT, names=NAMES).read_text("utf-8").count("\n") == 3
    assert clock(-1) == "0:00:00"
