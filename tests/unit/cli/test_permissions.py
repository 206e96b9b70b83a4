"""What `lookhear permissions` prints."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest

from lookhear.bootstrap import Machine
from lookhear.cli.exit_codes import ExitCode
from lookhear.cli.permissions import run

if TYPE_CHECKING:
    from collections.abc import Mapping

X11 = {"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}


@pytest.mark.linux
@pytest.mark.parametrize(
    ("environ", "code", "screen", "needed"),
    [(X11, ExitCode.DONE, "granted", []), (WAYLAND, ExitCode.NOTHING_CAPTURED, "restricted", ["screen-capture"])],
)
def test_programs_are_told_each_permission_and_which_are_needed(
    environ: Mapping[str, str], code: ExitCode, screen: str, needed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(argparse.Namespace(json=True), Machine(environ)) == code
    told = json.loads(capsys.readouterr().out)
    assert (told["permissions"]["screen-capture"], told["needed"]) == (screen, needed)


@pytest.mark.linux
def test_people_are_told_which_are_needed_here(capsys: pytest.CaptureFixture[str]) -> None:
    run(argparse.Namespace(json=False), Machine(WAYLAND))
    lines = capsys.readouterr().out.splitlines()
    assert "restricted    screen-capture (needed here)" in lines
    assert "granted       microphone" in lines
