"""What tests need of the engine's sources: a machine of catalogues, what was opened of it, and events to be waited for."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from lookhear.desktop.engine.settings.declared import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.engine.events import Event
    from lookhear.desktop.engine.hub import Hub
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.ports import AudioCatalogue, AudioSource, ChannelInfo, ScreenCatalogue, ScreenSource

_Wanted = TypeVar("_Wanted")


class SourceMachine:
    """Displays and sounds of a test. ``opened`` and ``closed`` name each channel once for each time."""

    def __init__(self, screens: ScreenCatalogue, sounds: AudioCatalogue) -> None:
        self.displays, self.audio = screens, sounds
        self.opened: list[ChannelId] = []
        self.closed: list[ChannelId] = []

    @property
    def open_now(self) -> set[ChannelId]:
        """What is open."""
        return {channel for channel in self.opened if self.opened.count(channel) > self.closed.count(channel)}

    def screens(self) -> ScreenCatalogue:
        return _CountedScreens(self)

    def sounds(self) -> AudioCatalogue:
        return _CountedSounds(self)

    def counted(self, source: Any, channel: ChannelId) -> Any:  # noqa: ANN401 - a source of either kind
        """The source, which notes when it is closed."""
        close = source.close

        def note_and_close() -> None:
            self.closed.append(channel)
            close()

        source.close = note_and_close
        self.opened.append(channel)
        return source


class _CountedScreens:
    def __init__(self, machine: SourceMachine) -> None:
        self._machine = machine

    def displays(self, *, probe: bool = True) -> list[ChannelInfo]:
        return self._machine.displays.displays(probe=probe)

    def open(self, channel: ChannelId, *, fps: int) -> ScreenSource:
        source: ScreenSource = self._machine.counted(self._machine.displays.open(channel, fps=fps), channel)
        return source


class _CountedSounds:
    def __init__(self, machine: SourceMachine) -> None:
        self._machine = machine

    def inputs(self, *, probe: bool = True) -> list[ChannelInfo]:
        return self._machine.audio.inputs(probe=probe)

    def open(self, channel: ChannelId) -> AudioSource:
        source: AudioSource = self._machine.counted(self._machine.audio.open(channel), channel)
        return source


class Heard:
    """Every event of a hub. Made on the loop that it is used on."""

    def __init__(self, hub: Hub) -> None:
        self.events: list[Event] = []
        self._more = asyncio.Event()
        hub.listen(self._note)

    def _note(self, event: Event) -> None:
        self.events.append(event)
        self._more.set()

    def of(self, kind: type[_Wanted]) -> list[_Wanted]:
        """Those of a kind so far."""
        return [event for event in self.events if isinstance(event, kind)]

    def forget(self) -> None:
        """Forget what was heard so far."""
        self.events.clear()

    async def until(self, kind: type[_Wanted], fits: Callable[[_Wanted], bool] = lambda _event: True, *, count: int = 1) -> _Wanted:
        """The first event of a kind that fits (or the second, …), from the last `forget` on; waits for it."""
        while True:
            found = [event for event in self.of(kind) if fits(event)]
            if len(found) >= count:
                return found[count - 1]
            self._more.clear()
            await self._more.wait()


class FakeSettings:
    """As much of a settings service as a choice of sources needs."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.now = settings or Settings()

    async def put(self, page: str, name: str, value: object) -> None:
        changes: dict[str, Any] = {page: replace(getattr(self.now, page), **{name: value})}
        self.now = replace(self.now, **changes)


class FakeMemory:
    """`lookhear.desktop.engine.ports.MemoryService` without a file."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}

    async def recall(self, name: str) -> Any:  # noqa: ANN401 - any JSON
        return self.known.get(name)

    async def remember(self, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON
        self.known[name] = value
