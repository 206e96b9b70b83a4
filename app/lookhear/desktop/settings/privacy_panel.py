"""What holds for everybody's privacy here, and a pause from being recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from lookhear.desktop.actions import Actions
from lookhear.desktop.engine.events import ViewChanged
from lookhear.desktop.style.tokens import Space, Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.flow import FlowLayout
from lookhear.desktop.style.widgets.labels import caption, subtitle
from lookhear.desktop.words import told

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.windows import Windows
    from lookhear.errors import LookhearError


class PrivacyPause(Card):
    """Nothing is recorded for a while: the same verbs as in the tray's menu, and how it stands."""

    def __init__(self, bridge: Bridge, windows: Windows, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bridge = bridge
        self._state = subtitle()
        self._trouble = Banner(can_dismiss=True)
        self._actions = Actions(bridge, windows, self)
        self._actions.refused.connect(self._on_refused)
        buttons = FlowLayout()
        for action in (self._actions.private_pause, self._actions.private_tomorrow, self._actions.private_end):
            buttons.addWidget(ActionButton(action))
        self.body.addWidget(self._state)
        self.body.addWidget(caption(self.tr("A recording that runs is paused meanwhile, and nothing can begin. It ends by itself.")))
        self.body.addLayout(buttons)
        self.body.addWidget(self._trouble)
        bridge.happened.connect(self._on_happened)
        self._draw()

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, ViewChanged):
            self._draw()

    def _draw(self) -> None:
        until_s = self._bridge.engine.recording.view.private_until_s
        if until_s is None:
            self._state.setText(self.tr("No privacy pause"))
        else:
            moment = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(until_s)), QLocale.FormatType.ShortFormat)
            self._state.setText(self.tr("Nothing is recorded until {moment}").format(moment=moment))

    @Slot(object)
    def _on_refused(self, error: LookhearError) -> None:
        words = told(error)
        self._trouble.tell(words.sentence, tone=Tone.DANGER, hint=words.hint)


class ActionButton(QPushButton):
    """An ordinary button for a verb that several places share: it is there, live and worded as the action is."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self._action = action
        action.changed.connect(self._draw)
        self.clicked.connect(action.trigger)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        self.setText(self._action.text())
        self.setEnabled(self._action.isEnabled())
        self.setVisible(self._action.isVisible())


class PrivacyPromises(Card):
    """What is never done, in plain sentences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.addWidget(subtitle(self.tr("What Lookhear never does")))
        rows = QVBoxLayout()
        rows.setSpacing(Space.S)
        for text in (
            self.tr("It opens no source that is switched off: a microphone that you did not choose is never listened to."),
            self.tr("It sends nothing anywhere but to the backend that you chose, and nothing at all where you chose none."),
            self.tr("It records nothing without its icon, its controls or its window showing so."),
            self.tr("It writes no names of windows or recordings and no secrets into its log."),
        ):
            rows.addWidget(caption(f"• {text}"))
        self.body.addLayout(rows)
