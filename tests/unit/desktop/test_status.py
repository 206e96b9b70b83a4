"""What is going on, in a line."""

from __future__ import annotations

import dataclasses
import time

import pytest

from lookhear.desktop.engine.view import AppView, Phase, Proof, UploadsView
from lookhear.desktop.status import (
    advice,
    doubtful_tracks,
    headline,
    phase_text,
    recorded_s,
    track_text,
    uploads_left_text,
    uploads_text,
)
from lookhear.desktop.style.tokens import Tone
from lookhear.errors import NothingToCapture
from lookhear.system.permissions.kinds import Permission
from tests.fakes.views import DISPLAY, MIC, OUTPUT, recording, track

pytestmark = pytest.mark.usefixtures("qapp")
MINUTE_NS = 60_000_000_000
RECORDING = AppView(phase=Phase.RECORDING, recording=recording())
PAUSED = AppView(phase=Phase.PAUSED, recording=recording())


def test_time_runs_on_between_two_views_while_it_records() -> None:
    assert recorded_s(RECORDING, now_monotonic_ns=MINUTE_NS) == 783.0
    assert recorded_s(PAUSED, now_monotonic_ns=MINUTE_NS) == 723.0
    assert recorded_s(AppView(), now_monotonic_ns=MINUTE_NS) == 0.0


@pytest.mark.parametrize(
    ("view", "text"),
    [
        (AppView(), "Ready to record"),
        (AppView(phase=Phase.COUNTDOWN, countdown_left_s=3), "Recording in 3 second(s)"),
        (AppView(phase=Phase.STARTING), "Starting…"),
        (AppView(phase=Phase.STOPPING), "Saving…"),
        (PAUSED, "Paused"),
    ],
)
def test_every_phase_has_its_words(view: AppView, text: str) -> None:
    assert phase_text(view) == text


def test_a_privacy_pause_says_until_when() -> None:
    tomorrow = time.time() + 86_400
    assert phase_text(AppView(private_until_s=tomorrow)).startswith("Privacy pause until ")
    assert phase_text(dataclasses.replace(PAUSED, private_until_s=tomorrow)).startswith("Paused until ")
    assert "Nothing is recorded until" in (advice(AppView(private_until_s=tomorrow)) or pytest.fail("no advice")).text


def test_the_headline_has_the_time_while_there_is_one() -> None:
    assert headline(PAUSED) == "Paused, 12:03"
    assert headline(AppView()) == "Ready to record"


def test_the_worst_track_comes_first() -> None:
    tracks = (track(DISPLAY, Proof.DOUBTFUL, unproven_s=4.2), track(MIC), track(OUTPUT, Proof.MISSING, unproven_s=11))
    assert [each.channel_id for each in doubtful_tracks(recording(*tracks))] == [OUTPUT, DISPLAY]
    said = advice(AppView(phase=Phase.RECORDING, recording=recording(*tracks)))
    assert said is not None
    assert (said.text, said.tone) == ("System audio: nothing recorded for 11 second(s)", Tone.DANGER)
    assert said.hint == "The other tracks go on."


@pytest.mark.parametrize(
    ("proof", "fields", "text"),
    [
        (Proof.GOOD, {}, "Microphone: recording"),
        (Proof.GOOD, {"is_silent": True}, "Microphone: recording, only silence so far"),
        (Proof.AWAITED, {}, "Microphone: starting"),
        (Proof.MUTED, {}, "Microphone: muted"),
        (Proof.PAUSED, {}, "Microphone: paused"),
        (Proof.DOUBTFUL, {"unproven_s": 4.0}, "Microphone: nothing recorded for 4 second(s)"),
        (Proof.MISSING, {"reason": "it was unplugged."}, "Microphone: it was unplugged."),
    ],
)
def test_every_proof_has_its_words(proof: Proof, fields: dict[str, object], text: str) -> None:
    assert track_text(track(MIC, proof, **fields)) == text


def test_a_silent_microphone_is_worth_a_word() -> None:
    said = advice(AppView(phase=Phase.RECORDING, recording=recording(track(DISPLAY), track(MIC, is_silent=True))))
    assert said is not None
    assert said.text == "Microphone: only silence is heard"


@pytest.mark.parametrize(
    ("uploads", "text", "left"),
    [
        (UploadsView(), "", ""),
        (UploadsView(recordings=3), "Uploads: 3 left", ""),
        (UploadsView(recordings=3, left_bytes=75_497_472, bytes_per_s=1_258_291.2), "Uploads: 3 left, 1.2 MB/s", "about a minute"),
        (UploadsView(recordings=1, left_bytes=9, trouble="The backend does not answer."), "Uploads: 1 left, waiting", ""),
    ],
)
def test_uploads_are_told_with_their_speed(uploads: UploadsView, text: str, left: str) -> None:
    view = AppView(uploads=uploads)
    assert (uploads_text(view), uploads_left_text(view)) == (text, left)


@pytest.mark.parametrize(
    ("view", "wants"),
    [
        (AppView(disk_left_s=1500.0, missing_permissions=(Permission.MICROPHONE,)), "storage"),
        (AppView(missing_permissions=(Permission.MICROPHONE,), failure=NothingToCapture("Nothing.")), "first_run"),
        (AppView(failure=NothingToCapture("Nothing."), private_until_s=1.0), ""),
        (AppView(private_until_s=1.0, uploads=UploadsView(trouble="No.")), "private_end"),
        (AppView(uploads=UploadsView(trouble="No.")), "backend"),
    ],
)
def test_what_keeps_things_from_being_recorded_comes_first(view: AppView, wants: str) -> None:
    said = advice(view)
    assert said is not None
    assert said.wants == wants
    assert said.is_dismissable == (not wants)


def test_where_all_is_well_there_is_no_advice() -> None:
    assert advice(AppView()) is None
    assert advice(RECORDING) is None
