"""A judge that needs nothing: the words of the prompt, and their meaning where MiniLM is installed."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from lookhear.errors import EngineFailed
from lookhear.understanding.embedding import minilm
from lookhear.understanding.judging.calibration import TRIGGERS, confidence_of
from lookhear.understanding.judging.evidence import evidence_of, windows_of
from lookhear.understanding.judging.prompts import wanted_of
from lookhear.understanding.ports import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from lookhear.understanding.judging.evidence import Evidence
    from lookhear.understanding.plugin import EmbedderEngine

_KEPT: Final = 64  # texts whose vectors are kept: several alerts look at the same one
_MOST_WINDOWS: Final = 24  # whose meaning is looked at: a page of text
_MOST_CHARS: Final = 40_000
_EXCERPT_CHARS: Final = 160
_NEAR: Final = 0.35  # this alike, meanings are worth telling of


class KeywordJudge:
    """The engine. ``embedder`` makes vectors, None where there are only words."""

    def __init__(self, embedder: EmbedderEngine | None, *, triggers: float = TRIGGERS) -> None:
        self._embedder = embedder
        self._triggers = triggers
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def judge(self, text: str, *, prompt: str) -> Verdict:
        """Whether the text is what the prompt describes."""
        text, wanted = text[:_MOST_CHARS], wanted_of(prompt)
        evidence = evidence_of(text, wanted)
        similarity, place = self._similarity(text, wanted.topic)
        sure = confidence_of(evidence, similarity)
        is_triggered = sure >= self._triggers
        return Verdict(
            is_triggered=is_triggered,
            confidence=round(sure, 3),
            explanation=_told(evidence, similarity, place) if is_triggered else "",
        )

    def _similarity(self, text: str, topic: str) -> tuple[float | None, str]:
        """How near the nearest place of a text is to a topic, and that place."""
        windows = windows_of(text)[:_MOST_WINDOWS]
        if self._embedder is None or not windows:
            return None, ""
        near = self._vectors(self._embedder, "\n".join(windows), windows) @ self._vectors(self._embedder, topic, [topic])[0]
        best = int(near.argmax())
        return float(near[best]), windows[best]

    def _vectors(self, embedder: EmbedderEngine, key: str, texts: Sequence[str]) -> NDArray[np.float32]:
        found = self._kept.pop(key, None)
        if found is None:
            found = embedder.encode(texts)
            while len(self._kept) >= _KEPT:
                self._kept.popitem(last=False)
        self._kept[key] = found
        return found


def make(options: Mapping[str, object], *, embedder_of: Callable[[Mapping[str, object]], EmbedderEngine] = minilm.make) -> KeywordJudge:
    """The engine, as its card names it. Options: ``embedder`` "auto" or "off", ``triggers`` the confidence from which on it is so."""
    triggers = options.get("triggers", TRIGGERS)
    if isinstance(triggers, bool) or not isinstance(triggers, int | float) or not 0 < triggers < 1:
        raise EngineFailed("The option triggers is no confidence.", hint="It is more than 0 and less than 1.")
    embedder: EmbedderEngine | None = None
    if options.get("embedder", "auto") != "off":
        try:
            embedder = embedder_of({})
        except EngineFailed:
            embedder = None  # words alone, as on every computer where nothing was installed
    return KeywordJudge(embedder, triggers=triggers)


def _told(evidence: Evidence, similarity: float | None, place: str) -> str:
    """Why, in a sentence."""
    words = ", ".join(f"“{word}”" for word in evidence.found[:5])
    is_meant = similarity is not None and similarity >= _NEAR
    excerpt = (place if is_meant and not words else evidence.window).strip()
    if len(excerpt) > _EXCERPT_CHARS:
        excerpt = excerpt[:_EXCERPT_CHARS].rsplit(" ", 1)[0] + " …"
    if words and is_meant:
        return f"It says {words}, and means nearly the same: {excerpt}"
    return f"It says {words}: {excerpt}" if words else f"It means nearly the same: {excerpt}"
