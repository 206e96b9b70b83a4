"""Words on one side and a control on the other; where both have no room beside each other, the control goes below the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QStyle

from lookhear.desktop.style.tokens import Space
from lookhear.desktop.style.widgets.flow import ArrangedLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayoutItem, QWidget

_WORDS_EM: Final = 15  # narrower than this, words beside a control would be a column of single words
_WORDS, _TOLD = 0, -1  # the places of what takes a line of its own


class RowLayout(ArrangedLayout):
    """Add the words first, then what stands at the end of the row, and last what is told below it, which may be hidden."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, spacing=Space.S)

    def expandingDirections(self) -> Qt.Orientation:
        """As wide as there is room, as high as it needs."""
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        """Side by side."""
        width = self._least_words() + self._end_width() + Space.L
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Below each other."""
        widest = max((item.minimumSize().width() for item in self._items), default=0)
        return QSize(max(widest, self._end_width()), max((item.minimumSize().height() for item in self._items), default=0))

    def _arrange(self, rect: QRect, *, is_real: bool) -> int:
        words, ends, below = self._items[_WORDS], self._ends(), self._items[_TOLD]
        end_width = self._end_width()
        is_beside = rect.width() - end_width - Space.L >= self._least_words()
        words_width = rect.width() - end_width - Space.L if is_beside else rect.width()
        words_height = _height(words, words_width)
        end_height = max((item.sizeHint().height() for item in ends), default=0)
        line = max(words_height, end_height) if is_beside else words_height
        if is_real:
            offset = (line - words_height) // 2
            self._put(words, rect, QRect(rect.x(), rect.y() + offset, words_width, words_height))
            top = rect.y() if is_beside else rect.y() + words_height + Space.XS
            self._put_ends(rect, at=QPoint(rect.right() + 1 - end_width, top), height=line if is_beside else end_height)
        height = line if is_beside else words_height + Space.XS + end_height
        if not below.isEmpty():
            told_height = _height(below, rect.width())
            if is_real:
                self._put(below, rect, QRect(rect.x(), rect.y() + height + Space.XS, rect.width(), told_height))
            height += Space.XS + told_height
        return height

    def _put_ends(self, rect: QRect, *, at: QPoint, height: int) -> None:
        x = at.x()
        for item in self._ends():
            size = item.sizeHint()
            size.setWidth(min(size.width(), rect.width()))
            self._put(item, rect, QRect(QPoint(x, at.y() + (height - size.height()) // 2), size))
            x += size.width() + self.spacing()

    def _put(self, item: QLayoutItem, rect: QRect, place: QRect) -> None:
        widget = self.parentWidget()
        direction = widget.layoutDirection() if widget is not None else Qt.LayoutDirection.LeftToRight
        item.setGeometry(QStyle.visualRect(direction, rect, place))

    def _ends(self) -> list[QLayoutItem]:
        return self._items[_WORDS + 1 : _TOLD]

    def _end_width(self) -> int:
        ends = self._ends()
        return sum(item.sizeHint().width() for item in ends) + self.spacing() * max(0, len(ends) - 1)

    def _least_words(self) -> int:
        """What words want beside a control: all of a short text, some ems of a long one."""
        widget = self.parentWidget()
        em = widget.fontMetrics().horizontalAdvance("m") if widget is not None else 1
        return min(self._items[_WORDS].sizeHint().width(), _WORDS_EM * em)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
