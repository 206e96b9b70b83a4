"""What is known of one screen: its lines, and which of them are still to be read. Only what changed is looked at again.

A picture is compared with the last one by tiles. The changed places are looked at for lines, which costs a little for all lines together;
each line is then read by itself, which is most of the work. So reading can stop when its time is up, and go on with the next picture:
lines near what changed last come first.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.media.differences import changed_box, changed_tiles, grey_of, tiles_with_contrast
from lookhear.understanding.screen_text.lines import Line, essence
from lookhear.understanding.screen_text.rects import Rect, areas_of, around_lines, merged
from lookhear.understanding.screen_text.scrolling import scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    from numpy.typing import NDArray

    from lookhear.understanding.screen_text.memory import LineMemory

MOST_LINES: Final = 1000
"""Of one screen, read and unread: more is no text that anybody reads."""

_MARGIN_X, _MARGIN_Y = 16, 6  # around a changed place: a letter that was added belongs to the line beside it
_BAND_MARGIN: Final = 24  # around rows that scrolled into view: half a line may have been there
_LEAST_SCORE: Final = 0.7  # below are buttons and icons that are read as letters


class TextReader(Protocol):
    """Finds and reads lines."""

    def find(self, rgb: NDArray[np.uint8]) -> list[Rect]:
        """Where there are lines in a picture."""
        ...

    def read(self, rgb: NDArray[np.uint8]) -> tuple[str, float]:
        """The text of a picture of one line, and how sure that is, 0 to 1."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a look at the screen gave. ``fresh`` lines were not there before; all that are known are in ``lines``."""

    fresh: tuple[Line, ...]
    lines: tuple[Line, ...]
    gone: int
    moved: int
    unread: int


@dataclass(slots=True)
class _Unread:
    """A line that is to be read, and the texts that stood in its place before."""

    box: Rect
    before: Counter[str]


@dataclass(slots=True)
class _Look:
    """A picture, and what was found on it so far."""

    rgb: NDArray[np.uint8]
    grey: NDArray[np.uint8]
    fresh: list[Line] = field(default_factory=list)
    gone: int = 0
    moved: int = 0


class Screen:
    """One display of one stream. Not for two threads at once."""

    def __init__(self, reader: TextReader, memory: LineMemory) -> None:
        self._reader = reader
        self._memory = memory
        self._grey: NDArray[np.uint8] | None = None
        self._lines: list[Line] = []
        self._unread: list[_Unread] = []
        self._focus = Rect(0, 0, 0, 0)  # where it changed last

    def look(self, rgb: NDArray[np.uint8], *, has_time: Callable[[], bool]) -> Sight:
        """Look at a picture. At least one line is read, and no more as soon as the time is up."""
        look = _Look(rgb, grey_of(rgb))
        for area in self._changed(look):
            self._look_at(area, look)
        self._grey = look.grey
        self._read_on(look, has_time)
        return Sight(fresh=tuple(look.fresh), lines=tuple(self._lines), gone=look.gone, moved=look.moved, unread=len(self._unread))

    def _changed(self, look: _Look) -> list[Rect]:
        """The places to look at: whole lines."""
        grey, before = look.grey, self._grey
        screen = Rect.of(grey)
        if before is None or before.shape != grey.shape:
            self._lines, self._unread = [], []
            return _with_margins(areas_of(tiles_with_contrast(grey), screen), screen)
        areas = [_tightened(area, before, grey) for area in areas_of(changed_tiles(before, grey), screen)]
        if areas:
            self._focus = areas[0]
        found: list[Rect] = []
        for area in _with_margins(areas, screen):
            found += self._unmoved(area, before, look)
        boxes = [line.box for line in self._lines] + [each.box for each in self._unread]
        return merged(around_lines(area, boxes).common(screen) for area in found)

    def _unmoved(self, area: Rect, before: NDArray[np.uint8], look: _Look) -> list[Rect]:
        """What of a changed place was not only scrolled; the lines that were are moved."""
        shift = scrolled(area.of_picture(before), area.of_picture(look.grey))
        if shift is None:
            return [area]
        kept: list[Line] = []
        for line in self._lines:
            box = line.box.moved(0, shift.down_px)
            if not line.box.touches(area):
                kept.append(line)
            elif box.top >= area.top and box.bottom <= area.bottom and shift.is_known[box.top - area.top : box.bottom - area.top].all():
                kept.append(Line(box, line.text, line.score))
                look.moved += 1
            elif box.top < area.bottom and box.bottom > area.top:
                kept.append(Line(box.common(area), line.text, line.score))  # in a new band: looked at again
            else:
                look.gone += 1
        self._lines = kept
        self._unread = [each for each in self._unread if not each.box.touches(area)] + [
            _Unread(box.common(area), each.before)
            for each in self._unread
            if each.box.touches(area) and (box := each.box.moved(0, shift.down_px)).touches(area)
        ]
        bands = ((area.top + begin - _BAND_MARGIN, area.top + end + _BAND_MARGIN) for begin, end in shift.bands())
        return merged(Rect(area.left, max(area.top, top), area.right, min(area.bottom, bottom)) for top, bottom in bands)

    def _look_at(self, area: Rect, look: _Look) -> None:
        """Find the lines of a place; those that are known from before need not be read."""
        old = [line for line in self._lines if line.box.touches(area)]
        before = Counter(essence(line.text) for line in old)
        for each in self._unread:
            if each.box.touches(area):
                before += each.before
        self._lines = [line for line in self._lines if not line.box.touches(area)]
        self._unread = [each for each in self._unread if not each.box.touches(area)]
        look.gone += len(old)
        for found in self._reader.find(area.of_picture(look.rgb)):
            box = found.moved(area.left, area.top).common(area)
            known = self._memory.recall(box.of_picture(look.grey))
            if known is not None:
                self._add(Line(box, *known), before, look)
            elif len(self._lines) + len(self._unread) < MOST_LINES:
                self._unread.append(_Unread(box, before))

    def _read_on(self, look: _Look, has_time: Callable[[], bool]) -> None:
        """Read lines while there is time."""
        waiting = sorted(self._unread, key=lambda each: (each.box.distance(self._focus), each.box.top, each.box.left))
        count = 0
        for each in waiting:
            if count and not has_time():
                break
            text, score = self._reader.read(each.box.of_picture(look.rgb))
            self._memory.keep(each.box.of_picture(look.grey), text, score)
            self._add(Line(each.box, text, score), each.before, look)
            count += 1
        self._unread = waiting[count:]

    def _add(self, line: Line, before: Counter[str], look: _Look) -> None:
        """A line that is there now: fresh, unless it was there before."""
        key = essence(line.text)
        if not key or line.score < _LEAST_SCORE:
            return
        self._lines.append(line)
        if before[key]:
            before[key] -= 1
            look.gone -= 1
        else:
            look.fresh.append(line)


def _with_margins(areas: Iterable[Rect], screen: Rect) -> list[Rect]:
    return merged(area.grown(_MARGIN_X, _MARGIN_Y).common(screen) for area in areas)


def _tightened(area: Rect, before: NDArray[np.uint8], grey: NDArray[np.uint8]) -> Rect:
    """What of an area really changed: tiles are coarser than lines."""
    return Rect(*changed_box(area.of_picture(before), area.of_picture(grey))).moved(area.left, area.top)
