from __future__ import annotations

import pytest
from starlette.requests import Request

from lookhear.backend.api.byte_ranges import NotSatisfiable, is_known, kept_for, wanted_range

ETAG = "v1"


def request(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": raw})


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=10-19", (10, 20)),
        ("bytes=90-", (90, 100)),
        ("bytes=90-500", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-500", (0, 100)),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("bytes=9-3", None),
        ("seconds=1-2", None),
        ("", None),
    ],
)
def test_one_range_is_found_and_everything_else_means_the_whole(header: str, found: tuple[int, int] | None) -> None:
    assert wanted_range(request(range=header), 100, etag=ETAG) == found


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_satisfied(header: str) -> None:
    with pytest.raises(NotSatisfiable):
        wanted_range(request(range=header), 100, etag=ETAG)


def test_a_range_of_another_version_means_the_whole() -> None:
    assert wanted_range(request(range="bytes=1-2", if_range='"v0"'), 100, etag=ETAG) is None
    assert wanted_range(request(range="bytes=1-2", if_range='"v1"'), 100, etag=ETAG) == (1, 3)


def test_a_version_that_is_known_already_is_recognised_in_any_spelling() -> None:
    assert is_known(request(if_none_match='"v0", W/"v1"'), ETAG)
    assert not is_known(request(if_none_match='"v0"'), ETAG)
    assert not is_known(request(), ETAG)


@pytest.mark.parametrize(
    ("left_s", "is_stored", "kept"),
    [
        (None, True, "private, max-age=3600, immutable"),
        (59.9, True, "private, max-age=59, immutable"),
        (-1.0, True, "private, max-age=0, immutable"),
        (1e9, True, "private, max-age=3600, immutable"),
        (None, False, "no-store"),
    ],
)
def test_media_are_kept_no_longer_than_their_link_holds(*, left_s: float | None, is_stored: bool, kept: str) -> None:
    assert kept_for(left_s, is_stored=is_stored) == kept
