"""Telling a widget what it is: properties that the style sheet knows, with the sheet looked up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lookhear.desktop.style.tokens import Role, Tone


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_role(widget: QWidget, role: Role) -> None:
    """From now on a widget is this."""
    set_property(widget, "role", role.value)


def set_tone(widget: QWidget, tone: Tone) -> None:
    """From now on a widget means this."""
    set_property(widget, "tone", tone.value)
