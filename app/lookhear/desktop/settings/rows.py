"""One setting as a row: what it is called, what to know of it, and a control that fits its type. What a person changes counts at once."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from lookhear.desktop.settings import words
from lookhear.desktop.settings.keys import KeyField
from lookhear.desktop.settings.row_layout import RowLayout
from lookhear.desktop.style.announcing import announce
from lookhear.desktop.style.tokens import Space, Tone
from lookhear.desktop.style.widgets.buttons import icon_button
from lookhear.desktop.style.widgets.fields import NumberField
from lookhear.desktop.style.widgets.labels import caption, label
from lookhear.desktop.style.widgets.segmented import SegmentedControl
from lookhear.desktop.style.widgets.toggle import Switch
from lookhear.desktop.words import told

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QWheelEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.settings.leaves import Leaf
    from lookhear.errors import LookhearError

_SIDE_BY_SIDE = 3  # so many choices stand beside each other, more are a list


class Choices(QComboBox):
    """A list of choices that the wheel turns only while it has the focus, so that scrolling a page changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SettingRow(QWidget):
    """Draws one setting of the engine; asks the engine to change it. A refusal stands below it, and the control shows what is true."""

    def __init__(self, leaf: Leaf, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leaf = leaf
        self._bridge = bridge
        self._name = words.label_of(leaf)
        self._control = self._make_control()
        self._control.setObjectName(leaf.key)
        self._control.setAccessibleName(self._name)
        self._control.setAccessibleDescription(words.hint_of(leaf))
        self._back = icon_button("undo", self.tr("Back to the default: {value}").format(value=self._default_text()), colour="text_muted")
        policy = self._back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # rows keep their places
        self._back.setSizePolicy(policy)
        self._back.clicked.connect(self._on_back)
        self._told = caption(tone=Tone.DANGER)
        self._told.hide()
        self._lay_out()
        self.draw()

    @property
    def control(self) -> QWidget:
        """What a person uses."""
        return self._control

    def draw(self) -> None:
        """Show the value that the engine has now."""
        value = self.leaf.of(self._bridge.engine.settings.now)
        self._back.setVisible(value != self.leaf.default)
        control = self._control
        if isinstance(control, Switch):
            control.setChecked(value)
        elif isinstance(control, SegmentedControl):
            control.set_value(value)
        elif isinstance(control, QComboBox):
            control.setCurrentIndex(control.findData(value))
        elif isinstance(control, NumberField):
            if not control.hasFocus() or control.value() != value:
                control.setValue(value)
        elif isinstance(control, KeyField):
            control.show_keys(value)
        elif isinstance(control, QLineEdit) and control.text() != value:
            control.setText(value)

    def matches(self, wanted: str) -> bool:
        """Whether every word of a search stands in label, hint, name or choices."""
        texts = [self._name, words.hint_of(self.leaf), self.leaf.key]
        texts += [words.value_text(self.leaf, choice) for choice in self.leaf.choices or ()]
        haystack = " ".join(texts).casefold()
        return all(word in haystack for word in wanted.casefold().split())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the words of a switch is one on the switch."""
        is_here = event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint())
        if is_here and isinstance(self._control, Switch):
            self._control.click()

    def _make_control(self) -> QWidget:
        leaf = self.leaf
        if leaf.kind is bool:
            switch = Switch(self._name)
            switch.clicked.connect(self._wish)
            return switch
        if leaf.choices is not None:
            return self._make_choices(leaf.choices)
        if leaf.kind is int:
            number = NumberField(self._name, low=int(leaf.words.low or 0), high=int(leaf.words.high or 0), unit=words.unit_of(leaf))
            number.setKeyboardTracking(False)
            number.setGroupSeparatorShown(True)
            number.valueChanged.connect(self._wish)
            return number
        if leaf.words.is_shortcut:
            field = KeyField(self._name, self._bridge)
            field.wished.connect(self._wish)
            return field
        line = QLineEdit()
        line.setMinimumWidth(24 * line.fontMetrics().horizontalAdvance("n"))
        line.editingFinished.connect(self._on_edited)
        return line

    def _make_choices(self, choices: tuple[Any, ...]) -> QWidget:
        options = [(choice, words.value_text(self.leaf, choice)) for choice in choices]
        if len(choices) <= _SIDE_BY_SIDE and all(isinstance(choice, StrEnum) for choice in choices):
            segments = SegmentedControl(self._name, options)
            segments.chosen.connect(self._wish)
            return segments
        box = Choices()
        for choice, text in options:
            box.addItem(text, choice)
        box.activated.connect(self._on_activated)
        return box

    def _lay_out(self) -> None:
        texts = QWidget(self)
        lines = QVBoxLayout(texts)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(Space.HAIR)
        name = label(self._name)
        name.setBuddy(self._control)
        lines.addWidget(name)
        if hint := words.hint_of(self.leaf):
            lines.addWidget(caption(hint))
        row = RowLayout(self)
        for widget in (texts, self._back, self._control, self._told):
            row.addWidget(widget)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _default_text(self) -> str:
        if self.leaf.default == "":
            return self.tr("none")
        return words.value_text(self.leaf, self.leaf.default)

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        assert isinstance(self._control, QComboBox)  # noqa: S101 - narrowing
        self._wish(self._control.itemData(index))

    @Slot()
    def _on_edited(self) -> None:
        assert isinstance(self._control, QLineEdit)  # noqa: S101 - narrowing
        self._wish(self._control.text().strip())

    @Slot()
    def _on_back(self) -> None:
        self._wish(self.leaf.default)
        self._control.setFocus()

    @Slot(object)
    def _wish(self, value: object) -> None:
        self._told.hide()
        if value == self.leaf.of(self._bridge.engine.settings.now):
            return
        service = self._bridge.engine.settings
        self._bridge.call(service.put(self.leaf.page, self.leaf.name, value), done=self._on_kept, failed=self._on_refused)

    def _on_kept(self, _nothing: object) -> None:
        self.draw()

    def _on_refused(self, error: LookhearError) -> None:
        self._told.setText(told(error).all)
        self._told.show()
        announce(self, self._told.text())
        if not isinstance(self._control, QLineEdit):  # what was typed may be mended
            self.draw()
