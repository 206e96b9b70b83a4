"""The tracks of the recording that runs, each with what its files prove and, for sound, its level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from lookhear.desktop.engine.view import Proof
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.preview.meter import Meter
from lookhear.desktop.status import track_text
from lookhear.desktop.style.tokens import Space, Tone
from lookhear.desktop.style.widgets.labels import Badge, ElidedLabel
from lookhear.desktop.times import size_text
from lookhear.desktop.track_words import channel_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.view import TrackView
    from lookhear.protocol.channels import ChannelId

_TONES = {
    Proof.AWAITED: Tone.NEUTRAL,
    Proof.GOOD: Tone.SUCCESS,
    Proof.DOUBTFUL: Tone.WARNING,
    Proof.MISSING: Tone.DANGER,
    Proof.MUTED: Tone.INFO,
    Proof.PAUSED: Tone.INFO,
}
_METER_EMS = 5


class TrackList(QWidget):
    """One row for each track; rows are made anew only when other tracks are recorded."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._rows: dict[ChannelId, _Row] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(0, 1)

    @property
    def texts(self) -> tuple[str, ...]:
        """What each row is read aloud as."""
        return tuple(row.badge.accessibleName() for row in self._rows.values())

    def show_tracks(self, tracks: Sequence[TrackView]) -> None:
        """Draw these."""
        if tuple(self._rows) != tuple(track.channel_id for track in tracks):
            self._make_rows(tracks)
        for track in tracks:
            self._rows[track.channel_id].draw(track)

    def _make_rows(self, tracks: Sequence[TrackView]) -> None:
        for row in self._rows.values():
            for widget in row.widgets:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        for number, track in enumerate(tracks):
            row = self._rows[track.channel_id] = _Row(self, self._bridge, track)
            for column, widget in enumerate(row.widgets):
                self._grid.addWidget(widget, number, column)


class _Row:
    """The widgets of one track."""

    def __init__(self, parent: QWidget, bridge: Bridge, track: TrackView) -> None:
        self.name = ElidedLabel(channel_name(track.channel_id, track.label), parent=parent)
        self.badge = Badge(parent=parent)
        is_sound = not track.channel_id.kind.is_video
        self.meter = Meter(track.channel_id if is_sound else None, bridge, ems=_METER_EMS, parent=parent)
        self.meter.setAccessibleName(QCoreApplication.translate("TrackList", "Level of {track}").format(track=self.name.text()))
        self.meter.setVisible(is_sound)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """In the order of the columns."""
        return self.name, self.meter, self.badge

    def draw(self, track: TrackView) -> None:
        """Show how it stands."""
        self.name.setText(channel_name(track.channel_id, track.label))
        self.badge.show_state(proof_text(track), _TONES[track.proof])
        self.badge.setAccessibleName(track_text(track))
        self.badge.setToolTip(self._written(track))

    @staticmethod
    def _written(track: TrackView) -> str:
        size = isolated(size_text(track.sealed_bytes))
        return QCoreApplication.translate("TrackList", "{proof}, {size} written").format(proof=track_text(track), size=size)


def proof_text(track: TrackView) -> str:
    """The proof in a word."""
    translate = QCoreApplication.translate
    return {
        Proof.AWAITED: translate("TrackList", "starting"),
        Proof.GOOD: translate("TrackList", "recording"),
        Proof.DOUBTFUL: translate("TrackList", "waiting"),
        Proof.MISSING: translate("TrackList", "not recording"),
        Proof.MUTED: translate("TrackList", "muted"),
        Proof.PAUSED: translate("TrackList", "paused"),
    }[track.proof]
