from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from lookhear.cli.progress import Progress

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    """A terminal that keeps what is drawn."""

    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of stderr. Not a fixture: pytest puts its own there when the test begins."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    return made


def test_a_bar_grows_and_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    with Progress("writing") as progress:
        for fraction in (0.0, 0.5, 1.0):
            progress.show(fraction)
    parts = shown.getvalue().split("\r\x1b[2K")
    assert parts == ["", "writing " + "░" * 24 + " 0 %", "writing " + "█" * 12 + "░" * 12 + " 50 %", "writing " + "█" * 24 + " 100 %", ""]


def test_it_is_drawn_only_when_the_percentage_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    with Progress("writing") as progress:
        for step in range(1000):
            progress.show(step / 100_000)
    assert shown.getvalue().count("%") == 2


def test_fractions_out_of_bounds_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    with Progress("writing") as progress:
        progress.show(-3)
        progress.show(7)
    assert "█ 100 %" in shown.getvalue()
    assert "░ 0 %" in shown.getvalue()


def test_where_nobody_looks_nothing_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress("writing") as progress:
        progress.show(0.5)
    assert capsys.readouterr().err == ""


def test_who_wants_quiet_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    with Progress("writing", is_quiet=True) as progress:
        progress.show(0.5)
    assert shown.getvalue() == ""


def test_work_that_shows_nothing_leaves_the_line_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    with Progress("writing"):
        pass
    assert shown.getvalue() == ""
