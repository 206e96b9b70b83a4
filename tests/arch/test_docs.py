"""Documentation that a change elsewhere can make wrong is compared with what it tells of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.arch.tree import ROOT, files_written_elsewhere, project_files

if TYPE_CHECKING:
    from pathlib import Path

LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
MAKE_COMMAND = re.compile(r"`make ([a-z-]+(?: [a-z-]+)*)|^make ([a-z-]+)", re.MULTILINE)


def pages() -> list[Path]:
    return [path for path in project_files() if path.suffix == ".md"]


def test_every_link_between_pages_leads_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)} -> {link}"
        for page in pages()
        for link in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / link).exists()
    ]
    assert not broken


def test_every_make_command_that_is_named_exists() -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text("utf-8")))
    named = {
        name for page in pages() for match in MAKE_COMMAND.finditer(page.read_text("utf-8")) for name in (match[1] or match[2]).split()
    }
    assert named
    assert named - targets == set()


def test_a_lock_file_is_installed_or_named_in_the_set_up() -> None:
    setup = (ROOT / "scripts" / "setup.sh").read_text("utf-8")
    assert [path.name for path in ROOT.glob("requirements*.lock") if path.name not in setup] == []


def test_decision_records_stay_short() -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in (ROOT / "docs" / "decisions").glob("0*.md")}
    assert lengths
    assert not {name: lines for name, lines in lengths.items() if lines >= 30}


def test_every_file_that_was_written_elsewhere_is_named_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    assert [path.name for path in files_written_elsewhere() if path.relative_to(ROOT).as_posix() not in notice] == []


def test_every_decision_record_stands_in_their_index() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    assert [path.name for path in folder.glob("0*.md") if f"({path.name})" not in index] == []
