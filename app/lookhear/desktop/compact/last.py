"""What became of the recording that ended last: one line for each track, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.style.tokens import Role, Space, Tone
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.labels import caption, subtitle
from lookhear.desktop.times import clock_text
from lookhear.desktop.track_words import verdict_text, warning_text

if TYPE_CHECKING:
    from lookhear.desktop.engine.view import LastRecording


class LastCard(Card):
    """Hidden while nothing ended. ``opened`` and ``link_wanted`` carry the recording's id."""

    opened = Signal(str)
    link_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._last: LastRecording | None = None
        self._heading = subtitle()
        self._verdicts = caption()
        self._warnings = caption(tone=Tone.WARNING)
        self._open = button(self.tr("Watch"), icon="play")
        self._open.clicked.connect(self._on_open)
        self._link = button(self.tr("Copy link"), role=Role.QUIET, icon="link")
        self._link.clicked.connect(self._on_link)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._open)
        row.addWidget(self._link)
        row.addStretch(1)
        for widget in (self._heading, self._verdicts, self._warnings):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.hide()

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join(label.text() for label in (self._heading, self._verdicts, self._warnings) if label.text())

    def show_last(self, last: LastRecording | None) -> None:
        """Draw this one."""
        self._last = last
        self.setVisible(last is not None)
        if last is None:
            return
        self._heading.setText(self.tr("Saved, {time}").format(time=isolated(clock_text(last.duration_s))))
        self._verdicts.setText("\n".join(map(verdict_text, last.verdicts)))
        self._verdicts.setVisible(bool(last.verdicts))
        self._warnings.setText("\n".join(map(warning_text, last.warnings)))
        self._warnings.setVisible(bool(last.warnings))
        self._link.setEnabled(last.link is not None)

    @Slot()
    def _on_open(self) -> None:
        if self._last is not None:
            self.opened.emit(self._last.recording_id)

    @Slot()
    def _on_link(self) -> None:
        if self._last is not None:
            self.link_wanted.emit(self._last.recording_id)
