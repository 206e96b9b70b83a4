"""What ends the application from outside: signals, and the end of the person's session. Either way what records is sealed first."""

from __future__ import annotations

import contextlib
import logging
import signal
import socket
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as NotInTime
from typing import TYPE_CHECKING, Final, Self

from PySide6.QtCore import QObject, QSocketNotifier, Qt, Slot

from lookhear.errors import LookhearError
from lookhear.system.signals import ending_signals

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from types import FrameType

    from PySide6.QtGui import QSessionManager
    from PySide6.QtWidgets import QApplication

_LOG: Final = logging.getLogger(__name__)
_SEALED_WITHIN_S: Final = 8.0  # sessions that end give programs about ten seconds


class Endings(QObject):
    """A context: listens as long as it lasts. ``seal`` begins to end the recording, for the moment when nothing else will run any more.

    Python hears signals only between two of its own steps, of which Qt's loop makes none while nothing happens: a socket wakes it.
    """

    def __init__(self, application: QApplication, seal: Callable[[], Future[None]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application, self._seal = application, seal
        self._mouth, self._ear = socket.socketpair()
        for end in (self._mouth, self._ear):
            end.settimeout(0.0)
        self._notifier = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_woken)
        self._before: dict[signal.Signals, signal._HANDLER] = {}
        self._wakeup_before = -1

    def __enter__(self) -> Self:
        self._wakeup_before = signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, *ending_signals()):
            self._before[number] = signal.getsignal(number)
            signal.signal(number, _note)
        self._application.commitDataRequest.connect(self._on_session_end, Qt.ConnectionType.DirectConnection)
        return self

    def __exit__(self, *exc: object) -> None:
        self._application.commitDataRequest.disconnect(self._on_session_end)
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        signal.set_wakeup_fd(self._wakeup_before)
        self._notifier.setEnabled(False)
        self._mouth.close()
        self._ear.close()

    @Slot()
    def _on_woken(self) -> None:
        with contextlib.suppress(BlockingIOError):
            if self._ear.recv(64):
                self._application.quit()

    @Slot("QSessionManager&")
    def _on_session_end(self, _manager: QSessionManager) -> None:
        """The system waits for this to return, and may end the program any moment after: the only time that this thread may wait."""
        try:
            self._seal().result(_SEALED_WITHIN_S)
        except (LookhearError, NotInTime, CancelledError) as exc:
            _LOG.warning("the session ends, and the recording is not sealed yet (%s)", type(exc).__name__)


def _note(_number: int, _frame: FrameType | None) -> None:
    """The socket has been written to already."""
