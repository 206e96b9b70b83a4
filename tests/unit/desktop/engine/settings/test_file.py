"""The settings file: what a person wrote into it survives, what cannot be read is set aside, what fails leaves it as it was."""

from __future__ import annotations

import dataclasses
import os
import stat
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lookhear.desktop.engine.settings.declared import Language, RecordingSettings, Settings, Storage, Theme
from lookhear.desktop.engine.settings.file import SettingsFile, recordings_folder, settings_file
from lookhear.desktop.engine.settings.leaves import leaves
from lookhear.errors import StorageError
from lookhear.system.paths.folders import Paths

if TYPE_CHECKING:
    from pathlib import Path

    from tomlkit import TOMLDocument

DEFAULT = Settings()
WRITTEN = """\
# mine
version = 1
colour = "mauve"  # of another program

[recording]
fps = 24    # the fan is loud
zoom = 2

[plugins.x]
y = [1, 2]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "settings.toml"


@pytest.fixture
def written(path: Path) -> Path:
    path.parent.mkdir()
    path.write_text(WRITTEN, "utf-8")
    return path


def put(settings: Settings, page: str, **values: object) -> Settings:
    return dataclasses.replace(settings, **{page: dataclasses.replace(getattr(settings, page), **values)})


def test_without_a_file_everything_is_at_its_default_and_no_file_is_made(path: Path) -> None:
    loaded = SettingsFile(path).load()
    assert (loaded.settings, loaded.troubles) == (DEFAULT, ())
    assert not path.parent.exists()


def test_what_was_stored_is_read_again_by_its_owner_alone(path: Path) -> None:
    now = put(put(DEFAULT, "general", language=Language.ARABIC, start_at_login=True), "storage", keep_days=3)
    SettingsFile(path).store(DEFAULT, now)
    assert SettingsFile(path).load().settings == now
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_only_what_differs_from_the_defaults_stands_in_the_file(path: Path) -> None:
    now = put(DEFAULT, "recording", fps=24)
    SettingsFile(path).store(DEFAULT, now)
    assert tomllib.loads(path.read_text("utf-8")) == {"version": 1, "recording": {"fps": 24}}
    SettingsFile(path).store(now, DEFAULT)
    assert tomllib.loads(path.read_text("utf-8")) == {"version": 1}


def test_comments_and_the_keys_of_others_stay(written: Path) -> None:
    file = SettingsFile(written)
    loaded = file.load()
    assert loaded.settings == put(DEFAULT, "recording", fps=24)
    assert loaded.troubles == ()
    file.store(loaded.settings, put(put(loaded.settings, "recording", fps=12), "general", theme=Theme.DARK))
    text = written.read_text("utf-8")
    assert "# mine" in text
    assert "# the fan is loud" in text
    assert tomllib.loads(text) == {
        "version": 1,
        "colour": "mauve",
        "recording": {"fps": 12, "zoom": 2},
        "plugins": {"x": {"y": [1, 2]}},
        "general": {"theme": "dark"},
    }


def test_what_was_edited_meanwhile_is_not_overwritten(written: Path) -> None:
    file = SettingsFile(written)
    before = file.load().settings
    written.write_text(WRITTEN.replace("zoom = 2", "countdown_s = 10"), "utf-8")
    file.store(before, put(before, "recording", fps=60))
    assert SettingsFile(written).load().settings.recording == RecordingSettings(fps=60, countdown_s=10)


@pytest.mark.parametrize("line", ['fps = "many"', "fps = 1000", "fps = true", 'quality = "superb"', "asks_without_microphone = 1"])
def test_one_wrong_value_is_at_its_default_is_told_and_spoils_no_other(path: Path, line: str) -> None:
    path.parent.mkdir()
    path.write_text(f"[recording]\ncountdown_s = 5\n{line}\n", "utf-8")
    loaded = SettingsFile(path).load()
    assert loaded.settings == put(DEFAULT, "recording", countdown_s=5)
    assert [line.split(" ", maxsplit=1)[0] in str(trouble) for trouble in loaded.troubles] == [True]
    assert line in path.read_text("utf-8")  # it is the person's, until that setting is changed


def test_a_page_that_is_no_table_is_passed_over_and_replaced_when_needed(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('recording = "fast"\n', "utf-8")
    file = SettingsFile(path)
    assert file.load().settings == DEFAULT
    file.store(DEFAULT, put(DEFAULT, "recording", fps=10))
    assert SettingsFile(path).load().settings.recording.fps == 10


@pytest.mark.parametrize("broken", [b"[recording\nfps = 24", b"\xff\xfe\x00", b"a = 1\na = 2\n", b"x" * (1 << 21)])
def test_what_cannot_be_read_is_set_aside_and_told(path: Path, broken: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(broken)
    loaded = SettingsFile(path).load()
    assert loaded.settings == DEFAULT
    assert [str(trouble) for trouble in loaded.troubles] == ["The settings could not be read and are at their defaults."]
    aside = path.with_name("settings.damaged.toml")
    assert str(aside) in loaded.troubles[0].hint
    assert aside.read_bytes() == broken
    assert not path.exists()


def test_what_is_set_aside_never_replaces_what_was_before(path: Path) -> None:
    path.parent.mkdir()
    for text in ("[1", "[2", "[3"):
        path.write_text(text, "utf-8")
        SettingsFile(path).load()
    kept = {each.name: each.read_text("utf-8") for each in path.parent.iterdir()}
    assert kept == {"settings.damaged.toml": "[1", "settings.damaged-2.toml": "[2", "settings.damaged-3.toml": "[3"}


def test_a_file_that_was_broken_while_the_program_ran_is_set_aside_when_something_is_stored(written: Path) -> None:
    file = SettingsFile(written)
    before = file.load().settings
    written.write_text("[oh", "utf-8")
    file.store(before, put(before, "recording", fps=25))
    assert tomllib.loads(written.read_text("utf-8"))["recording"] == {"fps": 25}
    assert written.with_name("settings.damaged.toml").read_text("utf-8") == "[oh"


def test_a_folder_in_its_place_is_told_and_nothing_is_renamed(path: Path) -> None:
    path.mkdir(parents=True)
    loaded = SettingsFile(path).load()
    assert loaded.settings == DEFAULT
    assert isinstance(loaded.troubles[0], StorageError)
    with pytest.raises(StorageError):
        SettingsFile(path).store(DEFAULT, put(DEFAULT, "recording", fps=25))
    assert path.is_dir()


def test_a_file_of_a_newer_program_is_read_and_keeps_its_version(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("version = 7\n[recording]\nfps = 24\nholographic = true\n", "utf-8")
    file = SettingsFile(path)
    settings = file.load().settings
    assert settings.recording.fps == 24
    file.store(settings, put(settings, "recording", fps=25))
    assert tomllib.loads(path.read_text("utf-8")) == {"version": 7, "recording": {"fps": 25, "holographic": True}}


def _rename_rate(document: TOMLDocument) -> None:
    table: Any = document["recording"]
    table["fps"] = table.pop("rate")


def test_an_older_file_is_brought_up_to_date_once_and_kept_as_it_was(path: Path) -> None:
    path.parent.mkdir()
    old = "version = 1\n[recording]\nrate = 24 # calm\n"
    path.write_text(old, "utf-8")
    newer = SettingsFile(path, version=3, migrations={1: _rename_rate})
    assert newer.load().settings.recording.fps == 24
    assert tomllib.loads(path.read_text("utf-8")) == {"version": 3, "recording": {"fps": 24}}
    assert path.with_name("settings.v1.toml").read_text("utf-8") == old
    kept = path.stat().st_mtime_ns
    assert newer.load().settings.recording.fps == 24
    assert path.stat().st_mtime_ns == kept


def test_a_link_to_the_file_stays_one(tmp_path: Path) -> None:
    kept, link = tmp_path / "dotfiles" / "mine.toml", tmp_path / "settings.toml"
    kept.parent.mkdir()
    kept.write_text("[recording]\nfps = 24\n", "utf-8")
    link.symlink_to(kept)
    before = SettingsFile(link).load().settings
    SettingsFile(link).store(before, put(before, "recording", fps=25))
    assert link.is_symlink()
    assert tomllib.loads(kept.read_text("utf-8"))["recording"] == {"fps": 25}


def test_looking_changes_nothing(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("[oh", "utf-8")
    assert SettingsFile(path).peek() == DEFAULT
    assert path.read_text("utf-8") == "[oh"


def test_the_folder_for_recordings_is_found_by_other_programs_of_this_person(tmp_path: Path) -> None:
    paths = Paths(data=tmp_path, exports=tmp_path, state=tmp_path)
    assert recordings_folder(paths) == ""
    SettingsFile(settings_file(paths)).store(DEFAULT, Settings(storage=Storage(folder="/media/disk")))
    assert recordings_folder(paths) == "/media/disk"


_VALUES = {
    each.key: some.sampled_from(each.choices)
    if each.choices is not None
    else {
        bool: some.booleans(),
        int: some.integers(int(each.words.low or 0), int(each.words.high or 0)),
        str: some.text(some.characters(blacklist_categories=["Cs", "Cc"]), max_size=40),
    }[each.kind]
    for each in leaves()
}


@given(some.fixed_dictionaries({}, optional=_VALUES), some.fixed_dictionaries({}, optional=_VALUES))
def test_whatever_is_stored_comes_back(tmp_path_factory: pytest.TempPathFactory, first: dict[str, Any], second: dict[str, Any]) -> None:
    path = tmp_path_factory.mktemp("any") / "settings.toml"
    now = DEFAULT
    for values in (first, second):
        before = now
        for each in leaves():
            if each.key in values:
                now = each.put(now, values[each.key])
        SettingsFile(path).store(before, now)
        assert SettingsFile(path).load().settings == now


@pytest.mark.parametrize("text", ["x = " + "[" * 5000 + "]" * 5000, "x = " + "{a = " * 5000, "version = 9" + "9" * 5000])
def test_what_no_parser_can_follow_is_set_aside_like_other_damage(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    assert SettingsFile(path).peek() == DEFAULT
    loaded = SettingsFile(path).load()
    assert loaded.settings == DEFAULT
    assert [error.code for error in loaded.troubles] == ["settings.damaged"]
    SettingsFile(path).store(DEFAULT, put(DEFAULT, "recording", fps=24))
    assert SettingsFile(path).load().settings.recording.fps == 24


def test_what_became_unreadable_meanwhile_is_set_aside_before_it_is_written(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("x = " + "[" * 5000, "utf-8")
    SettingsFile(path).store(DEFAULT, put(DEFAULT, "recording", fps=24))
    assert sorted(each.name for each in path.parent.iterdir()) == ["settings.damaged.toml", "settings.toml"]


@pytest.mark.linux
def test_a_pipe_in_its_place_keeps_nobody_waiting(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path)
    loaded = SettingsFile(path).load()
    assert (loaded.settings, SettingsFile(path).peek()) == (DEFAULT, DEFAULT)
    assert [str(error) for error in loaded.troubles] == [f"{path} is not a file."]
    with pytest.raises(StorageError, match="is not a file"):
        SettingsFile(path).store(DEFAULT, put(DEFAULT, "recording", fps=24))


def test_a_version_of_before_the_first_is_no_version(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("version = -999999999999\n[recording]\nfps = 24\n", "utf-8")
    assert SettingsFile(path).load().settings.recording.fps == 24
