from __future__ import annotations

import asyncio
import io
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from demo.process import wait_until
from lookhear.cli.handover import Handover
from lookhear.cli.recording_run import record
from lookhear.cli.signals import as_interrupt
from lookhear.errors import DiskFull, UsageError
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.service import PlannedChannel, RecordingPlan
from lookhear.recorder.session import State
from lookhear.recorder.sources.screen.synthetic import Script, SyntheticCatalogue, SyntheticScreen
from lookhear.recorder.spool import durable
from lookhear.recorder.spool.lock import is_being_written
from lookhear.recorder.spool.rows import EndReason
from lookhear.recorder.upload.status import UploadState
from tests.fakes.catalogues import NoSounds
from tests.fakes.machine import machine
from tests.fakes.recordings import interrupted
from tests.fakes.uploading import ScriptedUpload, upload_status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.errors import LookhearError
    from lookhear.recorder.service import Recorder

_SCREEN = ChannelId.display(1)
_PLAN = RecordingPlan(channels=(PlannedChannel(channel_id=_SCREEN, name="Display 1", device="d"),), primary=_SCREEN)


async def record_until(recorder: Recorder, end: Callable[[], object], *, duration_s: float | None = None) -> LookhearError | None:
    """Record, and call ``end`` once the first fragment is on the disk."""
    running = asyncio.create_task(record(recorder, lambda: _PLAN, duration_s=duration_s, is_quiet=True))
    await asyncio.to_thread(wait_until, lambda: list(recorder.folder.glob("*/*.m4s")), what="the first fragment")
    end()
    return await running


def test_the_duration_ends_it(tmp_path: Path) -> None:
    recorder = machine(tmp_path).recorder()
    assert asyncio.run(record(recorder, lambda: _PLAN, duration_s=0.3, is_quiet=True)) is None
    assert recorder.state is State.ENDED
    receipt = build_receipt(recorder.folder, verify=True)
    assert receipt.end_reason is EndReason.DURATION
    assert receipt.duration_s >= 0.2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals for a loop")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)])
def test_a_signal_ends_it_and_the_handlers_are_put_back(tmp_path: Path, number: signal.Signals) -> None:
    recorder = machine(tmp_path).recorder()
    with as_interrupt():
        before = signal.getsignal(number)
        assert asyncio.run(record_until(recorder, lambda: os.kill(os.getpid(), number))) is None
        assert signal.getsignal(number) == before
    assert build_receipt(recorder.folder, verify=True).end_reason is EndReason.SIGNAL


def test_a_disk_that_fills_up_ends_it_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = machine(tmp_path).recorder()

    def fill() -> None:
        monkeypatch.setattr(durable.LocalDisk, "free_bytes", lambda _disk, _folder: 1000)

    failure = asyncio.run(record_until(recorder, fill))
    assert isinstance(failure, DiskFull)
    receipt = build_receipt(recorder.folder, verify=True)
    assert receipt.end_reason is EndReason.DISK_FULL
    assert receipt.tracks[0].lost_fragments == 0


def test_what_a_crash_left_is_finished_meanwhile(tmp_path: Path) -> None:
    recorder = machine(tmp_path).recorder()
    left = interrupted(recorder.folder.parent)
    asyncio.run(record(recorder, lambda: _PLAN, duration_s=0.2, is_quiet=True))
    assert build_receipt(left).end_reason is EndReason.RECOVERED
    assert build_receipt(recorder.folder).end_reason is EndReason.DURATION


class HungUp(io.StringIO):
    """Standard error whose reader has gone."""

    def write(self, _text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


def test_nothing_goes_on_recording_when_nobody_reads_the_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = machine(tmp_path, sounds=NoSounds()).recorder()
    mic = PlannedChannel(channel_id=ChannelId.parse("mic:default"), name="Microphone", device="default")
    plan = RecordingPlan(channels=(*_PLAN.channels, mic), primary=_SCREEN)
    monkeypatch.setattr(sys, "stderr", HungUp())
    with pytest.raises(BrokenPipeError):
        asyncio.run(record(recorder, lambda: plan, duration_s=None, is_quiet=True))
    assert recorder.state is State.ENDED
    assert not is_being_written(recorder.folder)


def test_a_cancelled_start_ends_what_had_begun(tmp_path: Path) -> None:
    released = threading.Event()

    class SlowScreens(SyntheticCatalogue):
        def open(self, channel: ChannelId, *, fps: int) -> SyntheticScreen:
            released.wait(30)
            return super().open(channel, fps=fps)

    made = machine(tmp_path)
    made.screens = SlowScreens((Script(width=160, height=96),), now_ns=made.clock.now_ns)
    recorder = made.recorder()

    async def cancelled() -> None:
        running = asyncio.create_task(record(recorder, lambda: _PLAN, duration_s=None, is_quiet=True))
        await asyncio.to_thread(wait_until, lambda: recorder.state is State.STARTING, what="the start")
        running.cancel()
        released.set()
        assert await running is None

    asyncio.run(cancelled())
    assert build_receipt(recorder.folder).end_reason is EndReason.SIGNAL


def test_a_plan_that_cannot_be_made_records_nothing(tmp_path: Path) -> None:
    recorder = machine(tmp_path).recorder()

    def refuse() -> RecordingPlan:
        raise UsageError("There is no display 9.")

    with pytest.raises(UsageError):
        asyncio.run(record(recorder, refuse, duration_s=1, is_quiet=True))
    assert recorder.state is State.IDLE
    assert list(tmp_path.iterdir()) == []


def test_where_a_recording_goes_is_noted_before_uploading_is_loaded(tmp_path: Path) -> None:
    told: list[str] = []

    def make(folder: Path) -> ScriptedUpload:
        told.append(f"begun: {(folder / 'journal.ndjson').exists()}")
        return ScriptedUpload(upload_status(UploadState.DONE, acked=1))

    handover = Handover(make, promise=lambda folder: told.append(f"promised: {folder.name}"))
    recorder = machine(tmp_path).recorder()
    asyncio.run(record(recorder, lambda: _PLAN, duration_s=0.2, is_quiet=True, handover=handover))
    assert told == [f"promised: {recorder.folder.name}", "begun: True"]


def test_a_promise_that_cannot_be_noted_keeps_nothing_from_being_recorded(tmp_path: Path) -> None:
    def refuse(_folder: Path) -> None:
        raise DiskFull("There is no room.")

    handover = Handover(lambda _folder: ScriptedUpload(upload_status(UploadState.DONE, acked=1)), promise=refuse)
    recorder = machine(tmp_path).recorder()
    assert asyncio.run(record(recorder, lambda: _PLAN, duration_s=0.2, is_quiet=True, handover=handover)) is None
    assert handover.status() is not None
