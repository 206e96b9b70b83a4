"""Priorities of threads: chooses the operating system's way, or none."""

from __future__ import annotations

import os
import sys
import threading

_BACKGROUND_NICE = 10


def lower_this_thread() -> bool:
    """Let every other thread go first, for work that nobody waits for. False where the system cannot do that for one thread.

    Linux keeps a nice value for each thread (setpriority(2), "C library/kernel differences"); elsewhere it belongs to the
    process, and is left alone.
    """
    if sys.platform != "linux":
        return False
    try:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _BACKGROUND_NICE)
    except OSError:
        return False
    return True
