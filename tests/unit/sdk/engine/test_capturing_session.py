"""One recording for a program, from its start to the one end that is told, with real recorders and scripted uploads."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from demo.process import wait_until
from lookhear.errors import BackendRefused, BackendUnsuitable, LookhearError, NothingToCapture, NotNow, UsageError
from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.sources.screen.synthetic import Script, SyntheticCatalogue
from lookhear.recorder.spool import durable
from lookhear.recorder.spool.binding import read_binding
from lookhear.recorder.spool.layout import RECEIPT
from lookhear.recorder.spool.rows import EndReason
from lookhear.recorder.upload.status import TrackProgress, UploadState
from lookhear.sdk.engine.capturing_session import CapturedSession, Patience
from tests.fakes.catalogues import ForbiddenSounds, NoSounds
from tests.fakes.rig import DONE, UPLOADING, Heard, ScriptedRig, wish
from tests.fakes.uploading import ScriptedUpload, upload_status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.recorder.upload.status import UploadStatus
    from lookhear.sdk.engine.ports import StartWish

SOON = Patience(bind_s=30.0, offline_s=0.2, sources_lost_s=0.2, upload_s=0.5, away_s=0.2)
HURRIED = replace(SOON, bind_s=0.5)
OFFLINE = upload_status(UploadState.OFFLINE, pending=3, sentence="Nobody answers.")
REFUSED = upload_status(UploadState.REFUSED, pending=3, sentence="It does not know the token.")


async def wait(session: CapturedSession, rig: ScriptedRig) -> None:
    """Until the first fragment of it is on the disk."""
    (folder,) = rig.recordings
    await asyncio.to_thread(wait_until, lambda: list(folder.glob("*/*.m4s")), what="the first fragment")
    assert not session.ended.done()


def run(
    rig: ScriptedRig,
    heard: Heard,
    end: Callable[[CapturedSession], object],
    wished: StartWish | None = None,
    *,
    patience: Patience = SOON,
) -> dict[str, object]:
    """Record until ``end`` has its effect; gives what starting it answered."""

    async def record() -> dict[str, object]:
        session = CapturedSession(wished or wish(), rig, heard, patience=patience)
        answer = await session.begin()
        await wait(session, rig)
        end(session)
        ended = await session.ended
        assert heard.events[-1] == (ended.event, ended.payload)
        await session.close()
        assert session.is_put_away
        return answer

    return asyncio.run(record())


async def begin_in_vain(rig: ScriptedRig, heard: Heard, wished: StartWish | None = None) -> None:
    """Begin what cannot begin. One that does all the same is ended, so that nothing of it stays."""
    session = CapturedSession(wished or wish(), rig, heard, patience=SOON)
    await session.begin()
    session.ask_to_end(EndReason.STOPPED)
    await session.close()


def stop(session: CapturedSession) -> None:
    session.ask_to_end(EndReason.STOPPED)


def test_a_session_is_recorded_handed_over_and_let_go(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()

    def hand_over(session: CapturedSession) -> None:
        rig.scripted.states[0] = DONE
        rig.scripted.tracks = (TrackProgress(track="display:1", acked_bytes=9, pending_bytes=0, is_complete=True),)
        session.ask_to_end(EndReason.STOPPED)

    answer = run(rig, heard, hand_over, wish("display:1", "mic:default"))
    (folder,) = rig.recordings
    assert answer == {"status": "recording", "session_id": "cap-1", "recording_id": folder.name, "upload": "online"}
    assert heard.names == ["recording-started", "upload-progress", "upload-complete", "recording-complete"]
    complete = heard.payload("recording-complete")
    assert {"session_id": "cap-1", "recording_id": folder.name, "status": "completed", "reason": "stopped", "uploaded": True}.items() <= (
        complete.items()
    )
    assert complete["player_url"] == DONE.player_url
    assert "message" not in complete
    assert build_receipt(folder, verify=True).end_reason is EndReason.STOPPED
    assert (folder / RECEIPT).exists()
    assert rig.scripted.calls[-1] == "close"
    assert rig.let_gone == [folder]


def test_where_it_goes_stands_beside_it_before_it_is_handed_over(tmp_path: Path) -> None:
    rig = ScriptedRig(tmp_path)
    run(rig, Heard(), stop)
    binding = read_binding(rig.recordings[0])
    assert binding is not None
    assert [binding.source] == rig.sources
    assert (binding.source.session_id, binding.source.token, binding.source.backend) == ("cap-1", "st-secret", "https://a.example")


@pytest.mark.parametrize("status", [OFFLINE, upload_status(UploadState.BINDING)])
def test_a_backend_that_is_away_keeps_nothing_from_being_recorded(tmp_path: Path, status: UploadStatus) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()
    rig.scripted = ScriptedUpload(status)
    assert run(rig, heard, stop, patience=HURRIED)["upload"] == "offline"
    assert heard.names == ["recording-started", "warning", "recording-complete"]
    complete = heard.payload("recording-complete")
    assert complete["uploaded"] is False
    assert "next start" in str(complete["message"])
    assert rig.let_gone == []


@pytest.mark.parametrize(
    ("trouble", "hint"),
    [
        (BackendRefused("It does not know the token.", hint="Get a new one.", reason="unauthorized"), "Get a new one."),
        (BackendRefused("It refuses.", reason="forbidden"), "Nothing was recorded."),
        (BackendUnsuitable("It is a web page.", hint="Check the address."), "Check the address."),
    ],
)
def test_a_backend_that_refuses_the_start_leaves_nothing_of_it(tmp_path: Path, trouble: LookhearError, hint: str) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()
    rig.scripted = ScriptedUpload(REFUSED)
    rig.scripted.problem = trouble

    async def begin() -> None:
        with pytest.raises(type(trouble)) as caught:
            await begin_in_vain(rig, heard)
        assert (str(caught.value), caught.value.hint) == (str(trouble), hint)
        assert getattr(caught.value, "reason", None) == getattr(trouble, "reason", None)

    asyncio.run(begin())
    assert (rig.recordings, heard.events) == ([], [])
    assert rig.scripted.calls[-1] == "close"


def test_an_upload_that_cannot_even_be_made_ends_the_start(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()
    rig.refusal = UsageError("That is no token.")

    async def begin() -> None:
        with pytest.raises(UsageError, match="no token"):
            await begin_in_vain(rig, heard)

    asyncio.run(begin())
    assert (rig.recordings, heard.events) == ([], [])


def test_nothing_to_capture_leaves_nothing(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path, sounds=NoSounds()), Heard()

    async def begin() -> None:
        with pytest.raises(NothingToCapture):
            await begin_in_vain(rig, heard, wish("mic:default", "display:5"))

    asyncio.run(begin())
    assert (rig.recordings, heard.events, rig.sources) == ([], [], [])


def test_a_channel_that_cannot_be_opened_does_not_keep_the_others_from_it(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path, sounds=NoSounds()), Heard()
    run(rig, heard, stop, wish("mic:default", "display:1"))
    assert heard.names[:3] == ["recording-started", "warning", "channel-lost"]
    assert heard.payload("channel-lost")["channel_id"] == "mic:default"


def test_a_microphone_that_may_not_be_heard_is_named_and_the_display_is_recorded(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path, sounds=ForbiddenSounds()), Heard()
    run(rig, heard, stop, wish("mic:default", "display:1"))
    warning = heard.payload("warning")
    assert (warning["code"], warning["channel_id"]) == ("capture.permission", "mic:default")
    assert "privacy settings" in str(warning["message"])
    streams = [{"channel": "mic:default", "status": "lost"}, {"channel": "display:1", "status": "recording"}]
    assert heard.payload("recording-started")["streams"] == streams
    assert heard.payload("recording-complete")["status"] == "completed"


def test_a_backend_that_refuses_later_is_warned_of_and_the_recording_goes_on(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()

    async def record() -> None:
        session = CapturedSession(wish(), rig, heard, patience=SOON)
        await session.begin()
        rig.scripted.states[0], rig.scripted.problem = REFUSED, BackendRefused("No.", reason="revoked")
        await asyncio.to_thread(wait_until, lambda: "warning" in heard.names, what="the warning")
        assert not session.ended.done()
        session.ask_to_end(EndReason.STOPPED)
        await session.ended
        await session.close()

    asyncio.run(record())
    assert heard.payload("warning")["code"] == "revoked"
    complete = heard.payload("recording-complete")
    assert (complete["uploaded"], complete["message"]) == (False, "It does not know the token.")


@pytest.mark.parametrize("reason", [EndReason.DURATION, EndReason.BACKEND, EndReason.SOURCES_LOST])
def test_whatever_ends_it_is_told_as_the_reason(tmp_path: Path, reason: EndReason) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()
    if reason is EndReason.SOURCES_LOST:
        now_ns = rig.machine.clock.now_ns
        rig.machine.screens = SyntheticCatalogue(
            (Script(width=160, height=96, absences_ns=((now_ns() + 700_000_000, 1 << 62),)),), now_ns=now_ns
        )

    def end(_session: CapturedSession) -> None:
        if reason is EndReason.BACKEND:
            rig.scripted.states[0] = replace(UPLOADING, is_stop_wished=True)

    run(rig, heard, end, wish(duration_s=1.0 if reason is EndReason.DURATION else None))
    assert heard.payload("recording-complete")["reason"] == reason.value
    assert build_receipt(rig.recordings[0]).end_reason is reason


def test_a_full_disk_is_an_error_and_the_only_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()
    run(rig, heard, lambda _session: monkeypatch.setattr(durable.LocalDisk, "free_bytes", lambda _disk, _folder: 1000))
    assert "recording-complete" not in heard.names
    error = heard.payload("error")
    assert (error["session_id"], error["code"], error["status"]) == ("cap-1", "storage.full", "failed")
    assert error["reason"] == build_receipt(rig.recordings[0]).end_reason == "disk_full"
    assert "Free some space" in str(error["message"])


def test_kinds_are_held_and_released(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()

    async def record() -> None:
        session = CapturedSession(wish("display:1", "mic:default"), rig, heard, patience=SOON)
        await session.begin()
        mics = frozenset({ChannelKind.MIC})
        await session.hold(mics)
        await session.release(mics)
        await session.hold(frozenset({ChannelKind.SYSTEM_AUDIO}))  # nobody records that
        await asyncio.to_thread(wait_until, lambda: "resumed" in heard.names, what="the end of the pause")
        session.ask_to_end(EndReason.STOPPED)
        await session.ended
        with pytest.raises(NotNow):
            await session.hold(mics)
        await session.close()

    asyncio.run(record())
    assert heard.payload("paused")["channels"] == heard.payload("resumed")["channels"] == ["mic:default"]


def test_the_rest_of_the_upload_goes_on_while_the_program_lives(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()

    async def record() -> None:
        session = CapturedSession(wish(), rig, heard, patience=SOON)
        await session.begin()
        await wait(session, rig)
        session.ask_to_end(EndReason.STOPPED)
        assert (await session.ended).payload["uploaded"] is False
        assert rig.let_gone == []
        rig.scripted.states[0] = DONE
        await asyncio.to_thread(wait_until, lambda: session.is_put_away, what="the end of the upload")

    asyncio.run(record())
    assert rig.let_gone == rig.recordings


def test_who_is_in_a_hurry_does_not_wait_for_the_upload(tmp_path: Path) -> None:
    rig, heard = ScriptedRig(tmp_path), Heard()

    async def record() -> None:
        session = CapturedSession(wish(), rig, heard, patience=replace(SOON, upload_s=600.0, away_s=600.0))
        await session.begin()
        await wait(session, rig)
        session.ask_to_end(EndReason.STOPPED)
        session.hurry(0.1)
        assert (await session.ended).payload["uploaded"] is False
        await session.close()

    asyncio.run(record())
