"""What is looked for: words and days."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from lookhear.desktop.engine.library.entries import LibraryQuery
from lookhear.desktop.library.dates import When, days_of, meant_days, names, times_of
from lookhear.desktop.style.tokens import Space
from lookhear.desktop.style.widgets.fields import SearchField
from lookhear.desktop.style.widgets.labels import label

_SETTLED_MS = 200  # behind the last key


class Filters(QWidget):
    """A search field, and which days. ``asked`` carries a `LibraryQuery` when somebody wants to see something else."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = SearchField(self.tr("Search the recordings"), hint=self.tr("Search names, dates, what was said and shown"))
        self._when = QComboBox()
        self._when.setAccessibleName(self.tr("When"))
        for when, name in names():
            self._when.addItem(name, when)
        today = QDate.currentDate()
        self._first, self._last = QDateEdit(today.addDays(-6)), QDateEdit(today)
        for edit, name in ((self._first, self.tr("First day")), (self._last, self.tr("Last day"))):
            edit.setCalendarPopup(True)
            edit.setAccessibleName(name)
            edit.dateChanged.connect(self._on_days)
        self._days = QWidget()
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.addWidget(self._first, 1)
        days.addWidget(label("–", wraps=False))
        days.addWidget(self._last, 1)
        self._days.hide()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._ask)
        self._text.textChanged.connect(self._on_text)
        self._text.returnPressed.connect(self._ask)
        self._when.currentIndexChanged.connect(self._on_when)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for widget in (self._text, self._when, self._days):
            column.addWidget(widget)

    @property
    def query(self) -> LibraryQuery:
        """What is looked for now."""
        today = QDate.currentDate()
        when = When(self._when.currentData())
        days = (self._first.date(), self._last.date()) if when is When.CHOSEN else days_of(when, today)
        from_s, to_s = times_of(*days) if days is not None else (None, None)
        text = self._text.text().strip()
        meant = meant_days(text, today)
        return LibraryQuery(text=text, from_s=from_s, to_s=to_s, meant_s=None if meant is None else times_of(*meant))

    @property
    def is_empty(self) -> bool:
        """Whether everything is wanted."""
        return self.query == LibraryQuery()

    @Slot()
    def begin_search(self) -> None:
        """Let a person type."""
        self._text.setFocus()
        self._text.selectAll()

    @Slot()
    def clear(self) -> None:
        """Want everything."""
        self._text.clear()
        self._when.setCurrentIndex(0)
        self._ask()

    def changeEvent(self, event: QEvent) -> None:
        """Another language: other words for the days."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            for row, (_, name) in enumerate(names()):
                self._when.setItemText(row, name)

    @Slot()
    def _on_text(self) -> None:
        self._settled.start()

    @Slot()
    def _on_when(self) -> None:
        self._days.setVisible(When(self._when.currentData()) is When.CHOSEN)
        self._ask()

    @Slot()
    def _on_days(self) -> None:
        if self._first.date() > self._last.date():
            (self._last if self.sender() is self._first else self._first).setDate(
                self._first.date() if self.sender() is self._first else self._last.date()
            )
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._settled.stop()
        self.asked.emit(self.query)
