"""Where the pill stands: remembered for each set of displays, and always on one of them. Arithmetic, no widget."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, QRect, QSize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QScreen

_FROM_EDGE: Final = 24
_SHOWN_AT_LEAST: Final = 24  # of it, on some display
_COORDINATES: Final = 2


def name_of(screens: Iterable[QScreen]) -> str:
    """The name that the place is remembered under: the same for the same displays in the same arrangement."""
    parts = sorted(f"{screen.name()} {_text(screen.geometry())}" for screen in screens)
    return f"pill {hashlib.sha256('|'.join(parts).encode()).hexdigest()[:16]}"


def remembered(value: Any) -> QPoint | None:  # noqa: ANN401 - whatever JSON was remembered
    """The place that was remembered; None where it is none."""
    if isinstance(value, list) and len(value) == _COORDINATES and all(isinstance(part, int) for part in value):
        return QPoint(*value)
    return None


def usual(size: QSize, available: QRect) -> QPoint:
    """The middle of the lower edge of a display, in what panels leave."""
    x = available.x() + (available.width() - size.width()) // 2
    return QPoint(x, available.y() + available.height() - size.height() - _FROM_EDGE)


def is_reachable(place: QPoint, size: QSize, screens: Sequence[QRect]) -> bool:
    """Whether enough of it is on a display to be grabbed."""
    window = QRect(place, size)
    parts = (screen.intersected(window) for screen in screens)
    return any(min(part.width(), part.height()) >= min(_SHOWN_AT_LEAST, size.height()) for part in parts)


def _text(area: QRect) -> str:
    return f"{area.width()}x{area.height()}{area.x():+d}{area.y():+d}"
