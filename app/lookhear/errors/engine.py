"""What goes wrong with the engines that understand pictures and sound."""

from __future__ import annotations

from lookhear.errors.base import LookhearError


class EngineFailed(LookhearError):
    """An engine cannot do what it was given: asked again it would fail again."""

    code = "engine.failed"


class EngineBusy(EngineFailed):
    """An engine cannot do it now: it has crashed, hangs, or its service asks for patience.

    ``retry_after_s`` is how long its service asked to be left alone; None where it did not say.
    """

    code = "engine.busy"
    is_retryable = True

    def __init__(self, message: str, *, hint: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(message, hint=hint)
        self.retry_after_s = retry_after_s


class EngineCrashed(EngineBusy):
    """An engine died, hung or broke off over this piece of work: again, but not for ever."""

    code = "engine.crashed"


class InstallFailed(LookhearError):
    """An engine or a model cannot be installed from what there is."""

    code = "engine.install"


class FetchFailed(InstallFailed):
    """Something could not be fetched now: what came is kept, and the next try goes on from there."""

    code = "engine.fetch"
    is_retryable = True
