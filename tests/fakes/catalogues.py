"""Displays and sounds that need no machine: scripted ones on a clock of the test, and ones that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from lookhear.errors import PermissionMissing, SourceUnavailable
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.ports import ChannelInfo
from lookhear.recorder.sources.audio.synthetic import SyntheticAudioSource, SyntheticSound

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class SyntheticSounds:
    """An `AudioCatalogue` of tones: one microphone and one output, each also the default of its kind."""

    def __init__(self, sound: SyntheticSound | None = None, *, now_ns: Callable[[], int]) -> None:
        self._sound, self._now_ns = sound or SyntheticSound(), now_ns

    def inputs(self, *, probe: bool = True) -> list[ChannelInfo]:
        return [sound_info(kind, device) for kind, device in ((ChannelKind.MIC, "tone-mic"), (ChannelKind.SYSTEM_AUDIO, "tone-output"))]

    def open(self, channel: ChannelId) -> SyntheticAudioSource:
        return SyntheticAudioSource(self._sound, now_ns=self._now_ns)


class NoSounds:
    """An `AudioCatalogue` of a machine without audio system."""

    def inputs(self, *, probe: bool = True) -> NoReturn:
        raise SourceUnavailable("There is no audio system.")

    def open(self, channel: ChannelId) -> NoReturn:
        raise SourceUnavailable(f"There is no {channel.kind.value}.")


class ForbiddenSounds(NoSounds):
    """An `AudioCatalogue` of a machine whose microphone this program may not hear."""

    def open(self, channel: ChannelId) -> NoReturn:
        raise PermissionMissing(f"This program may not hear {channel}.")


class ListedScreens:
    """A `ScreenCatalogue` that lists what it was given and opens nothing."""

    def __init__(self, infos: Sequence[ChannelInfo]) -> None:
        self._infos = list(infos)
        self.probes: list[bool] = []

    def displays(self, *, probe: bool = True) -> list[ChannelInfo]:
        self.probes.append(probe)
        return self._infos

    def open(self, channel: ChannelId, *, fps: int) -> NoReturn:
        raise SourceUnavailable(f"There is no {channel}.")


class ListedSounds:
    """An `AudioCatalogue` that lists what it was given and opens nothing."""

    def __init__(self, infos: Sequence[ChannelInfo]) -> None:
        self._infos = list(infos)
        self.questions = 0
        self.probes: list[bool] = []

    def inputs(self, *, probe: bool = True) -> list[ChannelInfo]:
        self.questions += 1
        self.probes.append(probe)
        return self._infos

    def open(self, channel: ChannelId) -> NoReturn:
        raise SourceUnavailable(f"There is no {channel}.")


def display_info(
    number: int, *, is_default: bool = False, size: tuple[int, int] = (1920, 1080), can_open: bool = True, reason: str = ""
) -> ChannelInfo:
    """A display as a catalogue lists it, to the right of those before it."""
    return ChannelInfo(
        channel_id=ChannelId.display(number),
        name=f"Screen {number}",
        device=f"OUT-{number}",
        is_default=is_default,
        can_open=can_open,
        reason=reason,
        width=size[0],
        height=size[1],
        x=(number - 1) * 1920,
        y=0,
    )


def sound_info(kind: ChannelKind, device: str, *, is_default: bool = True, can_open: bool = True, reason: str = "") -> ChannelInfo:
    """A microphone or an output as a catalogue lists it."""
    return ChannelInfo(
        channel_id=ChannelId(kind, device),
        name=f"Name of {device}",
        device=device,
        is_default=is_default,
        can_open=can_open,
        reason=reason,
        rate=48_000,
        channels=1 if kind is ChannelKind.MIC else 2,
    )
