from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn

import pytest

from lookhear import __version__
from lookhear.cli import self_test
from lookhear.cli.main import run
from lookhear.errors import SourceUnavailable

if TYPE_CHECKING:
    from pathlib import Path


def fine(folder: Path) -> str:
    return f"looked in {'a folder' if folder.is_dir() else 'nothing'}"


def refused(_folder: Path) -> NoReturn:
    raise SourceUnavailable("It is not there.", hint="Put it there.")


def broken(_folder: Path) -> NoReturn:
    raise ImportError("no module named x")


def test_every_part_is_tried_and_the_failures_are_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(self_test, "PARTS", {"one": fine, "two": refused, "three": broken, "four": fine})
    out = tmp_path / "told.json"
    assert run(["--self-test", "--out", str(out)]) == 2
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("ok       one: looked in a folder")
    assert said[1].startswith("problem  two: It is not there. Put it there.")
    assert said[2].startswith("problem  three: ImportError: no module named x")
    told = json.loads(out.read_text("utf-8"))
    assert (told["version"], told["failures"]) == (__version__, 2)
    assert [(part["part"], part["ok"]) for part in told["parts"]] == [("one", True), ("two", False), ("three", False), ("four", True)]


def test_when_all_is_well_nothing_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "PARTS", {"one": fine})
    assert self_test.run([]) == 0


@pytest.mark.parametrize("part", ["recording", "reading", "screens", "sounds", "store", "certificates", "secrets"])
def test_the_parts_are_well_from_source(part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'none'}")
    if part == "reading":
        self_test.recording(tmp_path)
    assert self_test.PARTS[part](tmp_path)


def test_the_help_names_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["--help"])
    assert self_test.FLAG in capsys.readouterr().out
