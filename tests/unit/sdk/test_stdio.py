from __future__ import annotations

import pytest

from lookhear.sdk.stdio import MAX_LINE_BYTES, PREFIX, decode, encode


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
