"""What a developer who uses the SDK meets: names as in the SDK that is imitated, messages that say what to do next."""

from __future__ import annotations

from lookhear.errors.base import LookhearError


class SdkError(LookhearError):
    """Something that was asked through the SDK did not work. A traceback shows the hint below the sentence."""

    code = "sdk.error"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        if self.hint:
            self.add_note(self.hint)


class AuthenticationError(SdkError):
    """No credential, or one that the backend does not take (401)."""

    code = "sdk.authentication"


class InvalidRequestError(SdkError):
    """The backend answers and does not do it. ``status`` is the HTTP status, ``error_code`` the backend's own word, empty without one."""

    code = "sdk.invalid_request"

    def __init__(self, message: str, *, hint: str = "", status: int = 0, error_code: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status, self.error_code = status, error_code


class NotFoundError(InvalidRequestError):
    """Nothing has this identifier (404)."""

    code = "sdk.not_found"


class SearchError(InvalidRequestError):
    """A search that cannot be made."""

    code = "sdk.search"


class WrongArgument(InvalidRequestError, ValueError):
    """An argument that makes no sense; nobody was asked. A ValueError too, since programs written for the official SDK catch that."""

    code = "sdk.wrong_argument"


class NotPlayable(InvalidRequestError, ValueError):
    """There is no address that plays. A ValueError too, as in the official SDK."""

    code = "sdk.not_playable"


class StillWorking(SdkError, TimeoutError):
    """The backend works on it for longer than somebody wanted to wait, and goes on with it. A TimeoutError too."""

    code = "sdk.still_working"
    is_retryable = True


class ConnectionFailed(SdkError):
    """Nobody answers at the backend's address."""

    code = "sdk.connection"
    is_retryable = True


class RequestTimeoutError(ConnectionFailed):
    """The answer took too long."""

    code = "sdk.timeout"


class CaptureFailed(SdkError, RuntimeError):
    """The engine answers that it cannot do what it was asked. ``reason`` is its own word, such as ``not-found``, empty without one.

    A RuntimeError too, since programs written for the official SDK catch that.
    """

    code = "sdk.capture"

    def __init__(self, message: str, *, hint: str = "", reason: str = "") -> None:
        super().__init__(message, hint=hint)
        self.reason = reason


class EngineGone(CaptureFailed):
    """The engine ended, or cannot be started."""

    code = "sdk.engine_gone"
