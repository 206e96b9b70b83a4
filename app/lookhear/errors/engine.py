"""What goes wrong with the engines that understand pictures and sound."""

from __future__ import annotations

from lookhear.errors.base import LookhearError


class EngineFailed(LookhearError):
    """An engine cannot do what it was given: asked again it would fail again."""

    code = "engine.failed"


class EngineBusy(EngineFailed):
    """An engine cannot do it now: it has crashed, hangs, or its service asks for patience."""

    code = "engine.busy"
    is_retryable = True
