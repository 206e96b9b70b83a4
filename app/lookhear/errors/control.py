"""What keeps a recording that runs from being told something."""

from __future__ import annotations

from lookhear.errors.base import LookhearError


class ControlError(LookhearError):
    """A recording that runs cannot be told something."""

    code = "control.error"


class NothingIsRecorded(ControlError):
    """No recording runs."""

    code = "control.nothing"
    default_hint = "`lookhear record` begins one."


class NotNow(ControlError):
    """What was asked makes no sense in the state the recording is in."""

    code = "control.not_now"


class EngineEnding(NotNow):
    """A capture engine that is about to go begins nothing any more."""

    code = "shutting_down"
    default_hint = "Start it again to go on."


class NoAnswer(ControlError):
    """The recording runs, and does not answer, or not in time."""

    code = "control.no_answer"
    is_retryable = True
    default_hint = "It can be stopped where it was started, with Ctrl-C."
