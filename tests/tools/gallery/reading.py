"""What a person who uses no mouse, no eyes or long words would stumble over in the windows of the gallery.

python -m tests.tools.gallery.reading      prints one line for each problem, and fails when there is one
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QToolButton,
    QWidget,
)

_USED = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QKeySequenceEdit, QLineEdit, QPlainTextEdit)
_PARTS = (QScrollBar, QHeaderView)  # of something that is looked at as a whole
_WHOLE = (QAbstractSpinBox, QComboBox, QKeySequenceEdit, QLineEdit, QAbstractItemView)


def used(window: QWidget) -> Iterator[QWidget]:
    """Everything in a window that a person does something with, as far as it is in sight."""
    for widget in window.findChildren(QWidget):
        is_part = isinstance(widget, _PARTS) or isinstance(widget.parentWidget(), _WHOLE) or bool(widget.property("lookhear.is_part"))
        if isinstance(widget, _USED) and widget.isVisibleTo(window) and not is_part:
            yield widget


def problems(window: QWidget) -> Iterator[str]:
    """What is wrong with a window."""
    if isinstance(window, QMenu):
        yield from (f"an entry without words: {action.objectName()}" for action in window.actions() if not _says_something(action))
        return
    if not window.windowTitle():
        yield "no title"
    chain = set(_focus_chain(window))
    for widget in used(window):
        yield from _problems_of(widget, chain)
    for page in window.findChildren(QScrollArea):
        if page.isVisibleTo(window) and page.horizontalScrollBar().maximum():
            yield f"{type(page).__name__}: it has to be scrolled aside"
    for text in window.findChildren(QLabel):
        if type(text) is QLabel and text.isVisibleTo(window) and _is_cut_off(text):
            yield f"label {text.text()!r}: its words are cut off"


def _problems_of(widget: QWidget, chain: set[QWidget]) -> Iterator[str]:
    what = f"{type(widget).__name__} {widget.objectName() or widget.accessibleName() or _text(widget)!r}"
    if not _name(widget):
        yield f"{what}: no name for a screen reader"
    if not _is_reached_by_keyboard(widget, chain):
        yield f"{what}: not reached by keyboard"
    if isinstance(widget, QToolButton) and not widget.toolTip() and _is_icon_only(widget):
        yield f"{what}: an icon without a tooltip"
    if isinstance(widget, QPushButton) and widget.width() < widget.minimumSizeHint().width():
        yield f"{what}: its words are cut off"


def _is_cut_off(text: QLabel) -> bool:
    if text.wordWrap():
        return text.height() + 1 < text.heightForWidth(text.width())
    return bool(text.text()) and text.width() + 1 < text.sizeHint().width()


def _says_something(action: QAction) -> bool:
    return bool(action.text()) or action.isSeparator() or not action.isVisible()


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton | QLineEdit) else ""


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def _is_icon_only(button: QToolButton) -> bool:
    return button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly or not button.text()


def _focus_chain(window: QWidget) -> Iterator[QWidget]:
    widget: QWidget | None = window.nextInFocusChain()
    while widget is not None and widget is not window:
        yield widget
        widget = widget.nextInFocusChain()


def _is_reached_by_keyboard(widget: QWidget, chain: set[QWidget]) -> bool:
    """By the tabulator, as one of a group of which another one is, or by what stands in for it."""
    if not widget.isEnabled():
        return True
    proxy = widget.focusProxy() or widget
    return proxy in chain and bool(proxy.focusPolicy() & Qt.FocusPolicy.TabFocus)


def main() -> int:
    """Look at every window in every language."""
    from lookhear.desktop.engine.settings.declared import General, Language
    from lookhear.desktop.i18n.languages import Languages
    from lookhear.desktop.style.look import Look
    from tests.tools.gallery.scenes import SCENES

    application = QApplication(["reading"])
    speaker, look = Languages(application), Look(application)
    found: list[str] = []
    sys.excepthook = lambda kind, error, _: found.append(f"{kind.__name__}: {error}")  # what a slot raises would only be printed
    for language in (Language.ENGLISH, Language.GERMAN, Language.ARABIC):
        speaker.follow(General(language=language))
        look.follow(General(language=language))
        for name, make in SCENES.items():
            window = make()
            for _ in range(3):
                application.processEvents()
            found += [f"{name} ({language}): {problem}" for problem in problems(window)]
            window.close()
            window.deleteLater()
            application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    sys.stdout.write("\n".join([*found, ""]))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
