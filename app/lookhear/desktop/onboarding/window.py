"""The first run: a few steps, none of which needs an account or a network, and each of which can be done later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lookhear.desktop.onboarding.manners_page import MannersPage
from lookhear.desktop.onboarding.pages import DonePage, PermissionPage, PlacePage, WelcomePage
from lookhear.desktop.onboarding.progress_dots import ProgressDots
from lookhear.desktop.onboarding.trial_page import TrialPage
from lookhear.desktop.player.widget import qt_media
from lookhear.desktop.style.announcing import announce
from lookhear.desktop.style.tokens import Role, Space
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.dressing import set_property
from lookhear.desktop.style.widgets.labels import line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent, QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.permissions import PermissionStep
    from lookhear.desktop.onboarding.pages import StepPage
    from lookhear.desktop.player.media import Media
    from lookhear.desktop.windows import Windows

_EMS: Final = (60, 56)


class FirstRunWindow(QWidget):
    """Shows one step after the other. A system that asks for no permissions has no steps for them."""

    def __init__(self, bridge: Bridge, windows: Windows, *, make_media: Callable[[QWidget], Media] = qt_media) -> None:
        super().__init__()
        self._bridge, self._windows = bridge, windows
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Welcome to Lookhear"))
        self._dots = ProgressDots()
        self._pages = QStackedWidget()
        self._back = button(self.tr("Back"), role=Role.QUIET)
        self._skip = button("")
        self._next = button("", role=Role.PRIMARY)
        self._permissions: list[PermissionPage] = []
        self._knows_permissions = False
        done = DonePage(windows)
        done.recorded.connect(self._on_record)
        for page in (WelcomePage(), TrialPage(bridge, windows, make_media=make_media), PlacePage(bridge), MannersPage(bridge), done):
            self._add(page, self._pages.count())
        self._build()
        self._connect()
        self._draw()

    def _build(self) -> None:
        forward = QHBoxLayout()
        forward.setSpacing(Space.M)
        forward.addStretch(1)
        forward.addWidget(self._skip)
        forward.addWidget(self._next)
        bar = QGridLayout()
        bar.setContentsMargins(Space.XL, Space.M, Space.XL, Space.L)
        bar.addWidget(self._back, 0, 0, Qt.AlignmentFlag.AlignLeading)
        bar.addWidget(self._dots, 0, 1)
        bar.addLayout(forward, 0, 2)
        bar.setColumnStretch(0, 1)
        bar.setColumnStretch(2, 1)
        bar.setRowMinimumHeight(0, self._next.sizeHint().height())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(line())
        column.addLayout(bar)
        em = self.fontMetrics().horizontalAdvance("m")
        room = self.screen().availableSize() * 0.9
        self.resize(min(_EMS[0] * em, room.width()), min(_EMS[1] * em, room.height()))

    def _connect(self) -> None:
        self._back.clicked.connect(self._on_back)
        self._skip.clicked.connect(self._on_skip)
        self._next.clicked.connect(self._on_next)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self).activated.connect(self._on_back)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask which permissions this system wants."""
        super().showEvent(event)
        if not event.spontaneous() and self._pages.currentIndex() + 1 == self._pages.count():
            self._show_page(0)  # it was gone through before
        self._bridge.call(self._bridge.engine.permissions.steps(), done=self._on_steps)
        self._next.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A person who closes it has seen enough; an application that ends or starts anew has not."""
        super().closeEvent(event)
        self._page().leave()
        if event.spontaneous():
            self._bridge.call(self._bridge.engine.permissions.finish_first_run())

    def _add(self, page: StepPage, at: int) -> None:
        page.changed.connect(self._draw)
        self._pages.insertWidget(at, page)

    def _page(self) -> StepPage:
        page = self._pages.currentWidget()
        assert page is not None  # noqa: S101 - narrowing: it has pages from the beginning
        return page  # type: ignore[return-value]  # nothing else is added

    def _on_steps(self, steps: Sequence[PermissionStep] | None) -> None:
        if steps is None:
            return
        for number, step in enumerate(steps if not self._knows_permissions else ()):
            page = PermissionPage(self._bridge, self._windows, step)
            self._permissions.append(page)
            self._add(page, 1 + number)
        self._knows_permissions = True
        for page in self._permissions:
            page.card.show_steps(steps)
        missing = next((page for page in self._permissions if not page.card.step.state.is_settled and not page.card.step.is_waived), None)
        if missing is not None and not self._bridge.engine.recording.view.needs_first_run:
            self._show_page(self._pages.indexOf(missing))  # whoever knows the rest came for this
        self._draw()

    @Slot()
    def _draw(self) -> None:
        page, at, count = self._page(), self._pages.currentIndex(), self._pages.count()
        self._dots.show_step(at, count)
        self._back.setVisible(at > 0)
        self._skip.setText(page.skip_words())
        self._skip.setVisible(bool(page.skip_words()))
        self._next.setText(page.next_words())
        self._next.setVisible(page.is_done())
        set_property(self._next, "role", Role.PRIMARY.value)

    def _show_page(self, at: int) -> None:
        self._page().leave()
        self._pages.setCurrentIndex(at)
        page = self._page()
        page.verticalScrollBar().setValue(0)
        self._draw()
        (self._next if self._next.isVisible() else page).setFocus()
        announce(self, f"{page.heading.text()}. {self._dots.accessibleName()}")

    @Slot()
    def _on_back(self) -> None:
        if self._pages.currentIndex() > 0:
            self._show_page(self._pages.currentIndex() - 1)

    @Slot()
    def _on_skip(self) -> None:
        self._page().skip()
        self._on_next()

    @Slot()
    def _on_next(self) -> None:
        at = self._pages.currentIndex()
        if at + 1 < self._pages.count():
            self._show_page(at + 1)
            return
        self._bridge.call(self._bridge.engine.permissions.finish_first_run())
        self.close()

    @Slot()
    def _on_record(self) -> None:
        self._on_next()
        self._windows.show_picker()
