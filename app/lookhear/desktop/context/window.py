"""The live context: what is said, what is on the screen, and what comes of it, while it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSettings, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lookhear.desktop.actions import Actions
from lookhear.desktop.context.lane_strip import LaneStrip
from lookhear.desktop.context.line_view import LineView
from lookhear.desktop.context.screen_card import ScreenCard
from lookhear.desktop.context.tools import LineTools
from lookhear.desktop.context.words import advice_of, speaker_names
from lookhear.desktop.engine.events import ContextChanged, ViewChanged
from lookhear.desktop.engine.understanding.exporting import as_text
from lookhear.desktop.engine.understanding.values import LaneState
from lookhear.desktop.engine.view import Phase
from lookhear.desktop.status import recorded_s
from lookhear.desktop.style.tokens import Role, Space
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.buttons import action_button, button
from lookhear.desktop.style.widgets.empty import EmptyState
from lookhear.desktop.style.widgets.flow import FlowLayout
from lookhear.desktop.style.widgets.labels import caption
from lookhear.desktop.style.widgets.toast import Toast
from lookhear.desktop.times import clock_text
from lookhear.desktop.words import told

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.understanding.values import LiveContext
    from lookhear.desktop.windows import Windows
    from lookhear.errors import LookhearError

_SIZE: Final = "context/geometry"
_WIDE_EM, _HIGH_EM = 46, 54


class ContextWindow(QWidget):
    """Draws the newest `LiveContext`. A click on a time marks that moment of the recording."""

    def __init__(self, bridge: Bridge, windows: Windows) -> None:
        super().__init__()
        self.setObjectName("context")
        self.setProperty("role", "window")
        self.setWindowTitle(self.tr("Live context"))
        self._bridge, self._windows = bridge, windows
        self._context: LiveContext = bridge.engine.understanding.live
        self._view = bridge.engine.recording.view
        self._wants = ""
        self._marked_s = 0.0  # the moment that was marked last
        self.verbs = Actions(bridge, windows, self)
        self.verbs.refused.connect(self._on_refused)
        self._lanes = LaneStrip()
        self._advice = Banner()
        self._advice.acted.connect(self._on_advice)
        self._screen = ScreenCard()
        self._lines = LineView(self.tr("What was understood"))
        self._lines.set_following(is_on=True)
        self._lines.sought.connect(self._on_sought)
        self._lines.following_changed.connect(self._on_following)
        self._tools = LineTools(self._lines)
        self._tools.filtered.connect(self._draw_lines)
        self._empty = EmptyState(icon="microphone", heading=self.tr("Nothing was understood yet"))
        self._build()
        self._restore()
        bridge.happened.connect(self._on_happened)
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._context = self._bridge.engine.understanding.live
        self._draw()
        self._lines.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember the place."""
        super().hideEvent(event)
        QSettings().setValue(_SIZE, self.saveGeometry())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes the search back, then closes."""
        if event.key() == Qt.Key.Key_Escape:
            if not self._tools.clear_search():
                self.close()
            return
        super().keyPressEvent(event)

    # --- building ------------------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._middle = QStackedWidget()
        self._middle.addWidget(self._lines)
        self._middle.addWidget(self._empty)
        self._hint = caption(self.tr("Click a time to mark that moment."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.L, Space.L, Space.M)
        layout.setSpacing(Space.M)
        for widget in (self._lanes, self._advice, self._screen, self._tools):
            layout.addWidget(widget)
        layout.addWidget(self._middle, 1)
        layout.addWidget(self._hint)
        layout.addWidget(self._foot())
        self._toast = Toast(self)
        find = QAction(self)
        find.setShortcuts(QKeySequence.StandardKey.Find)
        find.triggered.connect(self._tools.begin_search)
        close = QAction(self)
        close.setShortcuts(QKeySequence.StandardKey.Close)
        close.triggered.connect(self.close)
        self.addActions([find, close])

    def _foot(self) -> QWidget:
        self._follow = button(self.tr("Follow"), icon="chevron-down")
        self._follow.setCheckable(True)
        self._follow.setChecked(True)
        self._follow.setToolTip(self.tr("Stay at the newest line"))
        self._follow.clicked.connect(self._on_follow)
        self._copy = button(self.tr("Copy"), role=Role.QUIET, icon="copy")
        self._copy.setToolTip(self.tr("Copy what is selected, or everything that is shown"))
        self._copy.clicked.connect(self._on_copy)
        foot = QWidget()
        row = FlowLayout(foot, spacing=Space.XS)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._follow)
        row.addWidget(self._copy)
        row.addWidget(action_button(self.verbs.marker, has_text=True))
        row.addWidget(action_button(self.verbs.library, has_text=True))
        return foot

    def _restore(self) -> None:
        em = self.fontMetrics().horizontalAdvance("m")
        area = self.screen().availableSize()
        self.resize(min(em * _WIDE_EM, area.width()), min(em * _HIGH_EM, area.height() * 9 // 10))
        size = QSettings().value(_SIZE)
        if isinstance(size, QByteArray):
            self.restoreGeometry(size)

    # --- drawing -------------------------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, ContextChanged):
            self._context = event.context
            if self.isVisible():
                self._draw()
        elif isinstance(event, ViewChanged):
            before, self._view = self._view, event.view
            if self.isVisible() and (before.phase is not event.view.phase):
                self._draw()

    def _draw(self) -> None:
        context = self._context
        self._lanes.show_lanes(context.lanes)
        text, self._wants, tone = advice_of(context.lanes)
        action = {"engines": self.tr("Install…"), "settings": self.tr("Settings…")}.get(self._wants, "")
        self._advice.tell(text, tone=tone, action=action)
        self._screen.show_line(context.screen)
        self._draw_lines()

    @Slot()
    def _draw_lines(self) -> None:
        shown = self._tools.chosen(self._context.lines)
        self._lines.show_lines(shown)
        has_any = bool(self._context.lines)
        self._middle.setCurrentWidget(self._lines if has_any else self._empty)
        is_live = self._view.phase in {Phase.RECORDING, Phase.PAUSED}
        self._hint.setVisible(has_any and is_live)
        self._tools.setVisible(has_any)
        self._copy.setEnabled(bool(shown))
        self._follow.setEnabled(has_any)
        if not has_any:
            self._empty.tell(self.tr("Nothing was understood yet"), self._what_comes())

    def _what_comes(self) -> str:
        """What there is to wait for; nothing where nobody is at work, and what stands above says why."""
        if not self._view.is_busy:
            return self.tr("Start a recording: what is said and what is on the screen is shown here.")
        states = {lane.state for lane in self._context.lanes}
        is_coming = not states or bool(states & {LaneState.WAITING, LaneState.AT_WORK})
        return self.tr("What is said and shown comes here in a moment.") if is_coming else ""

    # --- what happens --------------------------------------------------------------------------------------------------------------

    @Slot()
    def _on_advice(self) -> None:
        self._windows.show_settings("understanding")

    @Slot(bool)
    def _on_follow(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signal has it so
        self._lines.set_following(is_on=is_on)

    @Slot(bool)
    def _on_following(self, is_on: bool) -> None:  # noqa: FBT001 - the same
        self._follow.setChecked(is_on)

    @Slot()
    def _on_copy(self) -> None:
        lines = self._lines.lines
        text = self._lines.selected_text() or as_text(lines, speaker_names(lines))
        QGuiApplication.clipboard().setText(text)
        self._toast.tell(self.tr("The text is in the clipboard."))

    @Slot(float)
    def _on_sought(self, at_s: float) -> None:
        """Mark a moment of the recording that runs."""
        if self._view.phase not in {Phase.RECORDING, Phase.PAUSED}:
            return
        line = next((line for line in self._lines.lines if line.at_s == at_s), None)
        text = "" if line is None else line.text[:200]
        self._marked_s = at_s
        ago_s = max(0.0, recorded_s(self._view) - at_s)
        self._bridge.call(self._bridge.engine.recording.mark(text, ago_s=ago_s), done=self._on_marked, failed=self._on_refused)

    def _on_marked(self, _nothing: object) -> None:
        self._toast.tell(self.tr("{time} is marked.").format(time=clock_text(self._marked_s)))

    @Slot(object)
    def _on_refused(self, error: LookhearError) -> None:
        self._toast.tell(told(error).all)
