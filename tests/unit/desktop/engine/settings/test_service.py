from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.events import Event, SettingsChanged
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.settings.declared import General, Settings, Shortcuts
from lookhear.desktop.engine.settings.file import SettingsFile
from lookhear.desktop.engine.settings.service import SettingsService
from lookhear.errors import SettingsError, StorageError
from lookhear.system.autostart import AutostartState
from tests.fakes.autostarts import ScriptedAutostart

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path


class Made:
    """A service over a file, and everything that was told."""

    def __init__(self, path: Path, autostart: ScriptedAutostart | None = None) -> None:
        self.file = SettingsFile(path)
        self.autostart = autostart or ScriptedAutostart()
        self.told: list[Event] = []
        hub = Hub()
        hub.listen(self.told.append)
        self.service = SettingsService(self.file, hub, autostart=self.autostart)

    def run(self, *work: Coroutine[object, object, object]) -> None:
        async def all_of_it() -> None:
            await asyncio.gather(*work)

        asyncio.run(all_of_it())


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "settings.toml")


def test_they_are_there_before_the_loop_runs(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[general]\nlanguage = "de"\n', "utf-8")
    assert Made(path).service.now.general.language.value == "de"


def test_what_could_not_be_read_is_known(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[recording]\nfps = 99\n", "utf-8")
    assert "fps" in str(Made(path).service.troubles[0])


def test_a_change_is_kept_and_told_with_what_was_before(made: Made) -> None:
    before = made.service.now
    made.run(made.service.put("recording", "fps", 24))
    assert made.service.now.recording.fps == 24
    assert made.told == [SettingsChanged(before, made.service.now)]
    assert made.file.load().settings == made.service.now


def test_a_change_that_changes_nothing_is_not_told_and_writes_nothing(made: Made) -> None:
    made.run(made.service.put("recording", "fps", 30))
    assert made.told == []
    assert not made.file.path.exists()


def test_changes_made_at_once_do_not_undo_each_other(made: Made) -> None:
    made.run(
        made.service.put("recording", "fps", 24),
        made.service.put("recording", "countdown_s", 10),
        made.service.put("general", "theme", "dark"),
    )
    now = made.file.load().settings
    assert (now.recording.fps, now.recording.countdown_s, now.general.theme.value) == (24, 10, "dark")
    assert len(made.told) == 3


def test_what_makes_no_sense_changes_nothing(made: Made) -> None:
    for work in (
        made.service.put("recording", "fps", 1000),
        made.service.put("recording", "colour", 1),
        made.service.change(Settings(shortcuts=Shortcuts(toggle="Ctrl+Alt+R", pause="Ctrl+Alt+R"))),
    ):
        with pytest.raises(SettingsError):
            made.run(work)
    assert made.service.now == Settings()
    assert made.told == []


def test_what_cannot_be_written_changes_nothing(made: Made) -> None:
    made.file.path.mkdir()
    with pytest.raises(StorageError):
        made.run(made.service.put("recording", "fps", 24))
    assert made.service.now == Settings()
    assert made.told == []


def test_a_page_goes_back_to_its_defaults_alone(made: Made) -> None:
    made.run(made.service.put("recording", "fps", 24))
    made.run(made.service.put("general", "theme", "dark"))
    made.run(made.service.reset("recording"))
    assert made.service.now.recording.fps == 30
    assert made.service.now.general.theme.value == "dark"
    made.run(made.service.reset())
    assert made.service.now == Settings()


def test_starting_at_login_is_arranged_with_the_system_first(made: Made) -> None:
    made.run(made.service.put("general", "start_at_login", value=True))
    made.run(made.service.put("recording", "fps", 24))
    assert made.autostart.puts == [True]
    made.run(made.service.put("general", "start_at_login", value=False))
    assert made.autostart.puts == [True, False]


def test_a_system_that_refuses_leaves_the_setting_as_it_was(tmp_path: Path) -> None:
    made = Made(tmp_path / "settings.toml", ScriptedAutostart(refuses=True))
    with pytest.raises(SettingsError, match="does not let us"):
        made.run(made.service.put("general", "start_at_login", value=True))
    assert not made.service.now.general.start_at_login


@pytest.mark.parametrize("state", [AutostartState.OFF, AutostartState.BLOCKED])
def test_what_a_person_switched_off_in_the_system_is_off_here_too(tmp_path: Path, state: AutostartState) -> None:
    path = tmp_path / "settings.toml"
    SettingsFile(path).store(Settings(), Settings(general=dataclasses.replace(General(), start_at_login=True)))
    made = Made(path, ScriptedAutostart(state))
    made.run(made.service.begin())
    assert not made.service.now.general.start_at_login
    assert made.autostart.puts == []
    assert len(made.told) == 1


def test_nothing_is_told_where_the_system_agrees(made: Made) -> None:
    made.run(made.service.begin())
    assert made.told == []
    assert asyncio.run(made.service.autostart()) is AutostartState.OFF
