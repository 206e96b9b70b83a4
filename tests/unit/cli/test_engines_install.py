"""`lookhear engines install` and `remove`: what is fetched is told before, and only what somebody agrees to."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from lookhear.cli.main import run
from lookhear.understanding.folders import EngineFolders
from lookhear.understanding.models.catalogue import named
from tests.fakes.packs import ENGINE, MODULES, lay_packs

if TYPE_CHECKING:
    from pathlib import Path


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EngineFolders:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path / "home"))
    return EngineFolders.under(tmp_path / "home")


@pytest.fixture
def packs(tmp_path: Path) -> str:
    lay_packs(tmp_path / "packs", tmp_path / "scratch")
    return str(tmp_path / "packs")


def test_what_it_is_and_its_licence_are_told_and_nobody_is_taken_by_surprise(
    packs: str, folders: EngineFolders, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for answer in ("n\n", "", "\n"):
        monkeypatch.setattr(sys, "stdin", Terminal(answer))
        assert run(["engines", "install", ENGINE, "--from", packs]) == 1
        shown = capsys.readouterr().out
        assert "licence: weights Apache-2.0" in shown
        assert "Nothing was installed." in shown
    assert not folders.packages.exists()


def test_who_agrees_has_it(packs: str, folders: EngineFolders, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    assert run(["engines", "install", ENGINE, "--from", packs]) == 0
    assert "is installed" in capsys.readouterr().out
    assert all((folders.package_of(ENGINE) / name).is_dir() for name in MODULES)
    assert run(["engines", "install", ENGINE]) == 0
    assert "already" in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", Terminal("yes\n"))
    assert run(["engines", "remove", ENGINE]) == 0
    assert not folders.package_of(ENGINE).exists()
    assert run(["engines", "remove", ENGINE, "--yes"]) == 2


def test_a_program_says_yes_and_reads_json(packs: str, folders: EngineFolders, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["engines", "install", ENGINE, "--from", packs, "--yes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"engine": ENGINE, "installed": [str(folders.package_of(ENGINE))]}
    assert run(["engines", "remove", ENGINE, "--json"]) == 0
    assert "package of minilm" in json.loads(capsys.readouterr().out)["removed"]


def test_who_cannot_be_asked_has_to_say_yes(packs: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert run(["engines", "install", ENGINE, "--from", packs]) == 2
    assert "--yes" in capsys.readouterr().err


def test_packs_may_stand_in_the_file_of_choices(packs: str, folders: EngineFolders, capsys: pytest.CaptureFixture[str]) -> None:
    file = folders.packages.parents[1] / "engines.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"packs_url = {json.dumps(packs)}\n", "utf-8")
    assert run(["engines", "install", ENGINE, "--yes"]) == 0
    assert folders.package_of(ENGINE).is_dir()
    capsys.readouterr()


def test_a_model_is_copied_from_a_folder_and_removed(tmp_path: Path, folders: EngineFolders, capsys: pytest.CaptureFixture[str]) -> None:
    model = named("faster-whisper", "tiny")
    package = folders.package_of(model.engine) / "faster_whisper"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (tmp_path / "stick").mkdir()
    for name in model.files:
        (tmp_path / "stick" / name).write_bytes(b"x")
    words = ["engines", "install", model.engine, "--model", "tiny", "--from", str(tmp_path / "stick"), "--yes"]
    assert run(words) == 0
    shown = capsys.readouterr().out
    assert "copied from" in shown
    assert 'model = "tiny"' in shown
    assert folders.found_model(model.engine, "tiny") is not None
    assert run(["engines", "remove", model.engine, "--model", "tiny", "--yes"]) == 0
    assert folders.found_model(model.engine, "tiny") is None
    assert run(["engines", "remove", model.engine, "--model", "tiny", "--yes"]) == 2


@pytest.mark.parametrize("words", [["extractive"], ["nobody"], ["minilm", "--model", "x"], ["chat-endpoint"]])
def test_what_cannot_be_installed_is_said(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["engines", "install", *words, "--yes"]) != 0
    assert capsys.readouterr().err.startswith("lookhear: ")
