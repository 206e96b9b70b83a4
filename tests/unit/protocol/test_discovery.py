from __future__ import annotations

import pytest

from lookhear.protocol.discovery import Discovery, speaks_alike

DISCOVERY = Discovery(url="http://127.0.0.1:1234", api_key="sk-x", pid=7, started_ns=8, version="0.2.0")


def test_what_is_written_is_read_again() -> None:
    assert Discovery.parse(DISCOVERY.to_json()) == DISCOVERY


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"url": 1}', DISCOVERY.to_json().replace('"pid": 7', '"pid": "7"')])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Discovery.parse(text)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("0.2.0", "0.2.9", True),
        ("0.2.0", "0.3.0", False),
        ("1.4.0", "1.2", True),
        ("1.0.0", "2.0.0", False),
        ("1.0.0", "0.2.0", False),
        ("0.2.0", "nonsense", False),
    ],
)
def test_versions_with_the_same_leading_number_speak_alike(ours: str, theirs: str, *, expected: bool) -> None:
    assert speaks_alike(ours, theirs) is expected
