"""What is new on a display since an engine was asked last. A still screen is not asked about again, and makes no records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.media.differences import is_alike

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from lookhear.media.stills import Still
    from lookhear.understanding.ports import Description

_UNREAD: Final = "unread"  # in the metadata: the engine has not read all of the last picture yet
_FRONT: Final = "window"  # the kind of an event about the active window


class Newness:
    """Remembers the last picture an engine was asked about, and which window was in front. Owned by one task."""

    def __init__(self) -> None:
        self._last: NDArray[np.uint8] | None = None
        self._front: tuple[object, object] | None = None
        self._is_unread = False

    def of(self, stills: Sequence[Still], context: Sequence[Mapping[str, object]]) -> list[Still]:
        """The pictures to ask about: those that show something else than the one before. None when there is nothing to ask."""
        found: list[Still] = []
        last = self._last
        for still in stills:
            if last is None or not is_alike(last, still.rgb):
                found.append(still)
                last = still.rgb
        if not found and stills and (self._is_unread or _front_of(context) not in {None, self._front}):
            return [stills[-1]]
        return found

    def told(self, stills: Sequence[Still], context: Sequence[Mapping[str, object]], said: Description) -> None:
        """An engine has answered about the last pictures."""
        if stills:
            self._last = stills[-1].rgb
        self._front = _front_of(context) or self._front
        self._is_unread = bool(said.metadata.get(_UNREAD))


def _front_of(context: Sequence[Mapping[str, object]]) -> tuple[object, object] | None:
    fronts = [(event.get("app"), event.get("title")) for event in context if event.get("kind") == _FRONT]
    return fronts[-1] if fronts else None
