"""Copies of executables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.system.launchers.windows import write

if TYPE_CHECKING:
    from pathlib import Path


def test_the_program_is_copied(tmp_path: Path) -> None:
    (tmp_path / "lookhear-capture.exe").write_bytes(b"MZ program")
    write(tmp_path / "capture.exe", [str(tmp_path / "lookhear-capture.exe")])
    assert (tmp_path / "capture.exe").read_bytes() == b"MZ program"


def test_a_program_with_arguments_cannot_be_copied(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="without arguments"):
        write(tmp_path / "capture.exe", ["python.exe", "-m", "lookhear"])
    assert list(tmp_path.iterdir()) == []
