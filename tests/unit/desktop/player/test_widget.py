from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt

from lookhear.desktop.engine.library.entries import Mark, Playable, PlayableFile, Span, SpanKind
from lookhear.desktop.player.widget import PlayerWidget
from tests.fakes.media import FakeMedia

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

PLAYABLE = Playable(
    files=(
        PlayableFile(path=Path("one.mp4"), label="Built-in display", sounds=("Mix", "Microphone", "System audio")),
        PlayableFile(path=Path("two.mp4"), label="Other", sounds=("Mix", "Microphone", "System audio"), begins_s=2.0),
    ),
    duration_s=100.0,
    spans=(Span(kind=SpanKind.PAUSE, from_s=10, to_s=20), Span(kind=SpanKind.GAP, from_s=30, to_s=40)),
    marks=(Mark(at_s=50, text="Decision"), Mark(at_s=70, text="")),
)


class Player:
    """The widget over a file of a test."""

    def __init__(self, qtbot: QtBot) -> None:
        self.made: list[FakeMedia] = []
        self.widget = PlayerWidget(make_media=self._make)
        qtbot.addWidget(self.widget)
        self.widget.resize(600, 400)
        self.widget.show()
        self._bot = qtbot

    def _make(self, parent: QWidget) -> FakeMedia:
        self.made.append(FakeMedia(parent))
        return self.made[-1]

    @property
    def media(self) -> FakeMedia:
        return self.made[0]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._bot.keyClick(self.widget, key, modifier)

    def told(self) -> list[tuple[object, ...]]:
        """What the file was told since the last time."""
        calls, self.media.calls = self.media.calls, []
        return calls


@pytest.fixture
def player(qtbot: QtBot) -> Player:
    return Player(qtbot)


@pytest.fixture
def playing(player: Player) -> Player:
    player.widget.open(PLAYABLE)
    player.told()
    return player


def test_nothing_of_multimedia_is_made_before_it_is_needed(player: Player) -> None:
    assert player.made == []
    player.widget.toggle()
    player.press(Qt.Key.Key_Space)
    assert player.made == []
    assert not player.widget.is_open


def test_a_recording_opens_where_it_is_wanted(player: Player) -> None:
    player.widget.open(PLAYABLE, at_s=12.5, is_playing=False)
    assert ("open", "one.mp4", 12_500, False) in player.told()
    assert (player.widget.position_s, player.widget.is_playing) == (12.5, False)
    player.widget.open(PLAYABLE)
    assert len(player.made) == 1
    assert ("open", "one.mp4", 0, True) in player.told()


def test_another_display_is_shown_at_the_same_moment(playing: Player) -> None:
    playing.media.go_to(42_000)
    playing.press(Qt.Key.Key_2)
    assert ("open", "two.mp4", 40_000, True) in playing.told()
    assert playing.widget.position_s == 42.0
    playing.press(Qt.Key.Key_2)
    playing.press(Qt.Key.Key_9)
    assert playing.told() == []
    playing.press(Qt.Key.Key_1)
    assert ("open", "one.mp4", 42_000, True) in playing.told()


def test_a_moment_before_a_display_came_is_its_beginning(playing: Player) -> None:
    playing.media.go_to(1_000)
    playing.press(Qt.Key.Key_2)
    assert ("open", "two.mp4", 0, True) in playing.told()


def test_the_sound_stays_chosen_when_the_display_changes(playing: Player) -> None:
    playing.widget._controls.sound_chosen.emit(2)
    playing.press(Qt.Key.Key_2)
    assert [call for call in playing.told() if call[0] == "sound"] == [("sound", 2), ("sound", 2)]


def test_pauses_are_skipped_unless_somebody_wants_them(playing: Player) -> None:
    playing.media.go_to(10_050)
    assert playing.told() == [("seek", 20_000)]
    playing.media.go_to(30_500)  # a gap is none
    playing.media.pause()
    playing.told()
    playing.media.go_to(11_000)  # who holds in a pause wants to look
    assert playing.told() == []
    playing.widget._controls._skipping.setChecked(False)
    playing.media.play()
    playing.told()
    playing.media.go_to(12_000)
    assert playing.told() == []
    assert QSettings().value("player/skips_pauses") in {False, "false"}


def test_keys_move_through_it(playing: Player) -> None:
    playing.media.go_to(60_000)
    for key, where in (
        (Qt.Key.Key_Right, 65_000),
        (Qt.Key.Key_Left, 60_000),
        (Qt.Key.Key_L, 70_000),
        (Qt.Key.Key_J, 60_000),
        (Qt.Key.Key_BracketRight, 70_000),
        (Qt.Key.Key_BracketLeft, 50_000),
        (Qt.Key.Key_BracketLeft, 50_000),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_End, 100_000),
    ):
        playing.press(key)
        assert playing.media.position_ms == where, key


def test_a_step_holds_and_goes_by_a_picture(playing: Player) -> None:
    playing.media.go_to(1_000)
    playing.press(Qt.Key.Key_Period)
    assert playing.told() == [("pause",), ("seek", 1_033)]
    playing.press(Qt.Key.Key_Comma)
    assert playing.media.position_ms == 1_000


def test_space_holds_and_goes_on_and_begins_anew_behind_the_end(playing: Player) -> None:
    playing.press(Qt.Key.Key_Space)
    playing.press(Qt.Key.Key_K)
    assert playing.told() == [("pause",), ("play",)]
    playing.media.pause()
    playing.media.go_to(100_000)
    playing.media.ended.emit()
    playing.told()
    playing.press(Qt.Key.Key_Space)
    assert playing.told() == [("seek", 0), ("play",)]


def test_loud_fast_and_silent_by_keys(playing: Player) -> None:
    playing.press(Qt.Key.Key_Down)
    playing.press(Qt.Key.Key_M)
    playing.press(Qt.Key.Key_M)
    playing.press(Qt.Key.Key_Greater, Qt.KeyboardModifier.ShiftModifier)
    assert playing.told() == [("volume", 0.9), ("volume", 0.0), ("volume", 0.9), ("rate", 1.25)]
    assert int(str(QSettings().value("player/volume"))) == 90


def test_shortcuts_of_the_window_are_left_to_it(playing: Player) -> None:
    playing.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    playing.press(Qt.Key.Key_X)
    assert playing.told() == []


def test_the_picture_is_a_button_and_fills_the_screen(playing: Player, qtbot: QtBot) -> None:
    picture = playing.media.picture
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert playing.told() == [("pause",)]
    qtbot.mouseDClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert picture.is_filled
    playing.told()
    qtbot.keyClick(picture, Qt.Key.Key_Space)
    assert playing.told()
    qtbot.keyClick(picture, Qt.Key.Key_Escape)
    assert not picture.is_filled
    playing.press(Qt.Key.Key_F)
    assert picture.is_filled
    playing.press(Qt.Key.Key_F)
    assert not picture.is_filled


def test_sound_alone_has_no_screen_to_fill(player: Player) -> None:
    only = Playable(files=(PlayableFile(path=Path("a.mp4"), label="", sounds=("Microphone",), has_picture=False),), duration_s=5.0)
    player.widget.open(only)
    player.press(Qt.Key.Key_F)
    assert not player.media.picture.is_filled
    assert not player.media.picture.isVisible()


def test_the_timeline_and_the_clock_follow(playing: Player) -> None:
    playing.media.go_to(63_000)
    assert playing.widget._timeline.value() == 63_000
    assert playing.widget._controls._time.text() == "1:03 / 1:40"
    playing.widget._timeline.sought.emit(5_000)
    assert ("seek", 5_000) in playing.told()


def test_what_the_system_says_is_passed_on(playing: Player, qtbot: QtBot) -> None:
    with qtbot.waitSignal(playing.widget.failed) as failed:
        playing.media.broke.emit("No decoder.")
    assert failed.args == ["No decoder."]


def test_it_lets_go_of_its_file(playing: Player) -> None:
    playing.widget.show_poster(None, duration_s=7)
    assert playing.told() == [("close",)]
    assert not playing.widget.is_open
    assert playing.widget._controls._time.text() == "0:00 / 0:07"
    playing.media.go_to(5_000)  # the last word of the file before
    assert playing.widget._timeline.value() == 0
    assert playing.widget.position_s == 0.0


def test_the_poster_asks_for_it(player: Player, qtbot: QtBot) -> None:
    player.widget.show_poster(None)
    with qtbot.waitSignal(player.widget.wanted):
        qtbot.mouseClick(player.widget._poster, Qt.MouseButton.LeftButton)


def test_the_volume_is_remembered(qtbot: QtBot) -> None:
    QSettings().setValue("player/volume", 40)
    player = Player(qtbot)
    player.widget.open(PLAYABLE)
    assert ("volume", 0.4) in player.told()
    QSettings().setValue("player/volume", "loud")
    assert Player(qtbot).widget._controls.volume == 100
