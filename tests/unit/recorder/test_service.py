from __future__ import annotations

import asyncio
import json
import os
import threading
import time
from typing import TYPE_CHECKING

import av
import pytest

from lookhear.errors import DiskFull, FolderUnwritable, NothingToCapture, NotNow, UsageError
from lookhear.media.samples import NS_PER_S
from lookhear.recorder.events import Event, FragmentSealed, Journalled, RecordingStarted
from lookhear.recorder.exporting import export
from lookhear.recorder.pipeline.clock import SessionClock
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.session import State
from lookhear.recorder.sources.screen.refused import RefusedCatalogue
from lookhear.recorder.sources.screen.synthetic import SyntheticCatalogue, SyntheticScreen
from lookhear.recorder.spool.durable import LocalDisk
from lookhear.recorder.spool.lock import is_being_written
from lookhear.recorder.spool.log import RecordingLog, read_journal
from lookhear.recorder.spool.manifest import read_manifest
from lookhear.recorder.spool.rows import PAUSED, EndReason, EndRow, PauseRow, SourceState
from lookhear.recorder.spool.tail import read_status
from tests.fakes.catalogues import NoSounds
from tests.fakes.recorders import SMALL, Pluggable, events_until_sealed, plan, recorder, state_of_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.errors import LookhearError
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.service import Recorder, RecordingPlan

_EVERYTHING = ("display:1", "mic:default", "system_audio:default")


async def recorded(made: Recorder, what: RecordingPlan, *, span_s: float, expected: set[str] | None = None) -> list[Event]:
    await made.start(what)
    events = await events_until_sealed(made, expected or {str(channel.channel_id) for channel in what.channels}, span_s=span_s)
    await made.stop(EndReason.STOPPED)
    return events


def test_a_recording_of_pictures_and_sound_is_whole_in_every_byte(tmp_path: Path) -> None:
    made = recorder(tmp_path)
    events = asyncio.run(recorded(made, plan(*_EVERYTHING), span_s=1.5))

    assert made.state is State.ENDED
    assert sum(isinstance(event, RecordingStarted) for event in events) == 1
    receipt = build_receipt(made.folder, verify=True)
    assert receipt.end_reason is EndReason.STOPPED
    assert receipt.warnings == ()
    assert [track.channel_id for track in receipt.tracks] == list(_EVERYTHING)
    for track in receipt.tracks:
        assert (track.lost_fragments, track.gaps, track.missing_s) == (0, (), 0.0)
        assert track.duration_s >= 1.0
        assert track.source == "synthetic"
    assert receipt.tracks[0].frames is not None
    assert receipt.tracks[0].frames > 20


def test_the_recording_can_be_exported_and_played_to_its_end(tmp_path: Path) -> None:
    made = recorder(tmp_path / "spool")
    asyncio.run(recorded(made, plan("display:1", "mic:default"), span_s=0.8))
    (file,) = export(made.folder, tmp_path / "f.mp4")
    with av.open(str(file)) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio"]
        assert sum(1 for _ in container.decode(video=0)) == build_receipt(made.folder).tracks[0].frames
    with av.open(str(file)) as container:
        assert sum(frame.samples for frame in container.decode(audio=0)) > 0.7 * 48_000


def test_the_recording_stands_on_the_disk_before_its_start_is_told(tmp_path: Path) -> None:
    made = recorder(tmp_path)

    async def look() -> None:
        started = await made.start(plan("display:1", "display:2"))
        assert made.state is State.RECORDING
        assert (started.recording_id, started.folder, started.failures) == (made.recording_id, tmp_path / made.recording_id, ())
        manifest = read_manifest(made.folder)
        assert [(str(c.channel_id), c.name, c.is_primary) for c in manifest.channels] == [
            ("display:1", "Name of display:1", True),
            ("display:2", "Name of display:2", False),
        ]
        assert is_being_written(made.folder)
        await made.stop(EndReason.SIGNAL)

    asyncio.run(look())
    assert not is_being_written(made.folder)
    assert build_receipt(made.folder).end_reason is EndReason.SIGNAL


def test_events_tell_of_every_row_in_the_order_of_the_journal(tmp_path: Path) -> None:
    made = recorder(tmp_path)

    async def all_events() -> list[Event]:
        events = await recorded(made, plan("display:1"), span_s=0.3)
        while not made._events.empty():
            events.append(await made.next_event())
        return events

    events = asyncio.run(all_events())
    rows = [event.row for event in events if isinstance(event, FragmentSealed | Journalled)]
    lines = (made.folder / "journal.ndjson").read_bytes().splitlines()
    assert [f'"type":"{row.type}"'.encode() in line for row, line in zip(rows, lines, strict=True)] == [True] * len(lines)
    assert isinstance(rows[-1], EndRow)


def test_one_source_that_cannot_be_opened_does_not_stop_the_others(tmp_path: Path) -> None:
    made = recorder(tmp_path, sounds=NoSounds())

    async def go() -> RecordingStarted:
        started = await made.start(plan("display:1", "mic:default"))
        await events_until_sealed(made, {"display:1"}, span_s=0.5)
        await made.stop(EndReason.STOPPED)
        return started

    started = asyncio.run(go())
    assert [(str(channel), str(error)) for channel, error in started.failures] == [("mic:default", "There is no mic.")]
    tracks = {track.channel_id: track for track in build_receipt(made.folder, verify=True).tracks}
    assert tracks["display:1"].fragments > 0
    assert tracks["mic:default"].fragments == 0


def test_a_display_that_is_unplugged_for_a_moment_costs_a_gap_and_the_sound_nothing(tmp_path: Path) -> None:
    away = threading.Event()
    clock = SessionClock()
    screens = SyntheticCatalogue((Pluggable(away),), now_ns=clock.now_ns)
    made = recorder(tmp_path, screens=screens)

    async def go() -> None:
        await made.start(plan("display:1", "mic:default"))
        await events_until_sealed(made, {"display:1", "mic:default"}, span_s=0.2)
        away.set()
        await state_of_source(made, SourceState.LOST)
        away.clear()
        await state_of_source(made, SourceState.BACK)
        await events_until_sealed(made, {"display:1", "mic:default"}, span_s=made.now_ns() / NS_PER_S - 0.8)
        await made.stop(EndReason.STOPPED)

    asyncio.run(go())
    tracks = {track.channel_id: track for track in build_receipt(made.folder, verify=True).tracks}
    (gap,) = tracks["display:1"].gaps
    assert "unplugged" in gap.reason
    assert tracks["display:1"].missing_s == pytest.approx(gap.to_s - gap.from_s, abs=0.05)
    assert tracks["mic:default"].gaps == ()


def test_when_nothing_can_be_captured_the_reasons_are_told_and_nothing_is_left_behind(tmp_path: Path) -> None:
    made = recorder(tmp_path, screens=RefusedCatalogue("There is no display here.", "Try sound."), sounds=NoSounds())
    with pytest.raises(NothingToCapture, match=r"display:1: There is no display here\..* mic:default: There is no mic\."):
        asyncio.run(made.start(plan("display:1", "mic:default")))
    assert made.state is State.FAILED
    assert list(tmp_path.iterdir()) == []
    asyncio.run(made.stop(EndReason.STOPPED))  # harmless


def test_nothing_chosen_makes_no_sense(tmp_path: Path) -> None:
    made = recorder(tmp_path)
    with pytest.raises(UsageError):
        asyncio.run(made.start(plan()))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_used_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    made = recorder(tmp_path / "file")
    with pytest.raises(FolderUnwritable):
        asyncio.run(made.start(plan("display:1")))
    assert made.state is State.FAILED


def test_a_disk_without_room_is_told_of_before_a_source_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocalDisk, "free_bytes", lambda _disk, _folder: 1000)
    made = recorder(tmp_path)
    with pytest.raises(DiskFull, match="MB left"):
        asyncio.run(made.start(plan("display:1")))
    assert made.state is State.FAILED
    assert list(tmp_path.iterdir()) == []


def test_stopping_twice_or_before_the_start_does_nothing(tmp_path: Path) -> None:
    made = recorder(tmp_path)

    async def go() -> None:
        await made.stop(EndReason.STOPPED)
        assert made.state is State.IDLE
        await made.start(plan("display:1"))
        await made.stop(EndReason.DURATION)
        await made.stop(EndReason.SIGNAL)

    asyncio.run(go())
    assert build_receipt(made.folder).end_reason is EndReason.DURATION


class Watched(SyntheticCatalogue):
    """Displays that know how many of them are open."""

    def __init__(self, now_ns: Callable[[], int]) -> None:
        super().__init__((SMALL,), now_ns=now_ns)
        self.opened: list[SyntheticScreen] = []
        self.open_now = 0

    def open(self, channel: ChannelId, *, fps: int) -> SyntheticScreen:
        catalogue, screen = self, super().open(channel, fps=fps)
        close = screen.close

        def note_and_close() -> None:
            catalogue.open_now -= 1
            close()

        object.__setattr__(screen, "close", note_and_close)
        self.open_now += 1
        self.opened.append(screen)
        return screen


def test_a_pause_closes_every_source_and_is_no_defect(tmp_path: Path) -> None:
    clock = SessionClock()
    screens = Watched(clock.now_ns)
    made = recorder(tmp_path, screens=screens)
    made._clock = clock

    async def go() -> None:
        await made.start(plan(*_EVERYTHING))
        await events_until_sealed(made, set(_EVERYTHING), span_s=0.5)
        await made.pause()
        states = [made.state]
        assert screens.open_now == 0
        journal = read_journal(made.folder).rows
        assert isinstance(journal[-1], PauseRow), "it is durable, and everything from before it is too"
        assert read_status(made.folder, time.time_ns()).paused_s is not None
        await made.pause()  # harmless
        sealed = len(list(made.folder.glob("*/*.m4s")))
        await asyncio.sleep(0.7)
        assert len(list(made.folder.glob("*/*.m4s"))) == sealed, "nothing is captured"
        assert await made.resume() == ()
        assert await made.resume() == ()
        states.append(made.state)
        assert states == [State.PAUSED, State.RECORDING]
        assert screens.open_now == 1
        await events_until_sealed(made, set(_EVERYTHING), span_s=made.now_ns() / NS_PER_S - 0.5)
        await made.stop(EndReason.STOPPED)

    asyncio.run(go())
    log, receipt = RecordingLog.load(made.folder), build_receipt(made.folder, verify=True)
    (pause,) = log.pauses
    assert receipt.warnings == ()
    assert receipt.paused_s >= 0.7
    for track in receipt.tracks:
        (gap,) = track.gaps
        assert (gap.reason, track.gap_total_s) == (PAUSED, 0.0)
        assert track.paused_s == pytest.approx(gap.to_s - gap.from_s)
        assert "no gaps, paused" in track.verdict
    assert pause.to_ns is not None
    for sealed_track in log.tracks:
        (hole,) = sealed_track.gaps
        assert hole.to_ns >= pause.to_ns
        for row in sealed_track.fragments:
            leeway_ns = NS_PER_S // 90_000 + 1 if sealed_track.channel.kind.is_video else 2 * 1024 * NS_PER_S // 48_000  # a tick's rounding
            assert row.from_ns < hole.from_ns or row.from_ns + leeway_ns >= hole.to_ns
    (file,) = export(made.folder, tmp_path / "f.mp4")
    with av.open(str(file)) as container:
        assert sum(1 for _ in container.decode(video=0)) == receipt.tracks[0].frames


def test_a_recording_can_be_stopped_while_it_is_paused(tmp_path: Path) -> None:
    made = recorder(tmp_path)

    async def go() -> None:
        await made.start(plan("display:1", "mic:default"))
        await events_until_sealed(made, {"display:1", "mic:default"}, span_s=0.2)
        await asyncio.gather(made.pause(), made.stop(EndReason.STOPPED))

    asyncio.run(go())
    assert made.state is State.ENDED
    receipt = build_receipt(made.folder, verify=True)
    assert (receipt.end_reason, receipt.warnings) == (EndReason.STOPPED, ())


def test_a_stop_that_comes_into_the_end_of_a_pause_waits_for_no_source(tmp_path: Path) -> None:
    made = recorder(tmp_path)

    async def stopped_while_going_on() -> tuple[tuple[ChannelId, LookhearError], ...]:
        await made.start(plan("display:1"))
        await made.pause()
        going_on = asyncio.create_task(made.resume())
        await asyncio.sleep(0)  # it has begun
        assert made.state is State.RECORDING
        await made.stop(EndReason.STOPPED)
        return await going_on

    assert asyncio.run(stopped_while_going_on()) == ()
    assert build_receipt(tmp_path / made.recording_id, verify=True).end_reason is EndReason.STOPPED


def test_pausing_makes_no_sense_before_and_behind_a_recording(tmp_path: Path) -> None:
    made = recorder(tmp_path)

    async def go() -> None:
        with pytest.raises(NotNow, match="not begun"):
            await made.pause()
        await made.start(plan("display:1"))
        await made.stop(EndReason.STOPPED)
        for late in (made.pause(), made.resume()):
            with pytest.raises(NotNow, match="has ended"):
                await late
        with pytest.raises(NotNow):
            await made.mark("too late")

    asyncio.run(go())


def test_a_marker_is_durable_and_stands_in_the_context_log(tmp_path: Path) -> None:
    made = recorder(tmp_path)

    async def go() -> int:
        await made.start(plan("display:1"))
        await state_of_source(made, SourceState.OPENED)
        for nothing in ("", "  ", "x" * 2001):
            with pytest.raises(UsageError):
                await made.mark(nothing)
        t_ns = await made.mark(" here ")
        assert [(row.text, row.t_ns) for row in RecordingLog.load(made.folder).markers] == [("here", t_ns)]
        await made.stop(EndReason.STOPPED)
        return t_ns

    t_ns = asyncio.run(go())
    log = RecordingLog.load(made.folder)
    events = [json.loads(line) for row in log.context for line in log.path(row).read_bytes().splitlines()]
    assert [event["kind"] for event in events] == ["started", "source", "marker", "ended"]
    assert {"t_ns": t_ns, "kind": "marker", "text": "here"} in events


def test_a_source_that_does_not_come_back_behind_a_pause_is_told(tmp_path: Path) -> None:
    away = threading.Event()
    clock = SessionClock()
    made = recorder(tmp_path, screens=SyntheticCatalogue((Pluggable(away),), now_ns=clock.now_ns))

    async def go() -> tuple[tuple[ChannelId, LookhearError], ...]:
        await made.start(plan("display:1", "mic:default"))
        await made.pause()
        away.set()
        failures = await made.resume()
        await made.stop(EndReason.STOPPED)
        return failures

    assert [str(channel) for channel, _ in asyncio.run(go())] == ["display:1"]


def open_files() -> set[str]:
    return {os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{fd}")}  # noqa: PTH110, PTH115, PTH208


@pytest.mark.linux
def test_twenty_recordings_leave_no_thread_and_no_open_file(tmp_path: Path) -> None:
    async def go() -> None:
        for _ in range(20):
            made = recorder(tmp_path)
            await made.start(plan("display:1", "mic:default"))
            await made.stop(EndReason.STOPPED)

    asyncio.run(go())
    assert not [path for path in open_files() if str(tmp_path) in path]
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith(("cap-", "enc-", "seal", "mix"))] == []
    assert len(list(tmp_path.iterdir())) == 20
