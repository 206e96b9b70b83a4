"""The look of the running application: follows the system and the settings, live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from lookhear.desktop.engine.settings.declared import Motion, Theme
from lookhear.desktop.style.motion import wish_motion
from lookhear.desktop.style.palettes import palette_of
from lookhear.desktop.style.sheet import style_sheet
from lookhear.desktop.style.tokens import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from lookhear.desktop.engine.settings.declared import General
    from lookhear.desktop.style.tokens import Colours

_SCHEMES = {Theme.SYSTEM: Qt.ColorScheme.Unknown, Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark}
_MOVES = {Motion.SYSTEM: None, Motion.FULL: True, Motion.REDUCED: False}


class Look(QObject):
    """Dresses an application. ``changed`` comes after light turned into dark or back; widgets hear that by their palette, too.

    ``system`` says what the system prefers; None: as Qt finds it.
    """

    changed = Signal()

    def __init__(self, application: QApplication, *, system: Callable[[], Qt.ColorScheme] | None = None) -> None:
        super().__init__(application)
        self._system = system or QGuiApplication.styleHints().colorScheme
        self._application = application
        self._theme = Theme.SYSTEM
        self._dressed: tuple[bool, float, bool] | None = None
        application.setStyle("Fusion")
        application.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, enable=False)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)
        application.fontDatabaseChanged.connect(self._dress)
        application.layoutDirectionChanged.connect(self._dress)

    @property
    def colours(self) -> Colours:
        """The tokens that are used now."""
        return DARK if self._is_dark() else LIGHT

    def follow(self, general: General) -> None:
        """Look as these settings say, from now on."""
        self._theme = general.theme
        wish_motion(self._application, moves=_MOVES[general.motion])
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[general.theme])
        self._dress()

    @Slot()
    def _on_scheme(self) -> None:
        self._dress()

    @Slot()
    def _dress(self) -> None:
        points = self._application.font().pointSizeF()
        is_mirrored = self._application.layoutDirection() == Qt.LayoutDirection.RightToLeft
        wanted = (self._is_dark(), points, is_mirrored)
        if wanted == self._dressed:
            return
        self._dressed = wanted
        self._application.setPalette(palette_of(self.colours))
        self._application.setStyleSheet(style_sheet(self.colours, points, is_right_to_left=is_mirrored))
        self.changed.emit()

    def _is_dark(self) -> bool:
        if self._theme is not Theme.SYSTEM:
            return self._theme is Theme.DARK
        return self._system() == Qt.ColorScheme.Dark
