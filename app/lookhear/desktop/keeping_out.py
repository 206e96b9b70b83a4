"""Keeps our own windows out of the picture, where the system can: while something is recorded; otherwise people can picture them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QGuiApplication, QWindow

from lookhear.desktop.engine.events import SettingsChanged, ViewChanged

if TYPE_CHECKING:
    from lookhear.desktop.bridge import Bridge
    from lookhear.system.windows import KeepsOut


class KeepingOut(QObject):
    """Every top-level window of ours, also those that are shown while it records. Where nothing can be done it listens to nothing."""

    def __init__(self, bridge: Bridge, keeps_out: KeepsOut, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._keeps_out = bridge, keeps_out
        self._is_out = False
        if keeps_out.is_available:
            bridge.happened.connect(self._on_happened)

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if not isinstance(event, ViewChanged | SettingsChanged):
            return
        is_wished = self._bridge.engine.settings.now.recording.hides_own_windows
        is_out = is_wished and self._bridge.engine.recording.view.is_busy
        if is_out == self._is_out:
            return
        self._is_out = is_out
        application = QGuiApplication.instance()
        if application is not None:
            (application.installEventFilter if is_out else application.removeEventFilter)(self)
        for window in QGuiApplication.topLevelWindows():
            if window.isVisible():
                self._keep(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that is shown meanwhile."""
        if event.type() is QEvent.Type.Expose and isinstance(watched, QWindow) and watched.parent() is None:
            self._keep(watched)
        return False

    def _keep(self, window: QWindow) -> None:
        self._keeps_out.set(int(window.winId()), is_out=self._is_out)
