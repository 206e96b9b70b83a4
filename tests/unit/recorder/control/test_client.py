from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import ControlError, NoAnswer, NothingIsRecorded, RecordingNotFound, UsageError
from lookhear.recorder.control.client import ask, choose, running
from lookhear.recorder.control.wire import Request, Verb, socket_path
from lookhear.system import local_socket

if TYPE_CHECKING:
    from pathlib import Path

ONE, OTHER = "rec-01JDAAAAAAAAAAAAAAAAAAAAAA", "rec-01JDABBBBBBBBBBBBBBBBBBBBB"


@pytest.mark.parametrize(
    ("ids", "wanted", "meant"),
    [([ONE], None, ONE), ([ONE, OTHER], ONE, ONE), ([ONE, OTHER], "01jdab", OTHER), ([ONE, OTHER], " rec-01JDAA", ONE)],
)
def test_the_one_that_is_meant_is_found(ids: list[str], wanted: str | None, meant: str) -> None:
    assert choose(ids, wanted) == meant


@pytest.mark.parametrize(
    ("ids", "wanted", "error", "said"),
    [
        ([], None, NothingIsRecorded, "Nothing is being recorded"),
        ([], ONE, NothingIsRecorded, "Nothing is being recorded"),
        ([ONE, OTHER], None, UsageError, f"{ONE}, {OTHER}"),
        ([ONE, OTHER], "01JDA", UsageError, "Several"),
        ([ONE], "01J", RecordingNotFound, "01J"),
        ([ONE], OTHER, RecordingNotFound, OTHER),
    ],
)
def test_what_cannot_be_meant_is_told(ids: list[str], wanted: str | None, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        choose(ids, wanted)


def asked(root: Path, reply: bytes | None, *, timeout_s: float = 30) -> None:
    """Ask somebody who answers every request with these bytes and goes, or never answers."""

    async def go() -> None:
        over = asyncio.Event()

        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readline()
            if reply is None:
                await over.wait()
            else:
                writer.write(reply)
            writer.close()

        server = await local_socket.listen(socket_path(root, ONE), handle, limit_bytes=1000)
        try:
            await asyncio.to_thread(ask, root, ONE, Request(Verb.STATUS), timeout_s=timeout_s)
        finally:
            over.set()
            server.close()
            await asyncio.sleep(0)

    asyncio.run(go())


@pytest.mark.parametrize(
    ("reply", "error"),
    [(b"", NoAnswer), (b'{"ok":true', NoAnswer), (b"nonsense\n", ControlError), (b"{}\n", ControlError), (b"x" * 400_000, NoAnswer)],
)
def test_whatever_is_answered_is_an_answer_or_an_error(tmp_path: Path, reply: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        asked(tmp_path, reply)


def test_who_does_not_answer_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    with pytest.raises(NoAnswer, match="did not answer"):
        asked(tmp_path, None, timeout_s=0.1)


def test_what_a_dead_recording_left_is_no_recording_and_is_removed(tmp_path: Path) -> None:
    socket_path(tmp_path, ONE).write_bytes(b"")
    (tmp_path / "something else").write_bytes(b"")
    with pytest.raises(NothingIsRecorded):
        ask(tmp_path, ONE, Request(Verb.STATUS))
    assert running(tmp_path) == []
    assert [path.name for path in tmp_path.iterdir()] == ["something else"]


def test_without_a_folder_nothing_runs(tmp_path: Path) -> None:
    assert running(tmp_path / "run") == []
