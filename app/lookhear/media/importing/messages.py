"""What the process that reads a file tells the backend: frames of a JSON object and some bytes, over a pipe.

Layout: length of the JSON (u32), length of the bytes (u32), both big-endian, then the two. The backend believes none of it
more than what a recorder sends: whoever wrote the file may have taken the process over.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lookhear.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD: Final = struct.Struct(">II")
MAX_TOLD_BYTES: Final = 64 << 10
MAX_DATA_BYTES: Final = 64 << 20


class MessageKind(StrEnum):
    """What a message is."""

    PLAN = "plan"  # what the file becomes: {"media": "video", "tracks": ["display:1"], "duration_s": 12.5}
    STILL = "still"  # it is a picture: {"content_type": …, "width": …, "height": …}
    INIT = "init"  # {"track": …, "number": …} and the bytes
    FRAGMENT = "fragment"  # the same
    PROGRESS = "progress"  # {"fraction": 0.5}
    REFUSED = "refused"  # {"message": …}: nothing can come of it
    END = "end"


@dataclass(frozen=True, slots=True)
class Message:
    """One message."""

    kind: MessageKind
    told: Mapping[str, object]
    data: bytes = b""


def packed(message: Message) -> bytes:
    """A message as it goes over the pipe."""
    told = json.dumps({"kind": message.kind.value, **message.told}).encode()
    return HEAD.pack(len(told), len(message.data)) + told + message.data


def lengths(head: bytes) -> tuple[int, int]:
    """How long the two parts behind a head are. Raises MediaError for what no message has."""
    told_bytes, data_bytes = HEAD.unpack(head)
    if told_bytes > MAX_TOLD_BYTES or data_bytes > MAX_DATA_BYTES:
        raise MediaError("What read the file talks nonsense.")
    return told_bytes, data_bytes


def unpacked(told: bytes, data: bytes) -> Message:
    """Read a message. Raises MediaError for nonsense."""
    try:
        facts = json.loads(told)
        kind = MessageKind(facts.pop("kind"))
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as exc:
        raise MediaError("What read the file talks nonsense.") from exc
    return Message(kind, facts, data)


def told_text(message: Message, name: str) -> str:
    """A text of a message. Raises MediaError when there is none."""
    value = message.told.get(name)
    if not isinstance(value, str):
        raise MediaError("What read the file talks nonsense.")
    return value


def told_number(message: Message, name: str) -> int:
    """A whole number of a message, from zero on. Raises MediaError when there is none."""
    value = message.told.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise MediaError("What read the file talks nonsense.")
    return value


def told_fraction(message: Message, name: str) -> float:
    """A number from 0 to 1 of a message; 0 for anything else."""
    value = message.told.get(name)
    return min(1.0, max(0.0, float(value))) if isinstance(value, int | float) else 0.0
