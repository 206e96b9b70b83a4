"""What went wrong, told in the person's language: an expected error becomes a sentence and what to do next in this application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lookhear.errors import LookhearError


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """``sentence`` says what happened, ``hint`` what to do next, ``detail`` what the engine said when that says more."""

    sentence: str
    hint: str = ""
    detail: str = ""

    @property
    def all(self) -> str:
        """Sentence and hint."""
        return f"{self.sentence} {self.hint}".strip()


def told(error: LookhearError) -> Told:
    """An error for people."""
    return Told(sentence=str(error), hint=error.hint)
