from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.cli.live_line import LiveLine, line_of
from lookhear.recorder.spool.tail import Health, RecordingStatus, TrackStatus
from tests.fakes.recordings import MIC, SCREEN, complete
from tests.tools.watching import SYSTEM_AUDIO

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.protocol.channels import ChannelId


def track(
    channel: ChannelId, *, health: Health = Health.OK, age_s: float = 0.2, dropped: int = 0, peak: float | None = None
) -> TrackStatus:
    return TrackStatus(
        channel_id=channel, health=health, age_s=age_s, fragments=3, frames=40, bytes=1000, dropped=dropped, gaps=0, peak=peak
    )


def line(*tracks: TrackStatus, elapsed_s: float = 12.0, size: int = 3_400_000) -> str:
    return line_of(RecordingStatus(elapsed_s=elapsed_s, bytes=size, tracks=tracks, has_ended=False))


def test_a_healthy_recording() -> None:
    assert line(track(SCREEN), track(MIC, peak=0.5), track(SYSTEM_AUDIO, peak=0.0)) == (
        "● 0:12  3.4 MB  display 1 ok  mic ok ▇  system audio ok     Ctrl-C stops"
    )


def test_what_is_late_or_lost_is_loud_and_says_since_when() -> None:
    text = line(track(SCREEN, health=Health.LATE, age_s=4.2), track(MIC, health=Health.LOST, age_s=70, peak=0.9))
    assert "display 1 LATE 4 s" in text
    assert "mic LOST 70 s" in text
    assert "ok" not in text


def test_dropped_pictures_are_told() -> None:
    assert "display 1 ok (7 dropped)" in line(track(SCREEN, dropped=7))


@pytest.mark.parametrize(("peak", "bar"), [(None, " "), (0.0, " "), (0.001, " "), (1.0, "█"), (2.0, "█"), (0.03, "▄")])
def test_the_level_is_a_block_from_minus_60_decibels_to_full_scale(peak: float | None, bar: str) -> None:
    assert f"mic ok {bar}   Ctrl-C" in line(track(MIC, peak=peak))


def test_what_is_said_beside_stands_behind_the_tracks() -> None:
    status = RecordingStatus(elapsed_s=1.0, bytes=0, tracks=(), has_ended=False)
    assert line_of(status, beside="backend ok") == "● 0:01  0.0 MB  backend ok   Ctrl-C stops"


def test_a_pause_is_told_and_nothing_is_late_in_it() -> None:
    paused = RecordingStatus(elapsed_s=12, bytes=3_400_000, tracks=(track(SCREEN, health=Health.PAUSED),), has_ended=False, paused_s=35)
    assert line_of(paused) == "‖ 0:12  3.4 MB  paused 0:35   Ctrl-C stops"


def test_hours_are_shown() -> None:
    assert line(elapsed_s=3725).startswith("● 1:02:05  ")


def test_the_line_is_drawn_over_itself_and_taken_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    shown = LiveLine(complete(tmp_path), lambda: 3_000_000_000)
    shown.show()
    shown.show()
    shown.clear()
    captured = capsys.readouterr()
    parts = captured.err.split("\r\x1b[2K")
    assert captured.out == ""
    assert parts[0] == parts[-1] == ""
    assert parts[1] == parts[2]
    assert parts[1].startswith("● 0:02")
    assert len(parts[1]) <= 39


def test_a_track_that_alone_is_held_is_told_without_alarm() -> None:
    assert "  mic paused   Ctrl-C" in line(track(SCREEN), track(MIC, health=Health.PAUSED, age_s=0.0, peak=0.9))
