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
_LINES: Final = "lines"  # in the metadata: what of the text was not told before
_APP, _TITLE = "app", "title"  # in the metadata: which window was in front
_MOST_CHARS: Final = 100_000  # that are remembered
_FRONT: Final = "window"  # the kind of an event about the active window


class Newness:
    """Remembers the last picture an engine was asked about, and which window was in front. Owned by one task."""

    def __init__(self) -> None:
        self._last: NDArray[np.uint8] | None = None
        self._front: tuple[object, object] | None = None
        self._is_unread = False
        self._told = ""  # of the last picture, so far

    def goes_on_from(self, text: str, metadata: Mapping[str, object]) -> None:
        """What the last record says: whoever begins again, in this process or another, does not tell it once more."""
        self._told = text
        if _APP in metadata:
            self._front = metadata.get(_APP), metadata.get(_TITLE)

    def is_told(self, stills: Sequence[Still], context: Sequence[Mapping[str, object]], said: Description) -> bool:
        """Whether it was all told of the same screen before: by an engine that was started anew, and knows nothing of that.

        It may read a screen in other parts than the one before it did, so its lines are looked for, where it gives any.
        """
        if not self._told or (_front_of(context) or self._front) != self._front:
            return False
        if self._last is not None and not all(is_alike(self._last, still.rgb) for still in stills):
            return False
        told = said.metadata.get(_LINES)
        lines = [str(line.get("text")) for line in told if isinstance(line, dict)] if isinstance(told, list) else []
        return said.text == self._told or (bool(lines) and all(line in self._told for line in lines))

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
        if self._last is not None and not all(is_alike(self._last, still.rgb) for still in stills):
            self._told = ""
        if said.text not in self._told:
            self._told = f"{self._told} {said.text}"[-_MOST_CHARS:]
        if stills:
            self._last = stills[-1].rgb
        self._front = _front_of(context) or self._front
        self._is_unread = bool(said.metadata.get(_UNREAD))


def _front_of(context: Sequence[Mapping[str, object]]) -> tuple[object, object] | None:
    fronts = [(event.get("app"), event.get("title")) for event in context if event.get("kind") == _FRONT]
    return fronts[-1] if fronts else None
