"""From the click to the verdict: what every verb does in every phase, and what comes to nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.events import LibraryChanged, NoticeKind
from lookhear.desktop.engine.library.entries import MARKER
from lookhear.desktop.engine.sources import Choice
from lookhear.desktop.engine.view import Phase, Proof
from lookhear.errors import NothingToCapture, NotNow, SourceUnavailable
from lookhear.recorder.control.client import ask, running
from lookhear.recorder.control.wire import Request, Verb
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.binding import Binding, Grant, write_binding
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.rows import EndReason
from tests.fakes.catalogues import ForbiddenSounds
from tests.fakes.engine_parts import DISPLAY, MIC, until
from tests.fakes.recording_desk import Desk, NotedFeed

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.desktop.engine.settings.declared import Settings


def test_a_recording_is_shown_told_and_judged(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        await desk.recordings.start(countdown_s=0)
        assert desk.is_in(Phase.RECORDING)
        assert desk.recordings.view.recording is not None
        await desk.sealed()
        await until(lambda: (view := desk.views.now.recording) is not None and view.worst is Proof.GOOD)
        await desk.recordings.stop()
        assert desk.is_in(Phase.IDLE)
        assert desk.views.now.recording is None
        await until(lambda: desk.views.now.last)

    desk = Desk.run(tmp_path, record)
    last = desk.views.now.last
    assert last is not None
    assert [verdict.channel for verdict in last.verdicts] == ["display:1", "mic:default"]
    assert desk.notices == [NoticeKind.STARTED, NoticeKind.STOPPED]
    assert sum(isinstance(event, LibraryChanged) for event in desk.told.events) >= 2
    assert build_receipt(desk.scripted.folders[0]).end_reason is EndReason.STOPPED


def test_the_wish_is_answered_at_once_and_starting_again_is_harmless(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        desk.sources.may_list.clear()
        first = asyncio.create_task(desk.recordings.start(countdown_s=0))
        await until(lambda: desk.is_in(Phase.STARTING))
        assert desk.told.views[0].phase is Phase.STARTING
        desk.sources.may_list.set()
        await asyncio.gather(first, desk.recordings.start(countdown_s=0))
        await desk.recordings.start(countdown_s=0)
        assert desk.is_in(Phase.RECORDING)

    assert len(Desk.run(tmp_path, record).scripted.folders) == 1


def test_names_that_do_not_come_hold_nobody_up(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        desk.sources.may_list.clear()
        await desk.recordings.start(countdown_s=0)
        view = desk.views.now.recording
        assert view is not None
        assert [track.label for track in view.tracks] == ["display 1", "mic"]

    Desk.run(tmp_path, record)


def test_it_is_counted_down_while_the_chosen_devices_are_warmed_up(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        starting = asyncio.create_task(desk.recordings.start(countdown_s=3))
        for left_s in (3, 2, 1):
            await until(lambda: len(desk.seconds) == 4 - left_s)  # noqa: B023 - waited for within the turn
            assert desk.is_in(Phase.COUNTDOWN)
            assert desk.views.now.countdown_left_s == left_s
            assert NotedFeed.open == {DISPLAY, MIC}
            desk.seconds[-1].set_result(None)
        await starting
        assert desk.is_in(Phase.RECORDING)
        assert desk.views.now.countdown_left_s == 0
        assert NotedFeed.open == set()

    Desk.run(tmp_path, record)


def test_the_settings_say_how_long_is_counted_down(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        starting = asyncio.create_task(desk.recordings.start())
        await until(lambda: desk.seconds)
        assert desk.views.now.countdown_left_s == desk.settings.now.recording.countdown_s
        await desk.recordings.stop()
        await starting

    Desk.run(tmp_path, record)


@pytest.mark.parametrize("verb", ["stop", "discard", "toggle"])
def test_a_countdown_can_be_called_off(tmp_path: Path, verb: str) -> None:
    async def record(desk: Desk) -> None:
        starting = asyncio.create_task(desk.recordings.start(countdown_s=3))
        await until(lambda: desk.seconds)
        await getattr(desk.recordings, verb)()
        await starting  # no error: somebody did not want it any more
        assert desk.is_in(Phase.IDLE)
        assert NotedFeed.open == set()

    desk = Desk.run(tmp_path, record)
    assert desk.scripted.folders == []
    assert desk.notices == []


def test_stopping_one_that_only_begins_waits_for_it(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        desk.sources.may_list.clear()
        starting = asyncio.create_task(desk.recordings.start(countdown_s=0))
        await until(lambda: desk.is_in(Phase.STARTING))
        stopping = asyncio.create_task(desk.recordings.stop())
        desk.sources.may_list.set()
        await asyncio.gather(starting, stopping)
        assert desk.is_in(Phase.IDLE)

    desk = Desk.run(tmp_path, record)
    assert build_receipt(desk.scripted.folders[0]).end_reason is EndReason.STOPPED


def test_a_double_click_is_one_click(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        desk.settings.now = _without_countdown(desk)
        await desk.recordings.toggle()
        await desk.recordings.toggle()
        assert desk.is_in(Phase.RECORDING)
        await asyncio.sleep(0.55)  # as long as a double click may take
        await desk.recordings.toggle()
        assert desk.is_in(Phase.IDLE)

    Desk.run(tmp_path, record)


def test_pausing_and_going_on_here_or_elsewhere_is_shown(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        await desk.recordings.start(countdown_s=0)
        await desk.recordings.pause()
        assert desk.is_in(Phase.PAUSED)
        await desk.recordings.resume()
        assert desk.is_in(Phase.RECORDING)
        run_folder = tmp_path / "run"
        (recording_id,) = await asyncio.to_thread(running, run_folder)
        for verb, phase in ((Verb.PAUSE, Phase.PAUSED), (Verb.RESUME, Phase.RECORDING)):
            await asyncio.to_thread(ask, run_folder, recording_id, Request(verb))
            await until(lambda: desk.is_in(phase))  # noqa: B023 - waited for within the turn
        await asyncio.to_thread(ask, run_folder, recording_id, Request(Verb.STOP))
        await until(lambda: desk.is_in(Phase.IDLE))

    Desk.run(tmp_path, record)


def test_muting_and_marking(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        await desk.recordings.start(countdown_s=0)
        await desk.recordings.set_muted(True)
        view = desk.views.now.recording
        assert view is not None
        assert view.is_muted
        await desk.recordings.set_muted(False)
        await desk.recordings.mark("here")
        await desk.recordings.mark("", ago_s=0.01)  # a button has no words
        markers = RecordingLog.load(view.folder).markers
        assert [marker.text for marker in markers] == ["here", MARKER]

    Desk.run(tmp_path, record)


@pytest.mark.parametrize("verb", ["pause", "resume", "mark", "set_muted"])
def test_what_makes_no_sense_while_nothing_records_is_refused(tmp_path: Path, verb: str) -> None:
    async def record(desk: Desk) -> None:
        arguments: tuple[object, ...] = ("here",) if verb == "mark" else (True,) if verb == "set_muted" else ()
        with pytest.raises(NotNow, match="Nothing is being recorded"):
            await getattr(desk.recordings, verb)(*arguments)

    Desk.run(tmp_path, record)


def test_stopping_and_discarding_nothing_is_harmless(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        await desk.recordings.stop()
        await desk.recordings.discard()
        assert desk.is_in(Phase.IDLE)

    Desk.run(tmp_path, record)


@pytest.mark.parametrize("is_stopping", [False, True])
def test_nothing_is_left_of_what_is_discarded(tmp_path: Path, *, is_stopping: bool) -> None:
    async def record(desk: Desk) -> None:
        await desk.recordings.start(countdown_s=0)
        await desk.sealed()
        stopping = asyncio.create_task(desk.recordings.stop()) if is_stopping else None
        await asyncio.sleep(0)
        await desk.recordings.discard()
        if stopping is not None:
            await stopping
        assert desk.is_in(Phase.IDLE)
        assert desk.views.now.last is None

    desk = Desk.run(tmp_path, record)
    assert desk.scripted.folders == []
    assert NoticeKind.STOPPED not in desk.notices


async def discarded_with_a_part_elsewhere(desk: Desk) -> str:
    """Record until the backend of this computer has a part, and discard it; gives its name."""
    await desk.recordings.start(countdown_s=0)
    await desk.sealed()
    folder = desk.scripted.folders[0]
    grant = Grant(session_id="cap-1", grant="x", expires_at_s=9e9, streams=(), fragment_bytes=1, init_bytes=1, player_url="http://x")
    await until((folder / "binding.json").exists)
    write_binding(folder, Binding(source=desk.scripted.destination.found, grant=grant))
    await desk.recordings.discard()
    assert desk.forgotten == [folder.name]
    return folder.name


def test_what_the_backend_of_this_computer_has_of_it_is_forgotten_too(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        await discarded_with_a_part_elsewhere(desk)

    desk = Desk.run(tmp_path, record)
    assert desk.scripted.folders == []
    assert NoticeKind.NOT_DISCARDED not in desk.notices


def test_what_cannot_be_forgotten_there_stays_here_and_is_told(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        desk.is_trash_full = True
        name = await discarded_with_a_part_elsewhere(desk)
        assert [folder.name for folder in desk.scripted.folders] == [name]
        assert desk.is_in(Phase.IDLE)

    assert NoticeKind.NOT_DISCARDED in Desk.run(tmp_path, record).notices


def test_a_failure_is_raised_told_and_kept_until_it_was_read(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        desk.sources.trouble = SourceUnavailable("There is no display.", hint="Plug one in.")
        with pytest.raises(SourceUnavailable):
            await desk.recordings.start(countdown_s=0)
        assert desk.is_in(Phase.IDLE)
        assert desk.views.now.failure is desk.sources.trouble
        assert not desk.suspected  # nothing was to be opened yet
        await desk.recordings.clear_failure()
        assert desk.views.now.failure is None
        desk.sources.trouble = None
        await desk.recordings.start(countdown_s=0)  # nothing hinders the next

    desk = Desk.run(tmp_path, record)
    assert dict(desk.told.notices[0].words) == {
        "code": "capture.unavailable",
        "sentence": "There is no display.",
        "hint": "Plug one in.",
    }


def test_a_recording_of_nothing_leaves_nothing(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        desk.sources.chosen = Choice(displays=(), primary=None, microphone=MIC, system_audio=None)
        with pytest.raises(NothingToCapture):
            await desk.recordings.start(countdown_s=0)
        assert isinstance(desk.views.now.failure, NothingToCapture)
        await until(lambda: desk.suspected)

    assert Desk.run(tmp_path, record, sounds=ForbiddenSounds()).scripted.folders == []


def test_a_track_that_may_not_be_heard_stops_no_other_and_the_permission_is_looked_at(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        await desk.recordings.start(countdown_s=0)
        await until(lambda: desk.suspected)
        view = desk.views.now.recording
        assert view is not None
        await until(lambda: (now := desk.views.now.recording) is not None and now.tracks[1].reason)

    Desk.run(tmp_path, record, sounds=ForbiddenSounds())


def test_a_privacy_pause_stops_what_begins_pauses_what_records_and_lets_it_go_on(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        until_s = 4e9  # far away
        await desk.recordings.start(countdown_s=0)
        await desk.recordings.private_until(until_s)
        await until(lambda: desk.is_in(Phase.PAUSED))
        with pytest.raises(NotNow, match="privacy"):
            await desk.recordings.resume()
        await desk.recordings.private_until(None)
        await until(lambda: desk.is_in(Phase.RECORDING))
        await desk.recordings.stop()
        await desk.recordings.private_until(until_s)
        with pytest.raises(NotNow, match="privacy"):
            await desk.recordings.start(countdown_s=0)
        await desk.recordings.private_until(None)
        starting = asyncio.create_task(desk.recordings.start(countdown_s=3))
        await until(lambda: desk.seconds)
        await desk.recordings.private_until(until_s)
        await starting
        assert desk.is_in(Phase.IDLE)

    Desk.run(tmp_path, record)


def test_what_a_person_paused_stays_paused_behind_a_privacy_pause(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        await desk.recordings.start(countdown_s=0)
        await desk.recordings.pause()
        await desk.recordings.private_until(4e9)
        await desk.recordings.private_until(None)
        await asyncio.sleep(0)
        assert desk.is_in(Phase.PAUSED)

    Desk.run(tmp_path, record)


def test_the_end_of_the_application_seals_what_records(tmp_path: Path) -> None:
    async def record(desk: Desk) -> None:
        await desk.recordings.start(countdown_s=0)
        await desk.sealed()

    desk = Desk.run(tmp_path, record)
    assert build_receipt(desk.scripted.folders[0]).end_reason is EndReason.STOPPED


def _without_countdown(desk: Desk) -> Settings:
    return replace(desk.settings.now, recording=replace(desk.settings.now.recording, countdown_s=0))
