"""Ten seconds of recording, played back: whoever has seen and heard it knows that everything works."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lookhear.desktop.engine.events import TrialMoved
from lookhear.desktop.onboarding.pages import StepPage
from lookhear.desktop.onboarding.sources_view import SourcesView
from lookhear.desktop.onboarding.verdicts import Verdicts
from lookhear.desktop.player.widget import PlayerWidget, qt_media
from lookhear.desktop.style.announcing import announce
from lookhear.desktop.style.tokens import Role, Space, Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.busy import ProgressRow
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.words import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.trial import Trial
    from lookhear.desktop.player.media import Media
    from lookhear.desktop.windows import Windows
    from lookhear.errors import LookhearError

_PLAYER_LINES = 15


class _State(StrEnum):
    BEFORE = "before"
    RUNNING = "running"
    AFTER = "after"


class TrialPage(StepPage):
    """Needs no account and no network; nothing of it is kept."""

    def __init__(self, bridge: Bridge, windows: Windows, *, make_media: Callable[[QWidget], Media] = qt_media) -> None:
        super().__init__(
            self.tr("Try it"),
            self.tr(
                "Record ten seconds: say something, and let something play. Then see and hear what came of it. It is deleted afterwards."
            ),
        )
        self._bridge = bridge
        self._state = _State.BEFORE
        self._sources = SourcesView(bridge)
        self._player = PlayerWidget(make_media=make_media)
        self._player.setMinimumHeight(_PLAYER_LINES * self.fontMetrics().height())
        self._verdicts = Verdicts()
        self._progress = ProgressRow()
        self._banner = Banner(can_dismiss=True)
        self._record = button("", role=Role.RECORD, icon="record")
        self._stop = button(self.tr("That is enough"), icon="stop")
        self._build()
        self._sources.wanted.connect(windows.show_picker)
        self._record.clicked.connect(self._on_record)
        self._stop.clicked.connect(self._on_stop)
        self._player.failed.connect(self._on_player_failed)
        bridge.happened.connect(self._on_happened)
        self._draw()

    def _build(self) -> None:
        card = Card()
        card.body.addWidget(self._sources)
        card.body.addWidget(self._player, 1)
        card.body.addWidget(self._verdicts)
        card.body.addWidget(self._progress)
        verbs = QHBoxLayout()
        verbs.setSpacing(Space.M)
        verbs.addWidget(self._record)
        verbs.addWidget(self._stop)
        verbs.addStretch(1)
        card.body.addLayout(verbs)
        self.body.addWidget(card)
        self.body.addWidget(self._banner)
        self.body.addStretch(1)

    def is_done(self) -> bool:
        """Whether it was tried."""
        return self._state is _State.AFTER

    def skip_words(self) -> str:
        """Nobody has to."""
        return "" if self.is_done() else self.tr("Skip the test")

    def leave(self) -> None:
        """It is neither recorded nor played while nobody is here."""
        self._player.close_media()
        if self._state is _State.RUNNING:
            self._on_stop()
        elif self._state is _State.AFTER:
            self._enter(_State.BEFORE)
        self._bridge.call(self._bridge.engine.trial.forget())

    def _enter(self, state: _State) -> None:
        self._state = state
        self._draw()
        self.changed.emit()

    def _draw(self) -> None:
        state = self._state
        self._sources.setVisible(state is not _State.AFTER)
        self._player.setVisible(state is _State.AFTER)
        self._verdicts.setVisible(state is _State.AFTER)
        self._progress.setVisible(state is _State.RUNNING)
        self._record.setVisible(state is not _State.RUNNING)
        self._record.setText(self.tr("Record ten seconds") if state is _State.BEFORE else self.tr("Record again"))
        self._stop.setVisible(state is _State.RUNNING)

    @Slot()
    def _on_record(self) -> None:
        self._player.close_media()
        self._banner.tell("")
        self._progress.tell(self.tr("Starting…"))
        self._progress.show_share(0.0)
        self._stop.setEnabled(True)
        self._enter(_State.RUNNING)
        self._stop.setFocus()
        self._bridge.call(self._bridge.engine.trial.record(), done=self._on_recorded, failed=self._on_failed)

    @Slot()
    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self._bridge.call(self._bridge.engine.trial.stop())

    def _on_recorded(self, trial: Trial) -> None:
        if not self.isVisible():  # a person went on meanwhile
            self._enter(_State.BEFORE)
            self._bridge.call(self._bridge.engine.trial.forget())
            return
        self._verdicts.show_tracks(trial.tracks)
        self._enter(_State.AFTER)
        self._player.open(trial.playable)
        self._player.setFocus()
        announce(self, self.tr("The test recording is played."))

    def _on_failed(self, error: LookhearError) -> None:
        self._enter(_State.BEFORE)
        words = told(error)
        self._banner.tell(words.sentence, tone=Tone.DANGER, hint=f"{words.hint} {words.detail}".strip())

    @Slot(str)
    def _on_player_failed(self, said: str) -> None:
        self._banner.tell(
            self.tr("It was recorded, and this system cannot play it here."),
            tone=Tone.WARNING,
            hint=said,
        )

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if not isinstance(event, TrialMoved) or self._state is not _State.RUNNING:
            return
        left_s = event.length_s - event.recorded_s
        self._progress.show_share(event.recorded_s / event.length_s)
        if left_s <= 0:
            self._progress.tell(self.tr("Making it ready to play…"))
            self._progress.show_share(None)
            self._stop.setEnabled(False)
        elif event.recorded_s > 0:
            self._progress.tell(self.tr("Recording: %n second(s) left. Say something.", "", math.ceil(left_s)))
