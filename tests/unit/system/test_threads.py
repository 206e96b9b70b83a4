from __future__ import annotations

import os
import sys
import threading

from lookhear.system.threads import lower_this_thread


def test_only_the_thread_that_asks_becomes_less_urgent() -> None:
    seen: list[tuple[bool, int]] = []

    def ask() -> None:
        seen.append((lower_this_thread(), os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) if sys.platform == "linux" else 0))

    before = os.getpriority(os.PRIO_PROCESS, 0) if sys.platform == "linux" else 0
    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert seen == ([(True, max(10, before))] if sys.platform == "linux" else [(False, 0)])
    if sys.platform == "linux":
        assert os.getpriority(os.PRIO_PROCESS, 0) == before
