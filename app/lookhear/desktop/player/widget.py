"""A player for one recording: picture, timeline and controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from lookhear.desktop.engine.library.entries import SpanKind
from lookhear.desktop.player.controls import Controls
from lookhear.desktop.player.keys import KEYS, Verb
from lookhear.desktop.player.poster import Poster
from lookhear.desktop.player.timeline import Timeline
from lookhear.desktop.style.tokens import Space
from lookhear.desktop.style.widgets.empty import EmptyState

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QKeyEvent, QPixmap

    from lookhear.desktop.engine.library.entries import Playable, PlayableFile
    from lookhear.desktop.player.media import Media

_PICTURE_MS: Final = 33
_LOUDEST: Final = 100
_AT_PAUSE_MS: Final = 50  # how far into a pause it may be and still count as at its beginning
_VOLUME, _SKIPS = "player/volume", "player/skips_pauses"


def qt_media(parent: QWidget) -> Media:
    """A file by QtMultimedia, which is loaded now."""
    from lookhear.desktop.player.media import QtMedia

    return QtMedia(parent)


class PlayerWidget(QWidget):
    """Plays a `Playable`. QtMultimedia is loaded with the first one. ``failed`` carries what the system says.

    Keys: space or K, left and right (5 s), J and L (10 s), comma and dot (a picture), brackets (marks), up and down (volume), M, F,
    < and > (speed), digits (displays).
    """

    failed = Signal(str)
    wanted = Signal()  # nothing is open, and somebody pressed the poster
    moved = Signal(float)  # it is there now, in seconds of the recording

    def __init__(self, parent: QWidget | None = None, *, make_media: Callable[[QWidget], Media] = qt_media) -> None:
        super().__init__(parent)
        self._make_media = make_media
        self._media: Media | None = None
        self._playable: Playable | None = None
        self._number = 0
        self._sound = 0
        self._poster = Poster()
        self._only_sound = EmptyState(icon="speaker", heading=self.tr("Sound only"), parent=self)
        self._stack = QStackedWidget(self)
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._stack.setMinimumHeight(self.fontMetrics().height() * 6)
        self._stack.addWidget(self._poster)
        self._stack.addWidget(self._only_sound)
        self._timeline = Timeline()
        self._controls = Controls(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Player"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self._stack, 1)
        column.addWidget(self._timeline)
        column.addWidget(self._controls)
        self._connect()
        self._remembered()
        self._draw_empty()

    @property
    def position_s(self) -> float:
        """Where it is in the recording."""
        return 0.0 if self._media is None or self._playable is None else self._of_file_ms(self._media.position_ms) / 1000

    @property
    def is_playing(self) -> bool:
        """Whether it plays now."""
        return self._media is not None and self._playable is not None and self._media.is_playing

    def open(self, playable: Playable, *, at_s: float = 0.0, is_playing: bool = True) -> None:
        """Show a recording, and play it unless told otherwise."""
        self._playable, self._number, self._sound = playable, 0, 0
        self._timeline.show_recording(round(playable.duration_s * 1000), spans=playable.spans, marks=playable.marks)
        self._controls.show_recording(
            displays=[file.label for file in playable.files],
            sounds=playable.files[0].sounds,
            has_pauses=any(span.kind is SpanKind.PAUSE and not span.channel for span in playable.spans),
        )
        self._controls.setEnabled(True)
        self._open_file(at_ms=round(at_s * 1000), is_playing=is_playing)

    def show_poster(self, picture: QPixmap | None, *, duration_s: float = 0.0, can_play: bool = True) -> None:
        """Show what can be played, and nothing of what was."""
        self.close_media()
        self._poster.setEnabled(can_play)
        self._poster.show_picture(picture)
        self._controls.show_time(0, duration_s)

    def go_to(self, at_s: float) -> None:
        """Go to a moment of the recording that is open."""
        self._seek(round(at_s * 1000))

    @property
    def is_open(self) -> bool:
        """Whether a recording is open, playing or not."""
        return self._playable is not None

    def close_media(self) -> None:
        """Let go of the files and show nothing."""
        if self._media is not None:
            self._media.close()
        self._playable = None
        self._draw_empty()

    @Slot()
    def toggle(self) -> None:
        """Play or hold; behind the end it begins anew."""
        if self._media is None or self._playable is None:
            return
        if self._media.is_playing:
            self._media.pause()
            return
        if self._of_file_ms(self._media.position_ms) >= self._timeline.maximum() - _PICTURE_MS:
            self._seek(0)
        self._media.play()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: nothing plays."""
        super().hideEvent(event)
        if self.is_playing and self._media is not None:
            self._media.pause()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        if not self._on_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The picture is a control, too: a click holds or plays, a second one fills the screen, and there the keys are the player's."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.toggle()
            return True
        if kind == QEvent.Type.MouseButtonDblClick:
            self._on_whole_screen()
            return True
        if kind == QEvent.Type.KeyPress and self._is_whole_screen():
            if event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]  # it is a QKeyEvent
                self._on_whole_screen()
                return True
            return self._on_key(event)  # type: ignore[arg-type]  # it is one
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self._poster.clicked.connect(self.wanted)
        self._timeline.sought.connect(self._on_sought)
        self._controls.toggled.connect(self.toggle)
        self._controls.stepped.connect(self._on_step)
        self._controls.display_chosen.connect(self._on_display)
        self._controls.sound_chosen.connect(self._on_sound)
        self._controls.speed_chosen.connect(self._on_speed)
        self._controls.volume_chosen.connect(self._on_volume)
        self._controls.skipping_chosen.connect(self._on_skipping)
        self._controls.whole_screen.connect(self._on_whole_screen)
        self._verbs: dict[Verb, Callable[[int], None]] = {
            Verb.TOGGLE: self._on_toggle,
            Verb.SEEK: self._on_seek_by,
            Verb.STEP: self._on_step,
            Verb.MARK: self._go_to_mark,
            Verb.LOUDER: self._controls.change_volume,
            Verb.FASTER: self._controls.change_speed,
            Verb.MUTE: self._on_mute,
            Verb.WHOLE_SCREEN: self._on_fill,
            Verb.DISPLAY: self._on_display,
        }

    def _remembered(self) -> None:
        memory = QSettings()
        volume = str(memory.value(_VOLUME, ""))
        self._controls.show_volume(int(volume) if volume.isdecimal() else _LOUDEST)
        self._controls.show_skipping(memory.value(_SKIPS, "true") in {True, "true"})

    def _file(self) -> PlayableFile:
        assert self._playable is not None  # noqa: S101 - whoever asks has looked
        return self._playable.files[self._number]

    def _open_file(self, *, at_ms: int, is_playing: bool) -> None:
        if self._media is None:
            self._media = self._made_media()
        file = self._file()
        self._stack.setCurrentWidget(self._media.picture if file.has_picture else self._only_sound)
        self._media.choose_sound(self._sound)
        self._media.open(file.path, at_ms=self._in_file_ms(at_ms), is_playing=is_playing)
        self._media.set_volume(self._controls.volume / 100)
        self._controls.show_playing(is_playing)
        self._show_position(at_ms)

    def _made_media(self) -> Media:
        media = self._make_media(self)
        self._stack.addWidget(media.picture)
        media.picture.installEventFilter(self)
        media.picture.setAccessibleName(self.tr("Picture"))
        media.moved.connect(self._on_moved)
        media.played.connect(self._controls.show_playing)
        media.ended.connect(self._on_ended)
        media.broke.connect(self.failed)
        return media

    def _draw_empty(self) -> None:
        self._stack.setCurrentWidget(self._poster)
        self._timeline.show_recording(0)
        self._controls.show_recording(displays=(), sounds=(), has_pauses=False)
        self._controls.show_time(0, 0)
        self._controls.show_playing(False)  # noqa: FBT003 - a state
        self._controls.setEnabled(False)

    # --- time ----------------------------------------------------------------------------------------------------------------------

    def _in_file_ms(self, at_ms: int) -> int:
        return max(0, at_ms - round(self._file().begins_s * 1000))

    def _of_file_ms(self, at_ms: int) -> int:
        return at_ms + round(self._file().begins_s * 1000)

    def _seek(self, at_ms: int) -> None:
        if self._media is not None and self._playable is not None:
            at_ms = min(max(0, at_ms), self._timeline.maximum())
            self._media.seek(self._in_file_ms(at_ms))
            self._show_position(at_ms)

    def _show_position(self, at_ms: int) -> None:
        self._timeline.show_position(at_ms)
        self._controls.show_time(at_ms / 1000, self._timeline.maximum() / 1000)
        self.moved.emit(at_ms / 1000)

    @Slot(int)
    def _on_moved(self, position_ms: int) -> None:
        if self._playable is None or self._media is None:
            return
        at_ms = self._of_file_ms(position_ms)
        if self._media.is_playing and self._controls.is_skipping and (behind_ms := self._behind_pause_ms(at_ms)) is not None:
            self._seek(behind_ms)
            return
        self._show_position(at_ms)

    def _behind_pause_ms(self, at_ms: int) -> int | None:
        """The end of the pause that this moment is in, if it is in one and not at its end."""
        assert self._playable is not None  # noqa: S101 - whoever asks has looked
        for span in self._playable.spans:
            begin_ms, end_ms = round(span.from_s * 1000), round(span.to_s * 1000)
            is_of_all = span.kind is SpanKind.PAUSE and not span.channel
            if is_of_all and begin_ms <= at_ms < end_ms - _AT_PAUSE_MS and end_ms < self._timeline.maximum():
                return end_ms
        return None

    # --- what a person wants -------------------------------------------------------------------------------------------------------

    def _on_key(self, event: QKeyEvent) -> bool:
        """Do what a key is for; gives whether it is for anything."""
        verb, amount = KEYS.get(event.key(), (None, 0))
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
        if verb is None or event.modifiers() & held or self._playable is None:
            return False
        self._verbs[verb](amount)
        return True

    def _on_seek_by(self, by_ms: int) -> None:
        self._seek(self._timeline.value() + by_ms)

    def _on_toggle(self, _amount: int) -> None:
        self.toggle()

    def _on_mute(self, _amount: int) -> None:
        self._controls.toggle_mute()

    def _on_fill(self, _amount: int) -> None:
        self._on_whole_screen()

    def _go_to_mark(self, direction: int) -> None:
        now_ms, marks = self._timeline.value(), self._timeline.marks_ms()
        ahead = [at for at in marks if at > now_ms + _PICTURE_MS] if direction > 0 else [at for at in marks if at < now_ms - 1000][::-1]
        if ahead:
            self._seek(ahead[0])

    @Slot(int)
    def _on_sought(self, at_ms: int) -> None:
        self._seek(at_ms)

    @Slot(int)
    def _on_step(self, pictures: int) -> None:
        if self._media is not None and self._playable is not None:
            self._media.pause()
            self._seek(self._of_file_ms(self._media.position_ms) + pictures * _PICTURE_MS)

    @Slot(object)
    def _on_display(self, number: object) -> None:
        """Another display, at the same moment."""
        if self._media is None or self._playable is None or not isinstance(number, int) or number == self._number:
            return
        if number < len(self._playable.files):
            at_ms, is_playing = self._of_file_ms(self._media.position_ms), self._media.is_playing
            self._number = number
            self._controls.show_display(number)
            self._open_file(at_ms=at_ms, is_playing=is_playing)

    @Slot(int)
    def _on_sound(self, number: int) -> None:
        self._sound = number
        if self._media is not None and number >= 0:
            self._media.choose_sound(number)

    @Slot(float)
    def _on_speed(self, speed: float) -> None:
        if self._media is not None:
            self._media.set_rate(speed)

    @Slot(int)
    def _on_volume(self, percent: int) -> None:
        QSettings().setValue(_VOLUME, percent)
        if self._media is not None:
            self._media.set_volume(percent / 100)

    @Slot(bool)
    def _on_skipping(self, is_skipping: bool) -> None:  # noqa: FBT001 - Qt's signal has it so
        QSettings().setValue(_SKIPS, is_skipping)

    @Slot()
    def _on_ended(self) -> None:
        self._controls.show_playing(False)  # noqa: FBT003 - a state
        self._show_position(self._timeline.maximum())

    @Slot()
    def _on_whole_screen(self) -> None:
        """The picture alone on the whole screen, or back."""
        picture = self._media.picture if self._media is not None else None
        if picture is None or self._playable is None or not self._file().has_picture:
            return
        if self._is_whole_screen():
            picture.setFullScreen(False)  # type: ignore[attr-defined]  # what plays pictures has it
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            picture.setFullScreen(True)  # type: ignore[attr-defined]

    def _is_whole_screen(self) -> bool:
        return self._media is not None and self._media.picture.isFullScreen()
