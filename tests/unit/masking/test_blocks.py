from __future__ import annotations

from lookhear.masking.blocks import addresses, private_keys
from tests.fakes.secrets import Lot

_BODY = "\n".join(Lot().some(64) for _ in range(4))


def _shown(text: str) -> str:
    for span in reversed([*private_keys(text), *addresses(text)]):
        text = text[: span.start] + "#" + text[span.end :]
    return text


def test_a_private_key_is_found_from_its_first_line_to_its_last() -> None:
    block = f"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n{_BODY}\n-----END RSA PRIVATE KEY-----"
    assert _shown(f"before\n{block}\nafter\n{block}") == "before\n#\nafter\n#"


def test_a_private_key_whose_end_is_not_to_be_seen_is_found_as_far_as_it_goes() -> None:
    assert _shown(f"-----BEGIN PRIVATE KEY-----\n{_BODY}\n$ ls the folder") == "#$ ls the folder"


def test_an_end_far_away_belongs_to_something_else() -> None:
    text = "-----BEGIN PRIVATE KEY----- is what it begins with. " + "word " * 5000 + "-----END PRIVATE KEY-----"
    assert _shown(text).count("word") == 5000


def test_the_password_of_an_address_is_found_and_nothing_else_of_it() -> None:
    assert _shown("see postgres://app:pa55@word@db.example.com/main now") == "see postgres://app:#@db.example.com/main now"


def test_an_address_without_a_password_stays() -> None:
    for text in (
        "https://example.com:8080/a@b",
        "ssh://git@example.com/x",
        "https://user:${PASS}@host",
        "rtsp://user:password@host/path",
        "https://:8080/",
        "://",
    ):
        assert _shown(text) == text
