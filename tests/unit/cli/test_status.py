from __future__ import annotations

import argparse
import asyncio
import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.cli import status
from lookhear.cli.status import Running, lines_of
from lookhear.errors import NothingIsRecorded
from lookhear.recorder.control.server import ControlServer
from lookhear.recorder.control.wire import Answer
from lookhear.recorder.session import State
from lookhear.recorder.spool.rows import PauseRow
from lookhear.recorder.spool.tail import Health, RecordingStatus, TrackStatus
from tests.fakes.controlled import ControlledRecorder
from tests.fakes.machine import machine
from tests.fakes.recordings import MIC, SCREEN, begin, complete, interrupted, seal

if TYPE_CHECKING:
    from pathlib import Path


def asked(home: Path, *, is_json: bool = True) -> int:
    return status.run(argparse.Namespace(json=is_json), machine(home))


def test_when_nothing_is_recorded_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    complete(tmp_path / "recordings")
    interrupted(tmp_path / "recordings")
    assert asked(tmp_path) == 3
    assert json.loads(capsys.readouterr().out) == {"recordings": []}
    with pytest.raises(NothingIsRecorded):
        asked(tmp_path, is_json=False)


def test_a_recording_that_answers_is_told_with_its_evidence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recorder = ControlledRecorder()
    recorder.state = State.PAUSED

    async def go(folder: Path) -> None:
        recorder.recording_id, recorder.folder = folder.name, folder
        server = await ControlServer(recorder, ask_to_stop=lambda: None).begin(tmp_path / "run")
        assert await asyncio.to_thread(asked, tmp_path) == 0
        await server.close()

    with begin(tmp_path / "recordings") as writer:
        seal(writer, SCREEN, 1, 2)
        writer.did(PauseRow(t_ns=3_000_000_000))
        asyncio.run(go(writer.folder))
    (told,) = json.loads(capsys.readouterr().out)["recordings"]
    assert (told["recording_id"], told["state"], told["answers"]) == (writer.folder.name, "paused", True)
    assert told["paused_s"] > 0
    assert [(track["channel_id"], track["health"], track["fragments"]) for track in told["tracks"]] == [
        ("display:1", "paused", 2),
        ("mic:default", "paused", 0),
    ]


def test_a_recording_that_does_not_answer_is_told_all_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with begin(tmp_path / "recordings") as writer:
        seal(writer, SCREEN, 1)
        assert asked(tmp_path, is_json=False) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"{writer.folder.name}: records, 0:00")
    assert "display 1: lost" in text
    assert "mic: lost, nothing yet" in text
    assert "does not answer" in text


def track(channel: Any, **values: Any) -> TrackStatus:  # noqa: ANN401 - fields of that class
    known = TrackStatus(channel_id=channel, health=Health.OK, age_s=0.4, fragments=3, frames=40, bytes=1000, dropped=0, gaps=0, peak=None)
    return dataclasses.replace(known, **values)


def test_people_read_of_every_track_and_of_the_upload(tmp_path: Path) -> None:
    tracks = (track(SCREEN, dropped=2, gaps=1), track(MIC, health=Health.LATE, age_s=4.0, peak=0.5))
    known = RecordingStatus(elapsed_s=65, bytes=2_500_000, tracks=tracks, has_ended=False, paused_s=None)
    answer = Answer(recording_id="rec-1", folder="f", pid=1, state="recording", uploads={"sentence": "3 fragments are left."})
    running = Running("rec-1", tmp_path, known, answer)
    assert list(lines_of(running)) == [
        "rec-1: records, 1:05, 2.5 MB",
        "  display 1: ok, newest 0.4 s old, 40 pictures, 2 dropped, 1 gap",
        "  mic: late, newest 4.0 s old, peak 0.50",
        "  upload: 3 fragments are left.",
    ]


def test_a_paused_track_has_no_age(tmp_path: Path) -> None:
    tracks = (track(SCREEN, health=Health.PAUSED, age_s=0.0), track(MIC, health=Health.PAUSED, fragments=0))
    paused = RecordingStatus(elapsed_s=65, bytes=2_500_000, tracks=tracks, has_ended=False, paused_s=125.0)
    answer = Answer(recording_id="rec-1", folder="f", pid=1, state="paused", uploads=None)
    assert list(lines_of(Running("rec-1", tmp_path, paused, answer))) == [
        "rec-1: paused for 2:05, 1:05, 2.5 MB",
        "  display 1: paused, 40 pictures",
        "  mic: paused, nothing yet",
    ]
