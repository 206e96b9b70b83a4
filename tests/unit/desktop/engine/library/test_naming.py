from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.library.naming import LONGEST, NAME_FILE, clean_name, file_stem, read_name, write_name
from lookhear.errors import FolderUnwritable

if TYPE_CHECKING:
    from pathlib import Path


def test_a_name_is_kept_beside_the_recording_for_its_owner_only(tmp_path: Path) -> None:
    assert write_name(tmp_path, "Weekly  call\n") == "Weekly call"
    assert read_name(tmp_path) == "Weekly call"
    assert stat.S_IMODE((tmp_path / NAME_FILE).stat().st_mode) == 0o600


def test_an_empty_name_takes_it_away(tmp_path: Path) -> None:
    write_name(tmp_path, "Weekly call")
    assert write_name(tmp_path, "  ") == ""
    assert read_name(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []
    write_name(tmp_path, "")  # again is harmless


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 2, "name": "x"}', '{"format": 1, "name": 7}', "\xff", '{"format": 1}'])
def test_what_cannot_be_read_is_no_name(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME_FILE).write_bytes(text.encode("latin-1"))
    assert read_name(tmp_path) == ""


def test_a_folder_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(FolderUnwritable):
        write_name(tmp_path / "gone", "Name")


def test_a_name_is_one_line_of_what_can_be_seen() -> None:
    assert clean_name("a\x00b\u2028c\td") == "a b c d"
    assert len(clean_name("x" * 999)) == LONGEST
    assert clean_name("  Übung 👍  ") == "Übung 👍"


@pytest.mark.parametrize(
    ("name", "stem"),
    [("Call: the/one", "Call- the-one"), ("...", ""), ("", ""), ("a.", "a"), ("Grüße", "Grüße"), ("x" * 300, "x" * 120)],
)
def test_a_name_becomes_one_that_every_file_system_takes(name: str, stem: str) -> None:
    assert file_stem(name) == stem
