"""The lines between a program that captures and the engine that does it (contract §6.1). No I/O; shared by both ends.

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
    from collections.abc import Mapping

PREFIX: Final = "videodb_recorder|"
MAX_LINE_BYTES: Final = 60_000


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
