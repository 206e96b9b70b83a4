from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QStyle, QWidget

from lookhear.desktop.style.motion import USUAL_MS, duration_ms, wish_motion

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_without_a_wish_the_system_decides(qapp: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    wish_motion(qapp, moves=None)
    of_the_system = widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget)
    assert duration_ms(widget) == min(USUAL_MS, of_the_system)


def test_a_wish_goes_before_the_system(qapp: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    wish_motion(qapp, moves=False)
    assert duration_ms(widget) == 0
    wish_motion(qapp, moves=True)
    assert duration_ms(widget) == USUAL_MS
    wish_motion(qapp, moves=None)
