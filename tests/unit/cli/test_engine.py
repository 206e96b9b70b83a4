"""`lookhear engine`: arguments and settings. What it does with them is seen from outside, where it is a process."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from lookhear import __version__
from lookhear.bootstrap import Machine
from lookhear.cli import engine
from lookhear.cli.main import run as run_lookhear
from lookhear.sdk.engine.dialects import NamesMode

if TYPE_CHECKING:
    from pathlib import Path


def test_the_version_is_said_without_an_engine(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        engine.capture(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"lookhear {__version__}\n")


@pytest.mark.parametrize(
    ("environ", "option", "names"),
    [
        ({}, None, NamesMode.AUTO),
        ({"LOOKHEAR_ENGINE_NAMES": "pretty"}, None, NamesMode.PRETTY),
        ({"LOOKHEAR_ENGINE_NAMES": "pretty"}, "id", NamesMode.ID),
        ({"LOOKHEAR_ENGINE_NAMES": ""}, None, NamesMode.AUTO),
    ],
)
def test_names_are_an_option_or_a_setting(environ: dict[str, str], option: str | None, names: NamesMode) -> None:
    assert engine.parts_of(Machine(environ), names=option).names is names


def test_settings_that_were_not_made_change_nothing() -> None:
    parts = engine.parts_of(Machine({}), names=None)
    assert (parts.is_false_meant, parts.duration_s) == (False, None)


def test_settings_reach_the_engine() -> None:
    parts = engine.parts_of(Machine({"LOOKHEAR_STORE_FALSE": "honour", "LOOKHEAR_MAX_DURATION_S": "90.5"}), names=None)
    assert (parts.is_false_meant, parts.duration_s) == (True, 90.5)


@pytest.mark.parametrize(
    ("name", "value"), [("LOOKHEAR_ENGINE_NAMES", "loud"), ("LOOKHEAR_STORE_FALSE", "1"), ("LOOKHEAR_MAX_DURATION_S", "an hour")]
)
def test_a_setting_that_makes_no_sense_is_said_and_ends_nothing(name: str, value: str, caplog: pytest.LogCaptureFixture) -> None:
    parts = engine.parts_of(Machine({name: value}), names=None)
    assert (parts.names, parts.is_false_meant, parts.duration_s) == (NamesMode.AUTO, False, None)
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert len(said) == 1
    assert name in said[0]


def test_installing_needs_a_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_lookhear(["engine", "install", "--node-project", str(tmp_path)]) == 2
    assert "node_modules/videodb" in capsys.readouterr().err
