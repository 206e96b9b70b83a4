"""Identifiers: a prefix that says what it names, and a ULID or a random secret.

A ULID is 48 bits of milliseconds since 1970 and 80 random bits in Crockford's base 32 (26 characters), so
identifiers sort by the time they were minted and need no network. Source of the format: github.com/ulid/spec.

``rec-`` a recording · ``cap-`` a capture session · ``rts-`` an RTStream · ``trk-`` a track that is no channel (mix, context log) ·
``m-`` a video · ``a-`` an audio file · secrets: ``sk-`` API key, ``st-`` client token, ``ig-`` ingest grant.
"""

from __future__ import annotations

import re
import secrets
import time
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ULID_CHARS: Final = 26
_RECORDING_ID: Final = re.compile(r"rec-[0-7][0-9A-HJKMNP-TV-Z]{25}")
_SECRET_BYTES: Final = 32


def ulid(wall_ns: int, randomness: int) -> str:
    """Encode a wall-clock time (ns since 1970) and 80 random bits as 26 characters."""
    value = ((wall_ns // 1_000_000) & ((1 << 48) - 1)) << 80 | (randomness & ((1 << 80) - 1))
    return "".join(_ALPHABET[(value >> (5 * place)) & 31] for place in reversed(range(_ULID_CHARS)))


def new_recording_id() -> str:
    """Mint the identifier of a new recording, for example ``rec-01JDA…``."""
    return f"rec-{_new_ulid()}"


def is_recording_id(text: str) -> bool:
    """Say whether a text has the form of a recording identifier (nothing is looked up)."""
    return _RECORDING_ID.fullmatch(text) is not None


def new_id(prefix: str) -> str:
    """Mint an identifier of the backend, for example ``cap-01jda…`` for the prefix ``cap``: 80 random bits, lower case."""
    return f"{prefix}-{_new_ulid().lower()}"


def new_secret(prefix: str) -> str:
    """Mint a credential of 256 random bits, for example ``sk-…`` for the prefix ``sk``; safe in a URL and a header."""
    return f"{prefix}-{secrets.token_urlsafe(_SECRET_BYTES)}"


def _new_ulid() -> str:
    return ulid(time.time_ns(), secrets.randbits(80))
