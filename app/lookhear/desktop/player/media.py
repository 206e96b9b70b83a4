"""QtMultimedia behind a few words: one file, its picture, its sounds, its position. Nothing else in the application knows of it.

It is imported with the first `QtMedia`: that loads FFmpeg once more, and looks for sound servers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot

from lookhear.desktop.player.quiet import hush_ffmpeg, hush_qt

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import SignalInstance
    from PySide6.QtMultimedia import QMediaPlayer
    from PySide6.QtMultimediaWidgets import QVideoWidget
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


class _Orders(QObject):
    """What the player is told, as signals connected to its slots by Qt itself.

    Called from Python those slots would wait for the player's threads with the interpreter locked; but to let go of an object that
    Python made, such as the output of sound, such a thread needs the interpreter, and both would wait for ever. While a signal is
    emitted it is free.
    """

    source = Signal(QUrl)
    playing = Signal()
    pausing = Signal()
    stopping = Signal()
    position = Signal("qlonglong")  # type: ignore[arg-type]  # 64 bits have a name only, no type of Python's
    rate = Signal(float)

    def __init__(self, player: QMediaPlayer) -> None:
        super().__init__(player)
        self.source.connect(player.setSource)
        self.playing.connect(player.play)
        self.pausing.connect(player.pause)
        self.stopping.connect(player.stop)
        self.position.connect(player.setPosition)
        self.rate.connect(player.setPlaybackRate)


class QtMedia(QObject):
    """`Media` on QMediaPlayer, which reads and decodes on threads of its own. `close` it before it goes."""

    moved = Signal(int)
    played = Signal(bool)
    opened = Signal(int)
    ended = Signal()
    broke = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        hush_qt()
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QtAudio
        from PySide6.QtMultimediaWidgets import QVideoWidget

        super().__init__(parent)
        self._states, self._statuses = QMediaPlayer.PlaybackState, QMediaPlayer.MediaStatus
        self._no_error, self._audio = QMediaPlayer.Error.NoError, QtAudio
        self._picture = QVideoWidget(parent)
        self._picture.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self._output = QAudioOutput(self)
        self._player = QMediaPlayer(self)
        hush_ffmpeg()
        self._player.setAudioOutput(self._output)
        self._player.setVideoOutput(self._picture)
        self._orders = _Orders(self._player)
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
        self._at_ms, self._is_to_play, self._is_opening = max(0, at_ms), is_playing, True
        self._orders.source.emit(QUrl.fromLocalFile(str(path)))

    def play(self) -> None:
        """See `Media`."""
        self._is_to_play = True
        if not self._is_opening:
            self._orders.playing.emit()

    def pause(self) -> None:
        """See `Media`."""
        self._is_to_play = False
        if not self._is_opening:
            self._orders.pausing.emit()

    def seek(self, position_ms: int) -> None:
        """See `Media`."""
        self._at_ms = max(0, position_ms)
        if not self._is_opening:
            if self._player.playbackState() is self._states.StoppedState:  # at the end, where nothing would be shown
                self._orders.pausing.emit()
            self._orders.position.emit(self._at_ms)

    def set_rate(self, rate: float) -> None:
        """See `Media`."""
        self._orders.rate.emit(rate)

    def set_volume(self, share: float) -> None:
        """See `Media`."""
        scale = self._audio.VolumeScale
        self._output.setVolume(self._audio.convertVolume(share, scale.LogarithmicVolumeScale, scale.LinearVolumeScale))

    def choose_sound(self, number: int) -> None:
        """See `Media`. There is no slot for it, so that the player is stopped meanwhile: then none of its threads is waited for."""
        self._sound = number
        if self._is_opening or number not in range(self.sounds) or self._player.activeAudioTrack() == number:
            return
        at_ms, is_playing = self._player.position(), self._player.isPlaying()
        self._orders.stopping.emit()
        self._player.setActiveAudioTrack(number)
        self._begin(at_ms=at_ms, is_playing=is_playing)

    def close(self) -> None:
        """See `Media`."""
        self._is_opening = False
        self._orders.stopping.emit()
        self._orders.source.emit(QUrl())

    def _begin(self, *, at_ms: int, is_playing: bool) -> None:
        """Play, or hold, from a position."""
        if at_ms:
            self._orders.position.emit(at_ms)
        (self._orders.playing if is_playing else self._orders.pausing).emit()

    @Slot("qlonglong")
    def _on_position(self, position_ms: int) -> None:
        if not self._is_opening:  # then it is that of the file before
            self.moved.emit(position_ms)

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status is self._statuses.LoadedMedia and self._is_opening:
            self._is_opening = False
            if 0 <= self._sound < self.sounds and self._player.activeAudioTrack() != self._sound:
                self._player.setActiveAudioTrack(self._sound)
            self._begin(at_ms=self._at_ms, is_playing=self._is_to_play)
            self.opened.emit(self._player.duration())
        elif status is self._statuses.EndOfMedia:
            self.ended.emit()

    def _on_error(self, error: QMediaPlayer.Error, text: str) -> None:
        if error is not self._no_error:
            self._is_opening = False
            self.broke.emit(text)
