"""One click: record what is chosen, or stop."""

from __future__ import annotations

import asyncio

import pytest

from lookhear.desktop.engine.toggling import toggle_chosen
from lookhear.desktop.engine.view import AppView, Phase
from tests.fakes.desktop import FakeEngine


@pytest.mark.parametrize(
    ("phase", "is_chosen", "was_done", "called"),
    [
        (Phase.IDLE, True, True, ["sources.is_chosen", "recording.toggle"]),
        (Phase.IDLE, False, False, ["sources.is_chosen"]),
        (Phase.RECORDING, False, True, ["recording.toggle"]),
        (Phase.COUNTDOWN, False, True, ["recording.toggle"]),
    ],
)
def test_nothing_is_recorded_that_nobody_chose(phase: Phase, *, is_chosen: bool, was_done: bool, called: list[str]) -> None:
    engine = FakeEngine()
    engine.recording.view = AppView(phase=phase)
    engine.sources.answers["is_chosen"] = is_chosen
    assert asyncio.run(toggle_chosen(engine.recording, engine.sources)) is was_done
    assert engine.called == called
