"""Engines as people choose them: frozen values. What an engine is stands in `lookhear.understanding.plugin`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.understanding.plugin import EngineKind
    from lookhear.understanding.readiness import ReadyState

MODEL, LANGUAGE, URL, KEY_SECRET = "model", "language", "url", "key_secret"
"""Options that the page of the settings knows; others of the file stay as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOffer:
    """An engine that there is. ``size_bytes`` is what installing takes, ``models`` are names that it knows.

    ``is_remote``: it sends what it is given to an address. ``origin`` is the package of a plug-in, empty for one of this program.
    """

    name: str
    kind: EngineKind
    title: str
    licence: str
    state: ReadyState
    sentence: str = ""
    size_bytes: int = 0
    models: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    is_remote: bool = False
    origin: str = ""
    can_install: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KindView:
    """One kind: what is chosen, the engine that is taken by that, and what there is. ``trouble`` is why none is taken."""

    kind: EngineKind
    chosen: str
    taken: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    offers: tuple[EngineOffer, ...] = ()
    trouble: str = ""
    has_key: bool = False

    def offer(self, name: str) -> EngineOffer | None:
        """One of them by its name."""
        return next((offer for offer in self.offers if offer.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnginesView:
    """All kinds. ``troubles`` are sentences about plug-ins that were left out, ``keys_at`` is where a key would be kept."""

    kinds: tuple[KindView, ...]
    is_masking: bool = True
    troubles: tuple[str, ...] = ()
    keys_at: str = ""

    def of(self, kind: EngineKind) -> KindView | None:
        """One kind."""
        return next((view for view in self.kinds if view.kind is kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineWish:
    """What somebody chose for a kind. An empty ``key`` leaves the one that is kept; ``forgets_key`` takes it away."""

    kind: EngineKind
    engine: str
    model: str = ""
    language: str = ""
    url: str = ""
    key: str = field(default="", repr=False)
    forgets_key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineTest:
    """What one run of an engine came to: what it ``understood`` of a sample, or a sentence on why it did not; and how long it took."""

    is_good: bool
    understood: str = ""
    sentence: str = ""
    hint: str = ""
    seconds: float = 0.0
