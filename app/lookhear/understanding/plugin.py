"""What somebody implements to add an engine: plain blocking classes that run in a worker process of their own, and a card that names them.

A package offers an engine with an entry point of the group ``lookhear.engines`` whose value is an `EngineCard`. The card is read
wherever engines are listed, so it must import nothing heavy; what its ``factory`` names is imported in the worker only. One call at
a time is made on an engine, from one thread, unless its card says more. An engine raises EngineBusy when the same may work
later, EngineFailed when it never will; anything else counts as a crash of that call.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from lookhear.understanding.ports import Description, Picture, Utterance, Verdict

ENTRY_POINTS = "lookhear.engines"
"""The group of entry points whose values are engine cards."""


class EngineKind(StrEnum):
    """What an engine is for: one port of `lookhear.understanding.ports` each."""

    SPEECH = "speech"
    VISION = "vision"
    LANGUAGE = "language"
    JUDGE = "judge"
    EMBEDDER = "embedder"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineCard:
    """What is known of an engine without importing it.

    ``factory`` is ``module:callable``; called with the options of the settings (JSON values) it gives an engine of the kind. ``needs``
    are modules it imports, which tell whether it is installed. ``models`` are names it takes under the option ``model``, the first is
    the default; those that are not in the package are fetched first. ``size_bytes`` is what it takes on the disk once installed,
    without models. ``is_remote``: it sends what it is given to the address of the option ``url``. ``threads`` says how many calls at
    a time are made on it. ``sample_rate`` is what a speech engine wants to hear, in Hz.
    """

    name: str
    kind: EngineKind
    title: str
    licence: str
    size_bytes: int
    factory: str
    needs: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()  # it understands, such as "en"; none: whatever its model does
    is_remote: bool = False
    threads: int = 1
    sample_rate: int = 16_000


class Listener(Protocol):
    """One stream of sound, from a moment on."""

    def hear(self, pcm: NDArray[np.int16], *, at_ns: int) -> Sequence[Utterance]:
        """More mono samples at the engine's rate, which began at ``at_ns``: gives what became final, and behind it what is being said."""
        ...

    def finish(self) -> Sequence[Utterance]:
        """Hear no more: what is left becomes final."""
        ...


class SpeechEngine(Protocol):
    """Makes text of speech."""

    def listen(self, *, language: str | None) -> Listener:
        """Begin with a stream. Several may be open at a time. Raises EngineFailed for a language it does not know."""
        ...


class VisionEngine(Protocol):
    """Says what is to be seen."""

    def describe(
        self, pictures: Sequence[Picture], *, prompt: str, model: str | None, context: Sequence[Mapping[str, object]], stream: str
    ) -> Description:
        """Pictures of one window, in order. ``stream`` tells apart who asks: what was told of one may be remembered for its next window."""
        ...


class LanguageEngine(Protocol):
    """Reads and writes text."""

    def digest(self, passages: Sequence[str], *, prompt: str, model: str | None) -> str:
        """Say what the passages come to, as the prompt asks."""
        ...

    def answer(self, prompt: str, *, schema: Mapping[str, object] | None, model: str | None) -> str:
        """Answer freely; with a schema, JSON that fits it. Raises EngineFailed where it cannot."""
        ...


class JudgeEngine(Protocol):
    """Decides whether a text is what somebody watches for."""

    def judge(self, text: str, *, prompt: str) -> Verdict:
        """Whether the text is what the prompt describes."""
        ...


class EmbedderEngine(Protocol):
    """Makes vectors of texts, near for what means the same. Those of one card and one option ``model`` can be compared."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of length one, in the shape (texts, dimensions)."""
        ...
