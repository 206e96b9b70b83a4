from __future__ import annotations

import hypothesis
from hypothesis import strategies

from lookhear.sdk.capture.lines import lines_of


def lines(*chunks: bytes, max_bytes: int = 10) -> list[bytes]:
    arriving = iter(chunks)
    return list(lines_of(lambda _: next(arriving, b""), max_bytes=max_bytes))


def test_lines_come_whole_however_they_arrive() -> None:
    assert lines(b"on", b"e\ntwo\nthr", b"ee\n\n") == [b"one", b"two", b"three", b""]


def test_a_line_without_its_end_is_none() -> None:
    assert lines(b"one\ntw") == [b"one"]


def test_a_line_that_is_too_long_is_left_out_and_the_next_one_is_not() -> None:
    assert lines(b"one\n12345678901\ntwo\n") == [b"one", b"two"]
    assert lines(b"one\n123456789", b"01", b"2345678901234", b"\ntwo\n") == [b"one", b"two"]


def test_a_line_of_the_greatest_length_is_none_too_long() -> None:
    assert lines(b"1234567890\n12345", b"67890\n") == [b"1234567890"] * 2


@hypothesis.given(strategies.lists(strategies.binary(max_size=30)), strategies.integers(1, 7))
def test_how_it_is_cut_makes_no_difference(parts: list[bytes], size: int) -> None:
    data = b"\n".join(parts) + b"\n"
    chunks = [data[start : start + size] for start in range(0, len(data), size)]
    assert lines(*chunks) == [line for line in data.split(b"\n")[:-1] if len(line) <= 10]
