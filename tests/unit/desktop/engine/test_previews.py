from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.events import LevelsHeard, PictureSeen, PreviewTrouble, ViewChanged
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.previews import Previews
from lookhear.desktop.engine.view import AppView, Phase
from lookhear.desktop.engine.watching import Watched
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.pipeline.clock import SessionClock
from lookhear.recorder.sources.audio.synthetic import SyntheticSound
from lookhear.recorder.sources.screen.synthetic import Script, SyntheticCatalogue
from tests.fakes.catalogues import NoSounds, SyntheticSounds
from tests.fakes.hearing import Heard, SourceMachine
from tests.fakes.pictures import frame, noise

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from lookhear.recorder.ports import AudioCatalogue

D1, D2 = ChannelId.display(1), ChannelId.display(2)
MIC = ChannelId(ChannelKind.MIC, "default")
LOUD = SyntheticSound(burst_s=1.0)


class Stage:
    """The service with what it needs. Made on a loop."""

    def __init__(self, sounds: AudioCatalogue | None = None) -> None:
        clock = SessionClock()
        screens = SyntheticCatalogue((Script(), Script(is_moving=False)), now_ns=clock.now_ns)
        self.machine = SourceMachine(screens, sounds or SyntheticSounds(LOUD, now_ns=clock.now_ns))
        self.watched, self.hub = Watched(self.machine), Hub()
        self.heard = Heard(self.hub)
        self.service = Previews(self.watched, self.hub, now_ns=clock.now_ns)

    def show(self, view: AppView) -> None:
        self.hub.publish(ViewChanged(view))


def on_stage(check: Callable[[Stage], Awaitable[None]], *, sounds: AudioCatalogue | None = None) -> Stage:
    async def run() -> Stage:
        stage = Stage(sounds)
        try:
            await check(stage)
        finally:
            await stage.service.end()
        return stage

    stage = asyncio.run(run())
    assert stage.machine.open_now == set()
    return stage


def test_what_somebody_watches_is_opened_seen_and_heard_and_closed_at_the_end() -> None:
    async def check(stage: Stage) -> None:
        await stage.service.watch("picker", [D1, MIC])
        seen = await stage.heard.until(PictureSeen)
        assert (seen.channel_id, seen.width, seen.height, seen.stride) == (D1, 320, 180, 1280)
        assert len(seen.pixels) == 320 * 180 * 4
        level = await stage.heard.until(LevelsHeard, lambda event: event.peaks[0][1] > 0.4)
        assert level.peaks[0][0] == MIC
        assert stage.machine.open_now == {D1, MIC}

    on_stage(check)


def test_a_display_that_stands_still_is_seen_once_and_one_that_moves_again_and_again() -> None:
    async def check(stage: Stage) -> None:
        await stage.service.watch("picker", [D1, D2])
        await stage.heard.until(PictureSeen, lambda event: event.channel_id == D2)
        await stage.heard.until(PictureSeen, lambda event: event.channel_id == D1, count=4)
        assert len([event for event in stage.heard.of(PictureSeen) if event.channel_id == D2]) == 1

    on_stage(check)


def test_nothing_is_open_when_nobody_watches_any_more() -> None:
    async def check(stage: Stage) -> None:
        await stage.service.watch("picker", [D1])
        await stage.service.watch("pill", [D1, MIC])
        await stage.heard.until(PictureSeen)
        await stage.service.watch("pill", [])
        await stage.service.watch("picker", [])
        await stage.service.end()
        assert stage.machine.open_now == set()
        assert stage.machine.opened.count(D1) == 1

    on_stage(check)


@pytest.mark.parametrize("view", [AppView(phase=Phase.RECORDING), AppView(phase=Phase.PAUSED), AppView(private_until_s=1.0)])
def test_while_something_records_or_must_not_nothing_is_opened(view: AppView) -> None:
    async def check(stage: Stage) -> None:
        stage.show(view)
        await stage.service.watch("pill", [D1, MIC])
        assert stage.machine.opened == []
        stage.show(AppView())
        await stage.heard.until(PictureSeen)

    on_stage(check)


def test_what_was_open_for_a_preview_is_closed_when_recording_begins_and_the_recorders_own_is_looked_at() -> None:
    async def check(stage: Stage) -> None:
        await stage.service.watch("picker", [D2])
        await stage.heard.until(PictureSeen)
        with stage.watched.screens().open(D2, fps=30) as recorded:
            stage.show(AppView(phase=Phase.RECORDING))
            await stage.service.watch("picker", [D2, MIC])
            recorded.read(0)
            stage.heard.forget()
            stage.watched.board.saw(D2, frame(noise(5), 5))
            seen = await stage.heard.until(PictureSeen)
            assert (seen.width, seen.height) == (64, 48)
            assert MIC not in stage.machine.opened

    on_stage(check)


def test_nothing_is_opened_after_a_recording_for_controls_that_look_away() -> None:
    async def check(stage: Stage) -> None:
        stage.show(AppView(phase=Phase.RECORDING))
        await stage.service.watch("pill", [MIC])
        stage.show(AppView(phase=Phase.STOPPING))
        stage.show(AppView())
        await stage.service.watch("picker", [D1])
        await stage.service.watch("pill", [])
        await stage.heard.until(PictureSeen)
        assert stage.machine.opened == [D1]

    on_stage(check)


def test_a_recording_that_follows_at_once_keeps_everything_closed() -> None:
    async def check(stage: Stage) -> None:
        stage.show(AppView(phase=Phase.RECORDING))
        stage.show(AppView())
        stage.show(AppView(phase=Phase.RECORDING))
        await stage.service.watch("picker", [D1])
        with stage.watched.screens().open(D1, fps=30) as recorded:
            recorded.read(0)
            await stage.heard.until(PictureSeen)
            assert stage.machine.opened == [D1]

    on_stage(check)


def test_silence_is_told_once() -> None:
    async def check(stage: Stage) -> None:
        await stage.service.watch("picker", [MIC, D1])
        await stage.heard.until(LevelsHeard)
        for _ in range(3):
            stage.heard.forget()
            await stage.heard.until(PictureSeen)
        assert len(stage.heard.of(LevelsHeard)) <= 1

    clock = SessionClock()
    on_stage(check, sounds=SyntheticSounds(replace(LOUD, level=0.0), now_ns=clock.now_ns))


def test_a_source_that_cannot_be_opened_says_why_and_no_more_when_nobody_looks() -> None:
    async def check(stage: Stage) -> None:
        await stage.service.watch("picker", [MIC])
        assert (await stage.heard.until(PreviewTrouble)).sentence == "There is no mic."
        await stage.service.watch("picker", [])
        assert stage.heard.of(PreviewTrouble)[-1] == PreviewTrouble(MIC, "")

    on_stage(check, sounds=NoSounds())
