from __future__ import annotations

import itertools
import logging
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.protocol.channels import ChannelId
from lookhear.recorder.pipeline.messages import Lost, Opened
from lookhear.recorder.pipeline.sealing import SealFragment, SealInit
from lookhear.recorder.pipeline.video_stage import VideoStage
from lookhear.recorder.ports import Frame
from lookhear.recorder.quality import Quality
from lookhear.recorder.spool.rows import PAUSED, SourceRow, SourceState
from tests.fakes.pictures import frame, grey, noise, planes
from tests.fakes.sealing import CollectingSink
from tests.fakes.session_clock import WALL_ORIGIN_NS, FakeClock
from tests.fakes.timed_mailbox import TimedMailbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lookhear.recorder.pipeline.sealing import SealItem

SCREEN = ChannelId.display(1)
_S = 1_000_000_000
_TICKS = 90_000
_START_NS = 2 * _S
_TICK_NS = 33_333_333
_OPENED = (_START_NS - 50_000_000, Opened("synthetic", "dev", _START_NS - 50_000_000))


def run(
    arrivals: Iterable[tuple[int, object]],
    *,
    end_ns: int,
    fps: int = 30,
    quality: Quality = Quality.BALANCED,
    dropped_before: dict[int, int] | None = None,
) -> CollectingSink:
    """Let the stage live through the arrivals on a clock that jumps, and give what it handed on."""
    clock, sink = FakeClock(), CollectingSink()
    mailbox = TimedMailbox(clock, sorted(arrivals, key=lambda arrival: arrival[0]), end_ns=end_ns)
    mailbox.dropped_before = dropped_before or {}
    stage = VideoStage(SCREEN, mailbox=mailbox, sink=sink, clock=clock, fps=fps, quality=quality)
    stage.run()
    return sink


def motion(start_ns: int, seconds: float, *, late_ns: int = 2_000_000) -> list[tuple[int, object]]:
    """Pictures that differ everywhere, thirty a second; each arrives a little after it was captured."""
    times = [start_ns + i * _TICK_NS for i in range(round(seconds * 30))]
    return [(t_ns + late_ns, frame(noise(i % 5), t_ns)) for i, t_ns in enumerate(times)]


def lengths_s(fragments: Sequence[SealFragment]) -> list[float]:
    return [item.facts.duration / _TICKS for item in fragments]


def holes(sink: CollectingSink, init: int) -> list[tuple[int, int]]:
    """Where a fragment does not begin where the one before it ended."""
    facts = [item.facts for item in sink.of_init(init)]
    return [(a.end, b.tfdt) for a, b in itertools.pairwise(facts) if a.end != b.tfdt]


def test_the_picture_is_as_good_as_it_is_wished() -> None:
    sizes = []
    for quality in (Quality.SMALL, Quality.SHARP):
        sink = run([_OPENED, *motion(_START_NS, 1)], end_ns=_START_NS + _S, quality=quality)
        sizes.append(sum(len(item.data) for item in sink.fragments))
    assert sizes[0] < 0.8 * sizes[1]


@pytest.mark.parametrize("fps", [1, 30, 60])
def test_a_still_desktop_gives_a_fragment_every_half_second(fps: int) -> None:
    sink = run([_OPENED, (_START_NS, grey(100, _START_NS))], end_ns=_START_NS + 20 * _S, fps=fps)
    lengths = lengths_s(sink.fragments)
    assert 0.09 <= lengths[0] <= 0.13  # the first is short, so that proof comes early
    assert all(0.45 <= length <= 0.55 for length in lengths[1:-1])
    assert sum(lengths) == pytest.approx(20, abs=0.01)
    assert holes(sink, 1) == []
    assert len(sink.inits) == 1


def test_a_still_picture_is_written_again_no_more_often_than_needed() -> None:
    sink = run([_OPENED, (_START_NS, grey(100, _START_NS))], end_ns=_START_NS + 20 * _S)
    assert sum(item.facts.samples for item in sink.fragments) <= 2 * 20 + 3


def test_motion_is_cut_by_time_with_every_picture_at_its_capture_time() -> None:
    arrivals = motion(_START_NS, 3)
    sink = run([_OPENED, *arrivals], end_ns=_START_NS + 3 * _S)
    shown = [float(t) for t, _ in sink.decoded(1)]
    assert shown[: len(arrivals)] == pytest.approx([(_START_NS + i * _TICK_NS) / _S for i in range(90)], abs=2e-5)
    lengths = lengths_s(sink.fragments)
    assert lengths[0] == pytest.approx(0.1, abs=0.04)
    assert all(0.5 <= length <= 0.54 for length in lengths[1:-1])
    assert holes(sink, 1) == []


def test_while_something_moves_no_picture_is_written_twice() -> None:
    sink = run([_OPENED, *motion(_START_NS, 3, late_ns=9_000_000)], end_ns=_START_NS + 3 * _S + 10_000_000)
    assert sum(item.facts.samples for item in sink.fragments) == 90


def test_fragments_say_what_is_in_them() -> None:
    sink = run([_OPENED, *motion(_START_NS, 2)], end_ns=_START_NS + 2 * _S)
    infos = sink.parsed(1)
    assert [item.facts.seq for item in sink.fragments] == list(range(1, len(infos) + 1))
    for info, item in zip(infos, sink.fragments, strict=True):
        assert info.wall_ns is not None
        assert abs(info.wall_ns - WALL_ORIGIN_NS - item.facts.from_ns) < 1000


def test_idr_pictures_come_every_four_seconds_of_motion_and_begin_a_fragment() -> None:
    sink = run([_OPENED, *motion(_START_NS, 13)], end_ns=_START_NS + 13 * _S)
    infos = sink.parsed(1)
    assert all(not info.is_sync[1:].any() for info in infos)
    idr_s = [info.base_decode_time / _TICKS for info in infos if info.is_sync[0]]
    assert idr_s == pytest.approx([2, 6, 10, 14], abs=0.15)


def test_idr_pictures_come_while_nothing_changes_too() -> None:
    sink = run([_OPENED, (_START_NS, grey(100, _START_NS))], end_ns=_START_NS + 40 * _S)
    infos = sink.parsed(1)
    idr_s = [info.base_decode_time / _TICKS for info in infos if info.is_sync[0]]
    assert all(not info.is_sync[1:].any() for info in infos)
    assert all(after - before <= 8.6 for before, after in itertools.pairwise(idr_s))
    assert idr_s[-1] > 30


def test_a_change_on_a_still_desktop_is_shown_when_it_happened() -> None:
    change_ns = _START_NS + 1_234_000_000
    sink = run([_OPENED, (_START_NS, grey(40, _START_NS)), (change_ns, grey(200, change_ns))], end_ns=_START_NS + 3 * _S)
    bright = [float(t) for t, picture in sink.decoded(1) if planes(picture)[0].mean() > 120]
    assert bright[0] == pytest.approx(change_ns / _S, abs=0.002)


def test_the_init_names_what_was_used() -> None:
    sink = run([_OPENED, *motion(_START_NS, 0.2)], end_ns=_START_NS + _S)
    facts = sink.inits[0].facts
    assert (facts.width, facts.height, facts.source, facts.device, facts.init) == (64, 48, "synthetic", "dev", 1)
    assert facts.t_ns == _START_NS
    assert sink.sources == [SourceRow(channel=SCREEN, state=SourceState.OPENED, reason="", device="dev", t_ns=_OPENED[0])]


def test_pictures_of_odd_size_lose_their_last_line() -> None:
    odd = np.full((49, 67, 4), 90, dtype=np.uint8)
    sink = run([_OPENED, (_START_NS, frame(odd, _START_NS))], end_ns=_START_NS + _S)
    assert (sink.inits[0].facts.width, sink.inits[0].facts.height) == (66, 48)
    assert {(picture.width, picture.height) for _, picture in sink.decoded(1)} == {(66, 48)}


def test_a_short_loss_is_journalled_as_a_gap_and_the_track_goes_on_with_an_idr_picture() -> None:
    lost_ns, back_ns = _START_NS + _S, _START_NS + 3 * _S
    sink = run(
        [
            _OPENED,
            *motion(_START_NS, 1),
            (lost_ns + 5_000_000, Lost("It was unplugged.", lost_ns + 5_000_000)),
            (back_ns, Opened("synthetic", "dev", back_ns)),
            *motion(back_ns + 10_000_000, 1),
        ],
        end_ns=_START_NS + 4 * _S + 50_000_000,
    )
    assert [row.state for row in sink.sources] == [SourceState.OPENED, SourceState.LOST, SourceState.BACK]
    assert sink.sources[1].reason == "It was unplugged."
    assert [(gap.from_ns, gap.to_ns, gap.reason, gap.filled) for gap in sink.gaps] == [
        (lost_ns + 5_000_000, back_ns + 10_000_000, "It was unplugged.", False)
    ]
    assert len(sink.inits) == 1
    (before, after), *more = holes(sink, 1)
    assert more == []
    assert (before / _TICKS, after / _TICKS) == pytest.approx(((lost_ns + 5e6) / _S, (back_ns + 1e7) / _S), abs=0.001)
    resumed = next(info for info in sink.parsed(1) if info.base_decode_time == after)
    assert resumed.is_sync[0]


def test_several_reasons_for_one_loss_make_one_gap_with_the_last_reason() -> None:
    lost_ns, back_ns = _START_NS + _S, _START_NS + 2 * _S
    sink = run(
        [
            _OPENED,
            *motion(_START_NS, 1),
            (lost_ns, Lost("It went away.", lost_ns)),
            (lost_ns + 300_000_000, Lost("There is none.", lost_ns + 300_000_000)),
            (back_ns, Opened("synthetic", "dev", back_ns)),
            *motion(back_ns, 0.5),
        ],
        end_ns=_START_NS + 3 * _S,
    )
    assert [(gap.from_ns, gap.to_ns, gap.reason) for gap in sink.gaps] == [(lost_ns, back_ns, "There is none.")]
    assert [row.reason for row in sink.sources if row.state is SourceState.LOST] == ["It went away.", "There is none."]


def test_a_long_loss_begins_a_new_epoch() -> None:
    lost_ns, back_ns = _START_NS + _S, _START_NS + 8 * _S
    sink = run(
        [
            _OPENED,
            *motion(_START_NS, 1),
            (lost_ns, Lost("It was unplugged.", lost_ns)),
            (back_ns, Opened("synthetic", "dev", back_ns)),
            *motion(back_ns, 1),
        ],
        end_ns=_START_NS + 9 * _S + 50_000_000,
    )
    assert [item.facts.init for item in sink.inits] == [1, 2]
    assert holes(sink, 1) == holes(sink, 2) == []
    assert len(sink.gaps) == 1
    assert [item.facts.seq for item in sink.fragments] == list(range(1, len(sink.fragments) + 1))  # counted over all inits
    assert len(sink.decoded(2)) >= 30


def test_a_suspended_machine_leaves_a_gap_and_a_new_epoch_whatever_is_seen_first() -> None:
    """The source never noticed: it gives its next picture a minute later."""
    sink = run([_OPENED, *motion(_START_NS, 1), *motion(_START_NS + 60 * _S, 1, late_ns=0)], end_ns=_START_NS + 61 * _S)
    # Here the clock is a fake one that lets the stage wait in between, so it sees a still desktop: nothing is missing.
    assert sink.gaps == []
    assert holes(sink, 1) == []


class SleepingMailbox(TimedMailbox):
    """Waiting takes a minute once the machine sleeps at ``at_ns``, whatever the patience was."""

    at_ns = 0
    for_ns = 0
    wakes_with_picture = False

    def get(self, timeout_s: float | None = None) -> object:
        now_ns = self._clock.now_ns()
        if self.for_ns and now_ns >= self.at_ns:
            self._clock.advance(self.for_ns)
            self.for_ns = 0
            if not self.wakes_with_picture:
                return None
            return frame(noise(3), self._clock.now_ns())
        return super().get(timeout_s)


@pytest.mark.parametrize("wakes_with_picture", [False, True])
def test_after_a_sleep_there_is_a_counted_gap_and_a_new_epoch(*, wakes_with_picture: bool) -> None:
    clock, sink = FakeClock(), CollectingSink()
    arrivals = [_OPENED, *motion(_START_NS, 1), *motion(_START_NS + 62 * _S, 1)]
    mailbox = SleepingMailbox(clock, arrivals, end_ns=_START_NS + 63 * _S + 50_000_000)
    mailbox.at_ns, mailbox.for_ns, mailbox.wakes_with_picture = _START_NS + _S - 40_000_000, 60 * _S, wakes_with_picture
    stage = VideoStage(SCREEN, mailbox=mailbox, sink=sink, clock=clock, fps=30)
    stage.run()
    assert len(sink.gaps) == 1
    gap = sink.gaps[0]
    assert (gap.to_ns - gap.from_ns) / _S == pytest.approx(60, abs=0.2)
    assert "suspended" in gap.reason
    assert [item.facts.init for item in sink.inits] == [1, 2]
    assert holes(sink, 1) == holes(sink, 2) == []
    assert sink.of_init(1)[-1].facts.to_ns <= gap.from_ns + 1_000_000
    assert sink.of_init(2)[0].facts.from_ns >= gap.to_ns - 1_000_000
    assert sink.decoded(2)[0][1].key_frame


def test_another_size_begins_another_init() -> None:
    bigger = [(_START_NS + _S + i * _TICK_NS, frame(noise(i, width=96, height=80), _START_NS + _S + i * _TICK_NS)) for i in range(30)]
    sink = run([_OPENED, *motion(_START_NS, 1), *bigger], end_ns=_START_NS + 2 * _S + 50_000_000)
    assert [(item.facts.width, item.facts.height) for item in sink.inits] == [(64, 48), (96, 80)]
    assert {(picture.width, picture.height) for _, picture in sink.decoded(2)} == {(96, 80)}
    assert sink.gaps == []
    assert sink.of_init(1)[-1].facts.end == pytest.approx(sink.of_init(2)[0].facts.tfdt, abs=_TICKS // 200)
    kinds = [type(item) for item in sink.items]
    assert kinds.index(SealInit, kinds.index(SealInit) + 1) == len(kinds) - 1 - kinds[::-1].index(SealInit)
    order = [item.facts.init for item in sink.items if isinstance(item, SealFragment | SealInit)]
    assert order == sorted(order)


def test_another_technique_begins_another_init() -> None:
    back_ns = _START_NS + 2 * _S
    sink = run(
        [
            _OPENED,
            *motion(_START_NS, 1),
            (_START_NS + _S, Lost("It went away.", _START_NS + _S)),
            (back_ns, Opened("mss", "other", back_ns)),
            *motion(back_ns, 0.5),
        ],
        end_ns=back_ns + _S,
    )
    assert [(item.facts.source, item.facts.device) for item in sink.inits] == [("synthetic", "dev"), ("mss", "other")]


def test_dropped_pictures_are_counted_in_the_next_fragment() -> None:
    arrivals = motion(_START_NS, 2)
    sink = run([_OPENED, *arrivals], end_ns=_START_NS + 2 * _S, dropped_before={arrivals[20][0]: 3, arrivals[40][0]: 1})
    assert sum(item.facts.dropped for item in sink.fragments) == 4
    assert [item.facts.dropped for item in sink.fragments if item.facts.dropped] == [3, 1]


def test_pictures_with_equal_or_older_times_stay_in_order() -> None:
    times = [0, 33, 33, 20, 66, 100]
    arrivals = [(_START_NS + (40 + i) * 10_000_000, grey(10 * i, _START_NS + ms * 1_000_000)) for i, ms in enumerate(times)]
    sink = run([_OPENED, *arrivals], end_ns=_START_NS + _S)
    shown = [t for t, _ in sink.decoded(1)]
    assert all(before < after for before, after in itertools.pairwise(shown))
    assert holes(sink, 1) == []


def test_a_picture_that_cannot_be_encoded_is_a_loss_that_heals(caplog: pytest.LogCaptureFixture) -> None:
    broken = Frame(frame(noise(1, width=1, height=1), 0).picture, _START_NS + _S)
    later = motion(_START_NS + 4 * _S, 1)
    sink = run([_OPENED, *motion(_START_NS, 1), (_START_NS + _S, broken), *later], end_ns=_START_NS + 5 * _S)
    assert [row.state for row in sink.sources] == [SourceState.OPENED, SourceState.LOST]
    assert len(sink.gaps) == 1
    assert sink.fragments[-1].facts.to_ns >= _START_NS + 5 * _S - 100_000_000


def test_a_source_that_never_opens_writes_rows_and_no_fragments() -> None:
    sink = run([(_START_NS, Lost("There is none.", _START_NS))], end_ns=_START_NS + 10 * _S)
    assert [row.state for row in sink.sources] == [SourceState.LOST]
    assert (sink.inits, sink.fragments, sink.gaps) == ([], [], [])


def test_a_display_that_came_late_or_never_came_back_has_its_gap_counted() -> None:
    late_ns, lost_ns = _START_NS + 7 * _S, _START_NS + 8 * _S
    sink = run(
        [
            (_START_NS, Lost("There is none.", _START_NS)),
            (late_ns, Opened("synthetic", "dev", late_ns)),
            *motion(late_ns, 1),
            (lost_ns, Lost("It was unplugged.", lost_ns)),
        ],
        end_ns=_START_NS + 20 * _S,
    )
    assert [(gap.from_ns, gap.to_ns, gap.reason) for gap in sink.gaps] == [
        (_START_NS, late_ns, "There is none."),
        (lost_ns, _START_NS + 20 * _S, "It was unplugged."),
    ]


class FaultySink(CollectingSink):
    """Fails with an error nobody expects, so many times, at fragments."""

    faults = 0

    def __call__(self, item: SealItem) -> None:
        if isinstance(item, SealFragment) and self.faults:
            self.faults -= 1
            raise RuntimeError("a bug of ours")
        super().__call__(item)


@pytest.mark.parametrize("faults", [1, 2, 5])
def test_a_bug_costs_a_moment_and_not_the_track(faults: int, caplog: pytest.LogCaptureFixture) -> None:
    clock, sink = FakeClock(), FaultySink()
    sink.faults = faults
    arrivals = sorted([_OPENED, *motion(_START_NS, 15)], key=lambda arrival: arrival[0])
    VideoStage(SCREEN, mailbox=TimedMailbox(clock, arrivals, end_ns=_START_NS + 15 * _S), sink=sink, clock=clock, fps=30).run()
    assert sink.fragments[-1].facts.to_ns >= _START_NS + 14 * _S
    assert SourceState.LOST in {row.state for row in sink.sources}
    assert {record.levelno for record in caplog.records} == {logging.WARNING}


@pytest.mark.parametrize(("pause_s", "inits"), [(0.5, [1]), (3.0, [1]), (20.0, [1, 2])])
def test_a_pause_is_a_gap_and_the_track_goes_on_with_an_idr_picture(pause_s: float, inits: list[int]) -> None:
    paused_ns, back_ns = _START_NS + 2 * _S, _START_NS + 2 * _S + round(pause_s * _S)
    pause = (paused_ns + 200_000_000, Lost(PAUSED, paused_ns, is_pause=True))
    opened = (back_ns, Opened("synthetic", "dev", back_ns))
    sink = run([_OPENED, *motion(_START_NS, 2), pause, opened, *motion(back_ns + 1_000_000, 1)], end_ns=back_ns + _S)
    assert [row.state for row in sink.sources] == [SourceState.OPENED, SourceState.PAUSED, SourceState.BACK]
    (gap,) = sink.gaps
    assert (gap.reason, gap.filled, gap.to_ns) == (PAUSED, False, back_ns + 1_000_000)
    assert paused_ns <= gap.from_ns <= paused_ns + 200_000_000
    assert [item.facts.init for item in sink.inits] == inits
    before = [item.facts for item in sink.fragments if item.facts.from_ns < gap.from_ns]
    after = [item.facts for item in sink.fragments if item.facts.from_ns >= back_ns]
    assert before[-1].to_ns == pytest.approx(gap.from_ns, abs=20_000)
    assert after[0].from_ns == pytest.approx(gap.to_ns, abs=20_000)
    assert after[0].keyframes == 1
    assert len(before) + len(after) == len(sink.fragments), "nothing lies inside the pause"
