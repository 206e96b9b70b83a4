"""Labels by what they are, and one that shortens a text that has no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QStyle, QStyleOption

from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.style.tokens import Role, Tone
from lookhear.desktop.style.widgets.dressing import set_tone

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

_SHORTEST = "M…"


def label(text: str = "", *, role: Role | None = None, tone: Tone | None = None, wraps: bool = True) -> QLabel:
    """A label of plain text that breaks its lines and can be copied from by mouse."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if role is not None:
        made.setProperty("role", role.value)
    if tone is not None:
        made.setProperty("tone", tone.value)
    if wraps:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def title(text: str = "") -> QLabel:
    """The heading of a window or a page."""
    return label(text, role=Role.TITLE)


def subtitle(text: str = "") -> QLabel:
    """The heading of a part."""
    return label(text, role=Role.SUBTITLE)


def caption(text: str = "", *, tone: Tone | None = None) -> QLabel:
    """A smaller text beside something."""
    return label(text, role=Role.CAPTION, tone=tone)


def line() -> QFrame:
    """A hair line between two parts."""
    made = QFrame()
    made.setProperty("role", Role.LINE.value)
    made.setFixedHeight(1)
    return made


class Badge(QLabel):
    """A word in a rounded ground: what state something is in. The word says it, not the colour alone."""

    def __init__(self, text: str = "", *, tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "badge")
        self.setProperty("tone", tone.value)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def show_state(self, text: str, tone: Tone) -> None:
        """Say something else."""
        self.setText(text)
        set_tone(self, tone)


class ElidedLabel(QLabel):
    """One line that is shortened to the room there is; the whole text is its tooltip then, and always what a screen reader reads."""

    def __init__(self, text: str = "", *, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Room for a letter."""
        return QSize(self.fontMetrics().horizontalAdvance(_SHORTEST), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        metrics = QFontMetrics(self.font())
        margins = self.contentsMargins()
        return QSize(metrics.horizontalAdvance(self.text()) + margins.left() + margins.right() + 1, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        del event
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        shown = self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())
        self.setToolTip(self.text() if shown != self.text() else "")
        where = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        painter.drawText(self.contentsRect(), int(where), isolated(shown))
