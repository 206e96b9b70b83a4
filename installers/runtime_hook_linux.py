"""Runs in a frozen program before any of ours: PortAudio is asked of the system by name, but lies beside the program."""

from __future__ import annotations

import ctypes.util
import sys
from pathlib import Path

_of_the_system = ctypes.util.find_library


def _find_library(name: str) -> str | None:
    if name == "portaudio":
        beside = Path(getattr(sys, "_MEIPASS", "")) / "libportaudio.so.2"
        if beside.exists():
            return str(beside)
    return _of_the_system(name)


ctypes.util.find_library = _find_library
