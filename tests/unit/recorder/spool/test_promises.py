from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.recorder.spool.promises import flaw_of, is_as_promised
from lookhear.recorder.spool.rows import ContextFacts, ContextRow

if TYPE_CHECKING:
    from pathlib import Path

ROW = ContextRow.of(ContextFacts(seq=1, from_ns=1, to_ns=2, events=1), b"promised")


@pytest.mark.parametrize(
    ("data", "hashed", "only_size"),
    [
        (b"promised", "", ""),
        (b"PROMISED", "holds other bytes than were sealed", ""),
        (b"short", "has 5 bytes of 8", "has 5 bytes of 8"),
        (None, "is missing", "is missing"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, data: bytes | None, hashed: str, only_size: str) -> None:
    path = tmp_path / "file"
    if data is not None:
        path.write_bytes(data)
        assert is_as_promised(path, ROW) is (not hashed)
    assert flaw_of(path, ROW, is_hashed=True) == hashed
    assert flaw_of(path, ROW, is_hashed=False) == only_size
