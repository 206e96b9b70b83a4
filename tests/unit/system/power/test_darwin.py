"""A Mac is told by an assertion of its power management."""

from __future__ import annotations

import pytest

from lookhear.system.power.darwin import MacKeepAwake


class NotedPower:
    def __init__(self, *, number: int | None = 7) -> None:
        self.number, self.calls = number, list[object]()

    def assert_awake(self, why: bytes) -> int | None:
        self.calls.append(why)
        return self.number

    def release(self, number: int) -> None:
        self.calls.append(number)


def test_the_assertion_is_made_once_and_let_go_once() -> None:
    power = NotedPower()
    made = MacKeepAwake(lambda: power)
    for act in (made.release, made.hold, made.hold, made.release, made.release):
        act()
    assert power.calls == [b"Lookhear is recording", 7]
    assert made.trouble == ""


@pytest.mark.parametrize("is_there", [True, False])
def test_a_refusal_is_a_sentence(*, is_there: bool) -> None:
    def opened() -> NotedPower:
        if not is_there:
            raise OSError
        return NotedPower(number=None)

    made = MacKeepAwake(opened)
    made.hold()
    assert "macOS does not let" in made.trouble
    made.release()
    assert made.trouble == ""
