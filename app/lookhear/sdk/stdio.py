"""The lines between a program that captures and the engine that does it (contract §6.1). No I/O of its own; shared by both ends.

    videodb_recorder|{"command": "init", "commandId": "…", "params": {…}}                to the engine
    videodb_recorder|{"type": "response", "commandId": "…", "status": "success", "result": {…}}
    videodb_recorder|{"type": "event", "event": "recording-started", "payload": {…}}

UTF-8, one message a line. Other lines are nobody's message. The official Python SDK reads lines of at most 64 KiB and hangs for ever on
a longer one, so none is longer than `MAX_LINE_BYTES`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

PREFIX: Final = "videodb_recorder|"
MAX_LINE_BYTES: Final = 60_000
MAX_READ_BYTES: Final = 1 << 20  # far more than a line has, and a bound for what is none
_CHUNK_BYTES: Final = 1 << 16


def encode(message: Mapping[str, object]) -> bytes:
    """The line of a message, its line feed included. Raises ValueError for one that would be too long."""
    line = f"{PREFIX}{json.dumps(message, ensure_ascii=False, separators=(',', ':'))}\n".encode(errors="replace")
    if len(line) > MAX_LINE_BYTES:
        raise ValueError(f"a line of {len(line)} bytes is longer than the other end may take")
    return line


def decode(line: bytes) -> dict[str, object] | None:
    """The message of a line, None for a line that is none. Raises ValueError for one that begins as a message and is not."""
    text = line.decode(errors="replace").strip()
    if not text.startswith(PREFIX):
        return None
    message = json.loads(text[len(PREFIX) :])
    if not isinstance(message, dict):
        raise ValueError("a message is a JSON object")  # noqa: TRY004 - of the wrong form, as what is no JSON is
    return message


def lines_of(read: Callable[[int], bytes | None], *, max_bytes: int = MAX_READ_BYTES, is_rest_a_line: bool = False) -> Iterator[bytes]:
    """The lines of what ``read`` gives until it gives nothing, without their line feeds, however they arrive.

    Lines longer than ``max_bytes`` are left out. What stands behind the last line feed is one where ``is_rest_a_line`` says so.
    """
    rest, is_skipping = b"", False
    while chunk := read(_CHUNK_BYTES):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            if not is_skipping and len(line) <= max_bytes:
                yield line
            is_skipping = False
        if is_skipping or len(rest) > max_bytes:
            rest, is_skipping = b"", True
    if rest and is_rest_a_line:
        yield rest
