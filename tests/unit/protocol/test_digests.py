"""The header that says what a body must hash to."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.protocol.digests import content_digest, parse_content_digest

EXAMPLE = hashlib.sha256(b'{"hello": "world"}\n').hexdigest()
RFC_9530 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"  # appendix D of the RFC


def test_the_header_is_the_one_of_the_standard() -> None:
    assert content_digest(EXAMPLE) == RFC_9530
    assert parse_content_digest(RFC_9530) == EXAMPLE


@given(st.binary(min_size=32, max_size=32))
def test_a_digest_survives_the_header(digest: bytes) -> None:
    assert parse_content_digest(content_digest(digest.hex())) == digest.hex()


def test_it_is_found_among_others_and_with_parameters() -> None:
    assert parse_content_digest(f"sha-512=:AAAA:, {RFC_9530};q=1") == EXAMPLE


@pytest.mark.parametrize(
    "value", ["", "sha-256", "sha-256=abc", "sha-256=:AAAA:", "sha-256=:=AAA:", "md5=:AAAA:", "sha-256=:a$b:", "sha-256=::"]
)
def test_what_holds_no_such_digest_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="digest"):
        parse_content_digest(value)


@given(st.text(max_size=120))
def test_no_text_does_more_than_be_refused(value: str) -> None:
    try:
        digest = parse_content_digest(value)
    except ValueError:
        return
    assert len(digest) == 64
