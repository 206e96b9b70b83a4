"""What every expected error has: a sentence, a code, and what to do next."""

from __future__ import annotations

from typing import ClassVar


class LookhearError(Exception):
    """An expected failure. ``str()`` is one sentence for a person; ``hint`` says what to do next.

    ``reason`` is the word of whoever refused, a backend or an engine; empty where nobody else had one.
    """

    code: ClassVar[str] = "lookhear.error"
    default_hint: ClassVar[str] = ""
    is_retryable: ClassVar[bool] = False
    reason: str = ""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint or self.default_hint

    def for_people(self) -> str:
        """The sentence and, where there is one, what to do next."""
        return f"{self} {self.hint}".strip()


class UsageError(LookhearError):
    """The request itself makes no sense."""

    code = "usage"


class IllegalTransition(RuntimeError):
    """A state was left in a way the table does not know: a bug of ours."""
