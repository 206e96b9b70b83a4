"""Sources of sound: the factory that chooses one catalogue for this system, once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lookhear.errors import SourceUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.recorder.ports import AudioCatalogue


def open_catalogue(*, now_ns: Callable[[], int]) -> AudioCatalogue:
    """The microphones and outputs of this machine. ``now_ns`` is the session clock that sources stamp with.

    Never fails: where there is no audio system, the catalogue's methods raise SourceUnavailable with the reason.
    """
    if sys.platform == "linux":
        return _on_linux(now_ns)
    from lookhear.recorder.sources.audio.nothing import NoAudio
    from lookhear.recorder.sources.audio.sounddevice_devices import SoundDeviceCatalogue, load_portaudio

    is_windows = sys.platform == "win32"
    try:
        library = load_portaudio()
    except SourceUnavailable as error:
        return NoAudio(error)
    host_api = "Windows WASAPI" if is_windows else "Core Audio"
    return SoundDeviceCatalogue(library, now_ns=now_ns, host_api=host_api, converts_rates=is_windows)


def _on_linux(now_ns: Callable[[], int]) -> AudioCatalogue:
    from lookhear.recorder.sources.audio.pulse_devices import PulseCatalogue

    pulse = PulseCatalogue(now_ns=now_ns)
    try:
        pulse.view()
    except SourceUnavailable:
        from lookhear.recorder.sources.audio.sounddevice_devices import SoundDeviceCatalogue, load_portaudio

        try:
            alsa = SoundDeviceCatalogue(load_portaudio(), now_ns=now_ns, host_api="ALSA")
        except SourceUnavailable:
            return pulse
        # Without either, the server is the likelier one to come, and its reason the more helpful.
        return alsa if alsa.has_inputs() else pulse
    return pulse
