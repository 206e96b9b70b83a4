from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import SourceUnavailable
from lookhear.system.reveal import _start, reveal

if TYPE_CHECKING:
    from pathlib import Path


def test_a_program_of_the_system_is_run_and_its_end_told() -> None:
    assert _start([sys.executable, "-c", "raise SystemExit(3)"]) == 3


def test_a_program_that_is_not_there_is_no_file_manager() -> None:
    with pytest.raises(SourceUnavailable):
        _start(["lookhear-there-is-no-such-program"])


@pytest.mark.linux
def test_a_session_without_a_desktop_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceUnavailable):
        reveal(tmp_path, {})
