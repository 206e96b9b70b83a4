"""What an engine is: one port for each kind of understanding. Adapters live beside this module; nobody else knows which there are.

Every call may take long and is awaited; an engine does its work outside the caller's event loop. It raises EngineBusy
when the same may work later and EngineFailed when it never will, both with a sentence. Times are those of the session clock, in
nanoseconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from lookhear.understanding.plugin import EngineKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and when it was said."""

    start_ns: int
    end_ns: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Something that was said. Not final: it may still change, and the next one of its session stands for the same stretch."""

    start_ns: int
    end_ns: int
    text: str
    is_final: bool
    words: tuple[Word, ...] = ()
    confidence: float | None = None  # 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A frame of a display: ``rgb`` has the shape (height, width, 3), uint8."""

    at_ns: int
    rgb: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What an engine says of some pictures. ``metadata`` is JSON."""

    text: str
    metadata: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether something is so: ``confidence`` 0 to 1, and why, in a sentence."""

    is_triggered: bool
    confidence: float
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Why there is no engine, and what to do about it, for people. ``is_off``: because somebody wanted none."""

    sentence: str
    is_off: bool = False


class SpeechSession(Protocol):
    """One stream of sound, from a moment on. Not for two tasks at once."""

    async def feed(self, pcm: NDArray[np.int16], *, at_ns: int) -> Sequence[Utterance]:
        """Hear more: mono samples at the engine's rate, which began at ``at_ns``. A gap in the times is a silence.

        It gives what became final, in order, and behind that what is being said if it can tell already. Sound of which it says nothing
        for a minute (ten seconds, if it tells words before they are final) is taken for silence.
        """
        ...

    async def finish(self) -> Sequence[Utterance]:
        """Hear no more: what is left becomes final. The session cannot be used afterwards."""
        ...


class Speech(Protocol):
    """Makes text of speech. ``sample_rate`` is what it wants to hear, in Hz."""

    @property
    def name(self) -> str:
        """What it is called in answers and lists."""
        ...

    @property
    def sample_rate(self) -> int:
        """In Hz."""
        ...

    async def open(self, *, language: str | None) -> SpeechSession:
        """Begin to listen; ``language`` such as ``en`` or ``de-DE``, None for its default."""
        ...


class Vision(Protocol):
    """Says what is to be seen."""

    @property
    def name(self) -> str:
        """What it is called in answers and lists."""
        ...

    async def describe(
        self,
        pictures: Sequence[Picture],
        *,
        prompt: str,
        model: str | None = None,
        context: Sequence[Mapping[str, object]] = (),
        stream: str = "",
    ) -> Description:
        """Describe pictures of one window, in order; those that show the same as the one before are left out.

        A description without text says that nothing is new to be seen. ``unread`` above zero in its metadata asks for being asked again
        with the next window, even when the screen is still.
        ``context`` holds the events of the recording's context log in that window, and in front of them the last one about the active
        window. ``stream`` tells apart what is followed: one index of one stream.
        """
        ...


class Language(Protocol):
    """Reads and writes text."""

    @property
    def name(self) -> str:
        """What it is called in answers and lists."""
        ...

    async def digest(self, passages: Sequence[str], *, prompt: str, model: str | None = None) -> str:
        """Say what the passages come to, as the prompt asks."""
        ...

    async def answer(self, prompt: str, *, schema: Mapping[str, object] | None = None, model: str | None = None) -> str:
        """Answer freely; with a schema, JSON that fits it."""
        ...


class Judge(Protocol):
    """Decides whether what was found is what somebody watches for."""

    @property
    def name(self) -> str:
        """What it is called in answers and lists."""
        ...

    async def judge(self, text: str, *, prompt: str) -> Verdict:
        """Whether the text is what the prompt describes."""
        ...


class Embedder(Protocol):
    """Makes vectors of texts, near for what means the same."""

    @property
    def model_id(self) -> str:
        """Stored with each vector: only vectors of one model can be compared."""
        ...

    async def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of length one, in the shape (texts, dimensions)."""
        ...


class Engines(Protocol):
    """The engines a backend has now; None where there is none. They may change while it runs: nobody keeps what it got from here."""

    @property
    def speech(self) -> Speech | None:
        """Makes text of speech."""
        ...

    @property
    def vision(self) -> Vision | None:
        """Says what is to be seen."""
        ...

    @property
    def language(self) -> Language | None:
        """Reads and writes text."""
        ...

    @property
    def judge(self) -> Judge | None:
        """Decides for alerts."""
        ...

    @property
    def embedder(self) -> Embedder | None:
        """Makes vectors of texts."""
        ...

    def missing(self, kind: EngineKind) -> Missing | None:
        """Why there is no engine of a kind; None where there is one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedEngines:
    """Engines that stay the same."""

    speech: Speech | None = None
    vision: Vision | None = None
    language: Language | None = None
    judge: Judge | None = None
    embedder: Embedder | None = None

    def missing(self, kind: EngineKind) -> Missing | None:
        """See the port."""
        return None if getattr(self, kind.value) is not None else Missing(sentence=f"There is no engine for {kind} here.")
