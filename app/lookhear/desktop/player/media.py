"""QtMultimedia behind a few words: one file, its picture, its sounds, its position. Nothing else in the application knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QtAudio
from PySide6.QtMultimediaWidgets import QVideoWidget

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget


class Media(Protocol):
    """What a player needs of a file. Positions are milliseconds of the file. No call waits for a disk or a decoder."""

    moved: SignalInstance  # int: the position
    played: SignalInstance  # bool: whether it plays now
    opened: SignalInstance  # int: how long it is; behind `open`
    ended: SignalInstance
    broke: SignalInstance  # str: what the system says

    @property
    def picture(self) -> QWidget:
        """Where the pictures are shown."""
        ...

    @property
    def position_ms(self) -> int:
        """Where it is."""
        ...

    @property
    def is_playing(self) -> bool:
        """Whether it plays."""
        ...

    @property
    def sounds(self) -> int:
        """How many sounds the file has, once it is open."""
        ...

    def open(self, path: Path, *, at_ms: int, is_playing: bool) -> None:
        """Open a file at a position, instead of the one before."""
        ...

    def play(self) -> None:
        """Go on."""
        ...

    def pause(self) -> None:
        """Hold."""
        ...

    def seek(self, position_ms: int) -> None:
        """Go somewhere else."""
        ...

    def set_rate(self, rate: float) -> None:
        """Play at so many times the speed."""
        ...

    def set_volume(self, share: float) -> None:
        """How loud, 0…1 as a person hears it; zero is silent."""
        ...

    def choose_sound(self, number: int) -> None:
        """Hear another one, counted from zero."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class QtMedia(QObject):
    """`Media` on QMediaPlayer, which reads and decodes on threads of its own."""

    moved = Signal(int)
    played = Signal(bool)
    opened = Signal(int)
    ended = Signal()
    broke = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = QVideoWidget(parent)
        self._picture.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self._output = QAudioOutput(self)
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(self._output)
        self._player.setVideoOutput(self._picture)
        self._player.positionChanged.connect(self._on_position)
        self._player.playingChanged.connect(self.played)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.errorOccurred.connect(self._on_error)
        self._at_ms, self._is_to_play, self._is_opening, self._sound = 0, False, False, 0

    @property
    def picture(self) -> QVideoWidget:
        """See `Media`."""
        return self._picture

    @property
    def position_ms(self) -> int:
        """See `Media`."""
        return self._at_ms if self._is_opening else self._player.position()

    @property
    def is_playing(self) -> bool:
        """See `Media`."""
        return self._is_to_play if self._is_opening else self._player.isPlaying()

    @property
    def sounds(self) -> int:
        """See `Media`."""
        return len(self._player.audioTracks())

    def open(self, path: Path, *, at_ms: int, is_playing: bool) -> None:
        """See `Media`."""
        self._at_ms, self._is_to_play, self._is_opening = at_ms, is_playing, True
        self._player.setSource(QUrl.fromLocalFile(str(path)))

    def play(self) -> None:
        """See `Media`."""
        self._is_to_play = True
        if not self._is_opening:
            self._player.play()

    def pause(self) -> None:
        """See `Media`."""
        self._is_to_play = False
        if not self._is_opening:
            self._player.pause()

    def seek(self, position_ms: int) -> None:
        """See `Media`."""
        self._at_ms = max(0, position_ms)
        if not self._is_opening:
            if self._player.playbackState() is QMediaPlayer.PlaybackState.StoppedState:  # at the end, where nothing would be shown
                self._player.pause()
            self._player.setPosition(self._at_ms)

    def set_rate(self, rate: float) -> None:
        """See `Media`."""
        self._player.setPlaybackRate(rate)

    def set_volume(self, share: float) -> None:
        """See `Media`."""
        scale = QtAudio.VolumeScale
        self._output.setVolume(QtAudio.convertVolume(share, scale.LogarithmicVolumeScale, scale.LinearVolumeScale))

    def choose_sound(self, number: int) -> None:
        """See `Media`."""
        self._sound = number
        if not self._is_opening and 0 <= number < self.sounds:
            self._player.setActiveAudioTrack(number)

    def close(self) -> None:
        """See `Media`."""
        self._is_opening = False
        self._player.stop()
        self._player.setSource(QUrl())

    @Slot("qlonglong")
    def _on_position(self, position_ms: int) -> None:
        if not self._is_opening:  # then it is that of the file before
            self.moved.emit(position_ms)

    @Slot(QMediaPlayer.MediaStatus)
    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status is QMediaPlayer.MediaStatus.LoadedMedia and self._is_opening:
            self._is_opening = False
            if 0 <= self._sound < self.sounds and self._player.activeAudioTrack() != self._sound:
                self._player.setActiveAudioTrack(self._sound)
            if self._at_ms:
                self._player.setPosition(self._at_ms)
            (self._player.play if self._is_to_play else self._player.pause)()
            self.opened.emit(self._player.duration())
        elif status is QMediaPlayer.MediaStatus.EndOfMedia:
            self.ended.emit()

    @Slot(QMediaPlayer.Error, str)
    def _on_error(self, error: QMediaPlayer.Error, text: str) -> None:
        if error is not QMediaPlayer.Error.NoError:
            self._is_opening = False
            self.broke.emit(text)
