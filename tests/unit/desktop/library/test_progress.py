from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from lookhear.desktop.engine.library.lanes import Cancelled
from lookhear.desktop.library.progress import Progress

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_thread_tells_and_the_gui_hears_not_every_word(qtbot: QtBot) -> None:
    owner = QObject()
    progress = Progress(owner)
    heard: list[tuple[float, bool]] = []

    class Listener(QObject):
        def hear(self, share: float) -> None:
            heard.append((share, threading.current_thread() is threading.main_thread()))

    listener = Listener()
    progress.moved.connect(listener.hear)

    def work() -> None:
        for step in range(1001):
            progress(step / 1000)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(heard) and heard[-1] == (1.0, True))
    assert all(is_main for _, is_main in heard)
    assert len(heard) < 300


def test_what_nobody_wants_any_more_ends_at_its_next_step(qapp: object) -> None:
    owner = QObject()
    progress = Progress(owner)
    progress(0.1)
    progress.cancel()
    with pytest.raises(Cancelled):
        progress(0.2)
