"""The engine: a plain class whose methods may take their time. It runs in a worker process, one call after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.errors import EngineFailed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Headlines:
    """Makes a headline of each passage. Anything heavy, such as a model, is loaded here, when it is first needed."""

    def __init__(self, options: Mapping[str, object]) -> None:
        words = options.get("words", 6)  # of [language.options] in engines.toml
        if not isinstance(words, int) or words < 1:
            raise EngineFailed("The option `words` of headlines is no number above zero.")  # said to people; tried again later
        self._words = words

    def digest(self, passages: Sequence[str], *, prompt: str, model: str | None) -> str:
        """Say what the passages come to."""
        del prompt, model
        return " / ".join(" ".join(passage.split()[: self._words]).upper() for passage in passages)

    def answer(self, prompt: str, *, schema: Mapping[str, object] | None, model: str | None) -> str:
        """Answer freely; this one cannot."""
        del prompt, schema, model
        raise EngineFailed("headlines only sums up.")  # EngineBusy instead would have it asked again later
