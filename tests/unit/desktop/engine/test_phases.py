"""The phases of the application and the moves between them."""

from __future__ import annotations

import pytest

from lookhear.desktop.engine.phases import MOVES, Move, PhaseMachine
from lookhear.desktop.engine.view import Phase
from lookhear.errors import IllegalTransition


def test_every_phase_can_be_reached_and_left() -> None:
    assert {phase for phase, _ in MOVES} == set(Phase) == set(MOVES.values())


def test_every_move_is_used() -> None:
    assert {move for _, move in MOVES} == set(Move)


def test_a_recording_goes_through_its_phases() -> None:
    machine = PhaseMachine()
    seen = [machine.fire(move) for move in (Move.COUNT, Move.GO, Move.STARTED, Move.PAUSED, Move.RESUMED, Move.STOP, Move.ENDED)]
    assert seen == [Phase.COUNTDOWN, Phase.STARTING, Phase.RECORDING, Phase.PAUSED, Phase.RECORDING, Phase.STOPPING, Phase.IDLE]


def test_a_wrong_move_is_loud_and_changes_nothing() -> None:
    machine = PhaseMachine()
    assert not machine.can(Move.STOP)
    with pytest.raises(IllegalTransition, match="stop"):
        machine.fire(Move.STOP)
    assert machine.phase is Phase.IDLE
