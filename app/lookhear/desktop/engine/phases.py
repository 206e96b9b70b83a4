"""What the application is doing, and the moves between that. The table is the documentation; a wrong move is a bug and loud."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from lookhear.desktop.engine.view import Phase
from lookhear.errors import IllegalTransition


class Move(StrEnum):
    """What moves it on."""

    COUNT = "count"
    GO = "go"
    STARTED = "started"
    FAILED = "failed"  # also: nobody wants it any more
    PAUSED = "paused"
    RESUMED = "resumed"
    STOP = "stop"
    ENDED = "ended"


MOVES: Final = {
    (Phase.IDLE, Move.COUNT): Phase.COUNTDOWN,
    (Phase.IDLE, Move.GO): Phase.STARTING,
    (Phase.COUNTDOWN, Move.GO): Phase.STARTING,
    (Phase.COUNTDOWN, Move.FAILED): Phase.IDLE,
    (Phase.STARTING, Move.STARTED): Phase.RECORDING,
    (Phase.STARTING, Move.FAILED): Phase.IDLE,
    (Phase.RECORDING, Move.PAUSED): Phase.PAUSED,
    (Phase.RECORDING, Move.STOP): Phase.STOPPING,
    (Phase.PAUSED, Move.RESUMED): Phase.RECORDING,
    (Phase.PAUSED, Move.STOP): Phase.STOPPING,
    (Phase.STOPPING, Move.ENDED): Phase.IDLE,
}


class PhaseMachine:
    """Holds the phase. Used on the engine loop only."""

    def __init__(self) -> None:
        self._phase = Phase.IDLE

    @property
    def phase(self) -> Phase:
        """The phase now."""
        return self._phase

    def can(self, move: Move) -> bool:
        """Whether this move is possible now."""
        return (self._phase, move) in MOVES

    def fire(self, move: Move) -> Phase:
        """Move on; raises IllegalTransition for a move that the table does not know."""
        try:
            self._phase = MOVES[self._phase, move]
        except KeyError:
            raise IllegalTransition(f"{move} makes no sense while {self._phase}") from None
        return self._phase
