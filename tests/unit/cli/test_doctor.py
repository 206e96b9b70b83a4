from __future__ import annotations

import argparse
import json
import shutil
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from lookhear.cli.doctor import run
from lookhear.errors import EncodeError
from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.pipeline import video_encoder
from lookhear.recorder.sources.screen.refused import RefusedCatalogue
from tests.fakes.catalogues import ListedScreens, ListedSounds, NoSounds, display_info, sound_info
from tests.fakes.machine import machine

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.bootstrap import Machine

_SCREENS = ListedScreens((display_info(1, is_default=True),))
_SOUNDS = ListedSounds((sound_info(ChannelKind.MIC, "usb"), sound_info(ChannelKind.SYSTEM_AUDIO, "hdmi.monitor")))
_REFUSED = RefusedCatalogue("There is no display here.", "Set DISPLAY.")


class Usage(NamedTuple):
    """As `shutil.disk_usage` gives it."""

    total: int
    used: int
    free: int


@pytest.fixture(autouse=True)
def _roomy_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(100_000_000_000, 0, 50_000_000_000))


def examined(made: Machine, capsys: pytest.CaptureFixture[str], *, code: int = 0) -> dict[str, dict[str, Any]]:
    assert run(argparse.Namespace(json=True), made) == code
    printed = json.loads(capsys.readouterr().out)
    assert printed["can_record"] is (code == 0)
    return {finding["check"]: finding for finding in printed["findings"]}


def test_where_all_is_well_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = examined(machine(tmp_path, screens=_SCREENS, sounds=_SOUNDS), capsys)
    assert list(found) == ["display", "microphone", "system audio", "video encoder", "recordings folder", "disk"]
    assert all(finding["ok"] and not finding["hint"] for finding in found.values())
    assert found["disk"]["detail"] == "50.0 GB free"
    assert (tmp_path / "recordings").is_dir()


def test_people_get_a_line_for_each_and_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(argparse.Namespace(json=False), machine(tmp_path, screens=_REFUSED, sounds=_SOUNDS))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "problem  display: There is no display here."
    assert lines[1] == "         → Set DISPLAY."
    assert lines[2] == "ok       microphone: Name of usb (usb)"
    assert lines[-1].endswith("can record here.")


def test_without_any_source_nothing_can_be_recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = examined(machine(tmp_path, screens=_REFUSED, sounds=NoSounds()), capsys, code=3)
    assert [found[check]["ok"] for check in ("display", "microphone", "system audio")] == [False] * 3
    assert found["microphone"]["detail"] == "There is no audio system."


def test_a_missing_default_is_told_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sounds = ListedSounds((sound_info(ChannelKind.SYSTEM_AUDIO, "hdmi", can_open=False, reason="It is busy."),))
    found = examined(machine(tmp_path, screens=_SCREENS, sounds=sounds), capsys)
    assert "--no-mic" in found["microphone"]["hint"]
    assert found["system audio"]["detail"] == "Name of hdmi: It is busy."


def test_a_folder_that_cannot_be_used_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "home").write_bytes(b"")
    found = examined(machine(tmp_path / "home", screens=_SCREENS, sounds=_SOUNDS), capsys, code=3)
    assert not found["recordings folder"]["ok"]
    assert "LOOKHEAR_HOME" in found["recordings folder"]["hint"]
    assert "disk" not in found


def test_little_room_is_a_problem_before_it_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(10_000_000_000, 0, 900_000_000))
    found = examined(machine(tmp_path, screens=_SCREENS, sounds=_SOUNDS), capsys, code=3)
    assert found["disk"]["detail"] == "0.9 GB free"
    assert "Free some space" in found["disk"]["hint"]


def test_a_broken_encoder_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_options: object) -> None:
        raise EncodeError("The encoder cannot be opened.")

    monkeypatch.setattr(video_encoder, "VideoEncoder", broken)
    found = examined(machine(tmp_path, screens=_SCREENS, sounds=_SOUNDS), capsys, code=3)
    assert found["video encoder"]["detail"] == "The encoder cannot be opened."
