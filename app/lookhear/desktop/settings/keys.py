"""A field that takes a key combination by pressing it, and says whether it will work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QKeySequenceEdit, QLineEdit, QWidget

from lookhear.desktop.hotkey_words import trouble_text
from lookhear.desktop.style.announcing import announce
from lookhear.desktop.style.tokens import Space, Tone
from lookhear.desktop.style.widgets.buttons import icon_button
from lookhear.desktop.style.widgets.dressing import set_tone
from lookhear.desktop.style.widgets.labels import caption

if TYPE_CHECKING:
    from lookhear.desktop.bridge import Bridge
    from lookhear.system.hotkeys.kinds import Trouble


class KeyEdit(QKeySequenceEdit):
    """Takes one combination; Tab alone goes on to the next control, so that nobody is caught in here."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSequenceLength(1)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # the frame of every field
        if (inner := self.layout()) is not None:
            inner.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)

    def show_keys(self, keys: QKeySequence) -> None:
        """Show these; Qt says "Press shortcut" anew whenever it shows none."""
        self.setKeySequence(keys)
        if (line := self.findChild(QLineEdit)) is not None:
            line.setPlaceholderText(self.tr("Press keys"))

    def event(self, event: QEvent) -> bool:
        """Keep Tab and Escape for what they always do."""
        if isinstance(event, QKeyEvent) and event.type() in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
            held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and held == Qt.KeyboardModifier.NoModifier:
                if event.type() == QEvent.Type.KeyPress:
                    self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
                return True
            if event.key() == Qt.Key.Key_Escape and held == Qt.KeyboardModifier.NoModifier:
                if event.type() == QEvent.Type.KeyPress:
                    self.clearFocus()
                return True
        return super().event(event)


class KeyField(QWidget):
    """``wished`` carries the combination that a person pressed, as Qt's portable text; empty when it was taken away."""

    wished = Signal(object)

    def __init__(self, name: str, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._shown, self._asked = "", ""
        self._edit = KeyEdit()
        self._edit.setAccessibleName(name)
        self._edit.setToolTip(self.tr("Click here and press the keys"))
        self._edit.setMinimumWidth(self._width())
        self._edit.editingFinished.connect(self._on_pressed)
        self._clear = icon_button("close", self.tr("No keys for “{name}”").format(name=name), colour="text_muted")
        self._clear.clicked.connect(self._on_clear)
        policy = self._clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(policy)
        self._told = caption()
        self._told.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.XS)
        grid.setVerticalSpacing(Space.XS)
        grid.addWidget(self._edit, 0, 0)
        grid.addWidget(self._clear, 0, 1)
        grid.addWidget(self._told, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self.setFocusProxy(self._edit)

    def show_keys(self, keys: str) -> None:
        """Show this combination, in the words of this system."""
        self._shown = keys
        self._edit.show_keys(QKeySequence(keys, QKeySequence.SequenceFormat.PortableText))
        self._clear.setVisible(bool(keys))

    def show_trouble(self, trouble: Trouble | None) -> None:
        """Say why the keys do not work, or should not be used; nothing where all is well."""
        self._told.setVisible(trouble is not None)
        if trouble is not None:
            set_tone(self._told, Tone.WARNING if trouble.is_warning else Tone.DANGER)
            self._told.setText(trouble_text(trouble))

    def sizeHint(self) -> QSize:
        """As wide as the field needs."""
        return QSize(self._width() + self._clear.sizeHint().width() + Space.XS, super().sizeHint().height())

    @Slot()
    def _on_pressed(self) -> None:
        keys = self._edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if not keys or keys in {self._asked, self._shown}:  # leaving the field counts as editing to Qt
            return
        self._asked = keys
        self._bridge.call(self._bridge.engine.hotkeys.check(keys), done=self._on_checked)

    def _on_checked(self, trouble: Trouble | None) -> None:
        keys, self._asked = self._asked, ""
        self.show_trouble(trouble)
        if trouble is not None:
            announce(self, self._told.text())
        if trouble is None or trouble.is_warning:
            self.wished.emit(keys)

    @Slot()
    def _on_clear(self) -> None:
        self.show_trouble(None)
        self.wished.emit("")
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _width(self) -> int:
        return 16 * self.fontMetrics().horizontalAdvance("n")
