"""The sharing type of a Mac's windows, through functions of a test."""

from __future__ import annotations

from lookhear.system.windows.sharing import WindowSharing


def test_the_window_of_the_view_is_kept_out() -> None:
    asked: list[tuple[int, int]] = []
    sharing = WindowSharing({7: 70, 8: 0}.__getitem__, lambda window, kind: asked.append((window, kind)))
    assert sharing.set(7, is_out=True)
    assert sharing.set(7, is_out=False)
    assert not sharing.set(8, is_out=True)
    assert asked == [(70, 0), (70, 1)]
