"""The header that says what a body must hash to: ``Content-Digest: sha-256=:<base64>:`` (RFC 9530 §2)."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

HEADER: Final = "Content-Digest"
_MEMBER: Final = re.compile(r"\s*([a-z*][a-z0-9_.*-]*)\s*=\s*:([A-Za-z0-9+/=]*):\s*(?:;[^,]*)?")
_SHA256_BYTES: Final = 32


def content_digest(sha256_hex: str) -> str:
    """The header's value for a SHA-256 digest in hexadecimal."""
    return f"sha-256=:{base64.b64encode(bytes.fromhex(sha256_hex)).decode()}:"


def parse_content_digest(value: str) -> str:
    """The SHA-256 digest of a header's value in hexadecimal; raises ValueError when there is none in it."""
    for member in value.split(","):
        match = _MEMBER.fullmatch(member)
        if match is None or match[1] != "sha-256":
            continue
        try:
            digest = base64.b64decode(match[2], validate=True)
        except binascii.Error as exc:
            raise ValueError("the digest is not base64") from exc
        if len(digest) != _SHA256_BYTES:
            raise ValueError("a SHA-256 digest has 32 bytes")
        return digest.hex()
    raise ValueError("there is no sha-256 digest in it")
