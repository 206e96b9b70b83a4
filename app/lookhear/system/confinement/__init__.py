"""Limits that a process sets itself before it touches something it cannot trust. Chooses the operating system's way."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Final

_NICE: Final = 5


def confine(*, memory_bytes: int) -> None:
    """Take no more memory than this, write no file and leave no core dump; let others go first.

    On Windows, where a process can only be limited by the one that starts it, nothing but the last.
    """
    if sys.platform != "win32":
        import resource

        limits = [(resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)]
        if sys.platform != "darwin":  # there it counts what is mapped by the system itself
            limits.append((resource.RLIMIT_AS, memory_bytes))
        for limit, value in limits:
            with contextlib.suppress(OSError, ValueError):  # a stricter one is set already
                resource.setrlimit(limit, (value, value))
        with contextlib.suppress(OSError):
            os.nice(_NICE)
