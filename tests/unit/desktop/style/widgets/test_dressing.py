from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from lookhear.desktop.style.tokens import Role, Tone
from lookhear.desktop.style.widgets.dressing import set_property, set_role, set_tone

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_sheet_is_looked_up_again(qtbot: QtBot) -> None:
    made = QLabel("text")
    qtbot.addWidget(made)
    made.setStyleSheet('QLabel[role="title"] { font-weight: 700; } QLabel[tone="danger"] { font-style: italic; }')
    made.ensurePolished()
    assert not made.font().bold()
    set_role(made, Role.TITLE)
    assert made.font().bold()
    set_tone(made, Tone.DANGER)
    assert made.font().italic()


def test_the_same_again_is_nothing(qtbot: QtBot) -> None:
    made = QLabel("text")
    qtbot.addWidget(made)
    set_property(made, "selected", "true")
    set_property(made, "selected", "true")
    assert made.property("selected") == "true"
