"""The one door between GUI and engine: coroutines in, frozen events out. Lives on the GUI thread.

What the engine publishes waits in a list until the GUI thread takes it: an event with a ``slot`` replaces the one before it, so that a GUI
that is busy for a moment never falls behind. Slots are methods of objects of the GUI thread, never lambdas of another one.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot
from shiboken6 import isValid

from lookhear.errors import LookhearError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from concurrent.futures import Future

    from lookhear.desktop.engine.events import Event
    from lookhear.desktop.engine.ports import EngineFace
    from lookhear.desktop.engine.runtime import Runtime

_LOG: Final = logging.getLogger(__name__)

_Result = TypeVar("_Result")


class UnexpectedError(LookhearError):
    """A bug of ours met a person: it is in the log, and this is what they read."""

    code = "desktop.unexpected"
    default_hint = "Settings → Permissions and health saves a diagnostic archive that helps to mend it."


class Bridge(QObject):
    """See above. ``happened`` carries every event, on the GUI thread."""

    happened = Signal(object)
    _woken = Signal()

    def __init__(self, runtime: Runtime, engine: EngineFace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runtime = runtime
        self.engine: Final = engine
        self._lock = threading.Lock()  # protects _waiting, _answers and _is_woken
        self._waiting: dict[object, Event] = {}
        self._answers: list[tuple[Callable[[Any], object], Any]] = []
        self._is_woken = False
        self._woken.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def call(
        self,
        work: Coroutine[Any, Any, _Result],
        *,
        done: Callable[[_Result], object] | None = None,
        failed: Callable[[LookhearError], object] | None = None,
    ) -> None:
        """Run a coroutine of the engine; one of the two is called on the GUI thread, unless the widget it belongs to is gone by then.

        ``failed`` gets an error with a sentence, whatever happened. Without it a failure is only logged.
        """
        future = self._runtime.submit(work)

        def _on_engine(finished: Future[_Result]) -> None:
            if finished.cancelled():
                return
            error = finished.exception()
            if error is None:
                self._answer(done, finished.result())
            else:
                self._answer(failed, _for_people(error))

        future.add_done_callback(_on_engine)

    def post(self, event: Event) -> None:
        """Hand an event to the GUI. For the engine's threads."""
        key = getattr(event, "slot", None) or object()
        with self._lock:
            self._waiting.pop(key, None)  # the newest of a slot stands where it happened
            self._waiting[key] = event
            self._wake()

    def _answer(self, callback: Callable[[Any], object] | None, value: object) -> None:
        if callback is None:
            return
        with self._lock:
            self._answers.append((callback, value))
            self._wake()

    def _wake(self) -> None:
        """With the lock held."""
        if not self._is_woken and isValid(self):
            self._is_woken = True
            self._woken.emit()

    @Slot()
    def _deliver(self) -> None:
        assert QThread.currentThread() is self.thread()  # noqa: S101 - a bug that would crash later and elsewhere
        with self._lock:
            events, self._waiting = list(self._waiting.values()), {}
            answers, self._answers = self._answers, []
            self._is_woken = False
        for event in events:
            self.happened.emit(event)
        for callback, value in answers:
            owner = getattr(callback, "__self__", None)
            if not isinstance(owner, QObject) or isValid(owner):
                callback(value)


def _for_people(error: BaseException) -> LookhearError:
    if isinstance(error, LookhearError):
        return error
    _LOG.error("something unexpected happened", exc_info=error)
    return UnexpectedError("Something unexpected happened.")
