"""Draws a recording in the list: thumbnail, title, facts, state. Sizes follow the font."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lookhear.desktop.engine.library.entries import EntryState
from lookhear.desktop.engine.library.naming import LONGEST
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.library.model import ENTRY
from lookhear.desktop.library.wording import facts_of, found_of, state_of, title_of
from lookhear.desktop.style.icons import glyph
from lookhear.desktop.style.palettes import colours_of
from lookhear.desktop.style.tokens import Radius, Space
from lookhear.desktop.times import clock_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from lookhear.desktop.engine.library.entries import LibraryEntry
    from lookhear.desktop.style.tokens import Colours

_WIDE, _HIGH = 16, 9
_LINES: Final = 3.6  # lines of text that a row is high
_BADGE_SCALE: Final = 0.88
_BLACK, _WHITE = "#000000", "#ffffff"  # around and on pictures, whatever the theme


class EntryDelegate(QStyledItemDelegate):
    """See the module. The view's palette tells the colours of the moment."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the lines in it, as wide as the view."""
        del index
        return QSize(QFontMetrics(option.font).averageCharWidth() * 24, self._picture_height(option.font) + 2 * Space.S)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Ground, picture, words."""
        entry: LibraryEntry | None = index.data(ENTRY)
        if entry is None:
            return
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        row = _Row(painter, option, colours_of(self._view))
        row.draw_ground()
        inner = option.rect.adjusted(Space.S, Space.S, -Space.S, -Space.S)
        height = self._picture_height(option.font)
        width = height * _WIDE // _HIGH
        is_mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        where = QRect(inner.right() - width + 1 if is_mirrored else inner.left(), inner.top(), width, height)
        row.draw_picture(where, entry, index.data(Qt.ItemDataRole.DecorationRole))
        taken = width + Space.M
        row.draw_words(inner.adjusted(0, 0, -taken, 0) if is_mirrored else inner.adjusted(taken, 0, 0, 0), entry)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QWidget:
        """A line for the name."""
        del option, index
        editor = QLineEdit(parent)
        editor.setMaxLength(LONGEST)
        editor.setAccessibleName(self.tr("Name of the recording"))
        editor.setPlaceholderText(self.tr("Name"))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Where the title stands."""
        del index
        height = editor.sizeHint().height()
        taken = self._picture_height(option.font) * _WIDE // _HIGH + Space.M + Space.S
        rect = option.rect.adjusted(taken, Space.S, -Space.S, 0)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            rect = option.rect.adjusted(Space.S, Space.S, -taken, 0)
        editor.setGeometry(rect.x(), rect.y(), rect.width(), height)

    def _picture_height(self, font: QFont) -> int:
        return round(QFontMetrics(font).lineSpacing() * _LINES)


class _Row:
    """One row while it is painted."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem, colours: Colours) -> None:
        self._painter, self._option, self._colours = painter, option, colours
        self._font = option.font
        self._line = QFontMetrics(option.font).lineSpacing()
        self._where = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter

    def draw_ground(self) -> None:
        """Whether it is selected, under the pointer, or has the focus."""
        painter, state, colours = self._painter, self._option.state, self._colours
        ground = QRectF(self._option.rect).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours.accent_soft if is_selected else colours.raised))
            painter.drawRoundedRect(ground, Radius.M, Radius.M)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Active:
            painter.setPen(QPen(QColor(colours.focus), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, Radius.M, Radius.M)

    def draw_picture(self, where: QRect, entry: LibraryEntry, picture: QPixmap | None) -> None:
        """The thumbnail, or what kind of recording it is; its length on it."""
        painter, colours = self._painter, self._colours
        path = QPainterPath()
        path.addRoundedRect(QRectF(where), Radius.S, Radius.S)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(where, QColor(colours.raised if picture is None else _BLACK))
        if picture is not None:
            size = picture.size().scaled(where.size(), Qt.AspectRatioMode.KeepAspectRatio)
            corner = QPoint(where.x() + (where.width() - size.width()) // 2, where.y() + (where.height() - size.height()) // 2)
            painter.drawPixmap(QRect(corner, size), picture)
        else:
            name = "display" if any(channel.startswith("display") for channel in entry.channels) else "microphone"
            side = where.height() // 2
            glyph(name, "text_muted").paint(painter, where.center().x() - side // 2, where.center().y() - side // 2, side, side)
        painter.restore()
        if entry.duration_s > 0:
            self._draw_length(where, clock_text(entry.duration_s))

    def draw_words(self, rect: QRect, entry: LibraryEntry) -> None:
        """Title, facts, and what was found or what state it is in."""
        bold = QFont(self._font)
        bold.setWeight(QFont.Weight.DemiBold)
        text, tone = state_of(entry)
        found = found_of(entry)
        third = QRect(rect.x(), rect.bottom() - self._line - Space.XS + 1, rect.width(), self._line + Space.XS)
        top = rect.y() if text or found else rect.y() + (rect.height() - 2 * self._line) // 2
        self._draw_line(QRect(rect.x(), top, rect.width(), self._line), title_of(entry), font=bold, colour=self._colours.text)
        facts = QRect(rect.x(), top + self._line, rect.width(), self._line)
        self._draw_line(facts, facts_of(entry), font=self._font, colour=self._colours.text_muted)
        if found and entry.state not in {EntryState.RECORDING, EntryState.NEEDS_HELP}:
            self._draw_line(third, found, font=self._font, colour=self._colours.accent)
        elif text:
            self._draw_badge(third, text, self._colours.tone(tone))

    def _draw_length(self, where: QRect, text: str) -> None:
        """On the picture, as on every player's: white on dark, whatever the theme."""
        painter = self._painter
        painter.setFont(_smaller(self._font))
        metrics = painter.fontMetrics()  # of the device that is painted on
        size = QSize(metrics.horizontalAdvance(text) + 2 * Space.XS, metrics.height())
        rect = QRect(QPoint(where.right() - size.width() - 2, where.bottom() - size.height() - 2), size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 190))
        painter.drawRoundedRect(rect, Radius.S, Radius.S)
        painter.setPen(QColor(_WHITE))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_line(self, rect: QRect, text: str, *, font: QFont, colour: str) -> None:
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        shown = self._painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._painter.drawText(rect, int(self._where), isolated(shown))

    def _draw_badge(self, rect: QRect, text: str, colours: tuple[str, str]) -> None:
        ink, ground = colours
        painter = self._painter
        painter.setFont(_smaller(self._font))
        metrics = painter.fontMetrics()
        width = min(rect.width(), metrics.horizontalAdvance(text) + 2 * Space.S + 2)
        badge = QRect(rect.x(), rect.y(), width, rect.height())
        if self._option.direction == Qt.LayoutDirection.RightToLeft:
            badge.moveRight(rect.right())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2)
        painter.setPen(QColor(ink))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - 2 * Space.S)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, isolated(shown))


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    if font.pointSizeF() > 0:
        small.setPointSizeF(font.pointSizeF() * _BADGE_SCALE)
    else:
        small.setPixelSize(max(1, round(font.pixelSize() * _BADGE_SCALE)))
    return small
