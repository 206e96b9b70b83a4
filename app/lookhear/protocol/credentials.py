"""What keys and tokens are made of on the wire (contract §1.1): text that can stand in a header. No I/O."""

from __future__ import annotations


def is_secret(text: str) -> bool:
    """Whether a text can stand in a header: printable ASCII without spaces."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text
