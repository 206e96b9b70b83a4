"""A player for one recording: picture, timeline and controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from lookhear.desktop.engine.library.entries import Playable


class PlayerWidget(QWidget):
    """Plays a `Playable`. QtMultimedia is loaded with the first one. ``failed`` carries a sentence."""

    failed = Signal(str)

    def open(self, playable: Playable, *, at_s: float = 0.0, is_playing: bool = True) -> None:
        """Show a recording, and play it unless told otherwise."""

    def close_media(self) -> None:
        """Let go of the files and show nothing."""
