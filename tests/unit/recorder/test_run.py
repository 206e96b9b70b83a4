"""One recording and what ends it. What the command line makes of it is tested in test_recording_run.py."""

from __future__ import annotations

import asyncio
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from demo.process import wait_until
from lookhear.errors import DiskFull, FolderUnwritable, LookhearError
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.control.client import ask, running
from lookhear.recorder.control.wire import Request, Verb
from lookhear.recorder.pipeline.clock import SessionClock
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.run import RecordingRun, RunWishes
from lookhear.recorder.run_upload import RunUpload
from lookhear.recorder.service import PlannedChannel, Recorder, RecordingPlan
from lookhear.recorder.session import State
from lookhear.recorder.sources.screen.synthetic import Script, SyntheticCatalogue
from lookhear.recorder.spool import durable
from lookhear.recorder.spool.rows import EndReason
from lookhear.recorder.upload.status import UploadState
from tests.fakes.catalogues import NoSounds
from tests.fakes.machine import machine
from tests.fakes.recordings import interrupted
from tests.fakes.uploading import ScriptedUpload, upload_status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.recorder.events import Event

_SCREEN = ChannelId.display(1)
_PLAN = RecordingPlan(channels=(PlannedChannel(channel_id=_SCREEN, name="Display 1", device="d"),), primary=_SCREEN)
_UPLOADING = upload_status(UploadState.UPLOADING, acked=1)


def is_begun(recorder: Recorder) -> bool:
    return bool(list(recorder.folder.glob("*/*.m4s")))


async def run_until(run: RecordingRun, end: Callable[[], object] = lambda: None) -> None:
    """Record, call ``end`` once the first fragment is on the disk, and wait for the end."""
    await run.start(_PLAN)
    try:
        await asyncio.to_thread(wait_until, lambda: is_begun(run.recorder), what="the first fragment")
        await asyncio.to_thread(end)
        await run.until_asked()
    finally:
        await run.end()
        await run.put_away()


def reason_of(run: RecordingRun) -> EndReason | None:
    return build_receipt(run.recorder.folder).end_reason


def test_the_duration_ends_it(tmp_path: Path) -> None:
    async def record() -> RecordingRun:
        run = RecordingRun(machine(tmp_path).recorder(), wishes=RunWishes(duration_s=0.2))
        await run_until(run)
        return run

    run = asyncio.run(record())
    assert (run.reason, run.failure, reason_of(run)) == (EndReason.DURATION, None, EndReason.DURATION)
    assert run.recorder.state is State.ENDED


def test_the_first_who_asks_for_the_end_is_heard(tmp_path: Path) -> None:
    async def record() -> RecordingRun:
        run = RecordingRun(machine(tmp_path).recorder())
        assert run.reason is None
        await run.start(_PLAN)
        run.ask_to_end(EndReason.SIGNAL)
        run.ask_to_end(EndReason.STOPPED)
        assert run.is_asked
        await run.until_asked()
        await run.end()
        await run.put_away()
        return run

    assert reason_of(asyncio.run(record())) is EndReason.SIGNAL


def test_what_was_begun_ends_also_when_nobody_asked(tmp_path: Path) -> None:
    async def record() -> RecordingRun:
        run = RecordingRun(machine(tmp_path).recorder())
        await run.start(_PLAN)
        await run.end()
        await run.put_away()
        return run

    assert reason_of(asyncio.run(record())) is EndReason.STOPPED


def test_the_end_of_what_never_began_is_harmless(tmp_path: Path) -> None:
    async def end() -> State:
        run = RecordingRun(machine(tmp_path).recorder())
        await run.end()
        await run.put_away()
        return run.recorder.state

    assert asyncio.run(end()) is State.IDLE
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_ends_it_and_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def record() -> RecordingRun:
        run = RecordingRun(machine(tmp_path).recorder())
        await run_until(run, lambda: monkeypatch.setattr(durable.LocalDisk, "free_bytes", lambda _disk, _folder: 1000))
        return run

    run = asyncio.run(record())
    assert isinstance(run.failure, DiskFull)
    assert (run.reason, reason_of(run)) == (None, EndReason.DISK_FULL)


def test_a_backend_that_wishes_the_end_gets_it(tmp_path: Path) -> None:
    upload = ScriptedUpload(_UPLOADING)

    async def record() -> RecordingRun:
        run = RecordingRun(machine(tmp_path).recorder(), upload=RunUpload(lambda _folder: upload), wishes=RunWishes(upload_after_s=0))
        await run_until(run, lambda: upload.states.append(replace(upload.states.popleft(), is_stop_wished=True)))
        return run

    run = asyncio.run(record())
    assert (run.reason, reason_of(run)) == (EndReason.BACKEND, EndReason.BACKEND)
    assert upload.calls[0] == "start"
    assert upload.calls[-1] == "recording_ended"
    assert "ring" in upload.calls


@pytest.mark.parametrize(("patience_s", "reason"), [(0.1, EndReason.SOURCES_LOST), (None, EndReason.DURATION)])
def test_the_loss_of_all_sources_ends_it_where_that_is_wished(tmp_path: Path, patience_s: float | None, reason: EndReason) -> None:
    async def record() -> RecordingRun:
        made = machine(tmp_path)
        now_ns = made.clock.now_ns
        gone = Script(width=160, height=96, absences_ns=((now_ns() + 200_000_000, 1 << 62),))
        made.screens = SyntheticCatalogue((gone,), now_ns=now_ns)
        run = RecordingRun(made.recorder(), wishes=RunWishes(sources_lost_s=patience_s, duration_s=None if patience_s else 2.0))
        await run.start(_PLAN)
        await run.until_asked()
        await run.end()
        await run.put_away()
        return run

    assert reason_of(asyncio.run(record())) is reason


class Slept(Recorder):
    """One on a computer that has slept for long: its sources are found to be away since before, and are back at the next looks."""

    looks = 0

    @property
    def lost_since_ns(self) -> int | None:
        self.looks += 1
        return self.now_ns() - 3_600_000_000_000 if self.looks < 3 else None


def test_a_sleep_of_the_computer_is_no_loss_of_all_sources(tmp_path: Path) -> None:
    async def record() -> RecordingRun:
        clock = SessionClock()
        screens = SyntheticCatalogue((Script(width=160, height=96),), now_ns=clock.now_ns)
        slept = Slept(screens=lambda: screens, sounds=NoSounds, root=tmp_path, clock=clock)
        run = RecordingRun(slept, wishes=RunWishes(sources_lost_s=2.0, duration_s=2.0))
        await run_until(run)
        assert slept.looks > 2
        return run

    assert reason_of(asyncio.run(record())) is EndReason.DURATION


@pytest.mark.skipif(sys.platform == "win32", reason="the control socket of Windows is another one")
def test_other_programs_can_stop_it_and_are_answered_when_it_has_ended(tmp_path: Path) -> None:
    answers: list[str] = []

    def stop() -> None:
        wait_until(lambda: running(tmp_path / "run"), what="the control socket")
        (found,) = running(tmp_path / "run")
        answers.append(ask(tmp_path / "run", found, Request(verb=Verb.STOP)).state)

    async def record() -> RecordingRun:
        run = RecordingRun(machine(tmp_path).recorder(), wishes=RunWishes(run_folder=tmp_path / "run"))
        stopping = threading.Thread(target=stop)
        await run_until(run, stopping.start)
        await asyncio.to_thread(stopping.join)
        return run

    run = asyncio.run(record())
    assert answers == ["ended"]
    assert reason_of(run) is EndReason.STOPPED
    assert running(tmp_path / "run") == []


def test_a_socket_that_cannot_be_made_is_complained_about_and_nothing_else(tmp_path: Path) -> None:
    complaints: list[LookhearError] = []

    async def record() -> RecordingRun:
        (tmp_path / "run").write_text("a file in the place of the folder")
        wishes = RunWishes(run_folder=tmp_path / "run", duration_s=0.2)
        run = RecordingRun(machine(tmp_path).recorder(), wishes=wishes, complain=complaints.append)
        await run_until(run)
        return run

    assert reason_of(asyncio.run(record())) is EndReason.DURATION
    assert [type(complaint) for complaint in complaints] == [FolderUnwritable]


def test_its_events_are_told(tmp_path: Path) -> None:
    told: list[Event] = []

    async def record() -> None:
        await run_until(RecordingRun(machine(tmp_path).recorder(), wishes=RunWishes(duration_s=0.2), tell=told.append))

    asyncio.run(record())
    assert {"RecordingStarted", "FragmentSealed"} <= {type(event).__name__ for event in told}


def test_what_earlier_recordings_left_is_finished_until_it_ends(tmp_path: Path) -> None:
    asked: list[bool] = []
    is_at_it = threading.Event()

    def finish(stop: threading.Event) -> None:
        is_at_it.set()
        asked.append(stop.wait(30))

    async def record() -> None:
        made = machine(tmp_path)
        left = interrupted(made.paths.recordings)
        run = RecordingRun(made.recorder(), wishes=RunWishes(finish_others=finish))
        loop = asyncio.get_running_loop()

        def recovered() -> None:
            assert is_at_it.wait(30)
            assert build_receipt(left).end_reason is EndReason.RECOVERED
            loop.call_soon_threadsafe(run.ask_to_end, EndReason.STOPPED)

        await run_until(run, recovered)

    asyncio.run(record())
    assert asked == [True]


def test_one_that_was_begun_in_vain_leaves_nothing(tmp_path: Path) -> None:
    upload = ScriptedUpload(_UPLOADING)

    async def record() -> Path:
        made = machine(tmp_path)
        run = RecordingRun(made.recorder(), upload=RunUpload(lambda _folder: upload), wishes=RunWishes(upload_after_s=0))
        await run.start(_PLAN)
        await asyncio.to_thread(wait_until, lambda: is_begun(run.recorder), what="the first fragment")
        await run.discard()
        return made.paths.recordings

    assert list(asyncio.run(record()).iterdir()) == []
    assert upload.calls[-1] == "close"
