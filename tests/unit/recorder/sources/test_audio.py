from __future__ import annotations

import sys

import pytest

from lookhear.errors import SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.sources.audio import open_catalogue
from lookhear.recorder.sources.audio.sounddevice_devices import load_portaudio
from tests.fakes.clock import ManualClock


@pytest.mark.linux
def test_on_linux_without_sound_the_reason_names_the_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent/pulse.sock")
    catalogue = open_catalogue(now_ns=ManualClock())
    with pytest.raises(SourceUnavailable) as refusal:
        catalogue.open(ChannelId.parse("system_audio:default"))
    assert "PulseAudio" in refusal.value.for_people() or "Start one of them" in refusal.value.for_people()


@pytest.mark.parametrize(("platform", "host_api"), [("win32", "Windows WASAPI"), ("darwin", "Core Audio")])
def test_elsewhere_the_refusal_of_system_audio_names_the_system_interface(
    platform: str, host_api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_portaudio()  # before the system changes its name: the library is loaded for the real one
    monkeypatch.setattr(sys, "platform", platform)
    catalogue = open_catalogue(now_ns=ManualClock())
    with pytest.raises(SourceUnavailable, match=f"cannot be recorded here through {host_api}"):
        catalogue.open(ChannelId.parse("system_audio:default"))


def test_where_portaudio_is_missing_every_question_gets_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    monkeypatch.setattr(sys, "platform", "darwin")
    catalogue = open_catalogue(now_ns=ManualClock())
    with pytest.raises(SourceUnavailable) as refusal:
        catalogue.inputs()
    assert "Install PortAudio" in refusal.value.for_people()
