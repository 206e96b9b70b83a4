"""Lines of what was understood, as a text: with times that can be clicked, words that can be found, and one line that is now.

A text grows at its end while somebody records, so only what is different is drawn again; and a long one is built piece by piece, so that
nothing waits for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from lookhear.desktop.context.words import head_of
from lookhear.desktop.engine.understanding.values import LineKind
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.style.palettes import colours_of
from lookhear.desktop.style.tokens import Space
from lookhear.desktop.times import clock_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from lookhear.desktop.engine.understanding.values import Line

_AT_ONCE: Final = 40  # lines that are written before the GUI is asked what else there is,
_CHARS_AT_ONCE: Final = 12_000  # or fewer long ones: a screen has thousands of letters
_NEXT_MS: Final = 1
_CHARS_SOUGHT: Final = 60_000  # that are looked through before the GUI is asked the same
_MOST_MARKED: Final = 150  # places that are marked at a time
_BREAK: Final = "\u2028"  # within a paragraph: one line of ours is one paragraph
_SMALL: Final = 0.9
_GAP: Final = 0.75  # below each line of ours


class LineView(QPlainTextEdit):
    """``sought`` carries the moment of a line that somebody chose: by its time, or, where ``seeks_by_line``, by any place in it.

    ``following_changed`` says whether it stays at the end; whoever scrolls back reads in peace.
    """

    sought = Signal(float)
    following_changed = Signal(bool)
    built = Signal()  # everything that was to be shown is there, or more of what was looked for was found

    def __init__(self, name: str, *, seeks_by_line: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []  # that were written
        self._waiting: list[Line] = []  # to be written
        self._seeks_by_line = seeks_by_line
        self._is_following = False
        self._wanted, self._places, self._at = "", list[QTextCursor](), -1
        self._looked_through = 0  # lines, for what is wanted
        self._goes_to_first = False
        self._current = -1
        self._ink: dict[str, QTextCharFormat] = {}
        self._pressed = QPoint()
        self.setAccessibleName(name)
        self.setProperty("role", "lines")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setMouseTracking(True)
        self.setTabChangesFocus(True)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags | Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.document().setDocumentMargin(Space.M)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:  # where its text begins is not mirrored by itself
            option = self.document().defaultTextOption()
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.document().setDefaultTextOption(option)
        self._writing = QTimer(self)
        self._writing.setInterval(_NEXT_MS)
        self._writing.timeout.connect(self._write_some)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_NEXT_MS)
        self._looking.timeout.connect(self._look_on)
        self.verticalScrollBar().sliderMoved.connect(self._note_scrolled)

    # --- what is shown -------------------------------------------------------------------------------------------------------------

    @property
    def lines(self) -> Sequence[Line]:
        """Everything that is shown or about to be."""
        return [*self._lines, *self._waiting]

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; what stands there already stays as it is."""
        same = 0
        for old, new in zip(self._lines, lines, strict=False):
            if old != new:
                break
            same += 1
        if same < len(self._lines):
            self._cut(same)
        self._waiting = list(lines[same:])
        self._write_some()

    def _cut(self, count: int) -> None:
        """Take away everything behind so many lines."""
        begins_at = self.document().findBlockByNumber(count).position()
        self._places = [place for place in self._places if place.selectionStart() < begins_at]
        self._at = min(self._at, len(self._places) - 1)
        self._looked_through = min(self._looked_through, count)
        if count == 0:
            self.document().clear()
        else:
            cursor = QTextCursor(self.document().findBlockByNumber(count - 1))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        del self._lines[count:]

    @Slot()
    def _write_some(self) -> None:
        count = _piece(self._waiting)
        some, self._waiting = self._waiting[:count], self._waiting[count:]
        if some:
            was_at = self.verticalScrollBar().value()
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.beginEditBlock()
            for line in some:
                self._write(cursor, line)
            cursor.endEditBlock()
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum() if self._is_following else was_at)
        if self._waiting:
            self._writing.start()
            return
        self._writing.stop()
        self._look_on()
        self.built.emit()

    def _write(self, cursor: QTextCursor, line: Line) -> None:
        ink = self._ink or self._formats()
        if self._lines:
            cursor.insertBlock()
        cursor.setBlockCharFormat(ink["gap"])  # what decides how high its last, empty line is
        ink["time"].setAnchorHref(f"at:{line.at_s:.3f}")
        cursor.insertText(isolated(clock_text(line.at_s)), ink["time"])
        cursor.insertText(f"  {head_of(line)}{_BREAK}", ink[line.kind])
        text = line.text if line.is_final else f"{line.text} …"
        cursor.insertText(isolated(text), ink["final" if line.is_final else "interim"])
        cursor.insertText(_BREAK, ink["gap"])
        self._lines.append(line)

    def _formats(self) -> dict[str, QTextCharFormat]:
        """How each part of a line looks, in the colours and letters of now."""
        colours = colours_of(self)
        ink = {
            "time": self._format(colours.accent, scale=_SMALL),
            "final": self._format(colours.text),
            "interim": self._format(colours.text_muted),
            "gap": self._format(colours.text, scale=_GAP),
            LineKind.SPEECH: self._format(colours.text_muted, scale=_SMALL, is_bold=True),
            LineKind.SCREEN: self._format(colours.text_muted, scale=_SMALL),
            LineKind.SUMMARY: self._format(colours.success, scale=_SMALL, is_bold=True),
            LineKind.ALERT: self._format(colours.danger, scale=_SMALL, is_bold=True),
        }
        ink["time"].setAnchor(True)
        ink["interim"].setFontItalic(True)
        self._ink = {str(name): made for name, made in ink.items()}
        return self._ink

    def _format(self, colour: str, *, scale: float = 1.0, is_bold: bool = False) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(QColor(colour))
        size = self.font().pointSizeF()
        if size > 0:
            made.setFontPointSize(size * scale)
        made.setFontWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
        return made

    # --- following -----------------------------------------------------------------------------------------------------------------

    @property
    def is_following(self) -> bool:
        """Whether it stays at the end."""
        return self._is_following

    def set_following(self, *, is_on: bool) -> None:
        """Stay at the end from now on, or where it is."""
        if is_on:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        if is_on != self._is_following:
            self._is_following = is_on
            self.following_changed.emit(is_on)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Whoever scrolls back reads in peace; at the end it follows again."""
        super().wheelEvent(event)
        self._note_scrolled()

    @Slot()
    def _note_scrolled(self) -> None:
        bar = self.verticalScrollBar()
        is_at_end = bar.value() >= bar.maximum() - Space.XS
        if is_at_end != self._is_following:
            self._is_following = is_at_end
            self.following_changed.emit(is_at_end)

    # --- now -----------------------------------------------------------------------------------------------------------------------

    def show_now(self, at_s: float, *, is_scrolled: bool = True) -> None:
        """The line of this moment is marked, and in sight."""
        number = bisect_right([line.at_s for line in self._lines], at_s + 0.05) - 1
        if number == self._current:
            return
        self._current = number
        self._mark()
        if number >= 0 and is_scrolled:
            self._bring(QTextCursor(self.document().findBlockByNumber(number)))

    def _bring(self, cursor: QTextCursor) -> None:
        """Scroll just as far as is needed, without moving what is selected."""
        rect = self.cursorRect(cursor)
        if rect.top() < 0 or rect.bottom() > self.viewport().height() - 2 * self.fontMetrics().lineSpacing():
            shown = self.viewport().height() // max(1, self.fontMetrics().lineSpacing())
            self.verticalScrollBar().setValue(cursor.block().firstLineNumber() - shown // 3)

    # --- finding -------------------------------------------------------------------------------------------------------------------

    @property
    def places(self) -> tuple[int, int]:
        """Which place is shown, counted from one (zero for none), and how many there are."""
        return self._at + 1, len(self._places)

    def find_words(self, text: str) -> None:
        """Mark every place of a text, and show the first from here on."""
        self._wanted = text.strip()
        self._places, self._at, self._looked_through = [], -1, 0
        self._goes_to_first = True
        self._look_on()

    def go_to_place(self, step: int) -> None:
        """Show the next place, or the one before."""
        if not self._places:
            return
        self._at = (self._at + step) % len(self._places) if self._at >= 0 else (0 if step > 0 else len(self._places) - 1)
        self._mark()
        self._bring(self._places[self._at])

    @Slot()
    def _look_on(self) -> None:
        """Look through some more lines; what was looked through already is not again when a text grows."""
        self._looking.stop()
        before, chars = len(self._places), 0
        wanted = re.compile(re.escape(self._wanted), re.IGNORECASE)
        block = self.document().findBlockByNumber(self._looked_through)
        while self._wanted and self._looked_through < len(self._lines) and before <= len(self._places) < _MOST_MARKED:
            if chars > _CHARS_SOUGHT:
                self._looking.start()
                break
            text = block.text()
            for found in wanted.finditer(text):
                self._places.append(self._place(block.position(), found))
            chars += len(text)
            self._looked_through += 1
            block = block.next()
        del self._places[_MOST_MARKED:]
        self._mark()
        if self._goes_to_first and self._places:
            self._goes_to_first = False
            self.go_to_place(1)
        if len(self._places) != before:
            self.built.emit()

    def _place(self, begins_at: int, found: re.Match[str]) -> QTextCursor:
        """A stretch of the line that begins there; Qt counts in units of UTF-16."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(begins_at + _units(found.string[: found.start()]))
        cursor.setPosition(begins_at + _units(found.string[: found.end()]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark(self) -> None:
        colours = colours_of(self)
        marked: list[QTextEdit.ExtraSelection] = []
        if 0 <= self._current < len(self._lines):
            cursor = QTextCursor(self.document().findBlockByNumber(self._current))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            now = self._selection(cursor, ground=colours.accent_soft)
            marked.append(now)
        for number, place in enumerate(self._places):
            is_here = number == self._at
            marked.append(self._selection(place, ground=colours.accent if is_here else colours.warning_soft))
            if is_here:
                marked[-1].format.setForeground(QColor(colours.on_accent))
            else:
                marked[-1].format.setForeground(QColor(colours.warning))
        self.setExtraSelections(marked)

    def _selection(self, cursor: QTextCursor, *, ground: str) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = cursor
        made.format.setBackground(QColor(ground))
        return made

    # --- what a person does --------------------------------------------------------------------------------------------------------

    def selected_text(self) -> str:
        """What is selected, in lines as everybody writes them."""
        return self.textCursor().selectedText().replace("\u2029", "\n").replace(_BREAK, "\n")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where, to tell a click from a selection."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a time chooses it; so does one into a line, where that is wished."""
        super().mouseReleaseEvent(event)
        where = event.position().toPoint()
        is_click = event.button() == Qt.MouseButton.LeftButton and (where - self._pressed).manhattanLength() <= Space.XS
        if is_click and not self.textCursor().hasSelection() and (self._seeks_by_line or self.anchorAt(where)):
            self._seek(self.cursorForPosition(where))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be clicked."""
        super().mouseMoveEvent(event)
        is_link = bool(self.anchorAt(event.position().toPoint()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.IBeamCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the line that the caret is in; keys that scroll are a person's scrolling."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._seek(self.textCursor())
            return
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._note_scrolled()

    def changeEvent(self, event: QEvent) -> None:
        """Other colours, or other letters: everything is written anew."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and getattr(self, "_lines", None):
            lines, self._ink = self.lines, {}
            self._cut(0)
            self.show_lines(lines)

    def _seek(self, cursor: QTextCursor) -> None:
        number = cursor.blockNumber()
        if 0 <= number < len(self._lines):
            self.sought.emit(self._lines[number].at_s)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _piece(lines: Sequence[Line]) -> int:
    """How many of these lines are written at once: one at least."""
    chars = 0
    for number, line in enumerate(lines[:_AT_ONCE]):
        chars += len(line.text)
        if chars > _CHARS_AT_ONCE:
            return max(1, number)
    return _AT_ONCE
