"""The engine of the desktop application in widgets' tests: does nothing, notes what it was asked for, answers what it was told to."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from lookhear.desktop.engine.settings.declared import Settings
from lookhear.desktop.engine.understanding.engine_values import EnginesView
from lookhear.desktop.engine.understanding.values import LiveContext, RecordingText, TextState
from lookhear.desktop.engine.view import AppView
from lookhear.errors import LookhearError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from lookhear.desktop.engine.events import Event
    from lookhear.desktop.engine.library.entries import LibraryQuery


class FakeService:
    """Any service: every method is a coroutine that notes its call and gives what ``answers`` holds under its name (an error is raised)."""

    def __init__(self, name: str, calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]]) -> None:
        self._name, self._calls = name, calls
        self.view, self.now, self.troubles = AppView(), Settings(), ()  # of `recording` and of `settings`
        self.live = LiveContext()  # of `understanding`
        self.answers: dict[str, Any] = {}
        self.searching: set[str] = set()  # of `library`: texts whose first answer is still to come

    def is_searching(self, query: LibraryQuery) -> bool:
        """Of `library`."""
        return query.text in self.searching

    def __getattr__(self, method: str) -> Callable[..., Coroutine[Any, Any, Any]]:
        async def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the port takes
            self._calls.append((f"{self._name}.{method}", args, kwargs))
            answer = self.answers.get(method)
            if isinstance(answer, LookhearError):
                raise answer
            return answer(*args, **kwargs) if callable(answer) else answer

        return call


class FakeEngine:
    """`lookhear.desktop.engine.ports.EngineFace` made of `FakeService`s. ``calls`` has them all, in order: ("recording.start", (), {})."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self.recording: Any = FakeService("recording", self.calls)
        self.sources: Any = FakeService("sources", self.calls)
        self.memory: Any = FakeService("memory", self.calls)
        self.previews: Any = FakeService("previews", self.calls)
        self.library: Any = FakeService("library", self.calls)
        self.uploads: Any = FakeService("uploads", self.calls)
        self.settings: Any = FakeService("settings", self.calls)
        self.backends: Any = FakeService("backends", self.calls)
        self.permissions: Any = FakeService("permissions", self.calls)
        self.hotkeys: Any = FakeService("hotkeys", self.calls)
        self.trial: Any = FakeService("trial", self.calls)
        self.storage: Any = FakeService("storage", self.calls)
        self.health: Any = FakeService("health", self.calls)
        self.understanding: Any = FakeService("understanding", self.calls)
        self.understanding.answers["text"] = lambda entry: RecordingText(recording_id=entry.recording_id, state=TextState.NONE)
        self.engines: Any = FakeService("engines", self.calls)
        self.engines.answers["look"] = EnginesView(kinds=())

    @property
    def called(self) -> list[str]:
        """The names of what was asked for, in order."""
        return [name for name, _, _ in self.calls]


class FakeBridge(QObject):
    """A `Bridge` whose coroutines run at once. Tests publish with `post`."""

    happened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.engine = FakeEngine()

    def call(
        self,
        work: Coroutine[Any, Any, Any],
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[LookhearError], object] | None = None,
    ) -> None:
        """Run it now, and call one of the two."""
        try:
            value = asyncio.run(work)
        except LookhearError as error:
            if failed is not None:
                failed(error)
            return
        if done is not None:
            done(value)

    def post(self, event: Event) -> None:
        """Publish an event as the engine would; a view becomes that of the engine."""
        view = getattr(event, "view", None)
        if isinstance(view, AppView):
            self.engine.recording.view = view
        self.happened.emit(event)

    def show(self, **fields: Any) -> None:  # noqa: ANN401 - fields of AppView
        """Publish a view with these fields different."""
        from lookhear.desktop.engine.events import ViewChanged

        now: AppView = self.engine.recording.view
        self.post(ViewChanged(dataclasses.replace(now, revision=now.revision + 1, **fields)))


class FakeWindows(QObject):
    """`lookhear.desktop.windows.Windows` that only notes which window was asked for: ("settings", "backend")."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, str | None]] = []
        self.has_tray = True

    def show_picker(self) -> None:
        self.shown.append(("picker", None))

    def show_library(self, recording_id: str | None = None) -> None:
        self.shown.append(("library", recording_id))

    def show_settings(self, page: str | None = None) -> None:
        self.shown.append(("settings", page))

    def show_first_run(self) -> None:
        self.shown.append(("first run", None))

    def show_controls(self) -> None:
        self.shown.append(("controls", None))

    def show_context(self) -> None:
        self.shown.append(("context", None))

    def quit_and_reopen(self) -> None:
        self.shown.append(("quit and reopen", None))
