from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.settings import Settings
from lookhear.bootstrap import EngineRig, Machine
from lookhear.errors import SourceUnavailable, StoreError, UsageError
from lookhear.protocol.discovery import DISCOVERY_FILE, FOLDER, Discovery
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.rows import EndReason
from tests.fakes.recordings import interrupted

if TYPE_CHECKING:
    from pathlib import Path


def test_every_part_is_made_once() -> None:
    made = Machine({})
    assert made.clock is made.clock
    assert made.paths is made.paths
    assert made.screens is made.screens
    assert made.sounds is made.sounds


def test_recordings_live_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    recorder = Machine({}).recorder()
    assert recorder.folder == tmp_path / "recordings" / recorder.recording_id
    assert list(tmp_path.iterdir()) == []  # nothing is made before something is recorded


def test_each_recording_has_a_recorder_of_its_own_on_the_same_clock() -> None:
    made = Machine({})
    first, second = made.recorder(), made.recorder()
    assert first.recording_id != second.recording_id
    assert abs(first.now_ns() - second.now_ns()) < 1_000_000_000


@pytest.mark.linux
def test_the_displays_are_those_of_the_environment_it_was_given() -> None:
    with pytest.raises(SourceUnavailable, match="DISPLAY is not set"):
        Machine({}).screens.displays()
    with pytest.raises(SourceUnavailable, match="Wayland"):
        Machine({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}).screens.displays()


def test_days_to_keep_media_are_a_number_and_none_is_one_too() -> None:
    assert Machine({}).keep_days == 7
    assert Machine({"LOOKHEAR_KEEP_DAYS": "0"}).keep_days == 0
    assert Machine({"LOOKHEAR_KEEP_DAYS": "0.5"}).keep_days == 0.5
    for text in ("-1", "x", "inf", "nan"):
        with pytest.raises(UsageError, match="LOOKHEAR_KEEP_DAYS"):
            _ = Machine({"LOOKHEAR_KEEP_DAYS": text}).keep_days


def test_a_backend_keeps_what_it_was_given_in_its_folder(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, api_key="sk-0123456789abcdef")

    async def one() -> str:
        async with Machine({}).backend(settings) as services:
            secret, _ = await services.auth.mint_token(expires_in_s=600)
            return secret

    async def another(secret: str) -> str:
        async with Machine({}).backend(settings) as services:
            return (await services.auth.identify(secret)).kind.value

    assert asyncio.run(another(asyncio.run(one()))) == "client_token"


def test_a_backend_in_a_folder_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / "objects").write_text("a file", "utf-8")

    async def scene() -> None:
        async with Machine({}).backend(Settings(data_dir=tmp_path, api_key="sk-0123456789abcdef")):
            pytest.fail("it opened")

    with pytest.raises(StoreError):
        asyncio.run(scene())


def test_the_engine_finds_the_backend_of_this_computer_by_its_file_and_asks_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    rig = EngineRig(Machine({}))
    assert rig.private_url() is None
    (tmp_path / FOLDER).mkdir()
    found = Discovery(url="http://127.0.0.1:4711", api_key="sk-1", pid=1, started_ns=1, version="1")
    (tmp_path / FOLDER / DISCOVERY_FILE).write_text(found.to_json())
    assert rig.private_url() == "http://127.0.0.1:4711"


def test_the_engine_takes_up_what_was_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    machine = Machine({})
    left = interrupted(machine.paths.recordings)
    rig = EngineRig(machine)
    rig.take_up(threading.Event())
    assert build_receipt(left).end_reason is EndReason.RECOVERED
    rig.close()
    assert "private_backend" not in vars(machine)  # nobody asked for it


def test_recordings_are_where_the_settings_of_the_application_have_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    assert Machine().paths.recordings == tmp_path / "recordings"
    (tmp_path / "settings.toml").write_text(f"version = 1\n[storage]\nfolder = '{tmp_path / 'big'}'\n", "utf-8")
    assert Machine().paths.recordings == tmp_path / "big"
    (tmp_path / "settings.toml").write_text("no settings at all", "utf-8")
    assert Machine().paths.recordings == tmp_path / "recordings"


def test_the_engines_of_this_machine_are_those_of_its_data_folder_or_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    (tmp_path / "engines.toml").write_text('[judge]\nengine = "off"\n', "utf-8")
    (tmp_path / "other.toml").write_text('[judge]\nengine = "keywords"\n', "utf-8")

    async def names(file: Path | None) -> str | None:
        async with Machine().engine_room(file) as room:
            return None if room.judge is None else room.judge.name

    assert asyncio.run(names(None)) is None
    assert asyncio.run(names(tmp_path / "other.toml")) == "keywords"
