"""What the application offers and previews of real displays and a real sound server, while these come and go."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from demo.audio import MIC
from lookhear.desktop.engine.events import LevelsHeard, OffersChanged, PictureSeen, PreviewTrouble
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.previews import Previews
from lookhear.desktop.engine.source_service import LookPace, Sources
from lookhear.desktop.engine.watching import Watched
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.pipeline.clock import SessionClock
from lookhear.recorder.sources.audio.pulse_devices import PulseCatalogue
from lookhear.recorder.sources.screen.x11_catalogue import X11Catalogue
from tests.fakes.hearing import FakeMemory, FakeSettings, Heard, SourceMachine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from demo.desktop import VirtualDesktop

D1, D2 = ChannelId.display(1), ChannelId.display(2)
MICROPHONE, OUTPUT = ChannelId.parse("mic:default"), ChannelId.parse("system_audio:default")
HEADSET = (
    "source_name=headset channels=1 rate=16000 "
    'source_properties="device.bus=bluetooth bluetooth.protocol=headset_head_unit device.description=Headset"'
)


class Stage:
    """Both services on a virtual desktop. Made on a loop."""

    def __init__(self, desktop: VirtualDesktop) -> None:
        clock, self.hub = SessionClock(), Hub()
        self.machine = SourceMachine(
            X11Catalogue(desktop.display.name, now_ns=clock.now_ns),
            PulseCatalogue(now_ns=clock.now_ns, server=desktop.audio.address),
        )
        watched = Watched(self.machine)
        self.heard = Heard(self.hub)
        self.sources = Sources(watched, self.hub, settings=FakeSettings(), memory=FakeMemory(), pace=LookPace(every_s=0.1))
        self.previews = Previews(watched, self.hub, now_ns=clock.now_ns)


@asynccontextmanager
async def stage(desktop: VirtualDesktop) -> AsyncIterator[Stage]:
    made = Stage(desktop)
    try:
        yield made
    finally:
        await made.sources.end()
        await made.previews.end()
    assert made.machine.open_now == set()


def test_displays_are_offered_with_size_and_place_and_none_is_opened(two_displays: VirtualDesktop) -> None:
    async def check() -> None:
        async with stage(two_displays) as it:
            offers = await it.sources.offers()
            assert [(offer.number, offer.width, offer.height, offer.x) for offer in offers.displays] == [
                (1, 1280, 720, 0),
                (2, 1024, 768, 1280),
            ]
            assert [offer.is_primary for offer in offers.displays] == [True, False]
            assert offers.microphones[0].follows_system
            assert it.machine.opened == []

    asyncio.run(check())


def test_a_display_that_is_unplugged_leaves_the_picker_and_comes_back(two_displays: VirtualDesktop) -> None:
    async def check() -> None:
        async with stage(two_displays) as it:
            await it.sources.choose(replace(await it.sources.choice(), displays=(D1, D2), microphone=None))
            await it.sources.follow("picker", is_on=True)
            await it.previews.watch("picker", [D1, D2])
            await it.heard.until(PictureSeen, lambda event: event.channel_id == D2)
            it.heard.forget()
            two_displays.display.remove_output(1)
            await it.heard.until(OffersChanged, lambda event: len(event.offers.displays) == 1)
            assert (await it.sources.choice()).displays == (D1,)
            trouble = await it.heard.until(PreviewTrouble, lambda event: event.channel_id == D2)
            assert trouble.sentence
            it.heard.forget()
            two_displays.resize_display((1024, 768), output=1, x=1280)
            await it.heard.until(OffersChanged, lambda event: len(event.offers.displays) == 2)
            assert (await it.sources.choice()).displays == (D1, D2)
            await it.heard.until(PictureSeen, lambda event: event.channel_id == D2)

    asyncio.run(check())


def test_a_headset_over_bluetooth_is_marked_and_not_proposed(own_desktop: VirtualDesktop) -> None:
    async def check() -> None:
        async with stage(own_desktop) as it:
            own_desktop.load_module("module-remap-source", f"{HEADSET} master={MIC}")
            own_desktop.set_default_source("headset")
            offers = await it.sources.offers()
            marked = {offer.channel_id.key: offer.is_call_quality for offer in offers.microphones}
            assert marked["default"]
            assert marked["headset"]
            assert not marked[MIC]
            chosen = offers.sound((await it.sources.choice()).microphone)
            assert chosen is not None
            assert not chosen.is_call_quality

    asyncio.run(check())


def test_a_sound_server_that_goes_is_told_and_heard_again_when_it_is_back(own_desktop: VirtualDesktop) -> None:
    async def check() -> None:
        async with stage(own_desktop) as it:
            await it.sources.follow("picker", is_on=True)
            await it.previews.watch("picker", [MICROPHONE, OUTPUT])
            await it.heard.until(LevelsHeard)
            it.heard.forget()
            own_desktop.kill_audio()
            gone = await it.heard.until(OffersChanged, lambda event: bool(event.offers.sound_trouble))
            assert gone.offers.microphones == ()
            assert (await it.sources.choice()).microphone == MICROPHONE  # wished all the same
            await it.heard.until(PreviewTrouble, lambda event: event.channel_id == MICROPHONE)
            it.heard.forget()
            own_desktop.start_audio()
            await it.heard.until(OffersChanged, lambda event: bool(event.offers.microphones))
            await it.heard.until(LevelsHeard)

    asyncio.run(check())


def test_what_moves_is_seen_again_and_again(desktop: VirtualDesktop) -> None:
    async def check() -> None:
        async with stage(desktop) as it:
            await it.previews.watch("picker", [D1])
            await it.heard.until(PictureSeen, count=12)
            seen = it.heard.of(PictureSeen)[0]
            assert (seen.width, seen.height) == (426, 240)

    child = desktop.start("scene", [sys.executable, "-m", "demo.scene", "scroll"])
    try:
        asyncio.run(check())
    finally:
        child.stop()
