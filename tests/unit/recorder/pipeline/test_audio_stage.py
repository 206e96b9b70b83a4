from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.media.aac import AacDecoder
from lookhear.media.fragments import parse_fragment
from lookhear.media.init_segment import parse_init
from lookhear.media.samples import AudioFormat
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.pipeline.audio_stage import AudioStage
from lookhear.recorder.pipeline.messages import Lost, Opened
from lookhear.recorder.pipeline.sealing import SealFragment
from lookhear.recorder.ports import AudioBlock
from lookhear.recorder.spool.rows import PAUSED, SourceState
from tests.fakes.sealing import CollectingSink
from tests.fakes.session_clock import FakeClock
from tests.fakes.timed_mailbox import TimedMailbox

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIC = ChannelId.parse("mic:default")
SYSTEM = ChannelId.parse("system_audio:default")
_S = 1_000_000_000
_START_NS = 2 * _S
_BLOCK_NS = 50_000_000


def opened(t_ns: int = _START_NS) -> tuple[int, object]:
    return t_ns, Opened("synthetic", "dev", t_ns)


def tone(start_ns: int, seconds: float, *, channels: int = 1, rate: int = 48_000, level: float = 0.4) -> list[tuple[int, object]]:
    """Blocks of a tone, twenty a second; each arrives when its last sample was heard."""
    arrivals: list[tuple[int, object]] = []
    for number in range(round(seconds * _S / _BLOCK_NS)):
        t_ns = start_ns + number * _BLOCK_NS
        count = rate * _BLOCK_NS // _S
        phase = 2 * np.pi * 440 * (number * count + np.arange(count)) / rate
        samples = np.repeat((level * np.sin(phase)).astype(np.float32)[:, None], channels, axis=1)
        arrivals.append((t_ns + _BLOCK_NS, AudioBlock(samples, rate, t_ns)))
    return arrivals


def run(arrivals: list[tuple[int, object]], *, end_ns: int, channel: ChannelId = MIC) -> CollectingSink:
    clock, sink = FakeClock(), CollectingSink()
    mailbox = TimedMailbox(clock, sorted(arrivals, key=lambda arrival: arrival[0]), end_ns=end_ns)
    AudioStage(channel, mailbox=mailbox, sink=sink, clock=clock).run()
    return sink


def heard(sink: CollectingSink, init: int = 1) -> NDArray[np.float32]:
    """The sound of an init, decoded from its bytes: float32 of shape (samples,), the first at the track's first decode time."""
    fmt = parse_init(next(item.data for item in sink.inits if item.facts.init == init))
    assert isinstance(fmt, AudioFormat)
    decoder = AacDecoder(fmt)
    parts: list[NDArray[np.float32]] = []
    for item in sink.of_init(init):
        info, at = parse_fragment(item.data), parse_fragment(item.data).payload_offset
        for size in info.sizes.tolist():
            parts.append(decoder.decode(item.data[at : at + size]))
            at += size
    left: NDArray[np.float32] = np.concatenate(parts, axis=1)[0]
    return left


def ends(sink: CollectingSink) -> list[int]:
    """Where each fragment ends minus where the next begins, in samples."""
    facts = [item.facts for item in sink.fragments]
    return [after.tfdt - before.end for before, after in itertools.pairwise(facts)]


def test_steady_sound_becomes_half_second_fragments_without_holes() -> None:
    sink = run([opened(), *tone(_START_NS, 4)], end_ns=_START_NS + 4 * _S)
    facts = [item.facts for item in sink.fragments]
    assert [item.facts.init for item in sink.inits] == [1]
    assert set(ends(sink)) == {0}
    assert all(fact.duration <= 48_000 * 0.6 for fact in facts)
    assert facts[0].duration < 48_000 * 0.2, "the first fragment is short, so that something is sealed at once"
    assert (facts[-1].end - facts[0].tfdt) / 48_000 == pytest.approx(4, abs=0.06)
    assert all(fact.peak == pytest.approx(0.4, abs=0.02) for fact in facts[:-1])
    assert sum(fact.silence_samples for fact in facts) == 0


def test_the_first_sample_is_placed_where_it_was_heard() -> None:
    sink = run([opened(), *tone(_START_NS, 1)], end_ns=_START_NS + _S)
    first = sink.fragments[0].facts
    assert first.tfdt + 1024 == pytest.approx(_START_NS * 48_000 / _S, abs=1)
    sound = heard(sink)
    onset = int(np.argmax(np.abs(sound) > 0.1))
    assert abs(onset - 1024) < 48, "less than a millisecond from its place"


def test_a_microphone_keeps_its_channels_and_system_audio_is_stereo() -> None:
    mono = run([opened(), *tone(_START_NS, 1)], end_ns=_START_NS + _S)
    wide = run([opened(), *tone(_START_NS, 1, channels=6)], end_ns=_START_NS + _S)
    system = run([opened(), *tone(_START_NS, 1)], end_ns=_START_NS + _S, channel=SYSTEM)
    assert [sink.inits[0].facts.channels for sink in (mono, wide, system)] == [1, 2, 2]


@pytest.mark.parametrize("rate", [16_000, 44_100, 96_000])
def test_any_rate_is_recorded_at_48_khz(rate: int) -> None:
    sink = run([opened(), *tone(_START_NS, 2, rate=rate)], end_ns=_START_NS + 2 * _S)
    facts = [item.facts for item in sink.fragments]
    assert sink.inits[0].facts.rate == 48_000
    assert (facts[-1].end - facts[0].tfdt) / 48_000 == pytest.approx(2, abs=0.1)
    assert set(ends(sink)) == {0}


def test_a_short_loss_is_filled_with_silence_and_counted() -> None:
    lost_ns, back_ns = _START_NS + 2 * _S, _START_NS + 4 * _S
    arrivals = [opened(), *tone(_START_NS, 2), (lost_ns + 1, Lost("unplugged", lost_ns)), opened(back_ns), *tone(back_ns, 1)]
    sink = run(arrivals, end_ns=back_ns + _S)
    assert [row.state for row in sink.sources] == [SourceState.OPENED, SourceState.LOST, SourceState.BACK]
    assert [gap.filled for gap in sink.gaps] == [True]
    gap = sink.gaps[0]
    assert (gap.to_ns - gap.from_ns) / _S == pytest.approx(2, abs=0.05)
    assert gap.reason == "unplugged"
    assert sum(item.facts.silence_samples for item in sink.fragments) == pytest.approx(2 * 48_000, abs=2400)
    assert [item.facts.init for item in sink.inits] == [1]
    assert set(ends(sink)) == {0}


def test_what_was_sealed_when_a_source_is_lost_does_not_wait_for_its_return() -> None:
    lost_ns = _START_NS + 2 * _S
    sink = run([opened(), *tone(_START_NS, 2), (lost_ns + 1, Lost("unplugged", lost_ns))], end_ns=lost_ns + 100 * _S)
    told = sink.items.index(sink.sources[-1])
    before = [item for item in sink.items[:told] if isinstance(item, SealFragment)]
    assert before[-1].facts.to_ns == pytest.approx(lost_ns, abs=60_000_000)


def test_a_long_loss_begins_a_new_init_and_is_no_silence() -> None:
    lost_ns, back_ns = _START_NS + 2 * _S, _START_NS + 12 * _S
    arrivals = [opened(), *tone(_START_NS, 2), (lost_ns + 1, Lost("unplugged", lost_ns)), opened(back_ns), *tone(back_ns, 2)]
    sink = run(arrivals, end_ns=back_ns + 2 * _S)
    assert [item.facts.init for item in sink.inits] == [1, 2]
    assert [gap.filled for gap in sink.gaps] == [False]
    assert (sink.gaps[0].to_ns - sink.gaps[0].from_ns) / _S == pytest.approx(10, abs=0.1)
    assert sum(item.facts.silence_samples for item in sink.fragments) == 0
    assert sink.of_init(2)[0].facts.tfdt + 1024 == pytest.approx(back_ns * 48_000 / _S, abs=48)


def test_a_loopback_that_gives_nothing_is_silence_from_the_start() -> None:
    sink = run([opened()], end_ns=_START_NS + 10 * _S, channel=SYSTEM)
    facts = [item.facts for item in sink.fragments]
    assert facts, "the track lives"
    assert sum(fact.silence_samples for fact in facts) > 7 * 48_000
    assert {fact.peak for fact in facts} == {0.0}
    assert sink.gaps == []


def test_a_microphone_that_never_opens_makes_no_track() -> None:
    sink = run([(_START_NS, Lost("There is none.", _START_NS))], end_ns=_START_NS + 10 * _S)
    assert sink.inits == []
    assert [row.state for row in sink.sources] == [SourceState.LOST]


def test_values_that_are_no_numbers_cost_a_moment_and_not_the_track() -> None:
    broken = AudioBlock(np.full((2400, 1), np.nan, np.float32), 48_000, _START_NS + _S)
    arrivals = [opened(), *tone(_START_NS, 1), (_START_NS + _S + _BLOCK_NS, broken), *tone(_START_NS + _S + _BLOCK_NS, 2)]
    sink = run(arrivals, end_ns=_START_NS + 4 * _S)
    facts = [item.facts for item in sink.fragments]
    assert facts[-1].to_ns >= _START_NS + 3 * _S - 60_000_000
    assert set(ends(sink)) == {0}
    assert all(fact.peak == pytest.approx(0.4, abs=0.05) for fact in facts[:-1])


def test_a_microphone_that_came_late_or_never_came_back_has_its_gap_counted() -> None:
    late_ns, lost_ns = _START_NS + 7 * _S, _START_NS + 9 * _S
    none, unplugged = (_START_NS, Lost("There is none.", _START_NS)), (lost_ns + 1, Lost("unplugged", lost_ns))
    sink = run([none, opened(late_ns), *tone(late_ns, 2), unplugged], end_ns=_START_NS + 20 * _S)
    assert [(gap.reason, gap.filled) for gap in sink.gaps] == [("There is none.", False), ("unplugged", False)]
    assert [gap.from_ns / _S for gap in sink.gaps] == pytest.approx([2, 11], abs=0.06)
    assert [gap.to_ns / _S for gap in sink.gaps] == pytest.approx([9, 22], abs=0.06)


class Encoderless(AudioStage):
    """No encoder can be opened for some seconds."""

    until_ns = 0
    tries = 0

    def _begin_init(self, t_ns: int) -> None:
        self.tries += 1
        if self._clock.now_ns() < self.until_ns:
            raise RuntimeError("a bug of ours")
        super()._begin_init(t_ns)


def test_an_encoder_that_fails_is_tried_once_a_second_and_heals(caplog: pytest.LogCaptureFixture) -> None:
    clock, sink = FakeClock(), CollectingSink()
    arrivals = [opened(), *tone(_START_NS, 8)]
    stage = Encoderless(MIC, mailbox=TimedMailbox(clock, arrivals, end_ns=_START_NS + 8 * _S), sink=sink, clock=clock)
    stage.until_ns = _START_NS + 3 * _S
    stage.run()
    assert 2 <= stage.tries <= 6
    assert len([row for row in sink.sources if row.state is SourceState.LOST]) == stage.tries - 1
    assert sink.fragments[-1].facts.to_ns >= _START_NS + 8 * _S - 60_000_000
    assert len(caplog.records) == stage.tries - 1


@pytest.mark.parametrize("pause_s", [0.2, 3.0, 20.0])
@pytest.mark.parametrize("channel", [MIC, SYSTEM])
def test_a_pause_is_a_discontinuity_of_any_length_and_no_silence(pause_s: float, channel: ChannelId) -> None:
    paused_ns, back_ns = _START_NS + 2 * _S, _START_NS + 2 * _S + round(pause_s * _S)
    pause = (paused_ns + 100_000_000, Lost(PAUSED, paused_ns, is_pause=True))
    sink = run([opened(), *tone(_START_NS, 2), pause, opened(back_ns), *tone(back_ns, 1)], end_ns=back_ns + _S, channel=channel)
    assert [row.state for row in sink.sources] == [SourceState.OPENED, SourceState.PAUSED, SourceState.BACK]
    assert [(gap.reason, gap.filled) for gap in sink.gaps] == [(PAUSED, False)]
    assert (sink.gaps[0].to_ns - sink.gaps[0].from_ns) / _S == pytest.approx(pause_s, abs=0.01)
    assert sum(item.facts.silence_samples for item in sink.fragments) == 0
    assert [item.facts.init for item in sink.inits] == [1, 2]
    assert sink.of_init(2)[0].facts.tfdt + 1024 == pytest.approx(back_ns * 48_000 / _S, abs=2)


def test_everything_that_was_heard_before_a_pause_is_sealed_when_it_begins() -> None:
    paused_ns = _START_NS + 2 * _S
    pause = (paused_ns + 1, Lost(PAUSED, paused_ns, is_pause=True))
    sink = run([opened(), *tone(_START_NS, 2), pause], end_ns=paused_ns + 50 * _S)
    told = sink.items.index(sink.sources[-1])
    assert not [item for item in sink.items[told:] if isinstance(item, SealFragment)]
    sound = heard(sink)
    assert np.abs(sound[1024 + 2 * 48_000 - 480 : 1024 + 2 * 48_000]).max() > 0.3, "the last ten milliseconds are there"
    assert [(gap.reason, gap.to_ns) for gap in sink.gaps] == [(PAUSED, paused_ns + 50 * _S)]


def test_a_microphone_that_was_away_when_the_pause_began_has_both_gaps() -> None:
    lost_ns, paused_ns, back_ns = (_START_NS + seconds * _S for seconds in (1, 2, 4))
    lost, pause = (lost_ns + 1, Lost("unplugged", lost_ns)), (paused_ns + 1, Lost(PAUSED, paused_ns, is_pause=True))
    sink = run([opened(), *tone(_START_NS, 1), lost, pause, opened(back_ns), *tone(back_ns, 1)], end_ns=back_ns + _S)
    assert [gap.reason for gap in sink.gaps] == ["unplugged", PAUSED]
    assert [(gap.from_ns / _S, gap.to_ns / _S) for gap in sink.gaps] == [pytest.approx((3, 4), abs=0.01), pytest.approx((4, 6), abs=0.01)]
