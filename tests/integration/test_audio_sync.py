"""Clicks whose time of sounding is known, played into a real server: their places on the session clock after recording."""

from __future__ import annotations

import ctypes
import threading
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from demo.audio import MIC_FEED, SPEAKERS
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.pipeline.audio_timeline import AudioTimeline
from lookhear.recorder.pipeline.clock import SessionClock
from lookhear.recorder.sources.audio import libpulse
from lookhear.recorder.sources.audio.pulse_connection import PulseConnection
from lookhear.recorder.sources.audio.pulse_devices import PulseCatalogue

if TYPE_CHECKING:
    from demo.desktop import VirtualDesktop
    from lookhear.recorder.pipeline.audio_timeline import PcmRun
    from lookhear.recorder.ports import AudioSource

RATE = 48_000
PERIOD = RATE // 2  # samples from click to click
CLICK = RATE // 100
BUFFER_BYTES = RATE * 4  # one second: the player may be late
NS_PER_SAMPLE = 1_000_000_000 / RATE


class ClickPlayer:
    """Plays a click every half second, mono, and notes from the server's account when its sample zero sounds."""

    def __init__(self, server: str, sink: str, clock: SessionClock) -> None:
        self._clock, self._server, self._sink = clock, server, sink
        self._stop = threading.Event()
        self.origins: list[tuple[int, float]] = []  # when looked, and the session time of sample zero, in ns
        self._thread = threading.Thread(target=self._run, name="clicks")
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        with PulseConnection(self._server) as connection:
            lib = connection.lib
            pointer, size = ctypes.c_void_p, ctypes.c_size_t
            lib.pa_stream_connect_playback.argtypes = [pointer, ctypes.c_char_p, pointer, ctypes.c_int, pointer, pointer]
            lib.pa_stream_writable_size.argtypes, lib.pa_stream_writable_size.restype = [pointer], size
            lib.pa_stream_write.argtypes = [pointer, pointer, size, pointer, ctypes.c_int64, ctypes.c_int]
            spec = libpulse.SampleSpec(libpulse.SAMPLE_FLOAT32LE, RATE, 1)
            stream = lib.pa_stream_new(connection.context, b"clicks", ctypes.byref(spec), None)
            unset = libpulse.INVALID_INDEX
            buffers = libpulse.BufferAttr(unset, BUFFER_BYTES, unset, unset, unset)
            adjust = int(libpulse.StreamFlag.ADJUST_LATENCY)
            lib.pa_stream_connect_playback(stream, self._sink.encode(), ctypes.byref(buffers), adjust, None, None)
            written, last = 0, (0, 0)
            while not self._stop.is_set():
                connection.turn(0.02)
                if lib.pa_stream_get_state(stream) != libpulse.StreamState.READY:
                    continue
                if count := lib.pa_stream_writable_size(stream) // 4:
                    place = np.arange(written, written + count) % PERIOD
                    sound = np.where(place < CLICK, 0.8 * np.sin(2 * np.pi * 1000 * place / RATE), 0).astype(np.float32)
                    lib.pa_stream_write(stream, sound.ctypes.data, sound.nbytes, None, 0, 0)
                    written += count
                if operation := lib.pa_stream_update_timing_info(stream, None, None):
                    lib.pa_operation_unref(operation)
                if answer := lib.pa_stream_get_timing_info(stream):
                    last = self._note(answer.contents, last)
            lib.pa_stream_disconnect(stream)
            lib.pa_stream_unref(stream)

    def _note(self, told: libpulse.TimingInfo, last: tuple[int, int]) -> tuple[int, int]:
        stamp = (told.sec, told.usec)
        if stamp != last and told.playing:
            asked_ns = self._clock.now_ns() - (time.time_ns() - told.sec * 1_000_000_000 - told.usec * 1000)
            played = told.read_index / 4 - told.sink_usec * RATE / 1_000_000
            self.origins.append((asked_ns, asked_ns - played * NS_PER_SAMPLE))
        return stamp

    def offset_ms(self, heard_ns: float) -> float | None:
        """How much later than it sounded a click was recorded. The player's own looks around that time decide when it sounded.

        None when there were none.
        """
        near = [origin for looked, origin in self.origins if abs(looked - heard_ns) < 1_000_000_000]
        if not near:
            return None
        period_ns = PERIOD * NS_PER_SAMPLE
        return float((heard_ns - np.median(near) + period_ns / 2) % period_ns - period_ns / 2) / 1_000_000


def onsets_ns(source: AudioSource, *, seconds: float) -> list[float]:
    """When clicks begin in what is recorded, on the session clock."""
    timeline = AudioTimeline(channels=1)
    runs: list[PcmRun] = []
    while sum(len(run.samples) for run in runs) < seconds * RATE:
        block = source.read(5.0)
        assert block is not None
        runs += timeline.push(block)
    sound = np.concatenate([run.samples[:, 0] for run in runs])
    loud = np.flatnonzero(np.abs(sound) > 0.05)
    begins = loud[np.flatnonzero(np.diff(loud, prepend=loud[0]) > PERIOD // 2)]
    return [runs[0].t_ns + (begin - 0.5) * NS_PER_SAMPLE for begin in begins]


@pytest.mark.parametrize(("channel", "sink"), [("system_audio:default", SPEAKERS), ("mic:default", MIC_FEED)])
def test_a_click_is_recorded_at_the_time_it_sounds(blind_desktop: VirtualDesktop, channel: str, sink: str) -> None:
    clock = SessionClock()
    catalogue = PulseCatalogue(now_ns=clock.now_ns, server=blind_desktop.audio.address)
    player = ClickPlayer(blind_desktop.audio.address, sink, clock)
    try:
        with catalogue.open(ChannelId.parse(channel)) as source:
            found = onsets_ns(source, seconds=6)
    finally:
        player.close()
    offsets_ms = [offset_ms for heard_ns in found if (offset_ms := player.offset_ms(heard_ns)) is not None]
    assert len(offsets_ms) >= 4, "of six clicks a busy machine may lose one, and not look at the clock around another"
    assert abs(float(np.median(offsets_ms))) < 15  # a block is 50 ms: a stamp at the wrong end of anything is much further off
