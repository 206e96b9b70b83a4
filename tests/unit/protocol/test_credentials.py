from __future__ import annotations

import pytest

from lookhear.protocol.credentials import is_secret


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("sk-abc", True), ("token-xxx", True), ("", False), ("two words", False), ("line\n", False), ("schlüssel", False), ("\x00", False)],
)
def test_a_secret_is_what_can_stand_in_a_header(text: str, is_one: bool) -> None:  # noqa: FBT001
    assert is_secret(text) is is_one
