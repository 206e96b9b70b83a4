"""Pictures of every window, to be looked at: light and dark, at 100 and 200 %, in every language.

    python -m tests.tools.gallery out/gallery [--only picker] [--language de] [--theme dark] [--scale 2]

Each scale has a process of its own: Qt reads it when it starts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

LANGUAGES: Final = ("en", "de", "ar")
THEMES: Final = ("light", "dark")
SCALES: Final = ("1", "2")
_SCREEN: Final = {"name": "gallery", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96}
_OWN_SCALE: Final = "LOOKHEAR_GALLERY_SCALE"


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; gives how many could not be taken."""
    parser = argparse.ArgumentParser(prog="gallery", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", default=[], help="windows whose name begins so")
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--scale", action="append", choices=SCALES)
    wanted = parser.parse_args(arguments)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    scale = os.environ.get(_OWN_SCALE)
    if scale is not None:
        return take(wanted.folder, scale, wanted.only, wanted.language or LANGUAGES, wanted.theme or THEMES)
    screen = wanted.folder / "screen.json"
    failed = 0
    for scale in wanted.scale or SCALES:
        screen.write_text(json.dumps({"screens": [{**_SCREEN, "dpr": int(scale)}]}), "utf-8")
        environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}", _OWN_SCALE: scale}
        command = [sys.executable, "-m", "tests.tools.gallery", *(sys.argv[1:] if arguments is None else arguments)]
        failed += subprocess.run(command, env=environment, check=False).returncode
    screen.unlink()
    return failed


def take(folder: Path, scale: str, only: Sequence[str], languages: Sequence[str], themes: Sequence[str]) -> int:
    """Take the pictures of one scale."""
    from PySide6.QtWidgets import QApplication

    from lookhear.desktop.engine.settings.declared import General, Language, Theme
    from lookhear.desktop.i18n.languages import Languages
    from lookhear.desktop.style.look import Look
    from tests.tools.gallery.scenes import SCENES

    application = QApplication(["gallery"])
    speaker, look = Languages(application), Look(application)
    failed = 0
    for language in languages:
        for theme in themes:
            general = General(language=Language(language), theme=Theme(theme))
            speaker.follow(general)
            look.follow(general)
            for name, make in SCENES.items():
                if only and not any(name.startswith(part) for part in only):
                    continue
                try:
                    window = make()
                    for _ in range(3):
                        application.processEvents()
                    window.grab().save(str(folder / f"{name}-{language}-{theme}-{scale}x.png"))
                    window.close()
                    window.deleteLater()
                except Exception:  # noqa: BLE001 - the next window has its picture taken all the same
                    failed += 1
                application.processEvents()
    return failed


if __name__ == "__main__":
    sys.exit(main())
