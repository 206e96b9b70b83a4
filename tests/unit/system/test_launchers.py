"""Programs that start ours, on the machine that the tests run on."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from lookhear import __version__
from lookhear.system.launchers import installed_capture, node_places, write_launcher

if TYPE_CHECKING:
    from pathlib import Path


def test_the_engine_that_came_with_this_installation_is_found() -> None:
    found = installed_capture()
    assert found is not None
    done = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"lookhear {__version__}\n"


def test_without_it_nothing_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr("sysconfig.get_path", lambda _name: str(tmp_path))
    assert installed_capture() is None


@pytest.mark.linux
def test_node_looks_for_two_names() -> None:
    assert [str(place) for place in node_places()] == ["recorder", "capture"]


@pytest.mark.linux
def test_what_is_written_is_a_program(tmp_path: Path) -> None:
    program = tmp_path / "pro gram"
    write_launcher(program, [sys.executable, "-c", "import sys; print(sys.argv[1:])"])
    done = subprocess.run([program, "a b", "c"], capture_output=True, text=True, check=True)
    assert done.stdout == "['a b', 'c']\n"
