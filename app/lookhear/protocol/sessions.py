"""States of a capture session on the wire, and the moves between them. Forward only; a repeated command is no move."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class SessionState(StrEnum):
    """What became of a capture session."""

    CREATED = "created"
    STARTING = "starting"  # a recorder has come, its channels are known
    ACTIVE = "active"  # the first fragment of any channel is durable
    STOPPING = "stopping"  # nothing new is recorded, what is left is being uploaded
    STOPPED = "stopped"  # every track is complete
    EXPORTED = "exported"  # the video is ready
    FAILED = "failed"


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
