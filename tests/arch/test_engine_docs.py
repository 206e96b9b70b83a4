"""docs/engine.md names every command, event and setting of the engine, and none that it does not have."""

from __future__ import annotations

import re
from typing import Final

from tests.arch.tree import PACKAGE, ROOT

PAGE: Final = (ROOT / "docs" / "engine.md").read_text("utf-8")
ENGINE: Final = [*(PACKAGE / "sdk" / "engine").glob("*.py"), PACKAGE / "cli" / "engine.py", PACKAGE / "sdk" / "capture" / "binary.py"]
CODE: Final = "\n".join(path.read_text("utf-8") for path in ENGINE)
HOME: Final = "LOOKHEAR_HOME"  # read by all of the program


def table(heading: str) -> set[str]:
    """The names in the first column of the first table below a heading."""
    section = PAGE[PAGE.index(f"\n## {heading}\n") + 4 :].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([\w-]+)", row)}


def test_every_command_stands_there() -> None:
    assert table("The lines") == set(re.findall(r'^            "(\w+)": self\._\w+,$', CODE, re.MULTILINE)) | {"shutdown"}


def test_every_event_stands_there() -> None:
    told = set(re.findall(r'(?:tell|emit|_end)\("([a-z-]+)"', CODE)) | {"paused", "resumed"}
    assert table("Events") == told


def test_every_setting_stands_there() -> None:
    read = set(re.findall(r'environ\.get\("(\w+)"', CODE)) | set(re.findall(r'environ, "(\w+)"', CODE))
    read |= set(re.findall(r'^VARIABLE: Final = "(\w+)"', CODE, re.MULTILINE))
    assert table("Settings") == read | {HOME}
