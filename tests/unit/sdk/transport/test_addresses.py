"""The address of a backend as it is given and as it is shown; tests/unit/sdk/aio/test_api.py asks for those that are none."""

from __future__ import annotations

import pytest

from lookhear.errors import InvalidRequestError
from lookhear.sdk.transport.addresses import base_url_of


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("https://lookhear.example/", "https://lookhear.example"),
        ("http://[::1]:8420/prefix//", "http://[::1]:8420/prefix"),
        (" http://127.0.0.1:8420/v1// ", "http://127.0.0.1:8420/v1"),
        ("HTTPS://Lookhear.example", "https://Lookhear.example"),
    ],
)
def test_an_address_is_kept_without_what_it_does_not_need(given: str, base: str) -> None:
    assert base_url_of(given) == base


def test_an_address_with_a_password_is_refused_without_showing_it() -> None:
    with pytest.raises(InvalidRequestError) as caught:
        base_url_of("https://user:hunter2@lookhear.example")
    assert "hunter2" not in caught.value.for_people()
    assert caught.value.__cause__ is None
