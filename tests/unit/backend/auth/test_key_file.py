"""The API key: given, or made up once and kept for its owner."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.auth.key_file import KEY_FILE, VARIABLE, given_key, kept_key, write_private
from lookhear.errors import FolderUnwritable, UsageError

if TYPE_CHECKING:
    from pathlib import Path

KEY = "sk-0123456789abcdef"


def test_a_key_is_made_up_once(tmp_path: Path) -> None:
    key = kept_key(tmp_path)
    assert key.startswith("sk-")
    assert kept_key(tmp_path) == key
    assert (tmp_path / KEY_FILE).read_text("utf-8") == f"{key}\n"


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    kept_key(tmp_path)
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_a_file_that_was_emptied_gets_a_new_key(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text("\n", "utf-8")
    assert kept_key(tmp_path).startswith("sk-")


def test_a_file_goes_before_the_environment_and_nothing_gives_nothing(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"  {KEY}\n", "utf-8")
    environ = {VARIABLE: KEY + "-environ"}
    assert given_key(key=None, file=file, environ=environ) == KEY
    assert given_key(key=KEY + "-line", file=None, environ=environ) == KEY + "-line"
    assert given_key(key=None, file=None, environ=environ) == KEY + "-environ"
    assert given_key(key=None, file=None, environ={VARIABLE: ""}) is None


@pytest.mark.parametrize("key", ["", "short", "sk-with spaces inside", "sk-zeilen\numbruch", "sk-ümläut-ümläut-ümläut", "x" * 600])
def test_a_key_that_is_none_is_refused_without_being_told(key: str) -> None:
    with pytest.raises(UsageError) as caught:
        given_key(key=key, file=None, environ={})
    assert not key or key not in str(caught.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "key"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match="key cannot be read from"):
        given_key(key=None, file=file, environ={})


def test_a_kept_key_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(b"\xff")
    with pytest.raises(FolderUnwritable, match="api-key"):
        kept_key(tmp_path)


def test_a_private_file_replaces_the_old_one_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for text in ("one", "two"):
        write_private(path, text)
    assert path.read_text("utf-8") == "two"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_private_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(FolderUnwritable, match="nowhere"):
        write_private(tmp_path / "nowhere" / "file", "x")
