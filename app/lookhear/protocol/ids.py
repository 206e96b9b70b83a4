"""Identifiers of recordings: ``rec-`` followed by a ULID.

A ULID is 48 bits of milliseconds since 1970 and 80 random bits in Crockford's base 32 (26 characters), so
identifiers sort by the time they were minted and need no network. Source of the format: github.com/ulid/spec.
"""

from __future__ import annotations

import re
import secrets
import time
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ULID_CHARS: Final = 26
_RECORDING_ID: Final = re.compile(r"rec-[0-7][0-9A-HJKMNP-TV-Z]{25}")


def ulid(wall_ns: int, randomness: int) -> str:
    """Encode a wall-clock time (ns since 1970) and 80 random bits as 26 characters."""
    value = ((wall_ns // 1_000_000) & ((1 << 48) - 1)) << 80 | (randomness & ((1 << 80) - 1))
    return "".join(_ALPHABET[(value >> (5 * place)) & 31] for place in reversed(range(_ULID_CHARS)))


def new_recording_id() -> str:
    """Mint the identifier of a new recording, for example ``rec-01JDA…``."""
    return f"rec-{ulid(time.time_ns(), secrets.randbits(80))}"


def is_recording_id(text: str) -> bool:
    """Say whether a text has the form of a recording identifier (nothing is looked up)."""
    return _RECORDING_ID.fullmatch(text) is not None
