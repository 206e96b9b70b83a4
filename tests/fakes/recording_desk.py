"""Recordings of the application with everything they need: the real recorder, and neighbours that a test scripts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.private import Privacy
from lookhear.desktop.engine.recording import Recordings, Surroundings
from lookhear.desktop.engine.uploading import Uploads
from lookhear.desktop.engine.viewing import Views
from lookhear.desktop.engine.warmth import Warmth
from lookhear.errors import DiskFull
from tests.fakes.engine_parts import ChosenSources, Remembered, ScriptedStudio, SettingsNow, Told, until

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Coroutine, Sequence
    from pathlib import Path

    from lookhear.desktop.engine.events import NoticeKind
    from lookhear.desktop.engine.view import Phase
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.ports import AudioCatalogue


class Uploader:
    """A rig that uploads nothing by itself."""

    def close(self) -> None:
        """Nothing waits."""

    def retire(self, folder: Path, *, keep_days: float | None = None) -> None:
        """Everything stays."""

    def publisher(self, folder: Path, **_wishes: object) -> None:
        raise AssertionError("nothing is left")


class NotedFeed:
    """A source that is warmed up."""

    open: set[ChannelId] = set()  # noqa: RUF012 - one test at a time

    def __init__(self, channel: ChannelId) -> None:
        self._channel = channel

    def start(self) -> None:
        self.open.add(self._channel)

    def ask_to_stop(self) -> None:
        self.open.discard(self._channel)

    def join(self) -> None:
        """It is closed."""


class Desk:
    """Recordings with everything they need; use `Desk.run`."""

    def __init__(self, root: Path, *, sounds: AudioCatalogue | None = None) -> None:
        self.hub, self.told, self.settings = Hub(), Told(), SettingsNow()
        self.hub.listen(self.told)
        self.views = Views(self.hub.publish)
        self.scripted = ScriptedStudio(root, sounds=sounds)
        self.sources = ChosenSources()
        self.uploads = Uploads(Uploader(), self.hub, views=self.views, settings=self.settings, root=lambda: root / "recordings")  # type: ignore[arg-type]
        self.privacy = Privacy(self.views, Remembered())
        self.seconds: list[asyncio.Future[None]] = []
        self.suspected = 0
        self.forgotten: list[str] = []
        self.is_trash_full = False
        self.recordings = Recordings(
            self.scripted.studio(),
            self.hub,
            views=self.views,
            settings=self.settings,
            sources=self.sources,
            uploads=self.uploads,
            privacy=self.privacy,
            surroundings=Surroundings(warm=self._warm, suspect=self._suspect, forget=self._forget, second=self._second),
        )

    @classmethod
    def run(cls, root: Path, work: Callable[[Desk], Coroutine[object, object, None]], *, sounds: AudioCatalogue | None = None) -> Desk:
        async def whole() -> Desk:
            desk = cls(root, sounds=sounds)
            try:
                await work(desk)
            finally:
                for second in desk.seconds:
                    second.cancel()
                await desk.recordings.end()
                await desk.privacy.end()
                await desk.uploads.end()
                desk.views.close()
            return desk

        return asyncio.run(whole())

    def is_in(self, phase: Phase) -> bool:
        return self.views.now.phase is phase

    @property
    def notices(self) -> list[NoticeKind]:
        return [notice.kind for notice in self.told.notices]

    async def sealed(self) -> None:
        await until(lambda: self.scripted.folders and any(self.scripted.folders[-1].glob("*/*.m4s")))

    def _warm(self, channels: Sequence[ChannelId]) -> Warmth:
        return Warmth(channels, feed=NotedFeed)

    async def _suspect(self, channels: Collection[ChannelId]) -> None:
        assert channels
        self.suspected += 1

    async def _forget(self, recording_id: str) -> None:
        self.forgotten.append(recording_id)
        if self.is_trash_full:
            raise DiskFull("The disk is full.")

    def _second(self) -> asyncio.Future[None]:
        self.seconds.append(asyncio.get_running_loop().create_future())
        return self.seconds[-1]
