"""What QtMultimedia and its FFmpeg print about every file they open, kept from the terminal: what goes wrong is an error of the player."""

from __future__ import annotations

import contextlib
import ctypes
from pathlib import Path
from typing import Final

import PySide6
from PySide6.QtCore import QLoggingCategory

AV_LOG_ERROR: Final = 16
_LIBRARIES: Final = ("Qt/lib/libavutil.so.*", "Qt/lib/libavutil.*.dylib", "avutil-*.dll")
_RULES: Final = "qt.multimedia.*.info=false\nqt.multimedia.symbolsresolver.warning=false"


def hush_qt() -> None:
    """No line for the codec of a file, or for a sound server that is not here. Before QtMultimedia is imported."""
    QLoggingCategory.setFilterRules(_RULES)


def hush_ffmpeg(folder: Path | None = None) -> bool:
    """Let QtMultimedia's FFmpeg, once it is loaded, print errors only: it would list each file with its tracks; whether it was found."""
    home = Path(PySide6.__file__).parent if folder is None else folder
    for pattern in _LIBRARIES:
        for file in home.glob(pattern):
            with contextlib.suppress(OSError, AttributeError):
                ctypes.CDLL(str(file)).av_log_set_level(AV_LOG_ERROR)
                return True
    return False
