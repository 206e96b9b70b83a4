from __future__ import annotations

from lookhear.desktop.engine.library.entries import EntryState
from tests.fakes.entries import entry


def test_only_what_is_being_recorded_runs() -> None:
    assert [state for state in EntryState if entry(state=state).is_running] == [EntryState.RECORDING]
