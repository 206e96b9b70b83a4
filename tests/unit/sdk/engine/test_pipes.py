"""Threads between the engine and its two pipes."""

from __future__ import annotations

import os
import threading

from lookhear.sdk.engine.pipes import MAX_WAITING, LineReader, LineWriter
from lookhear.sdk.stdio import MAX_READ_BYTES

LONG_S = 60.0


class Reading:
    """A reader of a pipe, and what it handed over."""

    def __init__(self) -> None:
        self.source, self.feed = os.pipe()
        self.lines: list[bytes] = []
        self.ended = threading.Event()
        LineReader(self.source, on_line=self.lines.append, on_end=self.ended.set).start()

    def finish(self) -> None:
        os.close(self.feed)
        assert self.ended.wait(LONG_S)
        os.close(self.source)


def test_each_line_is_handed_over_then_the_end() -> None:
    reading = Reading()
    os.write(reading.feed, b"one\ntw")
    os.write(reading.feed, b"o\n\nfour")
    reading.finish()
    assert reading.lines == [b"one", b"two", b"", b"four"]


def test_a_line_without_end_takes_no_memory_and_the_next_one_is_read() -> None:
    reading = Reading()
    chunk = b"x" * 50_000
    for _ in range(2 * MAX_READ_BYTES // len(chunk) + 2):
        os.write(reading.feed, chunk)
    os.write(reading.feed, b"\nnext\n")
    reading.finish()
    assert reading.lines == [b"next"]


def test_lines_are_written_in_their_order() -> None:
    out, into = os.pipe()
    writer = LineWriter(into)
    writer.start()
    for number in range(100):
        writer.put(b"%d\n" % number)
    assert writer.close(within_s=LONG_S)
    os.close(into)
    with os.fdopen(out, "rb") as written:
        assert written.read() == b"".join(b"%d\n" % number for number in range(100))


def test_a_pipe_that_nobody_reads_holds_nobody_up_and_keeps_what_is_needed() -> None:
    out, into = os.pipe()
    writer = LineWriter(into)
    writer.start()
    fills = b"x" * 70_000 + b"\n"  # more than a pipe takes
    writer.put(fills)
    for _ in range(MAX_WAITING + 50):
        writer.put(b"progress\n", is_needed=False)
    writer.put(b"answer\n")
    assert not writer.close(within_s=0.0)
    with os.fdopen(out, "rb") as reader:  # now somebody does
        lines = list(iter(reader.readline, b"answer\n"))
        assert writer.close(within_s=LONG_S)
        os.close(into)
        assert reader.read() == b""
    assert lines[0] == fills
    assert MAX_WAITING - 1 <= lines.count(b"progress\n") <= MAX_WAITING


def test_lines_for_a_program_that_has_gone_are_dropped() -> None:
    out, into = os.pipe()
    os.close(out)
    writer = LineWriter(into)
    writer.start()
    writer.put(b"one\n")
    assert writer.close(within_s=LONG_S)
    writer.put(b"two\n")
    os.close(into)
