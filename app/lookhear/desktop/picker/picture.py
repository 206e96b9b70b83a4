"""How smooth and how good the picture is, in words."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lookhear.desktop.picker.words import SPEEDS, quality_facts, quality_name, speed_facts, speed_name
from lookhear.desktop.style.tokens import Space
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.labels import caption, label
from lookhear.desktop.style.widgets.segmented import SegmentedControl
from lookhear.recorder.quality import Quality


class PicturePart(Card):
    """``changed`` when a person chose; `fps` and `quality` tell what."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Picture"), parent=parent)
        self._fps = 30
        self._speeds: list[int] = []
        self._speed = SegmentedControl(self.tr("Movement"))
        self._speed_says = caption()
        self._quality = SegmentedControl(self.tr("Quality"), ((quality, quality_name(quality)) for quality in Quality))
        self._quality_says = caption()
        columns = QHBoxLayout()
        columns.setSpacing(Space.XL)
        for name, control, says in (
            (self.tr("Movement"), self._speed, self._speed_says),
            (self.tr("Quality"), self._quality, self._quality_says),
        ):
            column = QVBoxLayout()
            column.setSpacing(Space.XS)
            for widget in (label(name), control, says):
                column.addWidget(widget)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.body.addLayout(columns)
        self._speed.chosen.connect(self._on_chosen)
        self._quality.chosen.connect(self._on_chosen)
        self.show_values(self._fps, Quality.BALANCED)

    @property
    def fps(self) -> int:
        """Pictures a second, at most."""
        value = self._speed.value()
        return value if isinstance(value, int) else self._fps

    @property
    def quality(self) -> Quality:
        """How good they are."""
        value = self._quality.value()
        return value if isinstance(value, Quality) else Quality.BALANCED

    def show_values(self, fps: int, quality: Quality) -> None:
        """These are chosen now; a speed that has no name is offered by its number."""
        self._fps = fps
        speeds = sorted({*SPEEDS, fps})
        if speeds != self._speeds:  # or a button would go while the keyboard is on it
            self._speeds = speeds
            self._speed.set_options((speed, speed_name(speed)) for speed in speeds)
        self._speed.set_value(fps)
        self._quality.set_value(quality)
        self._speed_says.setText(speed_facts(fps))
        self._quality_says.setText(quality_facts(quality))

    @Slot(object)
    def _on_chosen(self, value: object) -> None:
        del value
        self._speed_says.setText(speed_facts(self.fps))
        self._quality_says.setText(quality_facts(self.quality))
        self.changed.emit()
