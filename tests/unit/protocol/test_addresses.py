"""Addresses: what may be one, and what of one is shown."""

from __future__ import annotations

import pytest

from lookhear.errors import BackendUnsuitable
from lookhear.protocol.addresses import checked_url, is_this_computer, origin_of


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://a.example/", "https://a.example"),
        (" http://127.0.0.1:80/x/ ", "http://127.0.0.1:80/x"),
        ("http://[::1]:5", "http://[::1]:5"),
    ],
)
def test_an_address_loses_the_slash_at_its_end(text: str, url: str) -> None:
    assert checked_url(text, what="a backend") == url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.example",
        "ftp://a.example",
        "https://",
        "https://me:secret@a.example",
        "https://a.example/?key=secret",
        "http://a:b:c",
        "http://[x",
        "http://a b/",
        "http://a\x00b/",
    ],
)
def test_what_is_no_address_is_refused_without_showing_a_secret(text: str) -> None:
    with pytest.raises(BackendUnsuitable) as caught:
        checked_url(text, what="a backend")
    assert "secret" not in caught.value.for_people()


@pytest.mark.parametrize(
    ("host", "is_here"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("a.localhost", True),
        ("10.0.0.1", False),
        ("localhost.example", False),
    ],
)
def test_this_computer_is_known_by_its_loopback(host: str, is_here: bool) -> None:  # noqa: FBT001 - a parameter of a test
    assert is_this_computer(host) is is_here


def test_of_an_address_only_its_origin_is_shown() -> None:
    assert origin_of("https://me:secret@a.example:444/path?token=secret") == "https://a.example:444"
