"""Windows is told by the execution state of a thread."""

from __future__ import annotations

from lookhear.system.power.windows import CONTINUOUS, DISPLAY_REQUIRED, SYSTEM_REQUIRED, WindowsKeepAwake


def test_it_is_held_until_it_is_let_go() -> None:
    told: list[int] = []

    def tell(state: int) -> int:
        told.append(state)
        return CONTINUOUS

    made = WindowsKeepAwake(tell)
    for act in (made.release, made.hold, made.hold, made.release, made.release):
        act()
    assert told == [CONTINUOUS | SYSTEM_REQUIRED | DISPLAY_REQUIRED, CONTINUOUS]
    assert made.trouble == ""


def test_a_refusal_is_a_sentence() -> None:
    made = WindowsKeepAwake(lambda _state: 0)
    made.hold()
    assert "Windows does not let" in made.trouble
    made.release()
    assert made.trouble == ""
