"""Windows' display affinity, through a function of a test."""

from __future__ import annotations

from lookhear.system.windows.affinity import DisplayAffinity


def test_a_window_is_excluded_and_let_be_seen_again() -> None:
    asked: list[tuple[int, int]] = []

    def set_affinity(window: int, kind: int) -> int:
        asked.append((window, kind))
        return window == 7

    affinity = DisplayAffinity(set_affinity)
    assert affinity.set(7, is_out=True)
    assert affinity.set(7, is_out=False)
    assert not affinity.set(8, is_out=True)
    assert asked == [(7, 0x11), (7, 0), (8, 0x11)]
