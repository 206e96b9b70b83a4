"""What a backend answers to those who ask it, and what keeps it from serving."""

from __future__ import annotations

from lookhear.errors.base import LookhearError


class BackendError(LookhearError):
    """Something about the capture backend. Which HTTP status goes with it is the interface's business, not the error's."""

    code = "backend.error"


class Unauthorized(BackendError):
    """There is no credential, or it is one that nobody issued."""

    code = "backend.unauthorized"
    default_hint = "Send an API key or a client token in the header x-access-token."


class CredentialExpired(Unauthorized):
    """The credential was good until a moment ago."""

    code = "backend.expired"
    default_hint = "Ask for a new one where this one came from."


class CredentialRevoked(Unauthorized):
    """Somebody took the credential back."""

    code = "backend.revoked"
    default_hint = "Ask for a new one where this one came from."


class Forbidden(BackendError):
    """The credential is good, but not for this."""

    code = "backend.forbidden"


class InvalidRequest(BackendError):
    """A body or a parameter makes no sense."""

    code = "backend.invalid"


class BodyTooLarge(InvalidRequest):
    """More bytes than such a request may have."""

    code = "backend.too_large"


class WrongKind(InvalidRequest):
    """What is asked for makes sense for a stream of another kind only: pictures, sound."""

    code = "backend.wrong_kind"


class AddressRefused(InvalidRequest):
    """An address that this backend sends nothing to and fetches nothing from."""

    code = "backend.address_refused"


class NotFound(BackendError):
    """Nothing has this identifier."""

    code = "backend.not_found"


class LinkExpired(NotFound):
    """A share link past its time."""

    code = "backend.link_expired"


class MediaRemoved(NotFound):
    """It was there, and is gone for good: retention or its owner removed it."""

    code = "backend.removed"


class Conflict(BackendError):
    """The request contradicts what is there already."""

    code = "backend.conflict"


class EngineMissing(Conflict):
    """It needs an engine, and none is configured for it."""

    code = "backend.no_engine"


class EngineOff(EngineMissing):
    """It needs an engine that somebody switched off."""

    code = "backend.engine_off"


class TooMany(BackendError):
    """More than a key may ask for in this time. ``retry_after_s`` is when it may again."""

    code = "backend.too_many"
    is_retryable = True

    def __init__(self, message: str, *, hint: str = "", retry_after_s: float = 1.0) -> None:
        super().__init__(message, hint=hint)
        self.retry_after_s = retry_after_s


class IngestRefused(BackendError):
    """A fragment, an init or a complete is not taken.

    ``problem`` is its name on the wire (a value of `lookhear.protocol.ingest.Problem`), ``details`` go along in the answer.
    """

    code = "backend.ingest"

    def __init__(self, message: str, *, hint: str = "", problem: str = "bad-request", details: dict[str, object] | None = None) -> None:
        super().__init__(message, hint=hint)
        self.problem = problem
        self.details = details or {}


class BackendInUse(BackendError):
    """Another process serves the folder of this backend."""

    code = "backend.in_use"


class CannotListen(BackendError):
    """The address is taken, or not ours to use."""

    code = "backend.address"
