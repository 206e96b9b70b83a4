from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from lookhear.desktop.engine.events import PreviewTrouble
from lookhear.desktop.preview.tile import PreviewTile
from lookhear.desktop.style.tokens import LIGHT
from tests.fakes.offering import D1, D2, picture_seen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


def shown(qtbot: QtBot, bridge: FakeBridge) -> PreviewTile:
    tile = PreviewTile(D1, bridge)
    qtbot.addWidget(tile)
    tile.describe(number="1", name="Display 1", width=1920, height=1080)
    tile.resize(320, 180)
    tile.show()
    return tile


def colour(tile: PreviewTile, x: int, y: int) -> str:
    return tile.grab().toImage().pixelColor(x, y).name()


def test_only_pictures_of_its_own_display_are_shown(qtbot: QtBot, bridge: FakeBridge) -> None:
    tile = shown(qtbot, bridge)
    bridge.post(picture_seen(D2))
    assert not tile.has_picture
    bridge.post(picture_seen(D1, level=200))
    assert tile.has_picture
    assert colour(tile, 160, 90) == "#c8c8c8"


def test_a_picture_of_another_shape_keeps_it(qtbot: QtBot, bridge: FakeBridge) -> None:
    tile = shown(qtbot, bridge)
    bridge.post(picture_seen(D1, width=27, height=48, level=200))
    assert colour(tile, 160, 90) == "#c8c8c8"
    assert colour(tile, 20, 90) != "#c8c8c8"


def test_one_that_is_not_wanted_is_darker(qtbot: QtBot, bridge: FakeBridge) -> None:
    tile = shown(qtbot, bridge)
    bridge.post(picture_seen(D1, level=200))
    tile.set_dim(is_dim=True)
    assert int(colour(tile, 160, 90)[1:3], 16) < 120


def test_the_number_stands_where_a_line_begins(qtbot: QtBot, bridge: FakeBridge) -> None:
    tile = shown(qtbot, bridge)
    assert colour(tile, 11, 18) == LIGHT.accent
    tile.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert colour(tile, 11, 18) != LIGHT.accent
    assert colour(tile, 320 - 11, 18) == LIGHT.accent


def test_a_trouble_takes_the_place_of_the_picture_until_there_is_one_again(qtbot: QtBot, bridge: FakeBridge) -> None:
    tile = shown(qtbot, bridge)
    bridge.post(picture_seen(D1))
    bridge.post(PreviewTrouble(D2, "Another one."))
    assert tile.has_picture
    bridge.post(PreviewTrouble(D1, "The display was removed."))
    assert not tile.has_picture
    assert tile.accessibleDescription() == "The display was removed."
    bridge.post(PreviewTrouble(D1, ""))
    assert tile.accessibleDescription() == ""
    bridge.post(picture_seen(D1))
    assert tile.has_picture


def test_it_is_read_aloud_and_has_a_shape(qtbot: QtBot, bridge: FakeBridge) -> None:
    tile = shown(qtbot, bridge)
    assert tile.accessibleName() == "Live preview of Display 1"
    assert abs(tile.sizeHint().width() / tile.sizeHint().height() - 16 / 9) < 0.05
    assert tile.minimumSizeHint().width() < tile.sizeHint().width()
