"""What `lookhear --self-test` asks of Qt: a window on a screen that is none, the icons, the languages, the player. Main thread."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLibraryInfo, QTranslator, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QLabel

from lookhear.desktop import resources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LANGUAGES: Final = ("de", "ar")
_ICON_PX: Final = 32
_PLATFORM: Final = "QT_QPA_PLATFORM"


def look() -> str:
    """What was seen, as a line. Raises ValueError naming what is missing."""
    with _no_screen():
        _check_window()
    icons = sorted((resources.root() / "icons").glob("*.svg"))
    for icon in icons:
        if QIcon(os.fspath(icon)).pixmap(_ICON_PX).isNull():
            raise ValueError(f"the icon {icon.stem} cannot be drawn")
    if not icons:
        raise ValueError("there are no icons")
    for language in _LANGUAGES:
        _check_language(resources.translation_files(language), language)
    from PySide6.QtMultimedia import QMediaFormat  # looks for sound servers when it is imported, and says so

    if QMediaFormat.FileFormat.MPEG4 not in QMediaFormat().supportedFileFormats(QMediaFormat.ConversionMode.Decode):
        raise ValueError("its player has nothing that decodes .mp4")
    return f"Qt {qVersion()}, {len(icons)} icons, {len(_LANGUAGES) + 1} languages, a player of .mp4"


@contextmanager
def _no_screen() -> Iterator[None]:
    before = os.environ.get(_PLATFORM)
    os.environ[_PLATFORM] = "offscreen"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_PLATFORM]
        else:
            os.environ[_PLATFORM] = before


def _check_window() -> None:
    application = QApplication.instance() or QApplication(["lookhear"])
    window = QLabel("Lookhear")
    window.show()
    application.processEvents()
    seen = window.grab()
    window.close()
    if seen.isNull():
        raise ValueError("a window shows nothing")


def _check_language(ours: list[Path], language: str) -> None:
    of_qt = QTranslator()
    if not of_qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        raise ValueError(f"Qt's own words for {language} are missing")
    if not ours:
        raise ValueError(f"the words for {language} are missing")
    for file in ours:
        if not QTranslator().load(os.fspath(file)):
            raise ValueError(f"the words in {file.name} cannot be read")
