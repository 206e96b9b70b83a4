from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from lookhear.system.threads import lower_this_thread


def nice_value(thread_id: int) -> int:
    """The nice value of one thread of this process: field 19 of its stat file, proc(5)."""
    text = Path(f"/proc/self/task/{thread_id}/stat").read_text("ascii")
    return int(text.rpartition(")")[2].split()[16])


@pytest.mark.linux
def test_only_the_thread_that_asks_becomes_less_urgent() -> None:
    own_id = threading.get_native_id()
    before = nice_value(own_id)
    seen: list[tuple[bool, int]] = []
    thread = threading.Thread(target=lambda: seen.append((lower_this_thread(), nice_value(threading.get_native_id()))))
    thread.start()
    thread.join()
    assert seen == [(True, max(10, before))]
    assert nice_value(own_id) == before


def test_where_it_cannot_be_done_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert lower_this_thread() is False
