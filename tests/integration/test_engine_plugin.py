"""The example of an engine in a package of its own: really built and installed, chosen in a file, and asked in a real worker."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lookhear.bootstrap import Machine
from lookhear.errors import EngineBusy, EngineFailed
from lookhear.understanding.folders import EngineFolders, engines_file
from lookhear.understanding.plugin import EngineKind

if TYPE_CHECKING:
    from lookhear.understanding.room import EngineRoom

EXAMPLE = Path(__file__).parents[2] / "examples" / "engine_plugin"
CHOSEN = '[language]\nengine = "headlines"\n[language.options]\nwords = 2\n'


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that pip installed it into, from a copy: building leaves files beside the sources."""
    folder = tmp_path_factory.mktemp("plugin")
    source = shutil.copytree(EXAMPLE, folder / "source", ignore=shutil.ignore_patterns("__pycache__", "build", "dist"))
    target = folder / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target", str(target)]
    subprocess.run([*pip, str(source)], check=True)
    return target


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: Path) -> Path:
    """A data folder in which that is the package of an engine."""
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    shutil.copytree(installed, EngineFolders.under(tmp_path).package_of("headlines"))
    return tmp_path


def asked(home: Path, choice: str) -> str:
    """What it says of two passages, chosen in a file."""
    engines_file(home).write_text(choice, "utf-8")

    async def scene() -> str:
        room: EngineRoom
        async with Machine().engine_room() as room:
            (line,) = [each for each in room.lines if each.kind is EngineKind.LANGUAGE]
            assert line.known is not None
            assert (line.known.origin, line.known.card.name) == ("lookhear-headlines 1.0", "headlines")
            language = room.language
            assert language is not None
            with pytest.raises((EngineFailed, EngineBusy)):
                await language.answer("anything")
            return await language.digest(["the first of two", "another one"], prompt="")

    try:
        return asyncio.run(scene())
    finally:
        for name in [name for name in sys.modules if name.startswith("lookhear_headlines")]:
            del sys.modules[name]


def test_it_is_found_chosen_and_asked_without_being_among_pythons_packages(home: Path) -> None:
    assert asked(home, CHOSEN) == "THE FIRST / ANOTHER ONE"
    assert not any("headlines" in path for path in sys.path)


def test_an_option_that_makes_no_sense_is_told_and_leaves_nothing_out(home: Path) -> None:
    with pytest.raises(EngineBusy, match="no number above zero"):
        asked(home, CHOSEN.replace("words = 2", "words = 0"))
