"""The tray's drawings."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QImage

from lookhear.desktop.tray.painting import SIZES, Panel, is_template, panel_of, tray_icon, tray_picture
from lookhear.desktop.tray.states import Badge, TrayLook, TrayState

pytestmark = pytest.mark.usefixtures("qapp")
SIDE = 22


def drawn(look: TrayLook, panel: Panel = Panel.DARK, side: int = SIDE) -> QImage:
    return tray_picture(look, panel, side).toImage().convertToFormat(QImage.Format.Format_ARGB32)


def shape(look: TrayLook) -> list[bool]:
    """Where there is ink, whatever its colour."""
    picture = drawn(look, Panel.TEMPLATE)
    return [picture.pixelColor(x, y).alpha() > 127 for y in range(SIDE) for x in range(SIDE)]


def test_states_differ_in_shape_and_not_in_colour_alone() -> None:
    shapes = {state: shape(TrayLook(state)) for state in TrayState}
    for one, other in combinations(TrayState, 2):
        different = sum(a != b for a, b in zip(shapes[one], shapes[other], strict=True))
        assert different > SIDE * SIDE / 20, f"{one} and {other} look alike"


@pytest.mark.parametrize("badge", [Badge.PRIVACY, Badge.RECORDING])
def test_a_badge_is_seen(badge: Badge) -> None:
    assert drawn(TrayLook(TrayState.IDLE)) != drawn(TrayLook(TrayState.IDLE, badge))


@pytest.mark.parametrize("panel", [Panel.LIGHT, Panel.DARK, Panel.UNKNOWN])
def test_ink_is_seen_on_its_panel(panel: Panel) -> None:
    middle = drawn(TrayLook(TrayState.STARTING), panel).pixelColor(SIDE // 2, SIDE // 2)
    assert (middle.lightnessF() < 0.3) == (panel is Panel.LIGHT)


def test_where_the_panel_is_unknown_ink_has_an_edge() -> None:
    picture = drawn(TrayLook(TrayState.STARTING), Panel.UNKNOWN, 44)
    colours = [picture.pixelColor(x, y) for x in range(44) for y in range(44)]
    assert any(colour.alpha() > 60 and colour.lightnessF() < 0.2 for colour in colours)


def test_a_recording_is_red_everywhere_and_never_a_template() -> None:
    for panel in Panel:
        edge = drawn(TrayLook(TrayState.RECORDING), panel).pixelColor(SIDE // 2, 4)
        assert edge == QColor("#e5342b")
    assert not is_template(TrayLook(TrayState.RECORDING))
    assert not is_template(TrayLook(TrayState.ATTENTION, Badge.RECORDING))
    assert is_template(TrayLook(TrayState.IDLE, Badge.PRIVACY))
    assert tray_icon(TrayLook(TrayState.IDLE), Panel.TEMPLATE).isMask()
    assert not tray_icon(TrayLook(TrayState.RECORDING), Panel.TEMPLATE).isMask()


def test_there_is_a_picture_for_every_size() -> None:
    icon = tray_icon(TrayLook(TrayState.PAUSED), Panel.DARK)
    assert sorted(size.width() for size in icon.availableSizes()) == list(SIZES)


@pytest.mark.parametrize(
    ("platform", "desktop", "panel"),
    [
        ("cocoa", "", Panel.TEMPLATE),
        ("xcb", "ubuntu:GNOME", Panel.DARK),
        ("xcb", "KDE", Panel.LIGHT),
        ("xcb", "XFCE", Panel.UNKNOWN),
        ("windows", "", Panel.DARK),
    ],
)
def test_panels_are_known_where_they_can_be(platform: str, desktop: str, panel: Panel) -> None:
    assert panel_of(desktop, platform=platform) is panel
