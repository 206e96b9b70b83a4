"""A worker, spoken to over its pipes."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, cast

import numpy as np
import pytest

from lookhear.system.workers import start_worker
from lookhear.understanding.worker.asking import Op, Said
from lookhear.understanding.worker.wire import read_frame, write_frame
from tests.tools.lanes import COMMAND, habits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.understanding.worker.wire import Array, Frame, Reads


class Spoken:
    """One worker, and both ends of its pipes."""

    def __init__(self, log: Path | None = None) -> None:
        self.child = start_worker(COMMAND, environ=os.environ, log=log)
        self.input = cast("IO[bytes]", self.child.stdin)
        self.output = cast("IO[bytes]", self.child.stdout)

    def say(self, header: dict[str, object], *arrays: Array) -> None:
        write_frame(self.input, header, arrays)

    def ask(self, number: int, what: str) -> None:
        args: dict[str, object] = {"prompt": what, "schema": None, "model": None}
        self.call(number, Op.ANSWER, args)

    def call(self, number: int, op: Op, args: dict[str, object], *arrays: Array, life_s: float = 60.0) -> None:
        engine = habits().told()
        self.say({"said": Said.CALL, "id": number, "engine": engine, "op": op, "args": args, "life_s": life_s}, *arrays)

    def until(self, said: Said) -> Frame:
        while (frame := self.heard()).header["said"] != said:
            pass
        return frame

    def heard(self) -> Frame:
        frame = read_frame(cast("Reads", self.output))
        assert frame is not None
        return frame


@contextmanager
def worker(log: Path | None = None) -> Iterator[Spoken]:
    spoken = Spoken(log)
    try:
        yield spoken
    finally:
        spoken.child.kill()
        spoken.child.wait()
        spoken.input.close()
        spoken.output.close()


def test_it_says_that_it_reads_does_what_it_is_asked_and_ends_with_its_input() -> None:
    with worker() as spoken:
        assert spoken.heard().header == {"said": "hello", "pid": spoken.child.pid}
        spoken.ask(4, "print")
        told: list[Any] = [spoken.heard().header for _ in range(3)]
        assert told == [{"said": "loading", "id": 4}, {"said": "begun", "id": 4}, {"said": "done", "id": 4, "value": "done"}]
        spoken.call(5, Op.ENCODE, {"texts": ["abc"]})
        assert spoken.until(Said.DONE).arrays[0].tolist() == [[3.0, 1.0]]
        spoken.input.close()
        assert spoken.child.wait(30) == 0


def test_it_answers_how_it_goes_while_engines_work_and_ends_although_they_do() -> None:
    with worker() as spoken:
        spoken.ask(1, "sleep")
        spoken.until(Said.BEGUN)
        spoken.say({"said": Said.PING, "number": 3})
        assert spoken.heard().header["number"] == 3
        spoken.input.close()
        assert spoken.child.wait(30) == 0


HEAD = b"LHw1%c\0\0\0\0\0\0\0\0\0\0\0"


@pytest.mark.parametrize("data", [b"what is this? it is long enough for a head", HEAD % 2 + b"{}", HEAD % 14 + b'{"said": "no"}'])
def test_what_is_no_message_ends_it(data: bytes) -> None:
    with worker() as spoken:
        spoken.heard()
        spoken.input.write(data)
        assert spoken.child.wait(30) == 3


def test_half_a_message_is_the_end_of_whoever_sent_it() -> None:
    with worker() as spoken:
        spoken.heard()
        spoken.input.write(b"LHw1")
        spoken.input.close()
        assert spoken.child.wait(30) == 0


def test_what_is_forgotten_is_not_begun_and_what_is_unknown_is_no_error() -> None:
    with worker() as spoken:
        spoken.ask(1, "work:0.2")
        spoken.until(Said.BEGUN)
        spoken.ask(2, "die")
        spoken.say({"said": Said.FORGET, "call": 2})
        spoken.say({"said": Said.FORGET, "call": 77})
        spoken.say({"said": Said.FORGET, "engine": habits().told(), "session": 5})
        assert spoken.until(Said.FAILED).header["id"] == 2


def test_a_session_is_forgotten() -> None:
    with worker() as spoken:
        spoken.call(1, Op.LISTEN, {"session": 5, "language": None})
        spoken.until(Said.DONE)
        spoken.say({"said": Said.FORGET, "engine": habits().told(), "session": 5})
        spoken.call(2, Op.HEAR, {"session": 5, "at_ns": 0}, np.zeros(3, np.int16))
        assert spoken.until(Said.FAILED).header["error"]["kind"] == "busy"


def test_one_that_nobody_asks_any_more_ends_by_itself(tmp_path: Path) -> None:
    with worker(tmp_path / "log") as spoken:
        args: dict[str, object] = {"prompt": "deaf", "schema": None, "model": None}
        spoken.call(1, Op.ANSWER, args, life_s=3.0)  # keeps the interpreter to itself: even the end of its input is not seen
        assert spoken.child.wait(30) == 1
    assert "in behave" in (tmp_path / "log").read_text("utf-8")


def test_what_engines_print_goes_to_its_errors(tmp_path: Path) -> None:
    with worker(tmp_path / "log") as spoken:
        spoken.ask(1, "print")
        spoken.until(Said.DONE)
    printed = (tmp_path / "log").read_text("utf-8")
    assert "nobody should read" in printed
    assert printed.count("native code prints, too") == 1000
