"""The controls below the picture: they show what is, and say what a person wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from lookhear.desktop.style.tokens import Role, Space
from lookhear.desktop.style.widgets.buttons import icon_button
from lookhear.desktop.style.widgets.flow import FlowLayout
from lookhear.desktop.style.widgets.labels import label
from lookhear.desktop.style.widgets.segmented import SegmentedControl
from lookhear.desktop.times import clock_text

if TYPE_CHECKING:
    from collections.abc import Sequence

SPEEDS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_LOUDEST: Final = 100


class Controls(QWidget):
    """Two rows: transport with time and volume; displays, sound and speed, of which only is there what can be chosen."""

    toggled = Signal()
    stepped = Signal(int)  # pictures, forwards or back
    display_chosen = Signal(object)  # its number, counted from zero
    sound_chosen = Signal(int)
    speed_chosen = Signal(float)
    volume_chosen = Signal(int)  # percent; zero is silent
    skipping_chosen = Signal(bool)
    whole_screen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._volume_before = _LOUDEST
        self._make_transport()
        self._make_choices()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._transport)
        column.addWidget(self._choices)

    def show_playing(self, is_playing: bool) -> None:  # noqa: FBT001 - a state, not a flag
        """It plays, or holds."""
        from lookhear.desktop.style.icons import glyph

        text = self.tr("Pause") if is_playing else self.tr("Play")
        self._play.setIcon(glyph("pause" if is_playing else "play"))
        self._play.setAccessibleName(text)
        self._play.setToolTip(self.tr("{action} (Space)").format(action=text))

    def show_time(self, position_s: float, duration_s: float) -> None:
        """Where it is."""
        self._time.setText(f"{clock_text(position_s)} / {clock_text(duration_s)}")

    def show_recording(self, *, displays: Sequence[str], sounds: Sequence[str], has_pauses: bool) -> None:
        """Offer what this one has."""
        self._displays.set_options(enumerate(displays))
        self._displays.set_value(0)
        self._displays.setVisible(len(displays) > 1)
        self._sounds.blockSignals(True)  # noqa: FBT003 - Qt's
        self._sounds.clear()
        self._sounds.addItems([self.tr("All sounds") if number == 0 and len(sounds) > 1 else name for number, name in enumerate(sounds)])
        self._sounds.blockSignals(False)  # noqa: FBT003 - Qt's
        self._sounds.setVisible(len(sounds) > 1)
        self._skipping.setVisible(has_pauses)

    def show_display(self, number: int) -> None:
        """Another display is shown."""
        self._displays.set_value(number)

    def show_volume(self, percent: int) -> None:
        """So loud; without a signal."""
        from lookhear.desktop.style.icons import glyph

        self._volume.blockSignals(True)  # noqa: FBT003 - Qt's
        self._volume.setValue(percent)
        self._volume.blockSignals(False)  # noqa: FBT003 - Qt's
        text = self.tr("Turn the sound off") if percent else self.tr("Turn the sound on")
        self._mute.setIcon(glyph("speaker" if percent else "speaker-off"))
        self._mute.setAccessibleName(text)
        self._mute.setToolTip(self.tr("{action} (M)").format(action=text))

    def show_skipping(self, is_skipping: bool) -> None:  # noqa: FBT001 - a state, not a flag
        """Pauses are skipped, or not; without a signal."""
        self._skipping.blockSignals(True)  # noqa: FBT003 - Qt's
        self._skipping.setChecked(is_skipping)
        self._skipping.blockSignals(False)  # noqa: FBT003 - Qt's

    @property
    def volume(self) -> int:
        """How loud, in percent."""
        return self._volume.value()

    @property
    def is_skipping(self) -> bool:
        """Whether pauses are to be skipped."""
        return self._skipping.isChecked()

    def change_volume(self, by: int) -> None:
        """Louder or quieter."""
        self._volume.setValue(self._volume.value() + by)

    def change_speed(self, steps: int) -> None:
        """Faster or slower."""
        self._speed.setCurrentIndex(min(len(SPEEDS) - 1, max(0, self._speed.currentIndex() + steps)))

    @Slot()
    def toggle_mute(self) -> None:
        """Off, or on as loud as it was."""
        if self._volume.value():
            self._volume_before = self._volume.value()
            self._volume.setValue(0)
        else:
            self._volume.setValue(self._volume_before)

    def _make_transport(self) -> None:
        self._back = icon_button("previous-frame", self.tr("One picture back (,)"))
        self._play = icon_button("play", self.tr("Play"))
        self._forth = icon_button("next-frame", self.tr("One picture on (.)"))
        self._time = label(clock_text(0), wraps=False)
        self._time.setProperty("role", Role.MONO.value)
        self._mute = icon_button("speaker", self.tr("Turn the sound off"))
        self._volume = QSlider(Qt.Orientation.Horizontal)
        self._volume.setRange(0, _LOUDEST)
        self._volume.setValue(_LOUDEST)
        self._volume.setPageStep(10)
        self._volume.setAccessibleName(self.tr("Volume"))
        self._volume.setToolTip(self.tr("Volume (up and down)"))
        self._volume.setMaximumWidth(self.fontMetrics().averageCharWidth() * 16)
        self._whole = icon_button("fullscreen", self.tr("Whole screen (F)"))
        self._transport = QWidget(self)
        self._transport.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as on every player
        row = QHBoxLayout(self._transport)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for widget in (self._back, self._play, self._forth):
            row.addWidget(widget)
        row.addSpacing(Space.S)
        row.addWidget(self._time)
        row.addStretch(1)
        row.addWidget(self._mute)
        row.addWidget(self._volume)
        row.addWidget(self._whole)
        self._back.clicked.connect(self._on_back)
        self._forth.clicked.connect(self._on_forth)
        self._play.clicked.connect(self.toggled)
        self._mute.clicked.connect(self.toggle_mute)
        self._volume.valueChanged.connect(self._on_volume)
        self._whole.clicked.connect(self.whole_screen)
        self.show_playing(False)  # noqa: FBT003 - a state

    def _make_choices(self) -> None:
        self._displays = SegmentedControl(self.tr("Display"))
        self._sounds = QComboBox()
        self._sounds.setAccessibleName(self.tr("Sound"))
        self._sounds.setToolTip(self.tr("What is heard"))
        self._speed = QComboBox()
        self._speed.setAccessibleName(self.tr("Speed"))
        self._speed.setToolTip(self.tr("Speed (< and >)"))
        for speed in SPEEDS:
            self._speed.addItem(speed_name(speed), speed)
        self._speed.setCurrentIndex(SPEEDS.index(1.0))
        self._skipping = QCheckBox(self.tr("Skip pauses"))
        self._skipping.setChecked(True)
        self._choices = QWidget(self)
        flow = FlowLayout(self._choices, spacing=Space.S)
        for widget in (self._displays, self._sounds, self._speed, self._skipping):
            flow.addWidget(widget)
        self._displays.chosen.connect(self.display_chosen)
        self._sounds.currentIndexChanged.connect(self.sound_chosen)
        self._speed.currentIndexChanged.connect(self._on_speed)
        self._skipping.toggled.connect(self.skipping_chosen)

    @Slot()
    def _on_back(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _on_forth(self) -> None:
        self.stepped.emit(1)

    @Slot(int)
    def _on_volume(self, percent: int) -> None:
        self.show_volume(percent)
        self.volume_chosen.emit(percent)

    @Slot(int)
    def _on_speed(self, index: int) -> None:
        self.speed_chosen.emit(SPEEDS[index])


def speed_name(speed: float) -> str:
    """``1.5×``, with the digits of the language."""
    return QCoreApplication.translate("Controls", "{speed}×").format(speed=QLocale().toString(speed, "g", 3))
