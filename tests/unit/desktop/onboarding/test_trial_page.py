"""The test recording as a person makes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lookhear.desktop.engine.events import TrialMoved
from lookhear.desktop.engine.library.entries import Playable, PlayableFile
from lookhear.desktop.engine.trial import Trial, TrialTrack
from lookhear.desktop.onboarding.trial_page import TrialPage
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.errors import NothingToCapture
from lookhear.protocol.channels import ChannelId
from tests.fakes.desktop import FakeWindows
from tests.fakes.held_bridge import HeldBridge
from tests.fakes.media import FakeMedia

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TRIAL = Trial(
    playable=Playable(files=(PlayableFile(path=Path("trial.mp4"), label="Display 1", sounds=("Mix", "Yeti")),), duration_s=10.0),
    tracks=(TrialTrack(channel_id=ChannelId.parse("mic:default"), duration_s=10.0, peak=0.5),),
)


class Scene:
    """A page, and hands to use it."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.bridge, self.windows = HeldBridge(), FakeWindows()
        self.bridge.engine.trial.answers["record"] = TRIAL
        self.media: list[FakeMedia] = []
        self.page = TrialPage(cast("Any", self.bridge), cast("Any", self.windows), make_media=cast("Any", self._media))
        qtbot.addWidget(self.page)
        self.page.show()

    def _media(self, parent: Any) -> FakeMedia:  # noqa: ANN401 - a widget
        self.media.append(FakeMedia(parent))
        return self.media[-1]

    def press(self, text: str) -> None:
        found = next(each for each in self.page.findChildren(QPushButton) if each.text() == text)
        self._qtbot.mouseClick(found, Qt.MouseButton.LeftButton)

    @property
    def buttons(self) -> list[str]:
        return [each.text() for each in self.page.findChildren(QPushButton) if each.isVisible() and each.text()]

    @property
    def words(self) -> list[str]:
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


def test_what_was_recorded_is_played_at_once(scene: Scene) -> None:
    assert not scene.page.is_done()
    assert scene.page.skip_words()
    scene.press("Record ten seconds")
    assert ("open", "trial.mp4", 0, True) in scene.media[0].calls
    assert "Microphone: was heard" in scene.words
    assert scene.page.is_done()
    assert not scene.page.skip_words()
    assert "Record again" in scene.buttons


def test_while_it_runs_one_sees_how_long_it_lasts_and_can_end_it(scene: Scene) -> None:
    scene.bridge.hold()
    scene.press("Record ten seconds")
    assert "Starting…" in scene.words
    scene.bridge.post(TrialMoved(3.2, 10.0))
    assert "Recording: 7 second(s) left. Say something." in scene.words
    scene.press("That is enough")
    scene.bridge.post(TrialMoved(10.0, 10.0))
    assert "Making it ready to play…" in scene.words
    scene.bridge.release()
    assert scene.bridge.engine.called.count("trial.stop") == 1
    assert scene.page.is_done()


def test_a_refusal_is_told_and_it_can_be_tried_again(scene: Scene) -> None:
    scene.bridge.engine.trial.answers["record"] = NothingToCapture("Nothing could be captured.")
    scene.press("Record ten seconds")
    assert "Nothing could be captured." in scene.page.findChildren(Banner)[0].accessibleName()
    scene.bridge.engine.trial.answers["record"] = TRIAL
    scene.press("Record ten seconds")
    assert scene.page.is_done()
    assert not scene.page.findChildren(Banner)[0].isVisible()


def test_whoever_leaves_hears_nothing_more_and_leaves_nothing(scene: Scene) -> None:
    scene.press("Record ten seconds")
    scene.page.leave()
    assert not scene.page.is_done()
    assert scene.bridge.engine.called[-1] == "trial.forget"
    assert not scene.page._player.is_playing


def test_whoever_leaves_while_it_runs_ends_it_and_is_shown_nothing(scene: Scene) -> None:
    scene.bridge.hold()
    scene.press("Record ten seconds")
    scene.page.leave()
    scene.page.hide()
    scene.bridge.release()
    asked = [name for name in scene.bridge.engine.called if name.startswith("trial")]
    assert sorted(asked) == ["trial.forget", "trial.forget", "trial.record", "trial.stop"]
    assert scene.media == []


def test_a_system_that_cannot_play_it_says_so(scene: Scene) -> None:
    scene.press("Record ten seconds")
    scene.page._player.failed.emit("No codec.")
    assert "cannot play it here" in scene.page.findChildren(Banner)[0].accessibleName()


def test_other_sources_are_the_pickers_matter(scene: Scene) -> None:
    scene.press("Choose other sources…")
    assert scene.windows.shown == [("picker", None)]


def test_progress_of_somebody_elses_is_not_shown(scene: Scene) -> None:
    scene.bridge.post(TrialMoved(3.2, 10.0))
    assert not any("Recording" in text for text in scene.words)
