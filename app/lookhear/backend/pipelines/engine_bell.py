"""The bell that rings when a backend has other engines than before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lookhear.backend.ports import Bus

ENGINES: Final = "engines"
"""The bus topic."""


def ring_engines(bus: Bus) -> None:
    """Tell everybody who cares which engines there are."""
    bus.publish(ENGINES, {"what": "changed"})
