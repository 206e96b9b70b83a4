"""The style sheet, made of the tokens and the person's own font. Sizes of text are shares of that font, never pixels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lookhear.desktop import resources
from lookhear.desktop.style.tokens import TYPE_SCALE, Radius, Role, Space, Tone, mixed

if TYPE_CHECKING:
    from lookhear.desktop.style.tokens import Colours

_SIDES: Final = re.compile(r"\b(padding|margin)-(left|right)\b")
BUTTON_PADDING: Final = f"{Space.S - 1}px {Space.L - 2}px"


def style_sheet(colours: Colours, point_size: float, *, is_right_to_left: bool = False) -> str:
    """Everything, for one palette, one size of font in points and one direction of the language."""
    parts = (_base(colours), _text(colours, point_size), _buttons(colours), _fields(colours))
    sheet = "\n".join((*parts, _frames(colours), _lists(colours), _bars(colours)))
    return _SIDES.sub(_other_side, sheet) if is_right_to_left else sheet


def _other_side(found: re.Match[str]) -> str:
    """Qt mirrors where things stand, and not the room around them."""
    return f"{found[1]}-{'right' if found[2] == 'left' else 'left'}"


def _picture(name: str, colours: Colours) -> str:
    """The address of a small picture of the style sheet, in the version for light or dark."""
    return resources.style_file(f"{name}-{'dark' if colours.is_dark else 'light'}.svg").as_posix()


def _base(c: Colours) -> str:
    return f"""
QMainWindow, QDialog, QWidget[role="window"] {{ background: {c.window}; }}
QToolTip {{ background: {c.tooltip}; color: {c.on_tooltip}; border: none; padding: {Space.XS}px {Space.S}px; }}
QScrollArea, QScrollArea > QWidget > QWidget[role="page"] {{ background: transparent; border: none; }}
QSplitter::handle {{ background: {c.line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.line}; padding: {Space.XS}px; }}
QMenu::item {{ padding: {Space.S - 2}px {Space.S}px; padding-right: {Space.XL}px; border-radius: {Radius.S}px; }}
QMenu::item:default {{ font-weight: 600; }}
QMenu::item:selected {{ background: {c.accent_soft}; }}
QMenu::item:disabled {{ color: {c.text_disabled}; background: transparent; }}
QMenu::icon {{ padding-left: {Space.XS}px; padding-right: {Space.XS}px; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {Space.XS}px {Space.S}px; }}
"""


def _text(c: Colours, points: float) -> str:
    sizes = {role: f"{points * scale:.2f}pt" for role, scale in TYPE_SCALE.items()}
    tones = "\n".join(f'QLabel[tone="{tone}"] {{ color: {c.tone(tone)[0]}; }}' for tone in Tone if tone is not Tone.NEUTRAL)
    return f"""
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {sizes[Role.TITLE]}; font-weight: 600; }}
QLabel[role="subtitle"] {{ font-size: {sizes[Role.SUBTITLE]}; font-weight: 600; }}
QLabel[role="overline"] {{ font-size: {sizes[Role.OVERLINE]}; font-weight: 600; color: {c.text_muted}; }}
QLabel[role="caption"] {{ font-size: {sizes[Role.CAPTION]}; color: {c.text_muted}; }}
QLabel[role="mono"] {{ font-family: monospace; }}
QLabel[role="number"] {{ font-size: {sizes[Role.NUMBER]}; font-weight: 600; }}
QLabel[role="badge"] {{
    font-size: {sizes[Role.CAPTION]}; font-weight: 600; padding: {Space.HAIR}px {Space.S}px; border-radius: {Radius.M}px;
    background: {c.raised}; color: {c.text_muted};
}}
{tones}
""" + "\n".join(f'QLabel[role="badge"][tone="{tone}"] {{ background: {c.tone(tone)[1]}; color: {c.tone(tone)[0]}; }}' for tone in Tone)


def _filled(selector: str, c: Colours, *, ground: str, hover: str, text: str) -> str:
    return f"""
{selector} {{ background: {ground}; color: {text}; border: 1px solid {ground}; font-weight: 600; }}
{selector}:hover, {selector}:pressed {{ background: {hover}; border-color: {hover}; }}
{selector}:focus {{ border: 2px solid {c.text}; padding: {Space.S - 2}px {Space.L - 3}px; }}
{selector}:disabled {{ background: {c.raised}; color: {c.text_disabled}; border-color: {c.raised}; }}
"""


def _buttons(c: Colours) -> str:
    return f"""
QPushButton {{
    background: {c.surface}; border: 1px solid {c.line_strong}; border-radius: {Radius.M - 2}px; padding: {BUTTON_PADDING};
}}
QPushButton:hover {{ background: {c.raised}; }}
QPushButton:pressed, QPushButton:checked {{ background: {c.accent_soft}; }}
QPushButton:focus {{ border: 2px solid {c.focus}; padding: {Space.S - 2}px {Space.L - 3}px; }}
QPushButton:disabled {{ border-color: {c.line}; background: transparent; }}
QPushButton::menu-indicator {{ image: url("{_picture("chevron-down", c)}"); subcontrol-position: center right; right: {Space.XS}px; }}
QPushButton[role="quiet"] {{ background: transparent; border-color: transparent; }}
QPushButton[role="quiet"]:hover {{ background: {c.raised}; }}
QPushButton[role="quiet"]:focus {{ border: 2px solid {c.focus}; }}
QPushButton[role="link"] {{ background: transparent; border: 2px solid transparent; padding: 0; color: {c.accent}; }}
QPushButton[role="link"]:hover {{ color: {c.accent_hover}; text-decoration: underline; }}
QPushButton[role="link"]:focus {{ border: 2px solid {c.focus}; }}
QToolButton {{ background: transparent; border: 2px solid transparent; border-radius: {Radius.M - 2}px; padding: {Space.XS + 1}px; }}
QToolButton:hover {{ background: {c.raised}; }}
QToolButton:pressed, QToolButton:checked {{ background: {c.accent_soft}; }}
QToolButton:focus {{ border-color: {c.focus}; }}
QToolButton[popupMode="1"] {{ padding-right: {Space.L}px; }}
QToolButton::menu-indicator {{ image: none; }}
{_filled('QPushButton[role="primary"]', c, ground=c.accent, hover=c.accent_hover, text=c.on_accent)}
QPushButton[role="danger"] {{ color: {c.danger}; border-color: {c.danger}; }}
QPushButton[role="danger"]:hover {{ background: {c.danger_soft}; }}
QPushButton[role="danger"]:disabled {{ color: {c.text_disabled}; border-color: {c.line}; }}
{_filled('QPushButton[role="record"]', c, ground=c.record, hover=c.record_hover, text=c.on_record)}
"""


def _fields(c: Colours) -> str:
    kinds = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QKeySequenceEdit"
    each = kinds.split(", ")
    return f"""
{kinds} {{
    background: {c.sunken}; border: 1px solid {c.line_strong}; border-radius: {Radius.M - 2}px; padding: {Space.XS + 1}px {Space.S}px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent};
}}
{", ".join(f"{kind}:focus" for kind in each)} {{ border: 2px solid {c.focus}; padding: {Space.XS}px {Space.S - 1}px; }}
{", ".join(f"{kind}:disabled" for kind in each)} {{ background: transparent; border-color: {c.line}; }}
QKeySequenceEdit QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
QAbstractSpinBox QLineEdit {{ border: none; padding: 0 {Space.S}px; background: transparent; }}
QLineEdit[invalid="true"] {{ border-color: {c.danger}; }}
QComboBox {{ padding-right: {Space.XL}px; }}
QComboBox::drop-down {{ border: none; width: {Space.XL}px; subcontrol-origin: padding; subcontrol-position: center right; }}
QComboBox::down-arrow {{ image: url("{_picture("chevron-down", c)}"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.line}; padding: {Space.XS}px; outline: none; }}
QAbstractSpinBox {{ padding: {Space.HAIR + 1}px {Space.XS}px; padding-right: {Space.XL}px; }}
QAbstractSpinBox:focus {{ padding: {Space.HAIR}px {Space.XS - 1}px; padding-right: {Space.XL - 1}px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    border: none; width: {Space.XL - 4}px; subcontrol-origin: border; background: transparent;
}}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QAbstractSpinBox::up-arrow {{ image: url("{_picture("chevron-up", c)}"); width: 10px; height: 10px; }}
QAbstractSpinBox::down-arrow {{ image: url("{_picture("chevron-down", c)}"); width: 10px; height: 10px; }}
QCheckBox, QRadioButton {{
    spacing: {Space.S}px; padding: {Space.HAIR}px; border: 2px solid transparent; border-radius: {Radius.S}px;
    background: transparent;
}}
QCheckBox:focus, QRadioButton:focus {{ border-color: {c.focus}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 16px; height: 16px; border: 1px solid {c.line_strong}; background: {c.sunken}; }}
QCheckBox::indicator {{ border-radius: {Radius.S}px; }}
QRadioButton::indicator {{ border-radius: 9px; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; image: url("{_picture("check", c)}"); }}
QRadioButton::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; image: url("{_picture("dot", c)}"); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {c.line}; background: {c.raised}; }}
QMenu::indicator {{ width: 14px; height: 14px; padding-left: {Space.XS}px; }}
"""


def _frames(c: Colours) -> str:
    banners = "\n".join(
        f'QFrame[role="banner"][tone="{tone}"] {{ background: {c.tone(tone)[1]}; border: 1px solid {mixed(*c.tone(tone), 0.6)}; }}'
        for tone in Tone
    )
    return f"""
QFrame[role="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {Radius.L}px; }}
QFrame[role="card"][selected="true"] {{ border: 2px solid {c.accent}; }}
QFrame[role="well"] {{ background: {c.raised}; border: none; border-radius: {Radius.M}px; }}
QFrame[role="line"] {{ background: {c.line}; border: none; max-height: 1px; }}
QFrame[role="banner"] {{ border-radius: {Radius.M}px; }}
{banners}
QFrame[role="toast"] {{ background: {c.tooltip}; border-radius: {Radius.M}px; }}
QFrame[role="toast"] QLabel {{ color: {c.on_tooltip}; }}
QFrame[role="toast"] QPushButton {{
    background: transparent; border: 2px solid transparent; color: {c.on_tooltip}; font-weight: 600;
    text-decoration: underline;
}}
QFrame[role="toast"] QPushButton:focus {{ border-color: {c.on_tooltip}; }}
QFrame[role="segments"] {{ background: {c.raised}; border: 1px solid {c.line}; border-radius: {Radius.M}px; }}
QFrame[role="segments"] QPushButton {{ background: transparent; border: 2px solid transparent; padding: {Space.XS}px {Space.M}px; }}
QFrame[role="segments"] QPushButton:hover {{ background: {c.line}; }}
QFrame[role="segments"] QPushButton:checked {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
QFrame[role="segments"] QPushButton:focus {{ border-color: {c.text}; }}
QGroupBox {{ border: 1px solid {c.line}; border-radius: {Radius.M}px; margin-top: {Space.M}px; padding-top: {Space.S}px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: {Space.M}px; padding: 0 {Space.XS}px; }}
"""


def _lists(c: Colours) -> str:
    views = "QListView, QTreeView, QTableView"
    return f"""
{views} {{
    background: {c.surface}; border: 1px solid {c.line}; border-radius: {Radius.M}px; outline: none;
    selection-background-color: {c.accent_soft}; selection-color: {c.text};
}}
QListView:focus, QTreeView:focus, QTableView:focus {{ border-color: {c.focus}; }}
QListView::item, QTreeView::item {{ padding: {Space.S - 2}px {Space.S}px; border-radius: {Radius.S}px; }}
QListView::item:hover, QTreeView::item:hover {{ background: {c.raised}; }}
QListView::item:selected, QTreeView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QListView[role="sidebar"] {{ background: transparent; border: none; }}
QListView[role="sidebar"]:focus {{ border: none; }}
QListView[role="sidebar"]::item {{
    padding: {Space.S}px {Space.M}px; border: 2px solid transparent; border-radius: {Radius.M - 2}px;
}}
QListView[role="sidebar"]::item:selected:active:focus {{ border-color: {c.focus}; }}
QListView[role="sidebar"]::item:selected {{ background: {c.accent_soft}; font-weight: 600; }}
QHeaderView::section {{
    background: {c.surface}; color: {c.text_muted}; border: none; border-bottom: 1px solid {c.line};
    padding: {Space.S - 2}px;
}}
QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
QTabBar::tab {{ padding: {Space.S}px {Space.L}px; border: none; border-bottom: 2px solid transparent; color: {c.text_muted}; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; font-weight: 600; }}
QTabBar::tab:focus {{ color: {c.accent}; }}
"""


def _bars(c: Colours) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {c.line_strong}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: {Space.XXL}px; }}
QScrollBar::handle:horizontal {{ min-width: {Space.XXL}px; }}
QScrollBar::handle:hover {{ background: {c.text_muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{
    background: {c.meter_off}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; text-align: center;
    color: transparent;
}}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
QSlider:horizontal {{ min-height: {Space.L + Space.XS}px; }}
QSlider::groove:horizontal {{ height: 4px; background: {c.meter_off}; border-radius: 2px; }}
QSlider[layoutDirection="0"]::sub-page:horizontal,
QSlider[layoutDirection="1"]::add-page:horizontal {{ background: {c.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{
    background: {c.surface}; border: 2px solid {c.accent}; width: 12px; height: 12px; margin: -6px 0;
    border-radius: 8px;
}}
QSlider::handle:horizontal:focus {{ background: {c.accent}; border-color: {c.text}; }}
QSlider::handle:horizontal:disabled, QSlider[layoutDirection="0"]::sub-page:horizontal:disabled,
QSlider[layoutDirection="1"]::add-page:horizontal:disabled {{ background: {c.line_strong}; border-color: {c.line_strong}; }}
QStatusBar {{ background: {c.window}; border-top: 1px solid {c.line}; }}
QStatusBar::item {{ border: none; }}
"""
