"""What a program of ours says when it is started for a moment, and what is made of one that says something else."""

from __future__ import annotations

import sys

import pytest

from lookhear.system.permissions.kinds import Permission, PermissionStatus
from lookhear.system.permissions.new_process import status_in_new_process

SAYS = 'import json; print(json.dumps({"permissions": {"screen-capture": "granted"}}))'


def test_what_it_says_is_told() -> None:
    argv = [sys.executable, "-c", SAYS]
    assert status_in_new_process(Permission.SCREEN_CAPTURE, argv=argv) is PermissionStatus.GRANTED


@pytest.mark.parametrize(
    "code",
    ["", "print('hello')", "print('[]')", "print('{}')", SAYS.replace("granted", "perhaps"), "raise SystemExit(1)"],
)
def test_whatever_else_it_says_is_nothing(code: str) -> None:
    assert status_in_new_process(Permission.SCREEN_CAPTURE, argv=[sys.executable, "-c", code]) is None


def test_one_that_cannot_be_started_says_nothing() -> None:
    assert status_in_new_process(Permission.SCREEN_CAPTURE, argv=["/nowhere/lookhear"]) is None
