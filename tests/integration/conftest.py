"""Virtual desktops to record, and the real program to record them with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from demo.desktop import VirtualDesktop
from demo.display import Size
from tests.tools.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HD = Size(1280, 720)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "integration" in item.path.parts:  # this hook sees the items of all folders
            item.add_marker(pytest.mark.linux)


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    """One display of 1280 × 720, speakers and a microphone. Shared by a module's tests: who changes it puts it back."""
    with VirtualDesktop(size=HD) as running:
        yield running


@pytest.fixture
def own_desktop() -> Iterator[VirtualDesktop]:
    """The same for one test alone, which may break it; with a second microphone."""
    with VirtualDesktop(size=HD, has_second_microphone=True) as running:
        yield running


@pytest.fixture(scope="module")
def quiet_desktop() -> Iterator[VirtualDesktop]:
    """One display and no audio server at all."""
    with VirtualDesktop(size=HD, has_audio=False) as running:
        yield running


@pytest.fixture
def two_displays() -> Iterator[VirtualDesktop]:
    """Two outputs side by side that can be resized, removed and brought back; with sound. For one test alone."""
    with VirtualDesktop(outputs=[HD, Size(1024, 768)]) as running:
        yield running


@pytest.fixture(scope="module")
def blind_desktop() -> Iterator[VirtualDesktop]:
    """Sound and no display."""
    with VirtualDesktop(has_display=False) as running:
        yield running


@pytest.fixture
def lookhear(tmp_path: Path) -> Iterator[Program]:
    """The real program with an empty home."""
    with Program(tmp_path / "home") as program:
        yield program
