"""What a moment of looking and listening proves, on sources of a test."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.desktop.engine.permission_proof import Outcome, Prober, Proof
from lookhear.errors import PermissionMissing
from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.ports import AudioBlock
from lookhear.recorder.sources.screen.refused import RefusedCatalogue
from lookhear.recorder.sources.screen.synthetic import Script, SyntheticCatalogue
from lookhear.system.permissions.kinds import Permission
from tests.fakes.catalogues import ForbiddenSounds, ListedSounds, NoSounds, SyntheticSounds, display_info, sound_info

if TYPE_CHECKING:
    from typing import Self

    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.ports import AudioCatalogue, ChannelInfo, Frame, ScreenCatalogue


class Clock:
    """Seconds and nanoseconds that pass with each look."""

    def __init__(self) -> None:
        self.at_s = 0.0

    def __call__(self) -> float:
        self.at_s += 0.5
        return self.at_s


class GivingSounds:
    """A microphone and an output that give the same block again and again, or nothing."""

    def __init__(self, samples: list[float] | None) -> None:
        self._samples = samples
        self.opened: list[ChannelId] = []
        self.closed = 0

    name = device = "giving"

    def inputs(self, *, probe: bool = True) -> list[ChannelInfo]:
        assert not probe  # nothing is opened to find a name
        return [sound_info(kind, "usb") for kind in (ChannelKind.MIC, ChannelKind.SYSTEM_AUDIO)]

    def open(self, channel: ChannelId) -> Self:
        self.opened.append(channel)
        return self

    def read(self, timeout_s: float) -> AudioBlock | None:
        if self._samples is None:
            return None
        return AudioBlock(np.array([self._samples], dtype=np.float32).T, 48_000, 0)

    def close(self) -> None:
        self.closed += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class BlankScreens:
    """One display that opens and gives no picture, or is refused."""

    name = "blank"

    def __init__(self, refusal: Exception | None = None, *, is_there: bool = True) -> None:
        self._refusal, self._is_there = refusal, is_there
        self.closed = 0

    def displays(self, *, probe: bool = True) -> list[ChannelInfo]:
        assert not probe
        return [display_info(1)] if self._is_there else []

    def open(self, channel: ChannelId, *, fps: int) -> Self:
        if self._refusal is not None:
            raise self._refusal
        return self

    def read(self, timeout_s: float) -> Frame | None:
        return None

    def close(self) -> None:
        self.closed += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def prober(*, screens: ScreenCatalogue | None = None, sounds: AudioCatalogue | None = None) -> Prober:
    return Prober(screens=lambda: screens or BlankScreens(), sounds=lambda: sounds or NoSounds(), now_s=Clock())


def test_a_picture_is_proof_and_its_size_is_told() -> None:
    screens = SyntheticCatalogue((Script(width=160, height=96),), now_ns=lambda: 0)
    assert prober(screens=screens).look(Permission.SCREEN_CAPTURE) == Proof(Outcome.GAVE, "160 × 96")


@pytest.mark.parametrize(
    ("screens", "outcome"),
    [
        (BlankScreens(), Outcome.NOTHING),
        (BlankScreens(is_there=False), Outcome.UNAVAILABLE),
        (BlankScreens(PermissionMissing("Not you.")), Outcome.REFUSED),
        (RefusedCatalogue("This is a Wayland session.", "Log in to another one."), Outcome.UNAVAILABLE),
    ],
)
def test_no_picture_is_told_apart_by_its_reason(screens: ScreenCatalogue, outcome: Outcome) -> None:
    proof = prober(screens=screens).look(Permission.SCREEN_CAPTURE)
    assert proof.outcome is outcome
    assert (proof.saw == "") is (outcome is Outcome.NOTHING or proof == Proof(Outcome.UNAVAILABLE))


@pytest.mark.parametrize(("samples", "outcome"), [([0.0, 0.1], Outcome.GAVE), ([0.0, 0.0], Outcome.ZEROS), ([], Outcome.NOTHING)])
@pytest.mark.parametrize(("permission", "kind"), [(Permission.MICROPHONE, "mic"), (Permission.SYSTEM_AUDIO, "system_audio")])
def test_sound_is_listened_to_until_it_is_no_silence(permission: Permission, kind: str, samples: list[float], outcome: Outcome) -> None:
    sounds = GivingSounds(samples)
    assert prober(sounds=sounds).look(permission) == Proof(outcome, "Name of usb")
    assert [str(channel) for channel in sounds.opened] == [f"{kind}:default"]
    assert sounds.closed == 1


def test_a_device_that_gives_nothing_at_all_is_given_up() -> None:
    assert prober(sounds=GivingSounds(None)).look(Permission.MICROPHONE).outcome is Outcome.NOTHING


@pytest.mark.parametrize(
    ("sounds", "outcome"),
    [
        (NoSounds(), Outcome.UNAVAILABLE),
        (ListedSounds([]), Outcome.UNAVAILABLE),
        (ListedSounds([sound_info(ChannelKind.MIC, "usb")]), Outcome.UNAVAILABLE),
    ],
)
def test_a_microphone_that_is_not_there_is_no_refusal(sounds: AudioCatalogue, outcome: Outcome) -> None:
    assert prober(sounds=sounds).look(Permission.MICROPHONE).outcome is outcome


def test_a_refusal_says_why() -> None:
    class Refusing(ForbiddenSounds):
        def inputs(self, *, probe: bool = True) -> list[ChannelInfo]:  # type: ignore[override]
            return [sound_info(ChannelKind.MIC, "usb")]

    assert prober(sounds=Refusing()).look(Permission.MICROPHONE) == Proof(Outcome.REFUSED, "This program may not hear mic:default.")


def test_what_no_source_stands_for_is_not_tried() -> None:
    assert prober().look(Permission.ACCESSIBILITY) == Proof()


def test_sources_of_the_recorder_are_looked_at_as_they_are() -> None:
    sounds = SyntheticSounds(now_ns=time.monotonic_ns)
    assert prober(sounds=sounds).look(Permission.MICROPHONE) == Proof(Outcome.GAVE, "Name of tone-mic")
