"""Pictures of every window, to be looked at: light and dark, at 100 and 200 %, in every language.

    python -m tests.tools.gallery out/gallery [--only picker] [--language de] [--theme dark] [--scale 2]
    python -m tests.tools.gallery docs/screenshots --shown      only those of the documentation, under their names there

Each scale has a process of its own: Qt reads it when it starts.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LANGUAGES: Final = ("en", "de", "ar")
THEMES: Final = ("light", "dark")
SCALES: Final = ("1", "2")
_SCREEN: Final = {"name": "gallery", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96}
_OWN_SCALE: Final = "LOOKHEAR_GALLERY_SCALE"


class Picture(NamedTuple):
    """One picture: of which scene, how it is dressed, and what its file is called."""

    language: str
    theme: str
    scene: str
    file: str


SHOWN: Final = (
    Picture("en", "light", "picker", "picker-light.png"),
    Picture("en", "dark", "library", "library-dark.png"),
    Picture("en", "light", "compact-recording", "recording-light.png"),
    Picture("en", "dark", "pill-attention", "pill-attention-dark.png"),
    Picture("en", "light", "menu-recording", "menu-light.png"),
    Picture("en", "light", "first-run-stale", "first-run-light.png"),
    Picture("en", "dark", "settings-storage", "settings-dark.png"),
    Picture("en", "light", "settings-health", "health-light.png"),
    Picture("de", "light", "library", "library-german.png"),
    Picture("ar", "dark", "picker", "picker-arabic-dark.png"),
    Picture("en", "light", "context-recording", "context-light.png"),
    Picture("ar", "dark", "context-recording", "context-arabic-dark.png"),
    Picture("en", "light", "library-searched", "library-search-light.png"),
    Picture("en", "dark", "engines-scrolled", "engines-dark.png"),
)
"""The pictures of the documentation, taken at 100 %."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; gives how many could not be taken."""
    parser = argparse.ArgumentParser(prog="gallery", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", default=[], help="windows whose name begins so")
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--scale", action="append", choices=SCALES)
    parser.add_argument("--shown", action="store_true", help="the pictures of the documentation")
    wanted = parser.parse_args(arguments)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    scale = os.environ.get(_OWN_SCALE)
    if scale is not None:
        return take(wanted.folder, SHOWN if wanted.shown else wished(wanted, scale))
    screen = wanted.folder / "screen.json"
    failed = 0
    for scale in ("1",) if wanted.shown else wanted.scale or SCALES:
        screen.write_text(json.dumps({"screens": [{**_SCREEN, "dpr": int(scale)}]}), "utf-8")
        environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}", _OWN_SCALE: scale}
        command = [sys.executable, "-m", "tests.tools.gallery", *(sys.argv[1:] if arguments is None else arguments)]
        failed += subprocess.run(command, env=environment, check=False).returncode
    screen.unlink()
    return failed


def wished(wanted: argparse.Namespace, scale: str) -> list[Picture]:
    """The pictures that the command line asks for."""
    from tests.tools.gallery.scenes import SCENES

    scenes = [name for name in SCENES if not wanted.only or any(name.startswith(part) for part in wanted.only)]
    every = itertools.product(wanted.language or LANGUAGES, wanted.theme or THEMES, scenes)
    return [Picture(language, theme, scene, f"{scene}-{language}-{theme}-{scale}x.png") for language, theme, scene in every]


def take(folder: Path, pictures: Iterable[Picture]) -> int:
    """Take pictures; a window that cannot be made is told of and left out."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from lookhear.desktop.engine.settings.declared import General, Language, Theme
    from lookhear.desktop.i18n.languages import Languages
    from lookhear.desktop.style.look import Look
    from tests.tools.gallery.scenes import SCENES

    application = QApplication(["gallery"])
    speaker, look = Languages(application), Look(application)
    failed = 0
    for picture in pictures:
        general = General(language=Language(picture.language), theme=Theme(picture.theme))
        speaker.follow(general)
        look.follow(general)
        try:
            window = SCENES[picture.scene]()
            for _ in range(3):
                application.processEvents()
            window.grab().save(str(folder / picture.file), quality=1)  # of PNG: as small as it gets, without loss
            window.close()
            window.deleteLater()
            application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        except Exception:  # noqa: BLE001 - the next window has its picture taken all the same
            failed += 1
            sys.stderr.write(f"{picture.file} was not taken\n{traceback.format_exc(limit=-3)}")
        application.processEvents()
    return failed


if __name__ == "__main__":
    sys.exit(main())
