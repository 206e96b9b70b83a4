from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from lookhear.desktop.engine.events import ChoiceChanged, OffersChanged, SettingsChanged
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.settings.declared import AudioSettings, RecordingSettings, Settings
from lookhear.desktop.engine.source_service import LookPace, Sources
from lookhear.desktop.engine.watching import Watched
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.quality import Quality
from lookhear.recorder.sources.audio.traits import BUS, FORM
from tests.fakes.catalogues import ListedScreens, ListedSounds, display_info, sound_info
from tests.fakes.hearing import FakeMemory, FakeSettings, Heard, SourceMachine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.recorder.ports import ChannelInfo

D1, D2 = ChannelId.display(1), ChannelId.display(2)
MIC, USB = ChannelId(ChannelKind.MIC, "default"), ChannelId(ChannelKind.MIC, "usb")
QUICK = LookPace(every_s=0.0, patience_s=30.0, start_patience_s=0.01)


class ChangingScreens(ListedScreens):
    """Displays that a test plugs in and out."""

    def show(self, *infos: ChannelInfo) -> None:
        self._infos = list(infos)


class HangingSounds(ListedSounds):
    """An audio system that does not answer before it is told to."""

    def __init__(self, infos: Sequence[ChannelInfo]) -> None:
        super().__init__(infos)
        self.answers = threading.Event()

    def inputs(self, *, probe: bool = True) -> list[ChannelInfo]:
        self.answers.wait(20)
        return super().inputs(probe=probe)


class Stage:
    """The service with what it needs. Made on a loop."""

    def __init__(self, *, settings: Settings | None = None, sounds: ListedSounds | None = None) -> None:
        self.screens = ChangingScreens([display_info(1, is_default=True), display_info(2)])
        self.sounds = sounds or ListedSounds([sound_info(ChannelKind.MIC, key, is_default=key == "default") for key in ("default", "usb")])
        self.hub, self.memory, self.settings = Hub(), FakeMemory(), FakeSettings(settings)
        self.heard = Heard(self.hub)
        self.machine = SourceMachine(self.screens, self.sounds)
        self.service = Sources(Watched(self.machine), self.hub, settings=self.settings, memory=self.memory, pace=QUICK)


def test_offers_and_choice_are_looked_up_and_nothing_is_opened() -> None:
    async def check() -> None:
        stage = Stage()
        offers = await stage.service.offers()
        assert [offer.number for offer in offers.displays] == [1, 2]
        choice = await stage.service.choice()
        assert (choice.displays, choice.primary, choice.microphone) == ((D1,), D1, MIC)
        assert stage.heard.of(OffersChanged) == [OffersChanged(offers)]
        assert stage.heard.of(ChoiceChanged) == [ChoiceChanged(choice)]
        assert stage.machine.opened == []
        assert not await stage.service.is_chosen()

    asyncio.run(check())


def test_a_choice_is_told_and_remembered_for_these_displays() -> None:
    async def check() -> None:
        stage = Stage()
        choice = replace(await stage.service.choice(), displays=(D2, D1), primary=D2, microphone=USB)
        await stage.service.choose(choice)
        assert stage.heard.of(ChoiceChanged)[-1].choice == replace(choice, displays=(D1, D2))
        assert await stage.service.is_chosen()
        assert await stage.service.choice() == replace(choice, displays=(D1, D2))
        stage.screens.show(display_info(1, is_default=True))
        assert (await stage.service.choice()).displays == (D1,)
        assert not await stage.service.is_chosen()

    asyncio.run(check())


def test_speed_and_quality_are_those_of_the_settings() -> None:
    async def check() -> None:
        stage = Stage(settings=Settings(recording=RecordingSettings(fps=15, quality=Quality.SMALL)))
        choice = await stage.service.choice()
        assert (choice.fps, choice.quality) == (15, Quality.SMALL)
        await stage.service.choose(replace(choice, fps=60, quality=Quality.SHARP))
        assert (stage.settings.now.recording.fps, stage.settings.now.recording.quality) == (60, Quality.SHARP)
        assert stage.heard.of(ChoiceChanged)[-1].choice.quality is Quality.SHARP

    asyncio.run(check())


def test_a_setting_that_changes_the_choice_is_told() -> None:
    async def check() -> None:
        infos = [sound_info(ChannelKind.MIC, key, is_default=key == "default") for key in ("default", "inside")]
        infos[0].details[BUS] = "bluetooth"
        infos[1].details.update({BUS: "pci", FORM: "internal"})
        stage = Stage(sounds=ListedSounds(infos))
        assert (await stage.service.choice()).microphone == ChannelId(ChannelKind.MIC, "inside")
        before = stage.settings.now
        stage.settings.now = replace(before, audio=AudioSettings(prefers_built_in=False))
        stage.hub.publish(SettingsChanged(before, stage.settings.now))
        await stage.heard.until(ChoiceChanged, lambda event: event.choice.microphone == MIC)

    asyncio.run(check())


def test_while_somebody_follows_displays_that_come_and_go_are_told() -> None:
    async def check() -> None:
        stage = Stage()
        await stage.service.follow("picker", is_on=True)
        await stage.service.follow("menu", is_on=True)
        await stage.heard.until(OffersChanged)
        stage.screens.show(display_info(1, is_default=True))
        await stage.heard.until(OffersChanged, lambda event: len(event.offers.displays) == 1)
        await stage.service.follow("picker", is_on=False)
        stage.screens.show(display_info(1, is_default=True), display_info(2))
        await stage.heard.until(OffersChanged, lambda event: len(event.offers.displays) == 2)
        await stage.service.follow("menu", is_on=False)
        looked = len(stage.screens.probes)
        await asyncio.to_thread(lambda: None)
        assert len(stage.screens.probes) <= looked + 1
        await stage.service.end()

    asyncio.run(check())


def test_an_audio_system_that_hangs_holds_up_no_choice() -> None:
    async def check() -> None:
        sounds = HangingSounds([sound_info(ChannelKind.MIC, "default")])
        stage = Stage(sounds=sounds)
        try:
            choice = await stage.service.choice()
            assert choice.microphone == MIC  # wished all the same: it may be there in a moment
        finally:
            sounds.answers.set()
        offers = await stage.service.offers()
        assert offers.sound_trouble == ""
        assert len(offers.microphones) == 1

    asyncio.run(check())
