"""One recording at a time for one program: starting twice, stopping what does not run, ending in the middle."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from demo.process import wait_until
from lookhear.errors import BackendRefused, EngineEnding, FolderUnwritable, LookhearError, NotNow
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.sources.screen.synthetic import Script, SyntheticCatalogue, SyntheticScreen
from lookhear.recorder.spool.rows import EndReason
from lookhear.recorder.upload.status import UploadState
from lookhear.sdk.engine.capturing import EngineCapturing
from lookhear.sdk.engine.capturing_session import Patience
from tests.fakes.rig import DONE, Heard, ScriptedRig, wish
from tests.fakes.uploading import ScriptedUpload, upload_status

if TYPE_CHECKING:
    from pathlib import Path

ALL = frozenset(ChannelKind)
SOON = Patience(bind_s=30.0, offline_s=0.2, sources_lost_s=0.2, upload_s=0.3, away_s=0.2, take_up_after_s=0.05)
BINDING = upload_status(UploadState.BINDING)


def capturing(rig: ScriptedRig, heard: Heard) -> EngineCapturing:
    return EngineCapturing(rig, heard, patience=SOON)


async def fragment(rig: ScriptedRig) -> None:
    await asyncio.to_thread(wait_until, lambda: rig.recordings and list(rig.recordings[-1].glob("*/*.m4s")), what="a fragment")


def test_the_same_session_again_changes_nothing_and_another_is_refused(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()

    async def record() -> None:
        made = capturing(rig, heard)
        first, again = await asyncio.gather(made.start(wish()), made.start(wish()))
        assert first == again == await made.start(wish())
        with pytest.raises(NotNow, match="cap-1"):
            await made.start(wish(session_id="cap-2"))
        told = await made.stop()
        assert {
            "status": "stopped",
            "session_id": "cap-1",
            "recording_id": first["recording_id"],
            "reason": "stopped",
        }.items() <= told.items()
        assert await made.stop() == told
        await made.close(within_s=30)

    asyncio.run(record())
    assert len(rig.recordings) == 1
    assert heard.names == ["recording-started", "recording-complete"]


def test_a_second_recording_follows_the_first(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()

    async def record() -> None:
        made = capturing(rig, heard)
        for number in (1, 2):
            await made.start(wish(session_id=f"cap-{number}"))
            await fragment(rig)
            assert (await made.stop())["session_id"] == f"cap-{number}"
        await made.close(within_s=30)

    asyncio.run(record())
    assert [build_receipt(folder).end_reason for folder in rig.recordings] == [EndReason.STOPPED] * 2
    assert heard.names == ["recording-started", "recording-complete"] * 2


def test_a_recording_that_is_only_being_handed_over_makes_room_for_the_next(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()

    async def record() -> None:
        made = capturing(rig, heard)
        await made.start(wish())
        await fragment(rig)
        stopping = asyncio.create_task(made.stop())
        await asyncio.sleep(0)  # it has begun
        assert (await made.start(wish(session_id="cap-2")))["session_id"] == "cap-2"
        assert (await stopping)["session_id"] == "cap-1"
        await made.close(within_s=30)

    asyncio.run(record())
    assert heard.names == ["recording-started", "recording-complete"] * 2


def test_nothing_is_stopped_paused_or_closed_before_a_start(tmp_path: Path) -> None:
    rig = ScriptedRig(tmp_path)

    async def ask() -> None:
        made = capturing(rig, Heard())
        assert await made.stop() == {}
        with pytest.raises(NotNow):
            await made.pause(ALL)
        with pytest.raises(NotNow):
            await made.resume(ALL)
        await made.close(within_s=30)
        with pytest.raises(NotNow):
            await made.start(wish())

    asyncio.run(ask())
    assert (rig.recordings, rig.is_closed) == ([], True)


def test_what_was_refused_can_be_started_anew(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()
    rig.scripted = ScriptedUpload(upload_status(UploadState.REFUSED))
    rig.scripted.problem = BackendRefused("No.", reason="unauthorized")

    async def record() -> None:
        made = capturing(rig, heard)
        with pytest.raises(BackendRefused):
            await made.start(wish())
        assert await made.stop() == {}
        rig.scripted = ScriptedUpload(DONE)
        assert (await made.start(wish()))["upload"] == "online"
        assert (await made.stop())["uploaded"] is True
        await made.close(within_s=30)

    asyncio.run(record())
    assert heard.names == ["recording-started", "recording-complete"]


def test_pauses_go_through(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()

    async def record() -> None:
        made = capturing(rig, heard)
        await made.start(wish())
        await made.pause(ALL)
        await made.resume(ALL)
        await made.stop()
        with pytest.raises(NotNow):
            await made.pause(ALL)
        await made.close(within_s=30)

    asyncio.run(record())
    assert {"paused", "resumed"} <= set(heard.names)


def test_a_stop_while_the_backend_is_waited_for_ends_it(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()
    rig.scripted = ScriptedUpload(BINDING)

    async def record() -> None:
        made = capturing(rig, heard)
        starting = asyncio.create_task(made.start(wish()))
        await fragment(rig)
        assert (await made.stop())["reason"] == "stopped"
        assert (await starting)["upload"] == "offline"
        await made.close(within_s=30)

    asyncio.run(record())
    assert heard.names == ["recording-started", "recording-complete"]


def test_the_end_of_the_engine_ends_what_runs_and_says_so(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()

    async def record() -> None:
        made = capturing(rig, heard)
        await made.start(wish())
        await fragment(rig)
        await made.close(within_s=30)

    asyncio.run(record())
    assert heard.names == ["recording-started", "recording-complete"]
    assert build_receipt(rig.recordings[0], verify=True).end_reason is EndReason.STOPPED
    assert (rig.scripted.calls[-1], rig.is_closed) == ("close", True)


def test_the_end_of_the_engine_in_the_middle_of_a_start_leaves_nothing(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()
    rig.scripted = ScriptedUpload(BINDING)

    async def record() -> None:
        made = capturing(rig, heard)
        starting = asyncio.create_task(made.start(wish()))
        await fragment(rig)
        await made.close(within_s=30)
        with pytest.raises(EngineEnding, match="shutting down"):
            await starting

    asyncio.run(record())
    assert (rig.recordings, heard.events) == ([], [])


def test_the_end_of_the_engine_while_sources_open_leaves_nothing(tmp_path: Path) -> None:
    released = threading.Event()

    class SlowScreens(SyntheticCatalogue):
        def open(self, channel: ChannelId, *, fps: int) -> SyntheticScreen:
            released.wait(30)
            return super().open(channel, fps=fps)

    rig, heard = ScriptedRig(tmp_path), Heard()
    rig.machine.screens = SlowScreens((Script(width=160, height=96),), now_ns=rig.machine.clock.now_ns)

    async def record() -> None:
        made = capturing(rig, heard)
        starting = asyncio.create_task(made.start(wish()))
        await asyncio.to_thread(wait_until, lambda: rig.recordings, what="the start")
        asyncio.get_running_loop().call_later(0.1, released.set)
        await made.close(within_s=30)
        with pytest.raises(EngineEnding, match="shutting down"):
            await starting

    asyncio.run(record())
    assert (rig.recordings, heard.events) == ([], [])


def test_who_does_not_wait_for_a_start_any_more_has_none(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()
    rig.scripted = ScriptedUpload(BINDING)

    async def record() -> None:
        made = capturing(rig, heard)
        starting = asyncio.create_task(made.start(wish()))
        await fragment(rig)
        starting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await starting
        assert await made.stop() == {}
        await made.close(within_s=30)

    asyncio.run(record())
    assert (rig.recordings, heard.events) == ([], [])


@pytest.mark.parametrize("trouble", [None, FolderUnwritable("The folder cannot be read.")])
def test_what_earlier_recordings_left_is_taken_up_once_and_left_at_the_end(tmp_path: Path, trouble: LookhearError | None) -> None:
    rig = ScriptedRig(tmp_path)
    rig.trouble = trouble

    async def come_and_go() -> None:
        made = capturing(rig, Heard())
        made.begin()
        made.begin()
        await asyncio.to_thread(wait_until, lambda: rig.taken_up, what="the taking up")
        await made.close(within_s=30)

    asyncio.run(come_and_go())
    assert [stop.is_set() for stop in rig.taken_up] == [True]


def test_a_program_that_only_looks_in_takes_nothing_up(tmp_path: Path) -> None:
    rig = ScriptedRig(tmp_path)

    async def come_and_go() -> None:
        made = EngineCapturing(rig, Heard(), patience=Patience(take_up_after_s=600))
        made.begin()
        await made.close(within_s=30)

    asyncio.run(come_and_go())
    assert rig.taken_up == []
