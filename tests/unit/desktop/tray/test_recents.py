"""The menu's recent recordings, with a fake engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QBuffer, QSize
from PySide6.QtGui import QColor, QPixmap

from lookhear.desktop.engine.events import LibraryChanged
from lookhear.desktop.engine.library.entries import EntryState, LibraryEntry
from lookhear.desktop.tray.recents import SHOWN, RecentMenu, rounded, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge, FakeWindows


def entry(number: int, *, name: str = "", state: EntryState = EntryState.READY) -> LibraryEntry:
    return LibraryEntry(
        recording_id=f"rec-{number}", name=name, started_wall_ns=1_700_000_000_000_000_000, duration_s=723.0, bytes=1, state=state
    )


def picture() -> bytes:
    made = QPixmap(32, 18)
    made.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    made.save(buffer, "JPG")
    return bytes(buffer.data().data())


@pytest.fixture
def menu(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> Iterator[RecentMenu]:
    made = RecentMenu(cast("Any", bridge), cast("Any", windows))
    yield made
    made.deleteLater()


def texts(menu: RecentMenu) -> list[str]:
    return [action.text().partition("\t")[0] for action in menu.actions()]


def test_the_newest_are_shown_but_not_the_one_that_runs(menu: RecentMenu, bridge: FakeBridge) -> None:
    running = entry(0, name="Running", state=EntryState.RECORDING)
    bridge.engine.library.answers["entries"] = [running, *(entry(number, name=f"Name {number}") for number in range(1, 9))]
    menu.refresh()
    assert texts(menu) == [f"Name {number}" for number in range(1, SHOWN + 1)]


def test_it_is_asked_again_only_when_something_changed(menu: RecentMenu, bridge: FakeBridge) -> None:
    menu.refresh()
    menu.refresh()
    assert bridge.engine.called == ["library.entries"]
    assert texts(menu) == ["Nothing recorded yet"]
    bridge.post(LibraryChanged())
    bridge.engine.library.answers["entries"] = [entry(1, name="One")]
    menu.refresh()
    assert texts(menu) == ["One"]


def test_pictures_come_when_they_are_ready_and_are_kept(menu: RecentMenu, bridge: FakeBridge) -> None:
    bridge.engine.library.answers |= {"entries": [entry(1), entry(2)], "thumbnail": lambda name: picture() if name == "rec-1" else None}
    menu.refresh()
    with_picture, without = menu.actions()
    assert with_picture.icon().availableSizes()
    assert with_picture.icon().cacheKey() != without.icon().cacheKey()
    bridge.post(LibraryChanged())
    del bridge.engine.calls[:]
    menu.refresh()
    assert bridge.engine.called == ["library.entries", "library.thumbnail"]  # that of the other one


def test_a_click_shows_it_in_the_library(menu: RecentMenu, bridge: FakeBridge, windows: FakeWindows) -> None:
    bridge.engine.library.answers["entries"] = [entry(1), entry(2)]
    menu.refresh()
    menu.actions()[1].trigger()
    assert windows.shown == [("library", "rec-2")]


def test_names_are_shown_as_they_are() -> None:
    assert text_of(entry(1, name="Q&A")).startswith("Q&&A\t")
    assert text_of(entry(1, name="n" * 99)).partition("\t")[0] == f"{'n' * 48}…"
    assert text_of(entry(1)).startswith("11/14/23")


@pytest.mark.usefixtures("qapp")
def test_pictures_are_sharp_and_fill_their_place() -> None:
    made = rounded(QPixmap.fromImage(QPixmap(300, 50).toImage()), QSize(64, 36), 2.0)
    assert (made.size(), made.devicePixelRatio()) == (QSize(128, 72), 2.0)
