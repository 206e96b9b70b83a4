from __future__ import annotations

from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from lookhear.system.reveal.windows import reveal

if TYPE_CHECKING:
    from collections.abc import Sequence


def test_the_explorer_selects_it_and_its_exit_code_means_nothing() -> None:
    started: list[list[str]] = []

    def start(argv: Sequence[str]) -> int:
        started.append(list(argv))
        return 1

    reveal(PureWindowsPath("D:/Films/a b.mp4"), start=start)  # type: ignore[arg-type]  # a Windows path exists on Windows only
    assert started == [["explorer.exe", "/select,D:\\Films\\a b.mp4"]]
