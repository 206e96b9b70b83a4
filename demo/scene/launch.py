"""Starts a scene on a virtual desktop and waits until it is on the screen."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from demo.process import wait_until

if TYPE_CHECKING:
    from demo.desktop import VirtualDesktop
    from demo.process import Child

_SECONDS_TO_START = 60.0  # a busy machine takes its time to import Qt and draw the first picture


def start_scene(desktop: VirtualDesktop, name: str, *options: str, log: Path | None = None) -> Child:
    """Start ``python -m demo.scene NAME OPTIONS…`` and wait for its first picture; it ends with the desktop at the latest.

    Gives back the process; its paints are in ``log`` (default: in the desktop's folder). Raises DesktopError.
    """
    log = log or desktop.folder / f"scene-{name}.ndjson"
    root = Path(__file__).resolve().parents[2]
    argv = [sys.executable, "-c", _BOOT.format(root=str(root)), name, "--log", str(log), *options]
    child = desktop.start(f"scene-{name}", argv)

    def is_on_screen() -> bool:
        child.check()
        return log.exists() and log.stat().st_size > 0

    wait_until(is_on_screen, what=f"the scene {name} appearing", deadline_s=_SECONDS_TO_START)
    return child


# ``-m`` would search the current folder only, and this package is not installed.
_BOOT = "import sys; sys.path.insert(0, {root!r}); from demo.scene.__main__ import main; raise SystemExit(main())"
