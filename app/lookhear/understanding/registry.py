"""Which engines there are: those of this program in a table, so that a packed one finds them too, and those of others by entry points.

Nothing here imports an engine, and nothing starts one. A plug-in's card is imported; what it names is not.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import logging
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from lookhear.errors import SettingsError
from lookhear.understanding.builtin import BUILTIN
from lookhear.understanding.plugin import ENTRY_POINTS, EngineCard, EngineKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import EntryPoint
    from pathlib import Path

__all__ = ["BUILTIN", "Known", "Registry"]

_LOG: Final = logging.getLogger(__name__)
_IMPORTING: Final = threading.Lock()  # sys.path is the process's


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An engine that there is. ``origin``: the name and version of the package it is from, empty for one of this program.

    ``folder`` is where that package lies when it is none of Python's own places.
    """

    card: EngineCard
    origin: str = ""
    folder: Path | None = None

    @property
    def is_builtin(self) -> bool:
        """Whether it is of this program."""
        return not self.origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """All engines that there are, in the order in which they are taken. ``troubles`` are sentences about plug-ins that were left out."""

    engines: tuple[Known, ...]
    troubles: tuple[str, ...] = ()

    @classmethod
    def find(cls, packages: Path | None = None) -> Self:
        """Look them up: the table, the installed plug-ins, and those in folders below ``packages`` (see `EngineFolders`)."""
        engines = [Known(card=card) for card in BUILTIN]
        troubles: list[str] = []
        for point, folder in _points(packages):
            package = _package(point)
            try:
                card = _card(point, folder)
            except Exception as error:  # noqa: BLE001 - what somebody else's module raises must not keep the others from being listed
                _LOG.warning("the engine %s of %s is left out: %s", point.name, package, type(error).__name__)
                troubles.append(f"The engine {point.name!r} of {package} cannot be read ({type(error).__name__}) and is left out.")
                continue
            if any(card.name == known.card.name for known in engines):
                troubles.append(f"The engine {card.name!r} of {package} is left out: another one has that name.")
            else:
                engines.append(Known(card=card, origin=package, folder=folder))
        return cls(engines=tuple(engines), troubles=tuple(troubles))

    def get(self, name: str) -> Known:
        """The engine of a name. Raises SettingsError when there is none."""
        for known in self.engines:
            if known.card.name == name:
                return known
        raise SettingsError(f"There is no engine called “{name}”.", hint="`lookhear engines` lists those that there are.")

    def of(self, kind: EngineKind) -> tuple[Known, ...]:
        """Those of one kind, the one that is taken first in front."""
        return tuple(known for known in self.engines if known.card.kind is kind)


def _points(packages: Path | None) -> Iterator[tuple[EntryPoint, Path | None]]:
    for point in importlib.metadata.entry_points(group=ENTRY_POINTS):
        yield point, None
    if packages is None or not packages.is_dir():
        return
    for folder in sorted(packages.iterdir()):
        if folder.name.startswith(".") or not folder.is_dir():
            continue
        for distribution in importlib.metadata.distributions(path=[str(folder)]):
            for point in distribution.entry_points:
                if point.group == ENTRY_POINTS:
                    yield point, folder


def _package(point: EntryPoint) -> str:
    return "an unknown package" if point.dist is None else f"{point.dist.name} {point.dist.version}"


def _card(point: EntryPoint, folder: Path | None) -> EngineCard:
    """What an entry point names. Its module is imported; while that lasts, its folder is the last place where modules are looked for."""
    if folder is None:
        card = point.load()
    else:
        with _IMPORTING:
            sys.path.append(str(folder))
            try:
                importlib.invalidate_caches()
                card = point.load()
            finally:
                sys.path.remove(str(folder))
    if not isinstance(card, EngineCard):
        raise TypeError(point.name)
    EngineKind(card.kind)  # what it says may be anything: it is somebody else's
    if not card.name or ":" not in card.factory:
        raise ValueError(point.name)
    return card
