"""The engine: makes its services and knows in which order they begin and end. Made before the loop runs, used on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.engine.hub import Hub

if TYPE_CHECKING:
    from lookhear.desktop.engine.ports import EngineFace
    from lookhear.desktop.engine.rig import Rig


class Engine:
    """See `lookhear.desktop.engine.ports.EngineFace`, which this is once every service has come."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.hub = Hub()

    async def begin(self) -> None:
        """Read what is remembered, recover what was interrupted, go on handing over."""

    async def end(self) -> None:
        """Seal what runs and let go of everything, in the reverse order."""


def face(engine: Engine) -> EngineFace:
    """The engine as the GUI sees it; mypy says here whether a service is missing."""
    return engine  # type: ignore[return-value]  # until every service has come
