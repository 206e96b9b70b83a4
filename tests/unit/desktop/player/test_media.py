"""The real QtMultimedia on a real file: it opens, plays, seeks, and lets go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from lookhear.desktop.engine.library.playing import make_playable
from lookhear.desktop.player.media import QtMedia
from tests.tools.filmed import film

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

WAIT_MS = 20_000
pytestmark = pytest.mark.qt_log_ignore(
    "pipewire", "PulseAudio", "No audio device", "Could not open media", extend=True
)  # of a machine without sound


@pytest.fixture
def media(qtbot: QtBot) -> Iterator[QtMedia]:
    around = QWidget()
    qtbot.addWidget(around)
    made = QtMedia(around)
    yield made
    made.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make_playable(film(tmp_path), into=tmp_path / "into").files[0].path


def test_a_recording_opens_at_a_moment_and_holds_there(media: QtMedia, file: Path, qtbot: QtBot) -> None:
    media.choose_sound(1)
    with qtbot.waitSignal(media.opened, timeout=WAIT_MS) as opened:
        media.open(file, at_ms=1_500, is_playing=False)
        assert (media.position_ms, media.is_playing) == (1_500, False)
    assert opened.args is not None
    assert opened.args[0] == pytest.approx(4_000, abs=100)
    assert media.sounds == 3
    assert media._player.activeAudioTrack() == 1
    qtbot.waitUntil(lambda: media.position_ms == 1_500, timeout=WAIT_MS)
    media.seek(2_500)
    qtbot.waitUntil(lambda: media.position_ms == 2_500, timeout=WAIT_MS)
    media.choose_sound(2)
    assert media._player.activeAudioTrack() == 2
    media.choose_sound(9)
    assert media._player.activeAudioTrack() == 2


def test_it_plays_to_its_end_and_from_there_anywhere(media: QtMedia, file: Path, qtbot: QtBot) -> None:
    media.set_volume(0.0)
    media.set_rate(3.0)
    with qtbot.waitSignal(media.ended, timeout=WAIT_MS):
        media.open(file, at_ms=3_000, is_playing=True)
    media.seek(1_000)
    qtbot.waitUntil(lambda: media.position_ms == 1_000, timeout=WAIT_MS)
    with qtbot.waitSignal(media.moved, timeout=WAIT_MS):
        media.play()
    media.pause()
    assert not media.is_playing


def test_wishes_before_it_is_open_are_kept(media: QtMedia, file: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(media.opened, timeout=WAIT_MS):
        media.open(file, at_ms=0, is_playing=False)
        media.play()
        media.seek(1_000)
        media.pause()
    qtbot.waitUntil(lambda: media.position_ms == 1_000, timeout=WAIT_MS)
    assert not media.is_playing


def test_what_is_no_video_is_told(media: QtMedia, tmp_path: Path, qtbot: QtBot) -> None:
    nonsense = tmp_path / "a.mp4"
    nonsense.write_bytes(b"nonsense" * 100)
    with qtbot.waitSignal(media.broke, timeout=WAIT_MS):
        media.open(nonsense, at_ms=0, is_playing=True)
    with qtbot.waitSignal(media.broke, timeout=WAIT_MS):
        media.open(tmp_path / "gone.mp4", at_ms=0, is_playing=True)


def test_a_file_can_be_removed_once_it_is_let_go(media: QtMedia, file: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(media.opened, timeout=WAIT_MS):
        media.open(file, at_ms=0, is_playing=True)
    media.close()
    file.unlink()
    assert media.position_ms == 0
