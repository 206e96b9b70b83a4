from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import EngineGone
from lookhear.sdk.capture.binary import VARIABLE, engine_command
from lookhear.system.processes import own_command

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("environ", [{}, {VARIABLE: ""}, {VARIABLE: " "}])
def test_the_engine_is_our_own(environ: dict[str, str]) -> None:
    assert engine_command(environ) == own_command("engine")


def test_the_environment_names_another_one() -> None:
    assert engine_command({VARIABLE: sys.executable}) == [sys.executable]


def test_what_is_not_there_cannot_be_the_engine(tmp_path: Path) -> None:
    with pytest.raises(EngineGone, match=r"There is no program at .*nothing") as caught:
        engine_command({VARIABLE: str(tmp_path / "nothing")})
    assert VARIABLE in caught.value.hint


def test_a_folder_cannot_be_the_engine(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no program"):
        engine_command({VARIABLE: str(tmp_path)})


@pytest.mark.linux
def test_a_file_that_cannot_be_run_cannot_be_the_engine(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("hello", "utf-8")
    with pytest.raises(RuntimeError, match="no program"):
        engine_command({VARIABLE: str(tmp_path / "text")})
