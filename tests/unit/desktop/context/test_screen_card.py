from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.context.screen_card import ScreenCard
from lookhear.desktop.engine.understanding.values import Line, LineKind

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_program_window_and_the_newest_text(qtbot: QtBot) -> None:
    card = ScreenCard()
    qtbot.addWidget(card)
    assert card.isHidden()
    line = Line(kind=LineKind.SCREEN, channel="display:1", at_s=0, end_s=1, text="word " * 100, app="Editor", title="Notes")
    card.show_line(line)
    assert all(part in card.accessibleName() for part in ("Display 1", "Editor", "Notes", "…"))
    assert len(card._text.text()) < 200
    card.show_line(Line(kind=LineKind.SCREEN, channel="display:1", at_s=0, end_s=1, text="short"))
    assert card._window.isHidden()
    card.show_line(None)
    assert card.isHidden()
