"""States of a capture session on the wire, and the moves between them. Forward only; a repeated command is no move."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class SessionState(StrEnum):
    """What became of a capture session."""

    CREATED = "created"
    STARTING = "starting"  # a recorder has come, its channels are known
    ACTIVE = "active"  # the first fragment of any channel is durable
    STOPPING = "stopping"  # nothing new is recorded, what is left is uploaded and understood
    STOPPED = "stopped"  # every track is complete, and engines have found the last of it
    EXPORTED = "exported"  # the video is ready
    FAILED = "failed"

    @property
    def is_begun(self) -> bool:
        """True while a recorder has it and more is to come, whether or not anything came yet."""
        return self in {SessionState.STARTING, SessionState.ACTIVE, SessionState.STOPPING}

    @property
    def is_running(self) -> bool:
        """True while media come: it can be watched live."""
        return self in {SessionState.ACTIVE, SessionState.STOPPING}

    @property
    def is_finished(self) -> bool:
        """True for a recording that has come to its end in order; late fragments may still arrive."""
        return self in {SessionState.STOPPED, SessionState.EXPORTED}

    @property
    def is_over(self) -> bool:
        """True when it is finished or has failed: nothing more is to be waited for."""
        return self.is_finished or self is SessionState.FAILED


MOVES: Final[dict[SessionState, frozenset[SessionState]]] = {
    SessionState.CREATED: frozenset({SessionState.STARTING, SessionState.FAILED}),
    SessionState.STARTING: frozenset({SessionState.ACTIVE, SessionState.STOPPING, SessionState.FAILED}),
    SessionState.ACTIVE: frozenset({SessionState.STOPPING, SessionState.FAILED}),
    SessionState.STOPPING: frozenset({SessionState.STOPPED, SessionState.FAILED}),
    SessionState.STOPPED: frozenset({SessionState.EXPORTED, SessionState.FAILED}),
    SessionState.EXPORTED: frozenset(),
    SessionState.FAILED: frozenset(),
}
"""Where each state may lead. A test draws the picture of architecture.md from this table."""


def may_move(old: SessionState, new: SessionState) -> bool:
    """Whether a session may go from one state to another."""
    return new in MOVES[old]


def event_name(state: SessionState) -> str:
    """The lifecycle event of a state, as webhooks and sockets name it: ``capture_session.active``."""
    return f"capture_session.{state.value}"
