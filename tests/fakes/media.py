"""A file that a player plays, without QtMultimedia: a test moves its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pathlib import Path


class Screen(QWidget):
    """Where pictures would be; notes whether it fills the screen, which is not really done."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_filled = False

    def setFullScreen(self, is_filled: bool) -> None:  # noqa: FBT001, N802 - as QVideoWidget has it
        self.is_filled = is_filled

    def isFullScreen(self) -> bool:  # noqa: N802 - as Qt has it
        return self.is_filled


class FakeMedia(QObject):
    """`lookhear.desktop.player.media.Media`. ``calls`` has what it was told, in order."""

    moved = Signal(int)
    played = Signal(bool)
    opened = Signal(int)
    ended = Signal()
    broke = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.calls: list[tuple[object, ...]] = []
        self.path: Path | None = None
        self.position_ms, self.is_playing, self.sounds = 0, False, 3
        self._picture = Screen(parent)

    @property
    def picture(self) -> Screen:
        return self._picture

    def open(self, path: Path, *, at_ms: int, is_playing: bool) -> None:
        self.calls.append(("open", path.name, at_ms, is_playing))
        self.path, self.position_ms, self.is_playing = path, at_ms, is_playing

    def play(self) -> None:
        self.calls.append(("play",))
        self.is_playing = True
        self.played.emit(True)  # noqa: FBT003 - Qt's

    def pause(self) -> None:
        self.calls.append(("pause",))
        self.is_playing = False
        self.played.emit(False)  # noqa: FBT003 - Qt's

    def seek(self, position_ms: int) -> None:
        self.calls.append(("seek", position_ms))
        self.position_ms = position_ms

    def set_rate(self, rate: float) -> None:
        self.calls.append(("rate", rate))

    def set_volume(self, share: float) -> None:
        self.calls.append(("volume", share))

    def choose_sound(self, number: int) -> None:
        self.calls.append(("sound", number))

    def close(self) -> None:
        self.calls.append(("close",))
        self.path = None

    def go_to(self, position_ms: int) -> None:
        """Time passes."""
        self.position_ms = position_ms
        self.moved.emit(position_ms)
