"""Whether things may move on the screen: what the person wished, else what the system says.

The wish is a property of the application and no proxy style: a style written in Python would be asked hundreds of times in each
painting, and wait for the interpreter each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication, QStyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

USUAL_MS: Final = 160
_WISH: Final = "lookhear.moves"


def wish_motion(application: QApplication, *, moves: bool | None) -> None:
    """From now on things move, or do not; None: as the system says."""
    application.setProperty(_WISH, moves)


def duration_ms(widget: QWidget) -> int:
    """How long an animation of a widget lasts: zero when nothing may move."""
    application = QApplication.instance()
    wish = None if application is None else application.property(_WISH)
    if wish is not None:
        return USUAL_MS if wish else 0
    return min(USUAL_MS, widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget))
