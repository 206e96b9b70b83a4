"""Looking at the active window, through eyes of a test."""

from __future__ import annotations

import queue
import threading

from lookhear.system.active_window.kinds import ActiveWindow, Unavailable
from lookhear.system.active_window.polled import PolledWindows


class ScriptedEyes:
    """Sees one thing after another, and the last one for ever; says when everything was seen."""

    def __init__(self, *seen: ActiveWindow | type[Exception] | None) -> None:
        self.seen = list(seen)
        self.is_through = threading.Event()

    def look(self) -> ActiveWindow | None:
        is_last = len(self.seen) == 1
        found = self.seen[0] if is_last else self.seen.pop(0)
        if is_last:
            self.is_through.set()
        if isinstance(found, type):
            raise found
        return found


ONE, TWO = ActiveWindow("Editor", "a.txt", 7), ActiveWindow("Editor", "b.txt", 7)


def _told(eyes: ScriptedEyes) -> tuple[list[ActiveWindow], PolledWindows]:
    told: queue.SimpleQueue[ActiveWindow] = queue.SimpleQueue()
    windows = PolledWindows(lambda: eyes, every_s=0.001)
    windows.start(told.put)
    assert eyes.is_through.wait(20)
    windows.close()
    windows.close()
    return [told.get() for _ in range(told.qsize())], windows


def test_each_change_is_told_once() -> None:
    told, windows = _told(ScriptedEyes(None, ONE, ONE, None, ONE, TWO, TWO, None))
    assert told == [ONE, TWO]
    assert windows.unavailable is None


def test_a_system_that_refuses_is_said_so() -> None:
    told, windows = _told(ScriptedEyes(ONE, OSError))
    assert told == [ONE]
    assert windows.unavailable is Unavailable.FAILED


def test_it_can_be_started_again() -> None:
    told: queue.SimpleQueue[ActiveWindow] = queue.SimpleQueue()
    windows = PolledWindows(lambda: ScriptedEyes(ONE), every_s=60)
    for _ in range(2):
        windows.start(told.put)
        assert told.get(timeout=20) == ONE
        windows.close()
