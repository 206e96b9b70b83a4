"""Draws the tray's icons: for a light or a dark panel, for one of unknown colour, and as template for macOS, which colours it itself."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from lookhear.desktop import resources
from lookhear.desktop.tray.states import Badge, TrayState

if TYPE_CHECKING:
    from lookhear.desktop.tray.states import TrayLook

SIZES: Final = (16, 20, 22, 24, 32, 44, 48, 64)
_ANY_COLOUR: Final = "currentColor"
_BADGE_SHARE: Final = 0.46
_MOAT_SHARE: Final = 0.06  # what is cleared around a badge
_HALO_OPACITY: Final = 0.55
_HALO_SHARE: Final = 1 / 22
_AROUND: Final = ((-1, 0), (1, 0), (0, -1), (0, 1), (-0.7, -0.7), (0.7, -0.7), (-0.7, 0.7), (0.7, 0.7))
_WINDOWS_THEME: Final = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"


class Panel(StrEnum):
    """What the icon stands on."""

    LIGHT = "light"
    DARK = "dark"
    UNKNOWN = "unknown"  # drawn light, with a dark edge: to be seen on both
    TEMPLATE = "template"


_INK: Final = {Panel.LIGHT: "#1b1f24", Panel.DARK: "#f5f7fa", Panel.UNKNOWN: "#f5f7fa", Panel.TEMPLATE: "#000000"}
_PAUSED: Final = {Panel.LIGHT: "#2b6fd6", Panel.DARK: "#6aa5ff", Panel.UNKNOWN: "#6aa5ff"}
_ATTENTION: Final = {Panel.LIGHT: "#b86e00", Panel.DARK: "#ffb02e", Panel.UNKNOWN: "#ffb02e"}
_PRIVACY: Final = "#7c4dd6"
_EDGE: Final = "#1b1f24"


def panel_of(desktop: str, *, platform: str) -> Panel:
    """What panels look like. ``desktop`` is XDG_CURRENT_DESKTOP, of which GNOME's panel is always dark; ``platform`` is Qt's word."""
    if platform == "cocoa":
        return Panel.TEMPLATE
    if platform == "windows":
        is_light = QSettings(_WINDOWS_THEME, QSettings.Format.NativeFormat).value("SystemUsesLightTheme", 0)
        return Panel.LIGHT if is_light in {1, "1"} else Panel.DARK
    names = desktop.lower().split(":")
    if "gnome" in names:
        return Panel.DARK
    if "kde" in names:
        return Panel.DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else Panel.LIGHT
    return Panel.UNKNOWN


def tray_icon(look: TrayLook, panel: Panel) -> QIcon:
    """The icon in every size that trays ask for."""
    icon = QIcon()
    drawing = _Drawing(look, panel)
    for size in SIZES:
        icon.addPixmap(drawing.picture(size))
    if panel is Panel.TEMPLATE and is_template(look):
        icon.setIsMask(True)
    return icon


def is_template(look: TrayLook) -> bool:
    """Whether macOS may colour it: not what says that something is recorded."""
    return look.state is not TrayState.RECORDING and look.badge is not Badge.RECORDING


def tray_picture(look: TrayLook, panel: Panel, size: int) -> QPixmap:
    """A square picture of ``size`` physical pixels."""
    return _Drawing(look, panel).picture(size)


class _Drawing:
    """What one look is drawn of, read once for all sizes."""

    def __init__(self, look: TrayLook, panel: Panel) -> None:
        name = f"tray-{look.state}"
        self._ink = _renderer(name, _colour(look.state, panel))
        self._edge = _renderer(name, _EDGE) if panel is Panel.UNKNOWN else None
        on_badge = _INK[panel] if panel is Panel.TEMPLATE else _PRIVACY
        self._badge = _renderer(f"badge-{look.badge}", on_badge) if look.badge is not Badge.NONE else None

    def picture(self, size: int) -> QPixmap:
        """One size."""
        picture = _empty(size)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(0, 0, size, size)
        if self._edge is not None:
            _draw_edge(painter, self._edge, size)
        self._ink.render(painter, whole)
        if self._badge is not None:
            _draw_badge(painter, self._badge, size)
        painter.end()
        return picture


def _draw_edge(painter: QPainter, edge: QSvgRenderer, size: int) -> None:
    """A dark shadow all around: drawn once, and put down beside itself."""
    shadow = _empty(size)
    drawing = QPainter(shadow)
    edge.render(drawing, QRectF(0, 0, size, size))
    drawing.end()
    step = size * _HALO_SHARE
    painter.setOpacity(_HALO_OPACITY)
    for x, y in _AROUND:
        painter.drawPixmap(QPointF(x * step, y * step), shadow)
    painter.setOpacity(1.0)


def _draw_badge(painter: QPainter, badge: QSvgRenderer, size: int) -> None:
    side = size * _BADGE_SHARE
    square = QRectF(size - side, size - side, side, side)
    moat = size * _MOAT_SHARE
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawEllipse(square.adjusted(-moat, -moat, moat, moat))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    badge.render(painter, square)


def _empty(size: int) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def _colour(state: TrayState, panel: Panel) -> str:
    by_state = {TrayState.PAUSED: _PAUSED, TrayState.ATTENTION: _ATTENTION}.get(state, _INK)
    return by_state.get(panel, _INK[panel])


def _renderer(name: str, colour: str) -> QSvgRenderer:
    source = resources.icon_file(name).read_text("utf-8")
    return QSvgRenderer(QByteArray(source.replace(_ANY_COLOUR, colour).encode()))
