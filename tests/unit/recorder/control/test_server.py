from __future__ import annotations

import asyncio
import contextlib
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import ControlError
from lookhear.protocol.ids import new_recording_id
from lookhear.recorder.control import serving as serving_module
from lookhear.recorder.control.client import ask, running
from lookhear.recorder.control.server import ControlServer
from lookhear.recorder.control.wire import MAX_REQUEST_BYTES, Request, Verb, socket_path
from lookhear.recorder.session import State
from lookhear.recorder.upload.status import UploadState, UploadStatus
from lookhear.system import local_socket
from tests.fakes.controlled import ControlledRecorder

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from pathlib import Path


def answers(*lines: bytes, recorder: ControlledRecorder | None = None) -> list[dict[str, Any]]:
    async def go() -> list[dict[str, Any]]:
        server = ControlServer(recorder or ControlledRecorder(), ask_to_stop=lambda: None)
        return [json.loads(await server.answer(line)) for line in lines]

    return asyncio.run(go())


def while_serving(root: Path, talk: Callable[[], None]) -> None:
    """Run something in a thread while a server listens; then the recording ends."""

    async def go() -> None:
        recorder = ControlledRecorder()
        recorder.recording_id = "rec-00000000000000000000000000"
        server = await ControlServer(recorder, ask_to_stop=lambda: None).begin(root)
        try:
            await asyncio.to_thread(talk)
        finally:
            await server.close()

    asyncio.run(go())


def connected(root: Path) -> socket.socket:
    (path,) = root.glob("*.control")
    return local_socket.connect(path, timeout_s=30)


def heard(connection: socket.socket) -> bytes:
    """Everything until the server ends the connection."""
    data = b""
    with contextlib.suppress(ConnectionResetError, BrokenPipeError):
        while part := connection.recv(1 << 16):
            data += part
    return data


def test_the_status_tells_who_and_how() -> None:
    recorder = ControlledRecorder()
    (told,) = answers(b'{"do":"status"}', recorder=recorder)
    assert told == {
        "ok": True,
        "recording_id": recorder.recording_id,
        "folder": str(recorder.folder),
        "pid": os.getpid(),
        "state": "recording",
        "changed": False,
        "t_ns": None,
        "failures": [],
        "uploads": None,
    }


def test_a_pause_and_its_end_are_told_with_what_changed_and_what_is_missing() -> None:
    told = answers(b'{"do":"pause"}', b'{"do":"pause"}', b'{"do":"resume"}')
    assert [(answer["state"], answer["changed"]) for answer in told] == [("paused", True), ("paused", False), ("recording", True)]
    assert told[2]["failures"] == [{"channel": "mic:default", "message": "It was unplugged. Plug it in."}]


def test_a_marker_is_added() -> None:
    recorder = ControlledRecorder()
    (told,) = answers(b'{"do":"mark","text":"here"}', recorder=recorder)
    assert (told["t_ns"], recorder.markers) == (5, ["here"])


@pytest.mark.parametrize("line", [b"", b"\n", b"nonsense", b'{"do":"format"}', b"\xff\xff"])
def test_nonsense_is_answered_with_a_sentence(line: bytes) -> None:
    (told,) = answers(line)
    assert (told["ok"], told["code"]) == (False, "usage")
    assert told["message"]


def test_what_makes_no_sense_now_is_said() -> None:
    recorder = ControlledRecorder()
    recorder.state = State.ENDED
    (told,) = answers(b'{"do":"pause"}', recorder=recorder)
    assert (told["code"], told["message"]) == ("control.not_now", "The recording has ended.")


def test_the_upload_is_told_where_there_is_one() -> None:
    async def go() -> bytes:
        status = UploadStatus(state=UploadState.OFFLINE, sentence="No answer.", pending_bytes=7)
        return await ControlServer(ControlledRecorder(), ask_to_stop=lambda: None, uploads=lambda: status).answer(b'{"do":"status"}')

    uploads = json.loads(asyncio.run(go()))["uploads"]
    assert (uploads["state"], uploads["sentence"], uploads["pending_bytes"]) == ("offline", "No answer.", 7)


def test_who_asks_for_the_end_is_answered_when_it_has_come(tmp_path: Path) -> None:
    async def go() -> tuple[str, bool]:
        recorder, asked = ControlledRecorder(), asyncio.Event()
        server = await ControlServer(recorder, ask_to_stop=asked.set).begin(tmp_path)
        asking = asyncio.create_task(asyncio.to_thread(ask, tmp_path, recorder.recording_id, Request(Verb.STOP)))
        await asked.wait()
        is_early = asking.done()
        recorder.state = State.ENDED
        server.recording_ended()
        answer = await asking
        await server.close()
        return answer.state, is_early

    assert asyncio.run(go()) == ("ended", False)
    assert list(tmp_path.iterdir()) == []


def test_a_client_who_talks_nonsense_gets_a_sentence_and_the_next_one_is_served(tmp_path: Path) -> None:
    def talk() -> None:
        for line in (b"nonsense\n", b"x" * (2 * MAX_REQUEST_BYTES) + b"\n"):
            with connected(tmp_path) as connection:
                with contextlib.suppress(ConnectionResetError, BrokenPipeError):
                    connection.sendall(line)
                assert b'"ok":false' in heard(connection)
        with connected(tmp_path) as connection:
            connection.sendall(Request(Verb.STATUS).to_line())
            assert b'"ok":true' in heard(connection)

    while_serving(tmp_path, talk)


def test_clients_who_say_nothing_are_sent_away_and_take_nobodys_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving_module, "_PATIENCE_S", 0.2)
    monkeypatch.setattr(serving_module, "_CLIENTS", 3)

    def talk() -> None:
        with contextlib.ExitStack() as silent:
            connections = [silent.enter_context(connected(tmp_path)) for _ in range(10)]
            assert [heard(connection) for connection in connections] == [b""] * 10
        with connected(tmp_path) as connection:
            connection.sendall(Request(Verb.STATUS).to_line())
            assert b'"ok":true' in heard(connection)

    while_serving(tmp_path, talk)


def test_a_bug_in_an_answer_costs_that_answer(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(ControlledRecorder):
        async def mark(self, text: str) -> int:
            raise ZeroDivisionError(text)

    async def go() -> bytes:
        recorder = Broken()
        server = await ControlServer(recorder, ask_to_stop=lambda: None).begin(tmp_path)

        def talk() -> bytes:
            with connected(tmp_path) as connection:
                connection.sendall(Request(Verb.MARK, "secret").to_line())
                assert heard(connection) == b""
            with connected(tmp_path) as connection:
                connection.sendall(Request(Verb.STATUS).to_line())
                return heard(connection)

        told = await asyncio.to_thread(talk)
        await server.close()
        return told

    assert b'"ok":true' in asyncio.run(go())
    assert "ZeroDivisionError" in caplog.text
    assert "secret" not in caplog.text


def test_what_dead_recordings_left_is_removed_at_the_beginning(tmp_path: Path) -> None:
    socket_path(tmp_path, new_recording_id()).write_bytes(b"")
    seen: list[list[str]] = []
    while_serving(tmp_path, lambda: seen.append([path.name for path in tmp_path.iterdir()] + running(tmp_path)))
    assert seen == [["rec-00000000000000000000000000.control", "rec-00000000000000000000000000"]]


def test_a_folder_that_cannot_hold_a_socket_is_told_and_closing_is_harmless(tmp_path: Path) -> None:
    async def go() -> None:
        recorder = ControlledRecorder()
        server = ControlServer(recorder, ask_to_stop=lambda: None)
        socket_path(tmp_path, recorder.recording_id).mkdir()
        with pytest.raises(ControlError, match="cannot be paused or stopped from elsewhere"):
            await server.begin(tmp_path)
        await server.close()

    asyncio.run(go())
