"""States of one recorder and the moves between them. The table is the documentation; a wrong move is a bug and loud."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from lookhear.errors import IllegalTransition


class State(StrEnum):
    """What the recorder is doing."""

    IDLE = "idle"
    STARTING = "starting"  # sources are being opened
    RECORDING = "recording"
    PAUSED = "paused"  # every source is closed, or being closed; the clock goes on
    STOPPING = "stopping"  # what was captured is being sealed
    ENDED = "ended"
    FAILED = "failed"  # it never recorded anything, or nothing of it was kept


class Trigger(StrEnum):
    """What moves it on."""

    START = "start"
    SOURCES_READY = "sources_ready"
    NO_SOURCE = "no_source"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    SEALED = "sealed"
    DISCARDED = "discarded"


TRANSITIONS: Final = {
    (State.IDLE, Trigger.START): State.STARTING,
    (State.STARTING, Trigger.SOURCES_READY): State.RECORDING,
    (State.STARTING, Trigger.NO_SOURCE): State.FAILED,
    (State.STARTING, Trigger.STOP): State.STOPPING,
    (State.RECORDING, Trigger.PAUSE): State.PAUSED,
    (State.RECORDING, Trigger.STOP): State.STOPPING,
    (State.PAUSED, Trigger.RESUME): State.RECORDING,
    (State.PAUSED, Trigger.STOP): State.STOPPING,
    (State.STOPPING, Trigger.SEALED): State.ENDED,
    (State.STOPPING, Trigger.DISCARDED): State.FAILED,
}


class SessionMachine:
    """Holds the state. Used on the engine loop only."""

    def __init__(self) -> None:
        self._state = State.IDLE

    @property
    def state(self) -> State:
        """The state now."""
        return self._state

    def can(self, trigger: Trigger) -> bool:
        """Whether this move is possible now."""
        return (self._state, trigger) in TRANSITIONS

    def fire(self, trigger: Trigger) -> State:
        """Move on; raises IllegalTransition for a move the table does not know."""
        try:
            self._state = TRANSITIONS[self._state, trigger]
        except KeyError:
            raise IllegalTransition(f"{trigger} makes no sense while {self._state}") from None
        return self._state
