"""Sound from a real server: what is heard, and what happens when devices and servers come and go."""

from __future__ import annotations

import os
import signal
import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest

from demo.audio import MIC, MIC_FEED, SECOND_MIC, SPEAKERS
from demo.desktop import VirtualDesktop
from lookhear.errors import CaptureError, SourceLost, SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.pipeline.audio_timeline import AudioTimeline
from lookhear.recorder.pipeline.clock import SessionClock
from lookhear.recorder.sources.audio import open_catalogue
from lookhear.recorder.sources.audio.pulse_devices import PulseCatalogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.recorder.ports import AudioBlock, AudioSource

S = 1_000_000_000
MIC_CHANNEL = ChannelId.parse("mic:default")
SYSTEM_CHANNEL = ChannelId.parse("system_audio:default")


@pytest.fixture
def sound() -> Iterator[VirtualDesktop]:
    """Speakers and two microphones for one test alone, which may break them."""
    with VirtualDesktop(has_display=False, has_second_microphone=True) as desktop:
        yield desktop


def catalogue(desktop: VirtualDesktop) -> PulseCatalogue:
    return PulseCatalogue(now_ns=SessionClock().now_ns, server=desktop.audio.address)


def heard(source: AudioSource, *, blocks: int = 1) -> list[AudioBlock]:
    """The next blocks; fails when the source stays silent for ten seconds."""
    found: list[AudioBlock] = []
    for _ in range(20 * blocks):
        block = source.read(0.5)
        if block is not None:
            found.append(block)
        if len(found) == blocks:
            return found
    raise AssertionError(f"{source.device} gave {len(found)} of {blocks} blocks")


def reason_of_loss(source: AudioSource) -> str:
    """Read until the source is lost, then close it."""
    with source, pytest.raises(SourceLost) as loss:  # noqa: PT012 - samples that came before may be read still
        for _ in range(50):
            source.read(0.2)
    return str(loss.value)


def strongest_hz(source: AudioSource) -> float:
    """The frequency that sounds loudest during a second of the source."""
    timeline = AudioTimeline(channels=1)
    runs = [run for block in heard(source, blocks=24) for run in timeline.push(block)]
    samples = np.concatenate([run.samples[:, 0] for run in runs])[-48_000:]
    assert np.abs(samples).max() > 0.1
    return float(np.abs(np.fft.rfft(samples * np.hanning(len(samples)))).argmax()) * 48_000 / len(samples)


def tone(path: Path, *, hz: float) -> Path:
    samples = 0.5 * 32767 * np.sin(2 * np.pi * hz * np.arange(48_000 * 10) / 48_000)
    with wave.open(os.fspath(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def test_microphones_and_outputs_are_listed_and_monitors_are_no_microphones(sound: VirtualDesktop) -> None:
    found = {str(info.channel_id): info for info in catalogue(sound).inputs()}
    assert list(found)[:3] == ["mic:default", f"mic:{MIC}", f"mic:{SECOND_MIC}"]
    assert found["mic:default"].device == MIC
    assert found["mic:default"].channels == 1
    assert found["system_audio:default"].device == SPEAKERS
    assert found["system_audio:default"].rate == 48_000
    assert not [name for name in found if name.startswith("mic:") and "monitor" in name]
    assert [info.reason for info in found.values() if not info.can_open] == []
    assert not found[f"mic:{SECOND_MIC}"].is_default


def test_each_channel_hears_its_own_tone(blind_desktop: VirtualDesktop, tmp_path: Path) -> None:
    blind_desktop.play(tone(tmp_path / "system.wav", hz=440), sink=SPEAKERS)
    blind_desktop.play(tone(tmp_path / "voice.wav", hz=1000), sink=MIC_FEED)
    with catalogue(blind_desktop).open(SYSTEM_CHANNEL) as source:
        assert strongest_hz(source) == pytest.approx(440, abs=2)
    with catalogue(blind_desktop).open(MIC_CHANNEL) as source:
        assert strongest_hz(source) == pytest.approx(1000, abs=2)


def test_a_device_is_recorded_at_its_own_rate(sound: VirtualDesktop, tmp_path: Path) -> None:
    sound.load_module("module-null-sink", "sink_name=old norewinds=1 rate=44100 channels=6")
    with catalogue(sound).open(ChannelId.parse("system_audio:old")) as source:
        sound.play(tone(tmp_path / "old.wav", hz=700), sink="old")  # only now: a device that nobody uses takes the rate of what is played
        assert heard(source)[0].rate == 44_100
        assert heard(source)[0].samples.shape[1] == 2
        assert strongest_hz(source) == pytest.approx(700, abs=2)


def test_an_unplugged_default_microphone_is_lost_and_the_next_one_taken(sound: VirtualDesktop) -> None:
    there = catalogue(sound)
    source = there.open(MIC_CHANNEL)
    heard(source)
    sound.unplug_mic()
    assert "went away" in reason_of_loss(source)
    source = there.open(MIC_CHANNEL)
    assert source.device == SECOND_MIC
    heard(source)
    sound.plug_mic()
    assert reason_of_loss(source) == f"The default device changed to {MIC}."
    with there.open(MIC_CHANNEL) as source:
        assert source.device == MIC
        heard(source)


def test_a_named_microphone_is_waited_for(sound: VirtualDesktop) -> None:
    there, named = catalogue(sound), ChannelId.parse(f"mic:{MIC}")
    source = there.open(named)
    heard(source)
    sound.set_default_source(SECOND_MIC)
    heard(source, blocks=3)  # it follows no default
    sound.unplug_mic()
    assert "went away" in reason_of_loss(source)
    with pytest.raises(SourceUnavailable, match=rf"no microphone “{MIC}” here \(there are: {SECOND_MIC}\)"):
        there.open(named)
    sound.plug_mic()
    with there.open(named) as source:
        heard(source)


def test_without_any_microphone_the_speakers_are_not_recorded_as_one(sound: VirtualDesktop) -> None:
    there = catalogue(sound)
    source, system = there.open(MIC_CHANNEL), there.open(SYSTEM_CHANNEL)
    heard(source)
    for line in sound.audio.pactl("list", "short", "modules").splitlines():
        if "module-remap-source" in line:
            sound.unload_module(int(line.split("\t")[0]))
    assert "went away" in reason_of_loss(source)
    assert sound.audio.pactl("get-default-source").endswith(".monitor")  # the trap
    with pytest.raises(SourceUnavailable, match="No microphone is connected"):
        there.open(MIC_CHANNEL)
    listed = there.inputs()[0]
    assert (listed.can_open, listed.device) == (False, "")
    heard(system, blocks=3)
    system.close()


def test_system_audio_follows_the_default_output(sound: VirtualDesktop) -> None:
    there = catalogue(sound)
    source = there.open(SYSTEM_CHANNEL)
    heard(source)
    sound.load_module("module-null-sink", "sink_name=headset norewinds=1")
    sound.audio.pactl("set-default-sink", "headset")
    assert reason_of_loss(source) == "The default device changed to headset."
    with there.open(SYSTEM_CHANNEL) as source:
        assert source.device == "headset.monitor"
        heard(source)


def test_a_server_that_dies_is_a_loss_and_its_return_heals(sound: VirtualDesktop) -> None:
    there = catalogue(sound)
    source = there.open(MIC_CHANNEL)
    heard(source)
    sound.kill_audio()
    assert "audio server went away" in reason_of_loss(source)
    for ask in (there.inputs, lambda: there.open(MIC_CHANNEL)):
        with pytest.raises(SourceUnavailable, match="No audio server can be reached"):
            ask()
    sound.start_audio()
    with there.open(MIC_CHANNEL) as source:
        heard(source)


def test_a_frozen_server_costs_a_timeout_and_no_more(sound: VirtualDesktop) -> None:
    there, pid = catalogue(sound), sound.audio.pid
    assert pid is not None
    with there.open(SYSTEM_CHANNEL) as source:
        heard(source)
        os.kill(pid, signal.Signals["SIGSTOP"])
        try:
            while source.read(0.3) is not None:
                pass  # what was on the way
            with pytest.raises(SourceUnavailable, match="does not answer"):
                there.open(MIC_CHANNEL)
        finally:
            os.kill(pid, signal.Signals["SIGCONT"])
        heard(source)


def test_a_suspended_device_gives_nothing_and_then_goes_on_at_the_right_time(sound: VirtualDesktop) -> None:
    with catalogue(sound).open(SYSTEM_CHANNEL) as source:
        before = heard(source, blocks=3)[-1]
        sound.audio.pactl("suspend-sink", SPEAKERS, "1")
        while (block := source.read(1.0)) is not None:
            before = block
        sound.audio.pactl("suspend-sink", SPEAKERS, "0")
        gap_ns = heard(source)[0].t_ns - before.t_ns - len(before.samples) * S // before.rate
    assert gap_ns > 0.8 * S


def test_a_reader_that_was_stopped_for_long_starts_again(sound: VirtualDesktop) -> None:
    clock = SessionClock()
    asleep_ns = [0]
    there = PulseCatalogue(now_ns=lambda: clock.now_ns() + asleep_ns[0], server=sound.audio.address)
    source = there.open(MIC_CHANNEL)
    heard(source)
    asleep_ns[0] = 60 * S
    assert "interrupted for 60 s" in reason_of_loss(source)
    with there.open(MIC_CHANNEL) as source:
        assert heard(source)[0].t_ns > 60 * S


def test_the_factory_takes_the_server_that_answers(blind_desktop: VirtualDesktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", blind_desktop.audio.address)
    with open_catalogue(now_ns=SessionClock().now_ns).open(MIC_CHANNEL) as source:
        assert (source.name, source.device) == ("pulse", MIC)


def test_without_a_server_the_factory_gives_the_reason_and_takes_one_that_comes(
    sound: VirtualDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound.kill_audio()
    monkeypatch.setenv("PULSE_SERVER", sound.audio.address)
    there = open_catalogue(now_ns=SessionClock().now_ns)
    for ask in (there.inputs, lambda: there.open(SYSTEM_CHANNEL)):
        with pytest.raises(CaptureError) as refusal:
            ask()
        assert "Start PulseAudio or PipeWire" in refusal.value.for_people()
    sound.start_audio()
    with there.open(SYSTEM_CHANNEL) as source:
        heard(source)
