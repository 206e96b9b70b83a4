"""What keeps a recording from being handed over for now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from lookhear.errors.base import LookhearError

if TYPE_CHECKING:
    from collections.abc import Mapping


class UploadError(LookhearError):
    """A recording cannot be handed over for now. It is safe on this computer."""

    code = "upload.error"


class BackendUnreachable(UploadError):
    """Nobody answers, or the line is down; trying again may help. ``reason`` is `CERTIFICATE` where nobody vouches for who answers."""

    CERTIFICATE: ClassVar[str] = "certificate"
    code = "upload.unreachable"
    is_retryable = True


class BackendBusy(UploadError):
    """The backend asks for patience. ``retry_after_s`` is how long, zero when it does not say."""

    code = "upload.busy"
    is_retryable = True

    def __init__(self, message: str, *, hint: str = "", retry_after_s: float = 0.0) -> None:
        super().__init__(message, hint=hint)
        self.retry_after_s = retry_after_s


class BackendFull(UploadError):
    """The backend has no room for now; trying again helps once somebody has made some."""

    code = "upload.full"
    is_retryable = True
    default_hint = "Whoever runs it has to free some space; what is recorded is safe here meanwhile."


class BackendUnsuitable(UploadError):
    """What answers is no backend of ours, or too old a one."""

    code = "upload.unsuitable"


class BackendRefused(UploadError):
    """The backend answers and does not want this recording: a wrong token, a session that is not ours, a closed one.

    ``reason`` is a value of `lookhear.protocol.ingest.Problem`, empty when the backend gave none that is known; ``details``
    is the problem's JSON object.
    """

    code = "upload.refused"
    default_hint = "The recording is safe here; `lookhear uploads` hands it over once that is mended."

    def __init__(self, message: str, *, hint: str = "", reason: str = "", details: Mapping[str, object] | None = None) -> None:
        super().__init__(message, hint=hint)
        self.reason = reason
        self.details: Mapping[str, object] = details or {}
