"""What stands above lines: which kinds are shown, and a search in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from lookhear.desktop.context.words import kind_name
from lookhear.desktop.engine.understanding.values import LineKind
from lookhear.desktop.style.tokens import Role, Space
from lookhear.desktop.style.widgets.buttons import icon_button
from lookhear.desktop.style.widgets.dressing import set_role
from lookhear.desktop.style.widgets.fields import SearchField
from lookhear.desktop.style.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from lookhear.desktop.context.line_view import LineView
    from lookhear.desktop.engine.understanding.values import Line

_SETTLED_MS: Final = 150


class LineTools(QWidget):
    """Serves one `LineView`. ``filtered`` when other kinds are wanted."""

    filtered = Signal()

    def __init__(self, view: LineView, kinds: Sequence[LineKind] = tuple(LineKind), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._kind = QComboBox()
        self._kind.setAccessibleName(self.tr("What is shown"))
        self._kind.addItem(self.tr("Everything"), None)
        for kind in kinds:
            self._kind.addItem(kind_name(kind), kind)
        self._kind.currentIndexChanged.connect(self.filtered)
        self._text = _TextSearch(self.tr("Find in the text"))
        self._count = label(wraps=False)
        set_role(self._count, Role.CAPTION)
        self._before = icon_button("chevron-up", self.tr("Place before"))
        self._next = icon_button("chevron-down", self.tr("Next place"))
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._search)
        self._text.textChanged.connect(self._on_text)
        self._text.returnPressed.connect(self._on_next)
        self._text.back_wanted.connect(self._on_before)
        self._before.clicked.connect(self._on_before)
        self._next.clicked.connect(self._on_next)
        view.built.connect(self._draw)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self._kind)
        row.addWidget(self._text, 1)
        for widget in (self._count, self._before, self._next):
            row.addWidget(widget)
        self._draw()

    def chosen(self, lines: Sequence[Line]) -> list[Line]:
        """Those of the lines that are wanted."""
        kind = self._kind.currentData()
        return list(lines) if kind is None else [line for line in lines if line.kind is LineKind(kind)]  # Qt keeps its text alone

    @Slot()
    def begin_search(self) -> None:
        """Let a person type."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()

    def clear_search(self) -> bool:
        """Look for nothing; gives whether something was looked for."""
        had = bool(self._text.text())
        self._text.clear()
        return had

    def find_words(self, text: str) -> None:
        """Look for this."""
        self._text.setText(text)
        self._search()

    @Slot()
    def _on_text(self) -> None:
        self._settled.start()

    @Slot()
    def _search(self) -> None:
        self._settled.stop()
        self._view.find_words(self._text.text())
        self._draw()

    @Slot()
    def _on_next(self) -> None:
        self._go(1)

    @Slot()
    def _on_before(self) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        if self._settled.isActive():
            self._search()
        else:
            self._view.go_to_place(step)
            self._draw()

    @Slot()
    def _draw(self) -> None:
        at, count = self._view.places
        has_words = bool(self._text.text().strip())
        locale = QLocale()
        shown = self.tr("{at} of {count}").format(at=locale.toString(at), count=locale.toString(count)) if at else locale.toString(count)
        self._count.setText((shown if count else self.tr("not found")) if has_words else "")
        self._count.setVisible(has_words)
        for each in (self._before, self._next):
            each.setVisible(has_words)
            each.setEnabled(count > 0)


class _TextSearch(SearchField):
    """Return goes on, Shift+Return and F3 as everywhere."""

    back_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        is_back = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if is_back or event.matches(QKeySequence.StandardKey.FindPrevious):
            self.back_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.FindNext):
            self.returnPressed.emit()
        else:
            super().keyPressEvent(event)
