"""Buttons by what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QStyle, QToolButton

from lookhear.desktop.style.icons import glyph
from lookhear.desktop.style.tokens import Role, Space

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QAbstractButton

_ON_FILLED = {Role.PRIMARY: "on_accent", Role.DANGER: "on_danger", Role.RECORD: "on_record", Role.LINK: "accent"}


def button(text: str, *, role: Role | None = None, icon: str = "") -> QPushButton:
    """A button with words. Connect ``clicked`` with a method."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if role is not None:
        made.setProperty("role", role.value)
    if role is Role.LINK:
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        made.setIcon(glyph(icon, _ON_FILLED.get(role, "text") if role is not None else "text"))
        side = _side(made)
        made.setIconSize(QSize(side + Space.XS, side))
    return made


def icon_button(icon: str, name: str, *, colour: str = "text") -> QToolButton:
    """A button that is only an icon: ``name`` is read aloud and is its tooltip."""
    made = QToolButton()
    made.setProperty("role", Role.ICON.value)
    made.setIcon(glyph(icon, colour))
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    side = _side(made) + Space.XS
    made.setIconSize(QSize(side, side))
    return made


def action_button(action: QAction, *, has_text: bool = False) -> QToolButton:
    """A button for a verb that several places share; name, tooltip and state follow the action."""
    made = QToolButton()
    made.setProperty("role", Role.ICON.value)
    made.setDefaultAction(action)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon if has_text else Qt.ToolButtonStyle.ToolButtonIconOnly)
    side = _side(made)
    made.setIconSize(QSize(side + Space.XS, side) if has_text else QSize(side + Space.XS, side + Space.XS))
    return made


def _side(made: QAbstractButton) -> int:
    """How large an icon is: as usual, or as the text where a person reads larger letters."""
    return max(made.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize), made.fontMetrics().height())
