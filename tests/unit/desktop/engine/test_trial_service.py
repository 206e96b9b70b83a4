"""The test recording, with the real recorder on synthetic sources."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.events import TrialMoved
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.sources import Choice, DisplayOffer, Offers, SoundOffer
from lookhear.desktop.engine.trial_service import Trials
from lookhear.desktop.engine.view import Phase
from lookhear.desktop.engine.viewing import Views
from lookhear.desktop.engine.watching import Watched
from lookhear.errors import NothingToCapture, NotNow
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.service import Recorder
from lookhear.recorder.sources.audio.synthetic import SyntheticSound
from tests.fakes.catalogues import SyntheticSounds
from tests.fakes.machine import machine

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from lookhear.desktop.engine.events import Event
    from lookhear.recorder.ports import AudioCatalogue, ScreenCatalogue

DISPLAY = ChannelId.display(1)
MICROPHONE = ChannelId(ChannelKind.MIC, "default")
OUTPUT = ChannelId(ChannelKind.SYSTEM_AUDIO, "default")
ALL = Choice(displays=(DISPLAY,), primary=DISPLAY, microphone=MICROPHONE, system_audio=OUTPUT)
LENGTH_S = 1.2


class ChosenSources:
    """Sources that somebody chose."""

    def __init__(self, choice: Choice) -> None:
        self.chosen = choice

    async def choice(self) -> Choice:
        return self.chosen

    async def offers(self) -> Offers:
        return Offers(
            displays=(DisplayOffer(channel_id=DISPLAY, number=1, name="Screen 1", device="X", width=160, height=96, is_primary=True),),
            microphones=(SoundOffer(channel_id=MICROPHONE, name="USB microphone", device="usb", is_default=True),),
        )


class TrialRig:
    """As much of a rig as a test recording needs."""

    def __init__(self, home: Path) -> None:
        self._machine = machine(home)
        self.paths, self.clock = self._machine.paths, self._machine.clock

    def silence(self) -> None:
        """From now on there is nothing to be heard."""
        self._machine.sounds = SyntheticSounds(SyntheticSound(level=0.0), now_ns=self.clock.now_ns)

    def screens(self) -> ScreenCatalogue:
        return self._machine.screens

    def sounds(self) -> AudioCatalogue:
        return self._machine.sounds

    def recorder(
        self,
        *,
        root: Path,
        screens: Callable[[], ScreenCatalogue],
        sounds: Callable[[], AudioCatalogue],
        has_window_names: bool = False,
    ) -> Recorder:
        assert not has_window_names  # a trial is of pictures and sounds
        return Recorder(screens=screens, sounds=sounds, root=root, clock=self.clock)


class Scene:
    """A service with everything around it."""

    def __init__(self, home: Path, *, choice: Choice = ALL, length_s: float = LENGTH_S) -> None:
        self.rig = TrialRig(home)
        self.sources = ChosenSources(choice)
        self.length_s = length_s
        self.events: list[Event] = []
        self.hub = Hub()
        self.hub.listen(self.events.append)
        self.views = Views(self.hub.publish)
        self.running: asyncio.Task[object] | None = None

    @property
    def left(self) -> list[str]:
        """What lies in the place of test recordings."""
        root = self.rig.paths.data / "trial"
        return sorted(path.name for path in root.iterdir()) if root.exists() else []

    @property
    def moves(self) -> list[float]:
        return [event.recorded_s for event in self.events if isinstance(event, TrialMoved)]

    def run(self, act: Callable[[Trials], Coroutine[object, object, None]]) -> None:
        async def whole() -> None:
            trials = Trials(
                self.rig,  # type: ignore[arg-type]
                self.hub,
                self.views,
                sources=self.sources,  # type: ignore[arg-type]
                watched=Watched(self.rig),
                length_s=self.length_s,
            )
            await trials.begin()
            try:
                await act(trials)
            finally:
                await trials.end()
                self.views.close()

        asyncio.run(whole())

    async def until_it_runs(self) -> None:
        heard = asyncio.Event()
        self.hub.listen(lambda event: heard.set() if isinstance(event, TrialMoved) and 0 < event.recorded_s < event.length_s else None)
        await heard.wait()


def test_what_was_recorded_can_be_played_and_says_what_each_source_gave(tmp_path: Path) -> None:
    scene = Scene(tmp_path)

    async def act(trials: Trials) -> None:
        trial = await trials.record()
        assert [str(track.channel_id) for track in trial.tracks] == ["display:1", "mic:default", "system_audio:default"]
        assert all(track.duration_s > LENGTH_S / 2 for track in trial.tracks)
        assert [track.is_silent for track in trial.tracks] == [False, False, False]
        assert [file.path.exists() for file in trial.playable.files] == [True]
        assert trial.playable.files[0].sounds == ("Mix", "USB microphone", "system audio")

    scene.run(act)
    assert scene.left == []
    assert not scene.rig.paths.recordings.exists()  # the library never hears of it
    assert scene.moves[0] == 0
    assert scene.moves == sorted(scene.moves)
    assert scene.moves[-1] == LENGTH_S


def test_a_microphone_that_gives_silence_is_told(tmp_path: Path) -> None:
    scene = Scene(tmp_path, choice=dataclasses.replace(ALL, displays=(), primary=None, system_audio=None))
    scene.rig.silence()

    async def act(trials: Trials) -> None:
        (track,) = (await trials.record()).tracks
        assert (track.is_silent, track.peak) == (True, 0)

    scene.run(act)


def test_it_can_be_ended_early(tmp_path: Path) -> None:
    scene = Scene(tmp_path, length_s=600.0)

    async def act(trials: Trials) -> None:
        await trials.stop()  # harmless before
        running = asyncio.create_task(trials.record())
        await scene.until_it_runs()
        with pytest.raises(NotNow, match="already"):
            await trials.record()
        await trials.stop()
        assert (await running).playable.files

    scene.run(act)


@pytest.mark.parametrize("change", [{"phase": Phase.STARTING}, {"private_until_s": 1e12}])
def test_a_real_recording_and_a_privacy_pause_end_it(tmp_path: Path, change: dict[str, object]) -> None:
    scene = Scene(tmp_path, length_s=600.0)

    async def act(trials: Trials) -> None:
        running = asyncio.create_task(trials.record())
        await scene.until_it_runs()
        scene.views.change(**change)
        await running
        with pytest.raises(NotNow):
            await trials.record()

    scene.run(act)


def test_a_privacy_pause_that_is_over_is_none(tmp_path: Path) -> None:
    scene = Scene(tmp_path)

    async def act(trials: Trials) -> None:
        scene.views.change(private_until_s=1.0)
        assert (await trials.record()).tracks

    scene.run(act)


def test_where_nothing_can_be_captured_nothing_is_left(tmp_path: Path) -> None:
    nowhere = dataclasses.replace(ALL, displays=(ChannelId.display(9),), microphone=None, system_audio=None)
    scene = Scene(tmp_path, choice=nowhere)

    async def act(trials: Trials) -> None:
        with pytest.raises(NothingToCapture):
            await trials.record()
        assert scene.left == []
        scene.sources.chosen = ALL
        assert (await trials.record()).tracks

    scene.run(act)


def test_a_source_that_did_not_open_says_why_beside_those_that_did(tmp_path: Path) -> None:
    scene = Scene(tmp_path, choice=dataclasses.replace(ALL, displays=(DISPLAY, ChannelId.display(9)), system_audio=None))

    async def act(trials: Trials) -> None:
        reasons = {str(track.channel_id): track.reason for track in (await trials.record()).tracks}
        assert reasons["display:1"] == ""
        assert "display" in reasons["display:9"]

    scene.run(act)


def test_the_next_one_takes_the_place_of_the_last_and_what_a_crash_left_is_gone(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    left = scene.rig.paths.data / "trial" / "rec-old"
    left.mkdir(parents=True)

    async def act(trials: Trials) -> None:
        assert not left.exists()
        first = (await trials.record()).playable.files[0].path
        second = (await trials.record()).playable.files[0].path
        assert (first.exists(), second.exists()) == (False, True)
        await trials.forget()
        assert scene.left == []

    scene.run(act)


def test_an_engine_that_ends_meanwhile_leaves_nothing(tmp_path: Path) -> None:
    scene = Scene(tmp_path, length_s=600.0)

    async def act(trials: Trials) -> None:
        scene.running = asyncio.create_task(trials.record())
        await scene.until_it_runs()

    scene.run(act)
    assert scene.left == []
