from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lookhear.desktop.style.tokens import Role, Tone
from lookhear.desktop.style.widgets.labels import Badge, ElidedLabel, caption, label, line, subtitle, title

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_labels_say_what_they_are_and_take_no_markup(qtbot: QtBot) -> None:
    for made, role in ((title("A"), Role.TITLE), (subtitle("A"), Role.SUBTITLE), (caption("A", tone=Tone.DANGER), Role.CAPTION)):
        qtbot.addWidget(made)
        assert made.property("role") == role.value
        assert made.textFormat() is Qt.TextFormat.PlainText
        assert made.wordWrap()


def test_a_label_in_one_line_does_not_break(qtbot: QtBot) -> None:
    made = label("one line", wraps=False)
    qtbot.addWidget(made)
    assert not made.wordWrap()


def test_a_line_is_a_line(qtbot: QtBot) -> None:
    made = line()
    qtbot.addWidget(made)
    assert made.property("role") == Role.LINE.value
    assert made.height() == 1


def test_a_badge_shows_another_state(qtbot: QtBot) -> None:
    badge = Badge("Recording", tone=Tone.DANGER)
    qtbot.addWidget(badge)
    badge.show_state("Ready", Tone.SUCCESS)
    assert (badge.text(), badge.property("tone")) == ("Ready", "success")


def test_a_text_without_room_is_shortened_and_stays_whole_for_tooltip_and_reader(qtbot: QtBot) -> None:
    text = "A very long name of a recording that does not fit"
    made = ElidedLabel(text)
    qtbot.addWidget(made)
    made.resize(60, 20)
    made.show()
    qtbot.waitUntil(lambda: made.toolTip() == text)
    assert made.text() == text
    assert made.minimumSizeHint().width() < made.sizeHint().width()


def test_a_text_with_room_needs_no_tooltip(qtbot: QtBot) -> None:
    made = ElidedLabel("short")
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.setToolTip("old")
    made.show()
    qtbot.waitUntil(lambda: not made.toolTip())
    QApplication.processEvents()
