"""The pill: a small bar above all windows while something is recorded, with the time, levels and every control of the moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QCursor, QGuiApplication, QKeyEvent, QPainter, QPainterPath, QPen, QRegion
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from lookhear.desktop.actions import Actions
from lookhear.desktop.engine.events import SettingsChanged, ViewChanged
from lookhear.desktop.engine.view import Phase
from lookhear.desktop.pill.places import is_reachable, name_of, remembered, usual
from lookhear.desktop.preview.meter import Meter
from lookhear.desktop.status import phase_text, recorded_s, recording_advice
from lookhear.desktop.style.icons import glyph
from lookhear.desktop.style.palettes import colours_of
from lookhear.desktop.style.tokens import Radius, Role, Space, Tone
from lookhear.desktop.style.widgets.buttons import action_button, icon_button
from lookhear.desktop.style.widgets.cards import set_margins
from lookhear.desktop.style.widgets.dressing import set_role, set_tone
from lookhear.desktop.style.widgets.labels import ElidedLabel, caption, label
from lookhear.desktop.times import clock_text
from lookhear.protocol.channels import ChannelKind

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QHideEvent, QMouseEvent, QMoveEvent, QPaintEvent, QResizeEvent, QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.view import AppView
    from lookhear.desktop.windows import Windows
    from lookhear.protocol.channels import ChannelId

WATCHER: Final = "pill"
_TICK_MS: Final = 250
_SETTLED_MS: Final = 600
_STEP: Final = 16
_STEPS: Final = {
    Qt.Key.Key_Left: QPoint(-_STEP, 0),
    Qt.Key.Key_Right: QPoint(_STEP, 0),
    Qt.Key.Key_Up: QPoint(0, -_STEP),
    Qt.Key.Key_Down: QPoint(0, _STEP),
}
_METER_EMS: Final = 4.5
_FLAGS: Final = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


class Pill(QWidget):
    """Shows itself while something is recorded and the settings want it. Draws the view; keeps nothing but where it stands."""

    def __init__(self, bridge: Bridge, windows: Windows) -> None:
        super().__init__(None, _FLAGS)
        self.setObjectName("pill")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._bridge = bridge
        self._view = bridge.engine.recording.view
        self.verbs = Actions(bridge, windows, self)
        self._is_placed = False
        self._channels: tuple[ChannelId, ...] = ()
        self._build()
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._on_tick)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._on_settled)
        bridge.happened.connect(self._on_happened)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.update)
        self.retranslate()

    def follow(self) -> None:
        """Be there if something is recorded already."""
        self._appear_or_not()

    def retranslate(self) -> None:
        """Another language."""
        self.setWindowTitle(self.tr("Recording controls"))
        self._microphone.setAccessibleName(self.tr("Level of the microphone"))
        self._output.setAccessibleName(self.tr("Level of system audio"))
        self._more.setToolTip(self.tr("More"))
        self._more.setAccessibleName(self.tr("More"))
        self.verbs.retranslate()
        self._draw()

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._dot = _Dot(self)
        self._time = label(wraps=False)
        self._time.setProperty("role", Role.NUMBER.value)
        self._state = caption()
        self._state.setWordWrap(False)
        self._microphone = Meter(None, self._bridge, ems=_METER_EMS, parent=self)
        self._output = Meter(None, self._bridge, ems=_METER_EMS, parent=self)
        self._levels = QWidget()
        meters = QVBoxLayout(self._levels)
        meters.setContentsMargins(0, 0, 0, 0)
        meters.setSpacing(Space.XS)
        meters.addWidget(self._microphone)
        meters.addWidget(self._output)
        self._middle = QStackedWidget()  # as wide as the wider of both: no button moves away under the pointer that pressed it
        self._middle.addWidget(self._levels)
        self._middle.addWidget(self._state)
        self._stop = action_button(self.verbs.toggle)
        self._more = icon_button("more", "")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.addActions([self.verbs.context, self.verbs.controls, self.verbs.discard])
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._dot)
        row.addWidget(self._time)
        row.addWidget(self._middle)
        row.addSpacing(Space.XS)
        for button in (
            action_button(self.verbs.mute),
            action_button(self.verbs.pause),
            action_button(self.verbs.marker),
            self._stop,
            self._more,
        ):
            row.addWidget(button)
        self._trouble = ElidedLabel()
        set_role(self._trouble, Role.CAPTION)
        layout = QVBoxLayout(self)
        set_margins(layout, start=Space.L, top=Space.S, end=Space.S, bottom=Space.S)
        layout.setSpacing(Space.XS)
        layout.addLayout(row)
        layout.addWidget(self._trouble)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    # --- drawing ---------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, ViewChanged):
            self._view = event.view
            self._draw()
            self._appear_or_not()
        elif isinstance(event, SettingsChanged):
            self._draw()
            self._appear_or_not()

    def _draw(self) -> None:
        view = self._view
        self._time.setVisible(view.recording is not None and view.phase in {Phase.RECORDING, Phase.PAUSED, Phase.STOPPING})
        self._state.setText(phase_text(view))
        self._state.setMinimumWidth(self._widest(view))
        self._draw_time()
        self._draw_meters(view)
        said = recording_advice(view)
        is_worth_it = said is not None
        self._trouble.setVisible(is_worth_it)
        if said is not None:
            self._trouble.setText(said.text)
            set_tone(self._trouble, said.tone)
        self._dot.show_phase(view.phase, said.tone if said is not None else Tone.NEUTRAL)
        self.setAccessibleDescription(self._trouble.text() if is_worth_it else phase_text(view))
        self.update()

    def _draw_time(self) -> None:
        text = clock_text(recorded_s(self._view))
        if text != self._time.text():
            self._time.setText(text)
            self._time.setAccessibleName(self.tr("{time} recorded").format(time=text))

    def _draw_meters(self, view: AppView) -> None:
        wants = self._bridge.engine.settings.now.audio.meters_in_pill
        tracks = view.recording.tracks if view.recording is not None and wants else ()
        by_kind = {track.channel_id.kind: track.channel_id for track in tracks}
        for meter, kind in ((self._microphone, ChannelKind.MIC), (self._output, ChannelKind.SYSTEM_AUDIO)):
            meter.set_channel(by_kind.get(kind))
            meter.setVisible(kind in by_kind)
        has_levels = view.phase is Phase.RECORDING and any(not kind.is_video for kind in by_kind)
        self._middle.setCurrentWidget(self._levels if has_levels else self._state)
        self._watch(tuple(channel for kind, channel in by_kind.items() if not kind.is_video))

    def _widest(self, view: AppView) -> int:
        """What the words of the phases that a button here changes need, in pixels."""
        if view.recording is None:
            return 0
        texts = (phase_text(replace(view, phase=phase)) for phase in (Phase.RECORDING, Phase.PAUSED, Phase.STOPPING))
        return max(self._state.fontMetrics().horizontalAdvance(text) for text in texts)

    def _watch(self, channels: tuple[ChannelId, ...]) -> None:
        """Levels are asked for only while they are seen."""
        wanted = channels if self.isVisible() else ()
        if wanted != self._channels:
            self._channels = wanted
            self._bridge.call(self._bridge.engine.previews.watch(WATCHER, wanted))

    @Slot()
    def _on_tick(self) -> None:
        self._draw_time()

    # --- being there -----------------------------------------------------------------------------------------------

    def _appear_or_not(self) -> None:
        wants = self._view.is_busy and self._bridge.engine.settings.now.general.shows_pill
        if not wants:
            self.hide()
        elif not self.isVisible():
            if self._is_placed:
                self.show()
            else:
                self._bridge.call(self._bridge.engine.memory.recall(self._place_name()), done=self._on_recalled, failed=self._on_recalled)

    def _on_recalled(self, value: object) -> None:
        """Go where it stood with these displays, else to the display with the pointer."""
        if not self._view.is_busy:
            return
        self.adjustSize()
        place = remembered(value)
        areas = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        if place is None or not is_reachable(place, self.size(), areas):
            screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
            place = usual(self.size(), screen.availableGeometry())
        self.move(place)
        self._is_placed = True
        self._appear_or_not()

    def showEvent(self, event: QShowEvent) -> None:
        """Count and hear."""
        super().showEvent(event)
        self._clock.start()
        self._draw_meters(self._view)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: nothing is listened to."""
        super().hideEvent(event)
        self._clock.stop()
        self._watch(())
        self._is_placed = False

    def closeEvent(self, event: QCloseEvent) -> None:
        """A window manager's wish to close it is no wish to stop."""
        if event.spontaneous():
            event.ignore()

    # --- moving ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Anywhere but on a button it can be dragged."""
        handle = self.windowHandle()
        if event.button() is Qt.MouseButton.LeftButton and handle is not None:
            handle.startSystemMove()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys move it."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.move(self.pos() + step)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember the place when it has come to rest."""
        super().moveEvent(event)
        if self._is_placed and self.isVisible():
            self._settled.start()

    @Slot()
    def _on_settled(self) -> None:
        if self.isVisible():
            place = [self.x(), self.y()]
            self._bridge.call(self._bridge.engine.memory.remember(self._place_name(), place))

    def _place_name(self) -> str:
        return name_of(QGuiApplication.screens())

    # --- its shape -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Round corners, also where windows cannot be transparent."""
        super().resizeEvent(event)
        self.setMask(QRegion(self._outline().toFillPolygon().toPolygon()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, with an edge that says how the recording is."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours_of(self).surface))
        painter.setPen(QPen(self._edge(), 2))
        painter.drawPath(self._outline())

    def _outline(self) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), Radius.L, Radius.L)
        return path

    def _edge(self) -> QColor:
        colours = colours_of(self)
        tone = self._dot.tone
        return QColor(colours.tone(tone)[0] if tone in {Tone.WARNING, Tone.DANGER} else colours.line_strong)


class _Dot(QWidget):
    """What goes on as a small drawing: the same shapes as in the tray."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tone = Tone.NEUTRAL
        self._phase = Phase.IDLE
        side = self.fontMetrics().height()
        self.setFixedSize(side, side)
        self.setAccessibleName("")

    def show_phase(self, phase: Phase, tone: Tone) -> None:
        """Show another one."""
        if (phase, tone) != (self._phase, self.tone):
            self._phase, self.tone = phase, tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A disc while it records, bars while it is paused, a triangle where somebody must look, a ring while it is getting ready."""
        del event
        if self.tone in {Tone.WARNING, Tone.DANGER}:
            icon = glyph("warning", self.tone.value)
        elif self._phase is Phase.RECORDING:
            icon = glyph("record", "record")
        elif self._phase is Phase.PAUSED:
            icon = glyph("pause", "info")
        else:
            icon = glyph("clock", "text_muted")
        icon.paint(QPainter(self), self.rect())
