from __future__ import annotations

import hypothesis
import pytest
from hypothesis import strategies

from lookhear.sdk.stdio import MAX_LINE_BYTES, PREFIX, decode, encode, lines_of


def test_a_message_comes_back_from_its_line() -> None:
    message = {"command": "init", "commandId": "1", "params": {"name": "Bildschirm »zwei«\nund drei"}}
    line = encode(message)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert line.startswith(PREFIX.encode())
    assert decode(line) == message


@pytest.mark.parametrize("line", [b"", b"\n", b"engine: hello\n", b'{"command": "init"}\n'])
def test_a_line_without_the_prefix_is_nobodys_message(line: bytes) -> None:
    assert decode(line) is None


@pytest.mark.parametrize("rest", ["", "{", "[1]", "null", '"x"'])
def test_a_line_that_only_begins_as_a_message_is_refused(rest: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(f"{PREFIX}{rest}\n".encode())


def test_bytes_that_are_no_text_do_not_raise() -> None:
    assert decode(PREFIX.encode() + b'{"a": "\xff"}\n') == {"a": "\ufffd"}


def test_a_line_that_the_other_end_could_not_read_is_not_made() -> None:
    with pytest.raises(ValueError, match="longer"):
        encode({"text": "x" * MAX_LINE_BYTES})


def lines(*chunks: bytes, max_bytes: int = 10, is_rest_a_line: bool = False) -> list[bytes]:
    arriving = iter(chunks)
    return list(lines_of(lambda _: next(arriving, b""), max_bytes=max_bytes, is_rest_a_line=is_rest_a_line))


def test_lines_come_whole_however_they_arrive() -> None:
    assert lines(b"on", b"e\ntwo\nthr", b"ee\n\n") == [b"one", b"two", b"three", b""]


def test_a_line_without_its_end_is_one_only_where_that_is_said() -> None:
    assert lines(b"one\ntw") == [b"one"]
    assert lines(b"one\ntw", is_rest_a_line=True) == [b"one", b"tw"]
    assert lines(b"one\n12345678901", is_rest_a_line=True) == [b"one"]


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
