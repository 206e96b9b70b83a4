"""The channel picker: every source, live; what is chosen is remembered at once, and the button says what will be recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lookhear.desktop.engine.events import ChoiceChanged, OffersChanged, ViewChanged
from lookhear.desktop.picker.asking import ask_without_microphone
from lookhear.desktop.picker.displays import DisplaysPart
from lookhear.desktop.picker.picture import PicturePart
from lookhear.desktop.picker.sounds import SoundPart
from lookhear.desktop.picker.start_bar import StartBar
from lookhear.desktop.style.tokens import Space, Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.cards import Page
from lookhear.desktop.style.widgets.labels import line, title
from lookhear.desktop.words import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent, QHideEvent, QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.sources import Choice, Offers
    from lookhear.desktop.engine.view import AppView
    from lookhear.desktop.windows import Windows
    from lookhear.errors import LookhearError
    from lookhear.protocol.channels import ChannelId
    from lookhear.system.permissions.kinds import Permission

_WATCHER: Final = "picker"
_EMS: Final = (62, 52)
_MOST_OF_SCREEN: Final = 0.92


class PickerWindow(QWidget):
    """Draws offers, choice and view as they are told. Looks at sources only while it can be seen."""

    def __init__(self, bridge: Bridge, windows: Windows) -> None:
        super().__init__()
        self._bridge, self._windows = bridge, windows
        self._view: AppView = bridge.engine.recording.view
        self._offers: Offers | None = None
        self._choice: Choice | None = None
        self._told: Choice | None = None  # by the engine, while a person's own choice is on its way there
        self._on_the_way = 0
        self._is_seen = False
        self._is_fitted = False
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Choose what is recorded"))
        self._displays = DisplaysPart(bridge)
        self._microphone = SoundPart(
            self.tr("Microphone"), bridge, off=self.tr("No microphone"), nothing=self.tr("No microphone is connected.")
        )
        self._system_audio = SoundPart(
            self.tr("System audio"),
            bridge,
            off=self.tr("No system audio"),
            nothing=self.tr("There is no output whose sound could be recorded."),
        )
        self._picture = PicturePart()
        self._banner = Banner(can_dismiss=True)
        self._bar = StartBar()
        self._build()
        self._connect()
        self._tell_of_permissions(self._view.missing_permissions)
        self._draw()

    def _build(self) -> None:
        self._page = page = Page(widest_em=80)
        page.body.addWidget(title(self.tr("What should be recorded?")))
        page.body.addWidget(self._displays)
        sounds = QHBoxLayout()
        sounds.setSpacing(Space.L)
        sounds.addWidget(self._microphone, 1)
        sounds.addWidget(self._system_audio, 1)
        page.body.addLayout(sounds)
        page.body.addWidget(self._picture)
        page.body.addStretch(1)
        says = QVBoxLayout()
        says.setContentsMargins(Space.XL, 0, Space.XL, Space.M)
        says.addWidget(self._banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page, 1)
        column.addLayout(says)
        column.addWidget(line())
        column.addWidget(self._bar)
        em = self.fontMetrics().horizontalAdvance("m")
        room = self.screen().availableSize() * _MOST_OF_SCREEN
        self.resize(min(_EMS[0] * em, room.width()), min(_EMS[1] * em, room.height()))

    @Slot()
    def _fit(self) -> None:
        """As high as all there is to be seen, if the screen is; done once, and afterwards it is as a person shaped it."""
        content = self._page.widget()
        if content is None:
            return
        width = min(self.width(), content.maximumWidth())
        wanted = self.height() - self._page.viewport().height() + content.heightForWidth(width)
        self.resize(self.width(), min(wanted, round(self.screen().availableSize().height() * _MOST_OF_SCREEN)))

    def _connect(self) -> None:
        self._displays.changed.connect(self._on_changed)
        self._picture.changed.connect(self._on_changed)
        self._microphone.chosen.connect(self._on_microphone)
        self._system_audio.chosen.connect(self._on_system_audio)
        self._bar.pressed.connect(self._on_start)
        self._banner.acted.connect(self._on_fix)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self).activated.connect(self._bar.button.click)
        self._bridge.happened.connect(self._on_happened)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the sources."""
        super().showEvent(event)
        self._see()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look away."""
        super().hideEvent(event)
        self._see()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing hides it."""
        super().closeEvent(event)
        self._see()

    def changeEvent(self, event: QEvent) -> None:
        """Nothing is looked at while the window is minimised."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._see()

    def _see(self) -> None:
        is_seen = self.isVisible() and not self.isMinimized()
        if is_seen == self._is_seen:
            return
        self._is_seen = is_seen
        if is_seen:
            self._bar.take_focus()
        self._bridge.call(self._bridge.engine.sources.follow(_WATCHER, is_on=is_seen))
        self._watch()
        if is_seen:
            self._bridge.call(self._bridge.engine.sources.offers(), done=self._on_offers)
            self._bridge.call(self._bridge.engine.sources.choice(), done=self._on_choice)

    def _watch(self) -> None:
        """See every display, and hear what is chosen: a sound that is off is not opened."""
        channels = []
        if self._is_seen and self._offers is not None and self._choice is not None:
            channels = [offer.channel_id for offer in self._offers.displays]
            channels += [channel for channel in (self._choice.microphone, self._choice.system_audio) if channel is not None]
        self._bridge.call(self._bridge.engine.previews.watch(_WATCHER, channels))

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, OffersChanged):
            self._on_offers(event.offers)
        elif isinstance(event, ChoiceChanged):
            self._on_choice(event.choice)
        elif isinstance(event, ViewChanged):
            before, self._view = self._view, event.view
            if before.missing_permissions != event.view.missing_permissions:
                self._tell_of_permissions(event.view.missing_permissions)
            self._draw()

    def _on_offers(self, offers: Offers) -> None:
        if offers == self._offers:
            return
        self._offers = offers
        self._displays.show_offers(offers)
        self._microphone.show_offers(offers.microphones, offers.microphone_trouble)
        self._system_audio.show_offers(offers.outputs, offers.output_trouble)
        self._show_choice()

    def _on_choice(self, choice: Choice) -> None:
        if self._on_the_way:
            self._told = choice
        elif choice != self._choice:
            self._choice = choice
            self._show_choice()

    def _show_choice(self) -> None:
        if self._choice is None or self._offers is None:
            return
        if not self._is_fitted:
            self._is_fitted = True
            QTimer.singleShot(0, self._fit)  # once the new cards have their sizes
        self._displays.show_choice(self._choice)
        self._microphone.show_channel(self._choice.microphone)
        self._system_audio.show_channel(self._choice.system_audio)
        self._picture.show_values(self._choice.fps, self._choice.quality)
        self._watch()
        self._draw()

    def _draw(self) -> None:
        is_busy = self._view.is_busy
        self._bar.show_state(self._choice, self._view)
        for part in (self._microphone, self._system_audio):
            part.show_recording(is_recording=is_busy)

    def _tell_of_permissions(self, missing: Sequence[Permission]) -> None:
        """Once, when that changes: a person may put it away."""
        if missing:
            self._banner.tell(self.tr("The system does not let Lookhear record yet."), tone=Tone.WARNING, action=self.tr("Fix permissions"))
        else:
            self._banner.tell("")

    @Slot()
    def _on_changed(self) -> None:
        if self._choice is not None:
            displays, primary = self._displays.displays, self._displays.primary
            self._choose(replace(self._choice, displays=displays, primary=primary, fps=self._picture.fps, quality=self._picture.quality))

    @Slot(object)
    def _on_microphone(self, channel: ChannelId | None) -> None:
        if self._choice is not None:
            self._choose(replace(self._choice, microphone=channel))

    @Slot(object)
    def _on_system_audio(self, channel: ChannelId | None) -> None:
        if self._choice is not None:
            self._choose(replace(self._choice, system_audio=channel))

    def _choose(self, choice: Choice) -> None:
        """Show it at once, and have it remembered."""
        self._choice, self._told = choice, None
        self._on_the_way += 1
        self._show_choice()
        self._bridge.call(self._bridge.engine.sources.choose(choice), done=self._on_chosen, failed=self._on_not_chosen)

    def _on_chosen(self, nothing: object) -> None:
        del nothing
        self._on_the_way -= 1
        if not self._on_the_way and self._told is not None:
            self._on_choice(self._told)

    def _on_not_chosen(self, error: LookhearError) -> None:
        self._on_chosen(None)
        self._on_failed(error)

    @Slot()
    def _on_start(self) -> None:
        if self._view.is_busy:
            self._bridge.call(self._bridge.engine.recording.stop(), failed=self._on_failed)
        elif self._choice is not None and self._choice.microphone is None and self._asks_without_microphone():
            ask_without_microphone(self, agreed=self._on_agreed)
        else:
            self._on_agreed()

    def _asks_without_microphone(self) -> bool:
        return self._bridge.engine.settings.now.recording.asks_without_microphone

    @Slot()
    def _on_agreed(self) -> None:
        """Choose first: what is shown is what is recorded, also where nobody changed anything."""
        if self._choice is not None:
            self._bridge.call(self._bridge.engine.sources.choose(self._choice), done=self._on_settled, failed=self._on_failed)

    def _on_settled(self, nothing: object) -> None:
        del nothing
        self._banner.tell("")
        self.hide()  # or it would be the first thing in the video
        self._bridge.call(self._bridge.engine.recording.start(), failed=self._on_failed)

    def _on_failed(self, error: LookhearError) -> None:
        words = told(error)
        self._banner.tell(words.sentence, tone=Tone.DANGER, hint=words.hint)
        if not self.isVisible():
            self._windows.show_picker()

    @Slot()
    def _on_fix(self) -> None:
        self._windows.show_first_run()
