from __future__ import annotations

import plistlib
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import SettingsError
from lookhear.system.autostart import AutostartState
from lookhear.system.autostart.launch_agent import LABEL, LaunchAgent

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = ["/Applications/Lookhear.app/Contents/MacOS/lookhear", "app", "--hidden"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Library" / "LaunchAgents"


def test_on_writes_an_agent_that_starts_at_login_and_off_removes_it(folder: Path) -> None:
    agent = LaunchAgent(folder, COMMAND)
    assert agent.state() is AutostartState.OFF
    agent.put(is_on=True)
    assert agent.state() is AutostartState.ON
    kept = plistlib.loads((folder / f"{LABEL}.plist").read_bytes())
    assert kept["ProgramArguments"] == COMMAND
    assert kept["RunAtLoad"] is True
    assert "KeepAlive" not in kept  # whoever quits it means it
    agent.put(is_on=False)
    agent.put(is_on=False)
    assert agent.state() is AutostartState.OFF


@pytest.mark.parametrize("data", [b"no list", plistlib.dumps({"Label": LABEL, "Disabled": True}), plistlib.dumps(["x"])])
def test_an_agent_that_does_not_work_is_blocked_until_it_is_written_anew(folder: Path, data: bytes) -> None:
    folder.mkdir(parents=True)
    (folder / f"{LABEL}.plist").write_bytes(data)
    agent = LaunchAgent(folder, COMMAND)
    assert agent.state() is AutostartState.BLOCKED
    agent.put(is_on=True)
    assert agent.state() is AutostartState.ON


def test_a_folder_that_cannot_be_written_is_told(folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("a file", "utf-8")
    with pytest.raises(SettingsError):
        LaunchAgent(folder, COMMAND).put(is_on=True)
    (folder.parent / "other" / f"{LABEL}.plist").mkdir(parents=True)
    with pytest.raises(SettingsError, match="cannot be changed"):
        LaunchAgent(folder.parent / "other", COMMAND).put(is_on=False)
