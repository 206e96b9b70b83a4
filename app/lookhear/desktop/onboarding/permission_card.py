"""One permission: what it is for, how it stands, and the one thing to do next. Asks again by itself while a person is about to grant it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lookhear.desktop.engine.permissions import StepState
from lookhear.desktop.onboarding.permission_words import GLYPHS, name_of, reason_of, words_of
from lookhear.desktop.onboarding.stale_picture import StalePicture
from lookhear.desktop.style.announcing import announce
from lookhear.desktop.style.tokens import Role, Space, Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.busy import BusyRow
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.dressing import set_tone
from lookhear.desktop.style.widgets.empty import GlyphView
from lookhear.desktop.style.widgets.labels import Badge, caption, label, subtitle
from lookhear.desktop.words import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.permissions import PermissionStep
    from lookhear.desktop.windows import Windows
    from lookhear.errors import LookhearError

LOOK_EVERY_MS: Final = 3000
_TESTED: Final = {StepState.UNTESTED, StepState.SILENT, StepState.NO_DEVICE, StepState.WORKS, StepState.STALE, StepState.DENIED}


class PermissionCard(Card):
    """``moved`` carries the step whenever it stands differently."""

    moved = Signal(object)

    def __init__(self, bridge: Bridge, windows: Windows, step: PermissionStep, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bridge = bridge
        self.step = step
        self._is_busy = False
        self._is_looking = False  # whether somebody was asked and has not answered
        self._badge = Badge()
        self._sentence = label()
        self._hint = caption()
        self._picture = StalePicture()
        self._busy = BusyRow(self.tr("Testing…"))
        self._banner = Banner()
        self._allow = button(self.tr("Allow…"), role=Role.PRIMARY)
        self._relaunch = button(self.tr("Quit and reopen"), role=Role.PRIMARY)
        self._settings = button(self.tr("Open the system's settings"))
        self._test = button(self.tr("Test it"))
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._build()
        self._allow.clicked.connect(self._on_allow)
        self._relaunch.clicked.connect(windows.quit_and_reopen)
        self._settings.clicked.connect(self._on_settings)
        self._test.clicked.connect(self.test)
        self._timer.timeout.connect(self._on_timer)
        self._draw()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(GlyphView(GLYPHS[self.step.permission], ems=1.6))
        head.addWidget(subtitle(name_of(self.step.permission)), 1)
        head.addWidget(self._badge)
        verbs = QHBoxLayout()
        verbs.setSpacing(Space.S)
        for each in (self._allow, self._relaunch, self._settings, self._test):
            verbs.addWidget(each)
        verbs.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(self._sentence)
        words.addWidget(self._hint)
        self.body.addLayout(head)
        self.body.addWidget(caption(reason_of(self.step.permission)))
        self.body.addLayout(words)
        self.body.addWidget(self._picture)
        self.body.addWidget(self._busy)
        self.body.addWidget(self._banner)
        self.body.addLayout(verbs)
        self._busy.hide()

    def show_step(self, step: PermissionStep) -> None:
        """Show how it stands now. What was switched on in the settings meanwhile is tested at once."""
        was, self.step = self.step, step
        self._draw()
        if step != was:
            announce(self, self.accessibleName())
            self.moved.emit(step)
        if step.state is StepState.UNTESTED and not was.state.is_settled and self.isVisible():
            self.test()

    def show_steps(self, steps: Sequence[PermissionStep]) -> None:
        """Show the one of these that is this card's, unless a person has just asked for something newer."""
        self._is_looking = False
        found = next((step for step in steps if step.permission is self.step.permission), None)
        if found is not None and not self._is_busy:
            self.show_step(found)

    @Slot()
    def test(self) -> None:
        """Capture for a moment, and show what came."""
        self._begin(self.tr("Testing…"))
        self._bridge.call(self._bridge.engine.permissions.test(self.step.permission), done=self._on_step, failed=self._on_failed)

    def showEvent(self, event: QShowEvent) -> None:
        """Look now and then how it stands."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def _draw(self) -> None:
        step, words = self.step, words_of(self.step)
        self._badge.setText(words.badge)
        set_tone(self._badge, words.tone)
        self._sentence.setText(words.sentence)
        self._hint.setText(words.hint)
        self._hint.setVisible(bool(words.hint))
        self._picture.setVisible(step.state is StepState.STALE)
        can_ask = step.state is StepState.NOT_ASKED and step.can_ask
        self._allow.setVisible(can_ask)
        self._relaunch.setVisible(step.state is StepState.NEEDS_RELAUNCH)
        self._settings.setVisible(bool(step.settings_link) and not can_ask and not step.state.is_settled)
        self._test.setVisible(step.state in _TESTED)
        self._test.setText(self.tr("Test it") if step.state is StepState.UNTESTED else self.tr("Test again"))
        for each in (self._allow, self._relaunch, self._settings, self._test):
            each.setEnabled(not self._is_busy)
        self._busy.setVisible(self._is_busy)
        self.setAccessibleName(f"{name_of(step.permission)}: {words.badge}. {words.sentence} {words.hint}".strip())

    def _begin(self, words: str) -> None:
        self._is_busy = True
        self._busy.tell(words)
        self._banner.tell("")
        self._draw()

    def _on_step(self, step: PermissionStep) -> None:
        self._is_busy = False
        self.show_step(step)

    def _on_failed(self, error: LookhearError) -> None:
        self._is_busy = False
        self._draw()
        words = told(error)
        self._banner.tell(words.sentence, tone=Tone.DANGER, hint=words.hint)

    @Slot()
    def _on_allow(self) -> None:
        self._begin(self.tr("The system asks you now…"))
        self._bridge.call(self._bridge.engine.permissions.request(self.step.permission), done=self._on_step, failed=self._on_failed)

    @Slot()
    def _on_settings(self) -> None:
        QDesktopServices.openUrl(QUrl(self.step.settings_link))

    @Slot()
    def _on_timer(self) -> None:
        if not self._is_busy and not self._is_looking and not self.step.state.is_settled:
            self._is_looking = True
            self._bridge.call(self._bridge.engine.permissions.steps(), done=self.show_steps, failed=self._on_look_failed)

    def _on_look_failed(self, _error: LookhearError) -> None:
        self._is_looking = False
