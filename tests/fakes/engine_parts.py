"""Neighbours of the desktop application's engine services: what they need of each other, scripted."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from lookhear.desktop.engine.settings.declared import Settings
from lookhear.desktop.engine.sources import Choice, DisplayOffer, Offers, SoundOffer
from lookhear.desktop.engine.take import Studio
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.spool.binding import SourceKind, TokenSource
from tests.fakes.recorders import recorder
from tests.fakes.rig import UPLOADING
from tests.fakes.uploading import ScriptedUpload

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from lookhear.desktop.engine.events import Event, Notice
    from lookhear.desktop.engine.view import AppView
    from lookhear.errors import LookhearError
    from lookhear.recorder.ports import AudioCatalogue, ScreenCatalogue
    from lookhear.recorder.service import Recorder

DISPLAY, MIC, OUTPUT = (ChannelId.parse(name) for name in ("display:1", "mic:default", "system_audio:default"))


class Remembered:
    """A memory that is no file."""

    def __init__(self, **known: Any) -> None:  # noqa: ANN401 - any JSON
        self.known: dict[str, Any] = known

    async def recall(self, name: str) -> Any:  # noqa: ANN401 - any JSON
        return self.known.get(name)

    async def remember(self, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON
        self.known[name] = value


class ChosenSources:
    """Sources that are there and chosen. ``trouble`` is raised instead; listing waits for ``may_list`` where that is cleared."""

    def __init__(self, choice: Choice | None = None) -> None:
        self.chosen = choice or Choice(displays=(DISPLAY,), primary=DISPLAY, microphone=MIC, system_audio=None)
        self.trouble: LookhearError | None = None
        self.may_list = asyncio.Event()
        self.may_list.set()

    async def offers(self) -> Offers:
        await self.may_list.wait()
        display = DisplayOffer(channel_id=DISPLAY, number=1, name="Screen", device="DP-1", width=160, height=96, is_primary=True)
        return Offers(displays=(display,), microphones=(SoundOffer(channel_id=MIC, name="Desk", device="tone-mic", is_default=True),))

    async def choice(self) -> Choice:
        if self.trouble is not None:
            raise self.trouble
        return self.chosen

    async def is_chosen(self) -> bool:
        return True

    async def choose(self, choice: Choice) -> None:
        self.chosen = choice

    async def follow(self, watcher: str, *, is_on: bool) -> None:
        """Nobody has to be told."""


class Nowhere:
    """A destination that is the private backend, or whatever the test says. ``asked`` counts."""

    def __init__(self, source: TokenSource | None = None) -> None:
        self.found = source or TokenSource(kind=SourceKind.EMBEDDED)
        self.bytes_per_s: int | None = None
        self.asked = 0

    def source(self) -> TokenSource | None:
        self.asked += 1
        return self.found


class ScriptedStudio:
    """A `Studio` of the real recorder with synthetic sources and an upload that the test scripts."""

    def __init__(self, root: Path, *, screens: ScreenCatalogue | None = None, sounds: AudioCatalogue | None = None) -> None:
        self.root, self._screens, self._sounds = root, screens, sounds
        self.upload = ScriptedUpload(UPLOADING)
        self.destination = Nowhere()
        self.is_kept_here = False
        self.made: list[Recorder] = []

    def studio(self) -> Studio:
        return Studio(
            recorder=self._recorder,
            publish=self._publish,
            destination=self.destination,
            run_folder=self.root / "run",
            is_kept_here=lambda: self.is_kept_here,
        )

    def _recorder(self) -> Recorder:
        self.made.append(recorder(self.root / "recordings", screens=self._screens, sounds=self._sounds))
        return self.made[-1]

    def _publish(self, folder: Path, *, source: TokenSource, limit_bytes_per_s: int | None = None) -> ScriptedUpload:
        return self.upload

    @property
    def folders(self) -> list[Path]:
        """The folders of all recordings."""
        root = self.root / "recordings"
        return sorted(root.iterdir()) if root.exists() else []


class Told:
    """Everything that a hub published."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def __call__(self, event: Event) -> None:
        self.events.append(event)

    @property
    def notices(self) -> list[Notice]:
        from lookhear.desktop.engine.events import Notice

        return [event for event in self.events if isinstance(event, Notice)]

    @property
    def views(self) -> list[AppView]:
        from lookhear.desktop.engine.events import ViewChanged

        return [event.view for event in self.events if isinstance(event, ViewChanged)]


class SettingsNow:
    """Settings that are what the test sets."""

    def __init__(self, now: Settings | None = None) -> None:
        self.now = now or Settings()

    def __call__(self) -> Settings:
        return self.now


async def until(is_so: Callable[[], object], *, within_s: float = 20.0) -> None:
    """Wait until something is so; fails with an AssertionError where it never is."""
    async with asyncio.timeout(within_s):
        while not is_so():  # noqa: ASYNC110 - what is waited for knows of no event
            await asyncio.sleep(0.01)


def channels(*names: str) -> Sequence[ChannelId]:
    return [ChannelId.parse(name) for name in names]
