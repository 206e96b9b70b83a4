from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import SourceUnavailable
from lookhear.system.reveal.linux import ask_file_manager, reveal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Desktop:
    """A session that may have a file manager on its bus, and a way to open folders."""

    def __init__(self, *, has_manager: bool, code: int = 0) -> None:
        self._has_manager, self._code = has_manager, code
        self.asked: list[str] = []
        self.started: list[list[str]] = []

    def ask(self, uri: str) -> bool:
        self.asked.append(uri)
        return self._has_manager

    def start(self, argv: Sequence[str]) -> int:
        self.started.append(list(argv))
        return self._code


def test_the_file_manager_shows_the_file_itself(tmp_path: Path) -> None:
    desktop = Desktop(has_manager=True)
    reveal(tmp_path / "a b.mp4", ask=desktop.ask, start=desktop.start)
    assert desktop.asked == [f"{tmp_path.as_uri()}/a%20b.mp4"]
    assert desktop.started == []


def test_without_one_its_folder_is_opened(tmp_path: Path) -> None:
    desktop = Desktop(has_manager=False)
    reveal(tmp_path / "a.mp4", ask=desktop.ask, start=desktop.start)
    reveal(tmp_path, ask=desktop.ask, start=desktop.start)
    assert desktop.started == [["xdg-open", str(tmp_path)]] * 2


def test_where_nothing_opens_it_says_so(tmp_path: Path) -> None:
    desktop = Desktop(has_manager=False, code=4)
    with pytest.raises(SourceUnavailable, match="no file manager"):
        reveal(tmp_path, ask=desktop.ask, start=desktop.start)


@pytest.mark.parametrize("bus", ["", "nonsense", "unix:path=/nowhere/at/all"])
def test_a_session_without_a_bus_has_no_file_manager_on_it(bus: str) -> None:
    assert not ask_file_manager(bus, "file:///a")
