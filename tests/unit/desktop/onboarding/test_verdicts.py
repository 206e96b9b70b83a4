"""What a test recording showed, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from lookhear.desktop.engine.trial import TrialTrack
from lookhear.desktop.onboarding.verdicts import Verdicts, verdict_of
from lookhear.desktop.style.tokens import Tone
from lookhear.protocol.channels import ChannelId

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def track(name: str, *, duration_s: float = 10.0, is_silent: bool = False, reason: str = "") -> TrialTrack:
    return TrialTrack(channel_id=ChannelId.parse(name), duration_s=duration_s, is_silent=is_silent, reason=reason)


@pytest.mark.parametrize(
    ("found", "sentence", "tone"),
    [
        (track("display:2"), "Display 2: was seen", Tone.SUCCESS),
        (track("mic:default"), "Microphone: was heard", Tone.SUCCESS),
        (track("mic:default", is_silent=True), "Microphone: only silence. Is it switched on, and is it the right one?", Tone.WARNING),
        (track("system_audio:default", is_silent=True), "System audio: nothing was played meanwhile", Tone.NEUTRAL),
        (track("mic:x", duration_s=0.0, reason="It is unplugged."), "Microphone: nothing was recorded. It is unplugged.", Tone.WARNING),
        (track("display:1", duration_s=0.0), "Display 1: nothing was recorded.", Tone.WARNING),
    ],
)
def test_each_track_has_a_sentence(found: TrialTrack, sentence: str, tone: Tone) -> None:
    verdict = verdict_of(found)
    assert (verdict.sentence, verdict.tone) == (sentence, tone)


def test_the_last_recording_is_shown_alone(qtbot: QtBot) -> None:
    lines = Verdicts()
    qtbot.addWidget(lines)
    lines.show_tracks([track("display:1"), track("mic:default")])
    lines.show_tracks([track("mic:default")])
    lines.show()
    assert [label.text() for label in lines.findChildren(QLabel) if label.isVisible()] == ["Microphone: was heard"]
