"""Starts and ends the application: runtime, engine, bridge, windows, tray. The GUI thread's own composition."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSettings, QTimer, Slot
from PySide6.QtWidgets import QApplication

from lookhear.desktop.appearance import Appearance
from lookhear.desktop.bridge import Bridge
from lookhear.desktop.endings import Endings
from lookhear.desktop.engine.diagnostics.logs import keep_log
from lookhear.desktop.engine.engine import Engine, face
from lookhear.desktop.engine.events import Wish, Wished
from lookhear.desktop.engine.runtime import Runtime
from lookhear.desktop.presence import Presence
from lookhear.desktop.reporting import reported
from lookhear.desktop.style.icons import picture
from lookhear.desktop.windows import MODULES, Windows
from lookhear.system.identity import APP_ID

if TYPE_CHECKING:
    from lookhear.desktop.engine.rig import Rig

_NAME: Final = "Lookhear"


def run(rig: Rig, *, starts: bool = False, is_hidden: bool = False) -> int:
    """Run until somebody quits; gives the exit code.

    ``starts``: record at once. ``is_hidden``: nobody asked for a window, as at login. Only one may run at a time for a person: see
    `lookhear.desktop.engine.remote.Instance`.
    """
    with keep_log(rig.paths.state), reported():
        try:
            return _run(rig, starts=starts, is_hidden=is_hidden)
        finally:
            rig.close()


def _run(rig: Rig, *, starts: bool, is_hidden: bool) -> int:
    application = _application(rig)
    runtime = Runtime()
    engine = Engine(rig, preloads=MODULES)
    bridge = Bridge(runtime, face(engine))
    engine.hub.listen(bridge.post)
    runtime.start()
    with Endings(application, lambda: runtime.submit(engine.recording.stop())):  # also while it seals: a terminal hangs up twice
        try:
            return _show(
                application, engine, bridge, starts=starts, is_hidden=is_hidden, desktop=rig.environ.get("XDG_CURRENT_DESKTOP", "")
            )
        finally:
            runtime.close(engine.end())


def _show(application: QApplication, engine: Engine, bridge: Bridge, *, starts: bool, is_hidden: bool, desktop: str) -> int:
    """Everything that is seen, from its first moment to its last; gives the exit code."""
    windows = Windows(bridge)
    appearance = Appearance(application, bridge)
    presence = Presence(bridge, windows, desktop=desktop)
    appearance.language_changed.connect(windows.renew)
    appearance.language_changed.connect(presence.retranslate)
    beginning = Beginning(bridge, windows, starts=starts, is_hidden=is_hidden)
    presence.start(is_hidden=is_hidden)
    bridge.call(engine.begin(), done=beginning.on_begun)
    try:
        return application.exec()
    finally:
        presence.close()
        windows.close_all()
        QTimer.singleShot(0, application.quit)  # what was closed is deleted by one more round of the loop
        application.exec()


def _application(rig: Rig) -> QApplication:
    application = QApplication(sys.argv[:1])
    application.setApplicationName(_NAME)
    application.setOrganizationName(_NAME)
    application.setDesktopFileName(APP_ID)
    application.setWindowIcon(picture("app"))
    application.setQuitOnLastWindowClosed(False)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, os.fspath(rig.paths.data))
    return application


class Beginning(QObject):
    """What happens once the engine knows everything it remembers, and when the application is started again."""

    def __init__(self, bridge: Bridge, windows: Windows, *, starts: bool, is_hidden: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._windows, self._starts, self._is_hidden = bridge, windows, starts, is_hidden
        bridge.happened.connect(self._on_happened)

    @Slot()
    def on_begun(self, _nothing: object = None) -> None:
        """Show the first run to who never saw it, and record where that was wished."""
        if self._bridge.engine.recording.view.needs_first_run and not self._is_hidden and not self._starts:
            self._windows.show_first_run()
        if self._starts:
            self._bridge.call(self._bridge.engine.recording.start())

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        """Another program of this person asked for what only windows can do."""
        if not isinstance(event, Wished):
            return
        match event.wish:
            case Wish.SHOW_CONTROLS:
                self._windows.show_controls()
            case Wish.SHOW_PICKER:
                self._windows.show_picker()
            case Wish.SHOW_CONTEXT:
                self._windows.show_context()
            case Wish.QUIT:
                QApplication.quit()
