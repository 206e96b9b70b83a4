from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from lookhear.cli.channels import run, to_json
from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.sources.screen.refused import RefusedCatalogue
from tests.fakes.catalogues import ListedScreens, ListedSounds, NoSounds, display_info, sound_info
from tests.fakes.machine import machine

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_SCREENS = ListedScreens((display_info(1, is_default=True), display_info(2, can_open=False, reason="It is switched off.")))
_SOUNDS = ListedSounds((sound_info(ChannelKind.MIC, "usb"), sound_info(ChannelKind.SYSTEM_AUDIO, "hdmi.monitor")))
_REFUSED = RefusedCatalogue("There is no display here.", "Set DISPLAY.")


def test_programs_get_what_there_is_and_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = machine(tmp_path, screens=_SCREENS, sounds=_SOUNDS)
    assert run(argparse.Namespace(json=True), made) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["problems"] == []
    assert [channel["id"] for channel in printed["channels"]] == ["display:1", "display:2", "mic:usb", "system_audio:hdmi.monitor"]
    assert printed["channels"][1]["reason"] == "It is switched off."
    assert _SCREENS.probes[-1]  # whether something can be opened is found by trying


def test_values_that_are_not_known_are_left_out() -> None:
    assert to_json(display_info(1, is_default=True)) == {
        "id": "display:1",
        "kind": "display",
        "name": "Screen 1",
        "device": "OUT-1",
        "default": True,
        "can_open": True,
        "width": 1920,
        "height": 1080,
        "x": 0,
        "y": 0,
    }


def test_people_get_it_by_kind_with_the_option_that_takes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(argparse.Namespace(json=False), machine(tmp_path, screens=_SCREENS, sounds=_SOUNDS))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Displays  (--display ID)"
    assert lines[1] == " * display:1  Screen 1, 1920×1080 at 0,0"
    assert lines[3].strip() == "cannot be opened now: It is switched off."
    assert " * mic:usb  Name of usb, 48 kHz, mono" in lines
    assert " * system_audio:hdmi.monitor  Name of hdmi.monitor, 48 kHz, 2 channels" in lines
    assert lines[-1] == "* is recorded when nothing is chosen."


def test_where_there_is_nothing_the_reasons_are_told_and_the_exit_code_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = machine(tmp_path, screens=_REFUSED, sounds=NoSounds())
    assert run(argparse.Namespace(json=False), made) == 3
    assert capsys.readouterr().out.splitlines() == [
        "There is no display here. Set DISPLAY.",
        "There is no audio system. `lookhear channels` lists what can be recorded here.",
    ]


def test_one_kind_of_source_is_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(argparse.Namespace(json=True), machine(tmp_path, screens=_REFUSED, sounds=_SOUNDS)) == 0
    assert json.loads(capsys.readouterr().out)["problems"] == ["There is no display here. Set DISPLAY."]
