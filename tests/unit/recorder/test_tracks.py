from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.pipeline.clock import SessionClock
from lookhear.recorder.ports import Frame, Rect
from lookhear.recorder.quality import Quality
from lookhear.recorder.sources.screen.synthetic import Script, SyntheticCatalogue
from lookhear.recorder.tracks import display_track, sound_track
from tests.fakes.catalogues import SyntheticSounds
from tests.fakes.pictures import frame, grey, noise
from tests.fakes.sealing import CollectingSink
from tests.fakes.sources import ScriptedSource

if TYPE_CHECKING:
    from lookhear.recorder.pipeline.mailbox import Mailbox
    from lookhear.recorder.pipeline.sealing import SealItem
    from lookhear.recorder.tracks import Track


class WaitingSink(CollectingSink):
    """Tells when a fragment came."""

    def __init__(self) -> None:
        super().__init__()
        self.has_fragment = threading.Event()

    def __call__(self, item: SealItem) -> None:
        super().__call__(item)
        if self.fragments:
            self.has_fragment.set()


def run(track: Track, sink: WaitingSink) -> None:
    track.start()
    try:
        assert sink.has_fragment.wait(30)
    finally:
        track.capture.ask_to_stop()
        track.join()


def test_a_display_track_runs_from_source_to_fragments() -> None:
    clock, sink = SessionClock(), WaitingSink()
    screens = SyntheticCatalogue((Script(width=64, height=48),), now_ns=clock.now_ns)
    channel = ChannelId.display(1)
    run(display_track(channel, screens=lambda: screens, fps=30, sink=sink, clock=clock), sink)
    assert sink.inits[0].facts.source == "synthetic"
    assert sink.decoded(1)


class NoisyScreens(SyntheticCatalogue):
    """One display that differs everywhere, twenty times."""

    def __init__(self, clock: SessionClock) -> None:
        super().__init__((Script(),), now_ns=clock.now_ns)
        self._clock = clock

    def open(self, channel: ChannelId, *, fps: int) -> Any:  # noqa: ANN401 - as much of a source as is read
        now_ns = self._clock.now_ns()
        return ScriptedSource([frame(noise(i), now_ns + i * 40_000_000) for i in range(20)], until=threading.Event())


def first_fragment_bytes(quality: Quality) -> int:
    clock, sink = SessionClock(), WaitingSink()
    screens = NoisyScreens(clock)
    run(display_track(ChannelId.display(1), screens=lambda: screens, fps=30, quality=quality, sink=sink, clock=clock), sink)
    return len(sink.fragments[0].data)


def test_a_display_track_is_as_good_as_it_is_wished() -> None:
    assert first_fragment_bytes(Quality.SMALL) < first_fragment_bytes(Quality.SHARP)


def test_a_sound_track_runs_from_source_to_fragments() -> None:
    clock, sink = SessionClock(), WaitingSink()
    channel = ChannelId(ChannelKind.MIC, "default")
    run(sound_track(channel, sounds=lambda: SyntheticSounds(now_ns=clock.now_ns), sink=sink, clock=clock), sink)
    assert (sink.inits[0].facts.source, sink.inits[0].facts.rate) == ("synthetic", 48_000)


def test_a_full_mailbox_of_pictures_keeps_what_the_dropped_ones_knew() -> None:
    clock = SessionClock()
    screens = SyntheticCatalogue((Script(),), now_ns=clock.now_ns)
    track = display_track(ChannelId.display(1), screens=lambda: screens, fps=30, sink=CollectingSink(), clock=clock)
    mailbox: Mailbox[object] = track.capture._mailbox
    pictures = [Frame(grey(0, 0).picture, number, (Rect(number, 0, 1, 1),)) for number in range(7)]
    for picture in pictures:
        mailbox.put(picture)
    assert mailbox.take_dropped() == 3
    first = mailbox.get()
    assert isinstance(first, Frame)
    assert (first.t_ns, first.dirty) == (3, tuple(Rect(number, 0, 1, 1) for number in range(4)))
