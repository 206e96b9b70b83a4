"""Sources that do what a list says, for the stage that supervises them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.errors import SourceLost

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable


class ScriptedSource:
    """Gives the items of a list and raises the exceptions in it; at its end it is lost, or waits for ``until``."""

    name = "scripted"

    def __init__(
        self, steps: Iterable[object], *, device: str = "", until: threading.Event | None = None, on_close: Exception | None = None
    ) -> None:
        self._steps = iter(steps)
        self._on_close = on_close
        self._until = until
        self.device = device
        self.closed = 0

    def read(self, timeout_s: float) -> object | None:
        for step in self._steps:
            if isinstance(step, BaseException):
                raise step
            return step
        if self._until is None:
            raise SourceLost("The list is at its end.")
        self._until.wait(timeout_s)
        return None

    def close(self) -> None:
        self.closed += 1
        if self._on_close is not None:
            raise self._on_close


class ScriptedOpener:
    """Opens the sources of a list one after the other, raises the exceptions in it, and after that says that there is none."""

    def __init__(self, outcomes: Iterable[ScriptedSource | Exception]) -> None:
        self._outcomes = iter(outcomes)
        self.calls = 0

    def __call__(self) -> ScriptedSource:
        self.calls += 1
        outcome = next(self._outcomes, SourceLost("There is nothing more to open."))
        if isinstance(outcome, Exception):
            raise outcome
        return outcome
