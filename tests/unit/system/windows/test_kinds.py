"""Where no window can be kept out."""

from __future__ import annotations

from lookhear.system.windows.kinds import NotHere


def test_it_says_so() -> None:
    nothing = NotHere()
    assert not nothing.is_available
    assert not nothing.set(7, is_out=True)
    assert nothing.set(7, is_out=False)
