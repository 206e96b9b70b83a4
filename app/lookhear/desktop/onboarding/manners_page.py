"""A hotkey, and starting with the session: offered, never on by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout

from lookhear.desktop.engine.events import SettingsChanged
from lookhear.desktop.hotkey_words import trouble_text, unavailable_text
from lookhear.desktop.onboarding.pages import StepPage
from lookhear.desktop.settings.keys import KeyField
from lookhear.desktop.style.tokens import Space, Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.labels import caption
from lookhear.desktop.style.widgets.toggle import ToggleRow
from lookhear.desktop.words import told

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.shortcuts import HotkeysState
    from lookhear.errors import LookhearError
    from lookhear.system.hotkeys.kinds import Trouble

PROPOSED: Final = "Ctrl+Alt+R"  # no browser and no common desktop has it


class MannersPage(StepPage):
    """Draws the settings; what a person changes counts at once."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(self.tr("Close at hand"), self.tr("Two things that many people like. Both are off until you switch them on."))
        self._bridge = bridge
        self._keys = KeyField(self.tr("Start and stop"), bridge)
        shown = QKeySequence(PROPOSED, QKeySequence.SequenceFormat.PortableText).toString(QKeySequence.SequenceFormat.NativeText)
        self._propose = button(self.tr("Use {keys}").format(keys=shown))
        self._why = caption()
        self._login = ToggleRow(self.tr("Start when I log in"), hint=self.tr("It waits in the tray and opens nothing."))
        self._banner = Banner(can_dismiss=True)
        self._build()
        self._keys.wished.connect(self._on_keys)
        self._propose.clicked.connect(self._on_propose)
        self._login.switched.connect(self._on_login)
        bridge.happened.connect(self._on_happened)
        self._draw()

    def _build(self) -> None:
        hotkey = Card(self.tr("A key to start and stop"))
        hotkey.body.addWidget(caption(self.tr("It works in every program. Take one that none of them uses.")))
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._keys)
        row.addWidget(self._propose)
        row.addStretch(1)
        hotkey.body.addLayout(row)
        hotkey.body.addWidget(self._why)
        login = Card()
        login.body.addWidget(self._login)
        for each in (hotkey, login, self._banner):
            self.body.addWidget(each)
        self.body.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask whether there are hotkeys at all."""
        super().showEvent(event)
        self._bridge.call(self._bridge.engine.hotkeys.state(), done=self._on_state)

    def _draw(self) -> None:
        settings = self._bridge.engine.settings.now
        self._keys.show_keys(settings.shortcuts.toggle)
        self._propose.setVisible(not settings.shortcuts.toggle and self._keys.isEnabled())
        self._login.set_on(settings.general.start_at_login)

    def _on_state(self, state: HotkeysState | None) -> None:
        unavailable = None if state is None else state.unavailable
        self._keys.setEnabled(unavailable is None)
        self._why.setText("" if unavailable is None else unavailable_text(unavailable))
        self._why.setVisible(unavailable is not None)
        self._draw()

    @Slot()
    def _on_propose(self) -> None:
        self._bridge.call(self._bridge.engine.hotkeys.check(PROPOSED), done=self._on_checked, failed=self._on_failed)

    def _on_checked(self, trouble: Trouble | None) -> None:
        if trouble is not None and not trouble.is_warning:
            self._banner.tell(trouble_text(trouble), tone=Tone.WARNING)
            return
        self._on_keys(PROPOSED)

    @Slot(object)
    def _on_keys(self, keys: str) -> None:
        self._banner.tell("")
        self._bridge.call(self._bridge.engine.settings.put("shortcuts", "toggle", keys), failed=self._on_failed)

    @Slot(bool)
    def _on_login(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signature
        self._banner.tell("")
        self._bridge.call(self._bridge.engine.settings.put("general", "start_at_login", is_on), failed=self._on_failed)

    def _on_failed(self, error: LookhearError) -> None:
        words = told(error)
        self._banner.tell(words.sentence, tone=Tone.DANGER, hint=words.hint)
        self._draw()

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, SettingsChanged):
            self._draw()
