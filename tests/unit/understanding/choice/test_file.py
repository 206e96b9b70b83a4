from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import FolderUnwritable, SettingsDamaged, StorageError
from lookhear.understanding.choice.file import load_choices, save_choices, with_engine
from lookhear.understanding.choice.values import OFF, Chosen, EngineChoices
from lookhear.understanding.plugin import EngineKind

if TYPE_CHECKING:
    from pathlib import Path

BY_HAND = """\
# of the office
[speech]                      # what hears
engine = "faster-whisper"     # it knows German
[speech.options]
model = "base"                # small enough
language = "de"

[vision]
engine = "off"

[mine]
note = "not yours"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "engines.toml"


def test_without_a_file_everything_is_as_usual(file: Path) -> None:
    assert load_choices(file) == EngineChoices()
    assert not file.exists()


def test_a_file_of_a_person_is_understood(file: Path) -> None:
    file.write_text(BY_HAND, "utf-8-sig")
    choices = load_choices(file)
    assert choices.of(EngineKind.SPEECH) == Chosen(engine="faster-whisper", options={"model": "base", "language": "de"})
    assert choices.of(EngineKind.VISION).engine == OFF
    assert choices.is_masking


def test_what_a_person_wrote_stays_where_it_was(file: Path) -> None:
    file.write_text(BY_HAND, "utf-8")
    choices = load_choices(file)
    changed = with_engine(choices, EngineKind.SPEECH, Chosen(engine="faster-whisper", options={"model": "small", "language": "de"}))
    save_choices(file, changed)
    assert file.read_text("utf-8") == BY_HAND.replace('"base"', '"small"')
    assert load_choices(file) == changed
    save_choices(file, changed)
    assert file.read_text("utf-8") == BY_HAND.replace('"base"', '"small"')


def test_every_choice_comes_back(file: Path) -> None:
    options = {
        "url": "http://127.0.0.1:1/v1",
        "timeout_s": 2.5,
        "deep": {"a": [1, {"b": True}]},
        "n": 7,
        "text": 'with "quotes"\nand lines',
    }
    choices = EngineChoices(engines={kind: Chosen(engine=f"engine-{kind}", options=options) for kind in EngineKind}, is_masking=False)
    save_choices(file, choices)
    assert load_choices(file) == choices
    assert file.read_text("utf-8").startswith("# Which engine does what")
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600


def test_options_that_go_leave_the_file_and_masking_comes_back(file: Path) -> None:
    save_choices(file, EngineChoices(engines={EngineKind.JUDGE: Chosen(engine="x", options={"a": 1, "b": 2})}, is_masking=False))
    save_choices(file, EngineChoices(engines={EngineKind.JUDGE: Chosen(engine="x", options={"b": 2})}))
    assert "a = 1" not in file.read_text("utf-8")
    save_choices(file, EngineChoices(engines={EngineKind.JUDGE: Chosen(engine="x")}))
    text = file.read_text("utf-8")
    assert "options" not in text
    assert load_choices(file).is_masking


def test_a_file_behind_a_link_stays_there(file: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "mine.toml"
    real.parent.mkdir()
    real.write_text(BY_HAND, "utf-8")
    file.symlink_to(real)
    save_choices(file, with_engine(load_choices(file), EngineKind.JUDGE, Chosen(engine=OFF)))
    assert file.is_symlink()
    assert load_choices(real).of(EngineKind.JUDGE).engine == OFF


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[speech\nkey = "sk-secret"', r"line 1"),
        ("speech = 3", r"\[speech\] is to be a table"),
        ("[speech]\nengine = 3", "is no name"),
        ('[speech]\nengine = "  "', "is no name"),
        ("[speech]\noptions = 3", r"\[speech\.options\] is to be a table"),
        ("[speech.options]\nsince = 2026-01-01", "the option `since`"),
        ("[speech.options]\nlimits = [1.0, inf]", "the option `limits`"),
        ("[speech.options]\nthreads = " + "9" * 5000, "is not TOML"),
        ("[speech.options]\nthreads = " + "9" * 400, "the option `threads`"),
        ('[masking]\nenabled = "yes"', "neither true nor false"),
        ("masking = true", r"\[masking\] is to be a table"),
        ("a = " + "[" * 5000, "is not TOML"),
    ],
)
def test_what_cannot_be_understood_is_told_without_what_stands_there(file: Path, text: str, why: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsDamaged, match=why) as told:
        load_choices(file)
    assert told.value.hint
    assert "secret" not in told.value.for_people()
    with pytest.raises(SettingsDamaged):
        save_choices(file, EngineChoices(is_masking=False))
    assert file.read_text("utf-8") == text


def test_bytes_that_are_no_text_and_files_that_are_none_are_told(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsDamaged, match="is not TOML"):
        load_choices(file)
    file.write_bytes(b"#" * (2 << 20))
    with pytest.raises(SettingsDamaged, match="far too long"):
        load_choices(file)
    file.unlink()
    file.mkdir()
    with pytest.raises(SettingsDamaged, match="is not a file"):
        load_choices(file)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises((FolderUnwritable, StorageError, SettingsDamaged)):
        save_choices(tmp_path / "file" / "engines.toml", EngineChoices(is_masking=False))
