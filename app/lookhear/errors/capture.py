"""What goes wrong between a source of pictures or sound and the encoder."""

from __future__ import annotations

from lookhear.errors.base import LookhearError


class CaptureError(LookhearError):
    """Something about a source of pictures or sound."""

    code = "capture.error"


class PermissionMissing(CaptureError):
    """The operating system does not let this program look or listen."""

    code = "capture.permission"
    default_hint = "Allow it in the system's privacy settings and start again."


class SourceUnavailable(CaptureError):
    """There is no such source here, or it cannot be opened now."""

    code = "capture.unavailable"
    default_hint = "`lookhear channels` lists what can be recorded here."


class SourceLost(CaptureError):
    """A source that worked has gone; opening it again may help."""

    code = "capture.lost"
    is_retryable = True


class NothingToCapture(CaptureError):
    """Not one of the chosen sources could be opened."""

    code = "capture.nothing"
    default_hint = "`lookhear doctor` says what is missing."


class EncodeError(LookhearError):
    """No encoder could be opened, or the encoder failed."""

    code = "encode.error"
