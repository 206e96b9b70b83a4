"""What QtMultimedia prints: nothing about a file that plays."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import PySide6
import pytest
from PySide6.QtCore import QLoggingCategory, QtMsgType
from PySide6.QtWidgets import QWidget

from lookhear.desktop.player.media import QtMedia
from lookhear.desktop.player.quiet import AV_LOG_ERROR, hush_ffmpeg, hush_qt

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("pipewire", "PulseAudio", "No audio device", extend=True)  # of a machine without sound


def test_qt_is_hushed_about_codecs_and_not_about_errors() -> None:
    try:
        hush_qt()
        category = QLoggingCategory(cast("Any", "qt.multimedia.playbackengine.codec"))  # it takes text, whatever its types say
        assert not category.isEnabled(QtMsgType.QtInfoMsg)
        assert category.isEnabled(QtMsgType.QtWarningMsg)
    finally:
        QLoggingCategory.setFilterRules("")


def test_ffmpeg_of_qt_is_found_and_told(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    QtMedia(parent).close()
    assert hush_ffmpeg()
    loaded = min((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libavutil.so.*"), key=lambda file: len(file.name))
    assert ctypes.CDLL(str(loaded)).av_log_get_level() == AV_LOG_ERROR


def test_where_there_is_none_nothing_happens(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "avutil-59.dll").write_bytes(b"no library")
    assert not hush_ffmpeg(tmp_path)
    assert capfd.readouterr() == ("", "")
