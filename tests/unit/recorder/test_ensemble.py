"""The tracks together as a recorder uses them: holding some, all sources lost, a recording that nobody may have."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import NotNow, UsageError
from lookhear.media.samples import NS_PER_S
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.pipeline.clock import SessionClock
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.session import State
from lookhear.recorder.sources.screen.synthetic import SyntheticCatalogue
from lookhear.recorder.spool.log import RecordingLog, read_journal
from lookhear.recorder.spool.recovery import recover
from lookhear.recorder.spool.rows import PAUSED, EndReason, HoldRow, SourceState
from lookhear.recorder.spool.tail import Health, read_status
from tests.fakes.catalogues import SyntheticSounds
from tests.fakes.recorders import Pluggable, events_until_sealed, plan, recorder, state_of_source

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.service import Recorder
    from lookhear.recorder.sources.audio.synthetic import SyntheticAudioSource

_SCREEN, _OTHER_SCREEN, _MIC = ChannelId.display(1), ChannelId.display(2), ChannelId.parse("mic:default")
_BOTH = {"display:1", "mic:default"}


class CountedSounds(SyntheticSounds):
    """Sounds of which every opening is counted, and every closing."""

    def __init__(self, clock: SessionClock) -> None:
        super().__init__(now_ns=clock.now_ns)
        self.open_now = 0

    def open(self, channel: ChannelId) -> SyntheticAudioSource:
        source, catalogue = super().open(channel), self
        close = source.close

        def note_and_close() -> None:
            catalogue.open_now -= 1
            close()

        object.__setattr__(source, "close", note_and_close)
        self.open_now += 1
        return source


def health_of(made: Recorder, channel: ChannelId) -> Health:
    wall_ns = made.now_ns() + RecordingLog.load(made.folder).manifest.clock_wall_origin_ns
    return next(track.health for track in read_status(made.folder, wall_ns).tracks if track.channel_id == channel)


def test_a_held_channel_is_closed_and_counts_as_paused_while_the_others_go_on(tmp_path: Path) -> None:
    clock = SessionClock()
    sounds = CountedSounds(clock)
    made = recorder(tmp_path, sounds=sounds)
    made._clock = clock

    async def go() -> tuple[int, int]:
        await made.start(plan("display:1", "mic:default"))
        await events_until_sealed(made, _BOTH, span_s=0.3)
        held_ns = made.now_ns()
        await made.hold({_MIC})
        assert (sounds.open_now, made.held, made.state) == (0, frozenset({_MIC}), State.RECORDING)
        assert isinstance(read_journal(made.folder).rows[-1], HoldRow), "it is durable, and everything from before it is too"
        assert (health_of(made, _MIC), health_of(made, _SCREEN)) == (Health.PAUSED, Health.OK)
        sealed = len(list((made.folder / "mic-default").glob("*.m4s")))
        await made.hold({_MIC})  # harmless
        await events_until_sealed(made, {"display:1"}, span_s=made.now_ns() / NS_PER_S)
        assert len(list((made.folder / "mic-default").glob("*.m4s"))) == sealed, "nothing of it is captured"
        released_ns = made.now_ns()
        assert await made.release([_MIC]) == ()
        assert await made.release([_MIC]) == (), "harmless"
        assert (sounds.open_now, made.held) == (1, frozenset())
        await events_until_sealed(made, {"mic:default"}, span_s=made.now_ns() / NS_PER_S - 0.5)
        await made.stop(EndReason.BACKEND)
        return held_ns, released_ns

    held_ns, released_ns = asyncio.run(go())
    receipt = build_receipt(made.folder, verify=True)
    screen, mic = receipt.tracks
    assert (receipt.end_reason, receipt.warnings, receipt.pauses, receipt.paused_s) == (EndReason.BACKEND, (), (), 0.0)
    assert (screen.gaps, screen.paused_s) == ((), 0.0)
    (gap,) = mic.gaps
    assert (gap.reason, gap.filled, mic.gap_total_s) == (PAUSED, False, 0.0)
    assert gap.from_s * NS_PER_S <= held_ns + 0.05 * NS_PER_S
    assert gap.to_s * NS_PER_S >= released_ns - 1000
    (held,) = mic.held
    assert screen.held == ()
    assert held.from_s * NS_PER_S == pytest.approx(held_ns, abs=1e7)
    assert mic.paused_s == pytest.approx(gap.to_s - gap.from_s)
    assert "no gaps, paused" in mic.verdict
    events = [event.get("state", event["kind"]) for event in told(made.folder) if event.get("channel") == "mic:default"]
    assert events == ["opened", "paused", "hold", "release", "back"]


def told(folder: Path) -> list[dict[str, str]]:
    """The events of a recording's context log."""
    log = RecordingLog.load(folder)
    return [json.loads(line) for row in log.context for line in log.path(row).read_bytes().splitlines()]


def test_a_pause_and_its_end_leave_a_held_channel_held(tmp_path: Path) -> None:
    clock = SessionClock()
    sounds = CountedSounds(clock)
    made = recorder(tmp_path, sounds=sounds)
    made._clock = clock

    async def go() -> None:
        await made.start(plan("display:1", "mic:default"))
        await made.hold({_MIC})
        await made.pause()
        await made.resume()
        assert (sounds.open_now, made.held) == (0, frozenset({_MIC}))
        assert health_of(made, _MIC) is Health.PAUSED
        await made.pause()
        await made.release({_MIC})
        assert sounds.open_now == 0, "the pause goes on"
        await made.hold({_SCREEN})
        await made.resume()
        assert (sounds.open_now, made.held) == (1, frozenset({_SCREEN}))
        await events_until_sealed(made, {"mic:default"}, span_s=made.now_ns() / NS_PER_S - 0.5)
        await made.stop(EndReason.STOPPED)

    asyncio.run(go())
    receipt = build_receipt(made.folder, verify=True)
    screen, mic = receipt.tracks
    assert receipt.warnings == () or screen.fragments == 0
    assert {gap.reason for gap in (*screen.gaps, *mic.gaps)} <= {PAUSED}
    assert receipt.paused_s < mic.paused_s or not mic.fragments


def test_a_recording_that_broke_off_with_a_held_channel_misses_nothing_that_was_wished(tmp_path: Path) -> None:
    made = recorder(tmp_path)

    async def go() -> None:
        await made.start(plan("display:1", "mic:default"))
        await events_until_sealed(made, _BOTH, span_s=0.3)
        await made.hold({_MIC})
        await made.stop(EndReason.STOPPED)

    asyncio.run(go())
    journal = made.folder / "journal.ndjson"
    lines = journal.read_bytes().splitlines(keepends=True)
    cut = next(place for place, line in enumerate(lines) if b'"type":"hold"' in line) + 1
    journal.write_bytes(b"".join(line for line in lines[:cut] if b'"type":"context"' not in line))
    for file in (made.folder / "context").iterdir():
        file.unlink()
    (made.folder / "receipt.json").unlink(missing_ok=True)

    recover(made.folder)
    mic = build_receipt(made.folder, verify=True).tracks[1]
    assert mic.gap_total_s == 0.0
    assert len(mic.held) == 1
    assert "lost" not in mic.verdict
    assert [event["kind"] for event in told(made.folder)][-2:] == ["hold", "ended"]


def test_holding_makes_no_sense_for_what_is_not_recorded_nor_before_and_behind_a_recording(tmp_path: Path) -> None:
    made = recorder(tmp_path)

    async def go() -> None:
        with pytest.raises(NotNow, match="not begun"):
            await made.hold({_MIC})
        await made.start(plan("display:1"))
        for wrong in (made.hold({_SCREEN, _MIC}), made.release({_MIC})):
            with pytest.raises(UsageError, match="mic:default is not recorded"):
                await wrong
        assert made.held == frozenset()
        await made.stop(EndReason.STOPPED)
        for late in (made.hold({_SCREEN}), made.release({_SCREEN})):
            with pytest.raises(NotNow, match="has ended"):
                await late

    asyncio.run(go())


def test_it_tells_since_when_not_one_source_is_open(tmp_path: Path) -> None:
    away, other_away = threading.Event(), threading.Event()
    clock = SessionClock()
    made = recorder(tmp_path, screens=SyntheticCatalogue((Pluggable(away), Pluggable(other_away)), now_ns=clock.now_ns))
    made._clock = clock

    async def go() -> None:
        assert made.lost_since_ns is None
        await made.start(plan("display:1", "display:2"))
        await events_until_sealed(made, {"display:1", "display:2"}, span_s=0.2)
        away.set()
        await state_of_source(made, SourceState.LOST)
        assert made.lost_since_ns is None, "the other display is open"
        await made.hold({_OTHER_SCREEN})
        assert made.lost_since_ns is None, "whoever holds the other one may want it again"
        await made.release({_OTHER_SCREEN})
        other_away.set()
        await state_of_source(made, SourceState.LOST)
        lost_ns = made.lost_since_ns
        assert lost_ns is not None
        await made.pause()
        assert made.lost_since_ns is None, "none should be open"
        await made.resume()
        since_ns = made.lost_since_ns
        assert since_ns is not None
        assert since_ns > lost_ns
        await made.hold({_SCREEN, _OTHER_SCREEN})
        assert made.lost_since_ns is None, "none should be open"
        await made.release({_SCREEN, _OTHER_SCREEN})
        away.clear()
        await state_of_source(made, SourceState.BACK)
        assert made.lost_since_ns is None
        await made.stop(EndReason.SOURCES_LOST)
        assert made.lost_since_ns is None

    asyncio.run(go())
    assert build_receipt(made.folder).warnings[0] == "Every source was lost; the recording stopped early."


@pytest.mark.parametrize("has_ended", [False, True])
def test_of_a_discarded_recording_nothing_is_left(tmp_path: Path, *, has_ended: bool) -> None:
    made = recorder(tmp_path)

    async def go() -> None:
        await made.discard()  # harmless before the start
        await made.start(plan("display:1", "mic:default", "system_audio:default"))
        await events_until_sealed(made, _BOTH, span_s=0.2)
        if has_ended:
            await made.stop(EndReason.STOPPED)
        await made.discard()
        await made.discard()  # harmless
        await made.stop(EndReason.STOPPED)

    asyncio.run(go())
    assert list(tmp_path.iterdir()) == []
    assert made.state is (State.ENDED if has_ended else State.FAILED)
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith(("cap-", "enc-", "seal", "mix"))] == []


def test_a_recording_that_is_being_stopped_can_be_discarded_all_the_same(tmp_path: Path) -> None:
    made = recorder(tmp_path)

    async def go() -> None:
        await made.start(plan("display:1"))
        await asyncio.gather(made.stop(EndReason.DURATION), made.discard())

    asyncio.run(go())
    assert list(tmp_path.iterdir()) == []
