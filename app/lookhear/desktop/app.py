"""Starts and ends the application: runtime, engine, bridge, windows, tray. The GUI thread's own composition."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from lookhear.desktop.appearance import Appearance
from lookhear.desktop.bridge import Bridge
from lookhear.desktop.engine.diagnostics.logs import keep_log
from lookhear.desktop.engine.engine import Engine, face
from lookhear.desktop.engine.runtime import Runtime
from lookhear.desktop.presence import Presence
from lookhear.desktop.reporting import reported
from lookhear.desktop.style.icons import picture
from lookhear.desktop.windows import Windows
from lookhear.system.identity import APP_ID

if TYPE_CHECKING:
    from lookhear.desktop.engine.rig import Rig


def run(rig: Rig, *, starts: bool = False, is_hidden: bool = False) -> int:
    """Run until somebody quits; gives the exit code."""
    with keep_log(rig.paths.state), reported():
        return _run(rig, starts=starts, is_hidden=is_hidden)


def _run(rig: Rig, *, starts: bool, is_hidden: bool) -> int:
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Lookhear")
    application.setDesktopFileName(APP_ID)
    application.setWindowIcon(picture("app"))
    application.setQuitOnLastWindowClosed(False)
    runtime = Runtime()
    engine = Engine(rig)
    bridge = Bridge(runtime, face(engine))
    engine.hub.listen(bridge.post)
    runtime.start()
    windows = Windows(bridge)
    appearance = Appearance(application, bridge)
    presence = Presence(bridge, windows, desktop=rig.environ.get("XDG_CURRENT_DESKTOP", ""))
    appearance.language_changed.connect(windows.renew)
    appearance.language_changed.connect(presence.retranslate)
    bridge.call(engine.begin())
    try:
        presence.start(is_hidden=is_hidden)
        return application.exec()
    finally:
        presence.close()
        windows.close_all()
        runtime.close(engine.end())
        rig.close()
