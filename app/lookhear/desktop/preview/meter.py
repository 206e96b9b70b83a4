"""How loud a microphone or what is played is, live. Loud is right (left in right-to-left languages) as well as red."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimerEvent, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from lookhear.desktop.engine.events import LevelsHeard
from lookhear.desktop.preview.levels import HIGH_DB, MID_DB, Ballistics, share_of_db
from lookhear.desktop.style.motion import duration_ms
from lookhear.desktop.style.palettes import colours_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QPaintEvent

    from lookhear.desktop.preview.tile import Hears
    from lookhear.protocol.channels import ChannelId

_FRAME_MS: Final = 66
_FRAME_CALM_MS: Final = 250  # where nothing may move it steps rather than runs
_SEGMENTS: Final = 30
_GAP: Final = 2.0


class Meter(QWidget):
    """Shows the level of ``channel``; of none while that is None. Timers run only while there is something to be seen falling."""

    def __init__(
        self,
        channel: ChannelId | None,
        bridge: Hears,
        *,
        ems: float = 14,
        now_s: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._channel, self._ems, self._now_s = channel, ems, now_s
        self._ballistics = Ballistics()
        self._timer = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Level"))
        bridge.happened.connect(self._on_happened)

    @property
    def level(self) -> float:
        """How far it goes now, 0…1."""
        return self._ballistics.level

    def set_channel(self, channel: ChannelId | None) -> None:
        """Show the level of another one."""
        if channel != self._channel:
            self._channel = channel
            self._ballistics.forget()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as ``ems`` letters m, and half a line high."""
        metrics = self.fontMetrics()
        return QSize(round(self._ems * metrics.horizontalAdvance("m")), max(6, round(metrics.height() / 2)))

    def minimumSizeHint(self) -> QSize:
        """A quarter as wide."""
        return QSize(self.sizeHint().width() // 4, self.sizeHint().height())

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, LevelsHeard) and self._channel is not None:
            peak = dict(event.peaks).get(self._channel)
            if peak is not None:
                self._ballistics.hear(peak, self._now_s())
                self._run()

    def _run(self) -> None:
        if not self._timer and self.isVisible() and not self._ballistics.is_still:
            self._timer = self.startTimer(_FRAME_MS if duration_ms(self) else _FRAME_CALM_MS)

    def timerEvent(self, event: QTimerEvent) -> None:
        """Fall a bit, and rest when there is nothing left."""
        if event.timerId() == self._timer:
            self._ballistics.fall(self._now_s())
            self.update()
            if self._ballistics.is_still:
                self._rest()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: no timer."""
        self._ballistics.forget()
        self._rest()
        super().hideEvent(event)

    def _rest(self) -> None:
        if self._timer:
            self.killTimer(self._timer)
            self._timer = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Segments, lit up to the level; the highest of late stays lit for a moment."""
        del event
        colours = colours_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        count = max(8, min(_SEGMENTS, self.width() // 5))
        wide = (self.width() - _GAP * (count - 1)) / count
        mid, high = share_of_db(MID_DB), share_of_db(HIGH_DB)
        highest = min(count - 1, int(self._ballistics.highest * count)) if self._ballistics.highest else -1
        for at in range(count):
            share = (at + 0.5) / count
            is_lit = share <= self._ballistics.level or at == highest
            lit = colours.meter_high if share >= high else colours.meter_mid if share >= mid else colours.meter_low
            painter.setBrush(QColor(lit if is_lit and self.isEnabled() else colours.meter_off))
            painter.drawRoundedRect(QRectF(at * (wide + _GAP), 0, wide, self.height()), 1.5, 1.5)
