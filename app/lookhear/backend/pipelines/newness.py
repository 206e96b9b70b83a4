"""What is new on a display since an engine was asked last. A still screen is not asked about again, and makes no records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.media.differences import is_alike

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.media.stills import Still
    from lookhear.understanding.ports import Description

_UNREAD: Final = "unread"  # in the metadata: the engine has not read all of the last picture yet
_FRONT: Final = "window"  # the kind of an event about the active window


class Newness:
    """Remembers the last picture an engine was asked about, and which window was in front. Owned by one task."""

    def __init__(self) -> None:
        self._last: Still | None = None
        self._front: tuple[object, object] | None = None
        self._unread = 0

    @property
    def unread(self) -> int:
        """How much of the last picture an engine has still to read, by its own count."""
        return self._unread

    def unread_picture(self) -> Still | None:
        """The last picture, as long as an engine has not read all of it."""
        return self._last if self._unread else None

    def let_go(self) -> None:
        """Nobody reads what is left of the last picture."""
        self._unread = 0

    def of(self, stills: Sequence[Still], context: Sequence[Mapping[str, object]]) -> list[Still]:
        """The pictures to ask about: those that show something else than the one before. None when there is nothing to ask."""
        found: list[Still] = []
        last = None if self._last is None else self._last.rgb
        for still in stills:
            if last is None or not is_alike(last, still.rgb):
                found.append(still)
                last = still.rgb
        if not found and stills and (self._unread or _front_of(context) not in {None, self._front}):
            return [stills[-1]]
        return found

    def told(self, stills: Sequence[Still], context: Sequence[Mapping[str, object]], said: Description) -> None:
        """An engine has answered about the last pictures."""
        if stills:
            self._last = stills[-1]
        self._front = _front_of(context) or self._front
        left = said.metadata.get(_UNREAD)
        self._unread = left if isinstance(left, int) and left > 0 else int(bool(left))


def _front_of(context: Sequence[Mapping[str, object]]) -> tuple[object, object] | None:
    fronts = [(event.get("app"), event.get("title")) for event in context if event.get("kind") == _FRONT]
    return fronts[-1] if fronts else None
