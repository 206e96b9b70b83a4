from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from lookhear.cli.main import parser
from lookhear.errors import NothingIsRecorded, RecordingNotFound, UsageError
from lookhear.recorder.control.server import ControlServer
from lookhear.recorder.session import State
from tests.fakes.controlled import ControlledRecorder
from tests.fakes.machine import machine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def told(home: Path, *commands: Sequence[str], recorders: int = 1) -> list[int]:
    """Run commands, one behind the other, while so many recordings run; their exit codes."""

    def ask() -> list[int]:
        codes = []
        for command in commands:
            args = parser().parse_args(command)
            codes.append(args.run(args, machine(home)))
        return codes

    async def go() -> list[int]:
        servers = [await _serving().begin(home / "run") for _ in range(recorders)]
        try:
            return await asyncio.to_thread(ask)
        finally:
            for server in servers:
                await server.close()

    return asyncio.run(go())


def _serving() -> ControlServer:
    recorder = ControlledRecorder()

    def end() -> None:
        recorder.state = State.ENDED
        server.recording_ended()

    server = ControlServer(recorder, ask_to_stop=end)
    return server


def test_what_happened_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(tmp_path, ["pause"], ["pause"], ["resume"], ["resume"], ["stop"]) == [0] * 5
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("is paused: every source is closed. `lookhear resume` goes on.")
    assert lines[1].endswith("was paused already.")
    assert lines[2].endswith("records again.")
    assert lines[3] == "  ! mic:default is not recorded for now: It was unplugged. Plug it in."
    assert lines[4].endswith("was not paused.")
    assert lines[-1].endswith("is stopped, and everything of it is sealed.")


def test_the_answer_is_one_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(tmp_path, ["pause", "--json"], ["resume", "--json"])
    paused, resumed = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (paused["state"], paused["changed"], paused["failures"]) == ("paused", True, [])
    assert [failure["channel"] for failure in resumed["failures"]] == ["mic:default"]


def test_which_one_is_meant_must_be_clear(tmp_path: Path) -> None:
    with pytest.raises(NothingIsRecorded):
        told(tmp_path, ["stop"], recorders=0)
    with pytest.raises(UsageError, match="Several"):
        told(tmp_path, ["stop"], recorders=2)
    with pytest.raises(RecordingNotFound):
        told(tmp_path, ["stop", "rec-01ZZZZZZ"])
