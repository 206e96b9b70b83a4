from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lookhear.cli.main import parser
from lookhear.cli.record import run
from lookhear.errors import NothingToCapture, UsageError
from lookhear.recorder.sources.screen.refused import RefusedCatalogue
from tests.fakes.catalogues import NoSounds
from tests.fakes.machine import machine

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def args(*options: str) -> argparse.Namespace:
    return parser().parse_args(["record", *options])


def test_a_short_recording_ends_with_its_receipt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "f.mp4"
    assert run(args("--duration", "0.5", "--no-system-audio", "--output", str(file), "--json"), machine(tmp_path / "home")) == 0
    captured = capsys.readouterr()
    receipt = json.loads(captured.out)
    assert receipt["end_reason"] == "duration"
    assert [track["channel_id"] for track in receipt["tracks"]] == ["display:1", "mic:default"]
    assert receipt["files"] == [str(file)]
    assert file.exists()
    assert captured.err == ""


def test_a_missing_source_is_told_and_the_others_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = machine(tmp_path / "home", sounds=NoSounds())
    assert run(args("--duration", "0.4", "--no-system-audio", "--output", str(tmp_path / "f.mp4")), made) == 0
    captured = capsys.readouterr()
    assert "lookhear: mic:default is not recorded for now: There is no mic." in captured.err
    assert "mic: nothing was recorded" in captured.out


@pytest.mark.parametrize("options", [["--no-display", "--display", "1"], ["--no-display", "--all-displays"]])
def test_a_display_cannot_be_wanted_and_not_wanted(tmp_path: Path, options: list[str]) -> None:
    with pytest.raises(UsageError, match="contradicts"):
        run(args(*options), machine(tmp_path))


def test_something_must_be_left_to_be_recorded(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Nothing is left"):
        run(args("--no-display", "--no-mic", "--no-system-audio"), machine(tmp_path))


def test_the_output_is_checked_before_anything_is_recorded(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not end in"):
        run(args("--output", str(tmp_path / "f.avi")), machine(tmp_path / "home"))
    assert not (tmp_path / "home").exists()


def test_when_nothing_can_be_captured_nothing_is_left_behind(tmp_path: Path) -> None:
    made = machine(tmp_path / "home", screens=RefusedCatalogue("There is no display.", "Get one."), sounds=NoSounds())
    with pytest.raises(NothingToCapture):
        run(args("--output", str(tmp_path / "f.mp4")), made)
    assert list((tmp_path / "home" / "recordings").iterdir()) == []
    assert not (tmp_path / "f.mp4").exists()
