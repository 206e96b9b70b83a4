"""`lookhear engines`: what there is, what it lacks and what is in use, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.cli.engines import megabytes
from lookhear.cli.main import run
from lookhear.understanding.builtin import BUILTIN
from lookhear.understanding.folders import EngineFolders, engines_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:  # noqa: ANN401 - it is JSON
    assert run(["engines", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_engine_is_listed_with_its_licence_its_size_and_what_it_lacks(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["engines"]) == 0
    shown = capsys.readouterr().out
    for card in BUILTIN:
        (line,) = [line for line in shown.splitlines() if line.split()[:1] == [card.name]]
        assert card.licence in line
        assert card.is_remote or not card.size_bytes or f"{megabytes(card.size_bytes)})" in line
    assert "as the option `url`" in shown


def test_a_program_is_told_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    engines = {each["name"]: each for each in told(capsys)["engines"]}
    assert set(engines) == {card.name for card in BUILTIN}
    assert engines["extractive"]["is_in_use"]
    assert engines["chat-endpoint"]["state"] == "not_set_up"
    assert not engines["minilm"]["is_installed_here"]


def test_what_is_chosen_is_in_use(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engines_file(home).write_text('[language]\nengine = "chat-endpoint"\n[language.options]\nurl = "http://127.0.0.1:1/v1"\n', "utf-8")
    engines = {each["name"]: each for each in told(capsys, "list")["engines"]}
    assert (engines["chat-endpoint"]["state"], engines["chat-endpoint"]["is_in_use"]) == ("ready", True)
    assert not engines["extractive"]["is_in_use"]


def test_models_are_listed_and_those_that_are_here(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    EngineFolders.under(home).model_of("faster-whisper", "tiny").mkdir(parents=True)
    assert [each["name"] for each in told(capsys, "models", "faster-whisper")["models"] if each["is_here"]] == ["tiny"]
    assert run(["engines", "models"]) == 0
    assert "sherpa-onnx-streaming" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["install"],
        ["remove"],
        ["list", "minilm"],
        ["models", "minilm"],
        ["models", "--from", "x"],
        ["test", "--model", "x"],
        ["install", "minilm", "--json"],
    ],
)
def test_what_makes_no_sense_is_said(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["engines", *words]) == 2
    assert capsys.readouterr().err.startswith("lookhear: ")


@pytest.mark.parametrize(("size", "shown"), [(0, "nothing"), (1, "1 MB"), (44_217_889, "44 MB")])
def test_sizes_are_for_people(size: int, shown: str) -> None:
    assert megabytes(size) == shown
