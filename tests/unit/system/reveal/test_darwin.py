from __future__ import annotations

from pathlib import Path

import pytest

from lookhear.errors import SourceUnavailable
from lookhear.system.reveal.darwin import reveal


def test_the_finder_selects_it() -> None:
    started: list[list[str]] = []

    def start(argv: object) -> int:
        started.append(list(argv))  # type: ignore[call-overload]
        return 0

    reveal(Path("/Volumes/Films/a.mp4"), start=start)
    assert started == [["/usr/bin/open", "-R", "/Volumes/Films/a.mp4"]]


def test_one_that_does_not_says_so() -> None:
    with pytest.raises(SourceUnavailable):
        reveal(Path("/gone"), start=lambda _argv: 1)
