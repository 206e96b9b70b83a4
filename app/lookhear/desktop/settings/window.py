"""The settings window: pages on the left, what they hold on the right, a search above. What is changed counts at once."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lookhear.desktop.engine.events import SettingsChanged
from lookhear.desktop.engine.settings.declared import Settings
from lookhear.desktop.settings import words
from lookhear.desktop.settings.pages import make_page
from lookhear.desktop.style.tokens import Space, Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.cards import set_margins
from lookhear.desktop.style.widgets.empty import EmptyState
from lookhear.desktop.style.widgets.fields import SearchField
from lookhear.desktop.style.widgets.sidebar import Sidebar
from lookhear.desktop.words import told

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.settings.page import SettingsPage
    from lookhear.desktop.windows import Windows

_WIDTH_EM, _HEIGHT_EM = 76, 52
_PAUSE_MS = 20


class SettingsWindow(QWidget):
    """See above. Draws the settings of ``bridge.engine.settings``, at first its page ``first``."""

    def __init__(self, bridge: Bridge, windows: Windows, first: str = "general") -> None:
        super().__init__()
        self._bridge, self._windows = bridge, windows
        self.setObjectName("settings")
        self.setProperty("role", "window")
        self.setWindowTitle(self.tr("Lookhear settings"))
        self._names = (*(entry.name for entry in dataclasses.fields(Settings)), words.HEALTH, words.ABOUT)
        self._pages: dict[str, SettingsPage] = {}  # made when they are first shown or searched
        self._search = SearchField(self.tr("Search settings"))
        self._search.textChanged.connect(self._on_searched)
        self._side = Sidebar(self.tr("Pages"))
        self._side.chosen.connect(self._on_chosen)
        self._stack = QStackedWidget()
        self._trouble = Banner(can_dismiss=True)
        self._nothing = EmptyState(icon="search", heading=self.tr("Nothing found"), text=self.tr("No setting has all of these words."))
        for name in self._names:
            self._side.add(name, words.page_title(name), icon=words.ICONS[name])
        self._stack.addWidget(self._nothing)
        self._lay_out()
        self._side.show_page(first)
        for trouble in self._bridge.engine.settings.troubles[:1]:  # each is a line under Permissions and health
            said = told(trouble)
            self._trouble.tell(said.sentence, tone=Tone.WARNING, hint=said.hint)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._on_find)
        bridge.happened.connect(self._on_event)

    def show_page(self, page: str) -> None:
        """Show a page: a field of `Settings`, ``health`` or ``about``."""
        self._search.clear()
        self._side.show_page(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes the search back, then closes."""
        if event.key() == Qt.Key.Key_Escape:
            if self._search.text():
                self._search.clear()
            else:
                self.close()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the list of pages, so that arrow keys work at once."""
        super().showEvent(event)
        if self.focusWidget() is None:
            self._side.setFocus()
        QTimer.singleShot(0, self, self._make_next)

    def _page(self, name: str) -> SettingsPage:
        if name not in self._pages:
            page = self._pages[name] = make_page(name, self._bridge, self._windows, parent=self._stack)
            self._stack.addWidget(page)
        return self._pages[name]

    @Slot()
    def _make_next(self) -> None:
        """Make one page that nobody asked for yet, or a piece of one, and go on when the GUI has time: a search looks into all of them."""
        if not self.isVisible():
            return
        if not any(page.make_more() for page in self._pages.values()):
            if not self._missing:
                self._on_searched(self._search.text())
                return
            self._page(self._missing[0])
        QTimer.singleShot(_PAUSE_MS, self, self._make_next)

    @property
    def _missing(self) -> list[str]:
        return [name for name in self._names if name not in self._pages]

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(Space.M)
        left.addWidget(self._search)
        left.addWidget(self._side, 1)
        whole = QHBoxLayout(self)
        set_margins(whole, start=Space.L, top=Space.L, end=0, bottom=0)
        whole.setSpacing(Space.M)
        whole.addLayout(left)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._trouble)
        right.addWidget(self._stack, 1)
        whole.addLayout(right, 1)
        em = self.fontMetrics().horizontalAdvance("m")
        self.resize(QSize(_WIDTH_EM * em, _HEIGHT_EM * em).boundedTo(self.screen().availableSize()))

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self._stack.setCurrentWidget(self._page(name))

    @Slot(str)
    def _on_searched(self, wanted: str) -> None:
        """Look into the pages that are there; into the others as soon as they are."""
        is_all = not wanted.strip()
        found = [name for name in self._names if (self._pages[name].seek(wanted) if name in self._pages else is_all)]
        for row, name in enumerate(self._names):
            self._side.item(row).setHidden(name not in found)
        current = next((name for name, page in self._pages.items() if page is self._stack.currentWidget()), None)
        if not found and not self._missing:
            self._stack.setCurrentWidget(self._nothing)
        elif not found:
            return
        elif current not in found:
            self._side.setCurrentRow(-1)
            self._side.show_page(found[0])

    @Slot()
    def _on_find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    @Slot(object)
    def _on_event(self, event: object) -> None:
        for page in self._pages.values():
            if isinstance(event, SettingsChanged):
                page.draw(event)
            page.hear(event)  # type: ignore[arg-type]  # the bridge carries events
