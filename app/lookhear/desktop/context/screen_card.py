"""What is on the screen now: which program, which window, and the newest text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.desktop.context.words import speaker_name, window_of
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.style.tokens import Role, Space
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.dressing import set_role
from lookhear.desktop.style.widgets.labels import ElidedLabel, caption

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lookhear.desktop.engine.understanding.values import Line

_MOST: Final = 180  # letters of the newest text: the rest stands below, in its place


class ScreenCard(Card):
    """Hidden while nothing was seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setContentsMargins(Space.M, Space.S, Space.M, Space.M)
        self.body.setSpacing(Space.HAIR)
        self._where = caption()
        self._window = ElidedLabel()
        set_role(self._window, Role.SUBTITLE)
        self._text = caption()
        for widget in (self._where, self._window, self._text):
            self.body.addWidget(widget)
        self.hide()

    def show_line(self, line: Line | None) -> None:
        """What was seen last."""
        self.setVisible(line is not None)
        if line is None:
            return
        self._where.setText(self.tr("On the screen ({display})").format(display=speaker_name(line.channel)))
        window = window_of(line)
        self._window.setText(window)
        self._window.setVisible(bool(window))
        text = line.text if len(line.text) <= _MOST else f"{line.text[:_MOST].rsplit(' ', 1)[0]}…"
        self._text.setText(isolated(text))
        self.setAccessibleName(f"{self._where.text()}: {window} {text}")
