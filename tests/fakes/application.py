"""An application that runs, for programs that reach it: its lock, its socket, and recordings that only note what they are asked."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lookhear.desktop.engine.control import AppControl
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.remote import Instance
from lookhear.desktop.engine.runtime import Runtime
from lookhear.desktop.engine.view import AppView, Phase, RecordingView
from tests.fakes.engine_parts import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from lookhear.errors import LookhearError

RUNNING = RecordingView(recording_id="rec-1", folder=Path("rec-1"), recorded_ns=0, at_monotonic_ns=0, tracks=())


class NotedRecordings:
    """A start shows a recording, or fails as the test says; a toggle does either."""

    def __init__(self) -> None:
        self.view = AppView()
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.failure: LookhearError | None = None

    async def start(self, **wishes: Any) -> None:  # noqa: ANN401 - the port's
        self.calls.append(("start", wishes))
        if self.failure is not None:
            raise self.failure
        self.view = dataclasses.replace(self.view, phase=Phase.RECORDING, recording=RUNNING)

    async def toggle(self) -> None:
        self.calls.append(("toggle", {}))
        is_idle = self.view.recording is None
        self.view = dataclasses.replace(self.view, phase=Phase.RECORDING if is_idle else Phase.IDLE, recording=RUNNING if is_idle else None)

    def __getattr__(self, name: str) -> Callable[[], Coroutine[Any, Any, None]]:
        async def noted() -> None:
            self.calls.append((name, {}))

        return noted


class Application:
    """``told`` has what its windows were told, ``recordings`` what was asked of it."""

    def __init__(self, run_folder: Path) -> None:
        self._hub, self.told, self.recordings = Hub(), Told(), NotedRecordings()
        self._hub.listen(self.told)
        self.run_folder = run_folder

    @contextlib.contextmanager
    def running(self) -> Iterator[Application]:
        """Run on a thread of its own for as long as the context is."""
        instance = Instance.claim(self.run_folder)
        assert instance is not None
        runtime = Runtime()
        runtime.start()
        control = AppControl(self._hub, recording=self.recordings, run_folder=self.run_folder)  # type: ignore[arg-type]
        runtime.submit(control.begin()).result(10)
        try:
            yield self
        finally:
            runtime.close(control.end())
            instance.close()

    def serve(self, work: Callable[[Application], Coroutine[Any, Any, None]]) -> None:
        """Run on this thread's own loop while ``work`` asks."""

        async def whole() -> None:
            control = AppControl(self._hub, recording=self.recordings, run_folder=self.run_folder)  # type: ignore[arg-type]
            await control.begin()
            try:
                await work(self)
            finally:
                await control.end()

        asyncio.run(whole())
