"""Which microphone is recorded, or which output's sound: a row for each, one of them chosen, and the meter of that one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from lookhear.desktop.engine.events import PreviewTrouble
from lookhear.desktop.picker.words import sound_facts, sound_name
from lookhear.desktop.preview.meter import Meter
from lookhear.desktop.style.tokens import Space, Tone
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.dressing import set_tone
from lookhear.desktop.style.widgets.labels import Badge, ElidedLabel, caption
from lookhear.desktop.words import engine_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

    from lookhear.desktop.engine.sources import SoundOffer
    from lookhear.desktop.preview.tile import Hears
    from lookhear.protocol.channels import ChannelId


class SoundRow(QWidget):
    """One sound, or none at all. All of it can be clicked."""

    def __init__(self, name: str, offer: SoundOffer | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer: Final = offer
        self.radio: Final = QRadioButton()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        facts = "" if offer is None else sound_facts(offer)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(name))
        spoken = [name, facts]
        second: list[QWidget] = []
        if facts:
            shown = caption(facts)
            shown.setWordWrap(False)
            second.append(shown)
        if offer is not None and offer.is_call_quality:
            badge = Badge(self.tr("Call quality"), tone=Tone.WARNING)
            badge.setToolTip(self.tr("A headset without wires sounds like a phone call while its microphone is on."))
            second.append(badge)
            spoken.append(badge.text())
        if second:
            words.addLayout(_in_line(second))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.radio)
        row.addLayout(words, 1)
        self.radio.setAccessibleName(", ".join(part for part in spoken if part))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that the release comes here."""
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the words is one on the button."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
            self.radio.click()


class SoundPart(Card):
    """The sounds of one kind. ``chosen`` carries the channel that a person chose, None for off.

    ``off`` is the row for none, ``nothing`` what is said where there is none to be had.
    """

    chosen = Signal(object)

    def __init__(self, heading: str, bridge: Hears, *, off: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent=parent)
        self._off, self._nothing = off, nothing
        self._offers: tuple[SoundOffer, ...] | None = None
        self._channel: ChannelId | None = None
        self._is_recording = False
        self._trouble = ""
        self._reason = ""
        self._rows: list[SoundRow] = []
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.S)
        self._meter = Meter(None, bridge)
        self._meter.setAccessibleName(self.tr("Level of {source}").format(source=heading))
        self._says = caption()
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.body.addWidget(self._says)
        self.body.addWidget(self._meter)
        bridge.happened.connect(self._on_happened)

    @property
    def rows(self) -> tuple[SoundRow, ...]:
        """One for each sound, and the last for none."""
        return tuple(self._rows)

    def show_offers(self, offers: Sequence[SoundOffer], trouble: str = "") -> None:
        """These there are now; ``trouble`` says why there are none."""
        self._trouble = trouble
        if tuple(offers) != self._offers:
            self._offers = tuple(offers)
            self._renew()
        self._draw()

    def show_recording(self, *, is_recording: bool) -> None:
        """Whether something is being recorded: what is opened then is opened for that."""
        if is_recording != self._is_recording:
            self._is_recording = is_recording
            self._draw()

    def show_channel(self, channel: ChannelId | None) -> None:
        """This one is chosen now; None for none."""
        if channel != self._channel:
            self._channel, self._reason = channel, ""
        self._draw()

    def _renew(self) -> None:
        had_focus = any(row.radio.hasFocus() for row in self._rows)
        for old in self._rows:
            self._group.removeButton(old.radio)
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [SoundRow(sound_name(offer), offer, self) for offer in self._offers or ()]
        self._rows.append(SoundRow(self._off, None, self))
        for row in self._rows:
            self._group.addButton(row.radio)
            self._list.addWidget(row)
        if had_focus:
            self._rows[0].radio.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self) -> None:
        chosen = next((row for row in self._rows if row.offer is not None and row.offer.channel_id == self._channel), None)
        if chosen is None and self._channel is None and self._rows:
            chosen = self._rows[-1]
        if chosen is not None:
            chosen.radio.setChecked(True)
        self._meter.set_channel(self._channel)
        self._meter.setEnabled(self._channel is not None)
        self._says.setText(self._sentence(chosen))
        is_bad = bool(self._reason) or (self._offers == () and bool(self._trouble))
        set_tone(self._says, Tone.WARNING if is_bad else Tone.NEUTRAL)

    def _sentence(self, chosen: SoundRow | None) -> str:
        if self._reason:
            return engine_text(self._reason)
        if not self._offers:
            return engine_text(self._trouble) or self._nothing
        if self._channel is None:
            return self.tr("Off: it is not opened.")
        if chosen is not None and chosen.offer is not None and chosen.offer.is_call_quality:
            return self.tr("This headset sounds like a phone call while its microphone is on. A wired or built-in one sounds better.")
        if self._is_recording:
            return self.tr("The meter shows what is being recorded.")
        return self.tr("Opened now for the meter alone; nothing is recorded yet.")

    @Slot(QAbstractButton)
    def _on_clicked(self, clicked: QAbstractButton) -> None:
        row = next(row for row in self._rows if row.radio is clicked)
        self.chosen.emit(None if row.offer is None else row.offer.channel_id)

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, PreviewTrouble) and event.channel_id == self._channel:
            self._reason = event.sentence
            self._draw()


def _in_line(widgets: Sequence[QWidget]) -> QHBoxLayout:
    """Side by side, beginning where a line begins."""
    line = QHBoxLayout()
    line.setSpacing(Space.S)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line
