"""A file with one token in it, and what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import UsageError
from lookhear.recorder.upload.tokens.secret_files import read_secret

if TYPE_CHECKING:
    from pathlib import Path


def test_a_token_is_read_without_what_surrounds_it(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(b"  st-1\r\n")
    assert read_secret(str(tmp_path / "t")) == "st-1"


@pytest.mark.parametrize("data", [b"", b"\n", b"two words", b"two\nlines", "größer".encode(), b"\xff\xfe", b"a" * 70_000, b"st-\x00"])
def test_anything_else_is_refused_without_being_shown(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "t").write_bytes(data)
    with pytest.raises(UsageError, match="does not hold one token") as caught:
        read_secret(str(tmp_path / "t"))
    assert "words" not in caught.value.for_people()


def test_a_folder_is_no_token(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_secret(str(tmp_path))
