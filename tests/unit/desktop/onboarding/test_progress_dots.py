"""How far one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from lookhear.desktop.onboarding.progress_dots import ProgressDots

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_it_is_said_as_well_as_drawn(qtbot: QtBot) -> None:
    dots = ProgressDots()
    qtbot.addWidget(dots)
    dots.show_step(1, 5)
    assert dots.accessibleName() == "Step 2 of 5"
    before = dots.sizeHint().width()
    dots.show_step(1, 7)
    assert dots.sizeHint().width() > before


def test_it_runs_in_the_direction_of_reading(qtbot: QtBot) -> None:
    dots = ProgressDots()
    qtbot.addWidget(dots)
    dots.show_step(0, 4)
    dots.resize(dots.sizeHint())
    forward = dots.grab().toImage()
    dots.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert dots.grab().toImage() == forward.flipped(Qt.Orientation.Horizontal) or dots.grab().toImage() != forward
