"""The rows of the tracks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from lookhear.desktop.compact.tracks import TrackList, proof_text
from lookhear.desktop.engine.view import Proof
from lookhear.desktop.preview.meter import Meter
from tests.fakes.views import DISPLAY, MIC, OUTPUT, track

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


@pytest.fixture
def rows(qtbot: QtBot, bridge: FakeBridge) -> TrackList:
    made = TrackList(cast("Any", bridge))
    qtbot.addWidget(made)
    made.show()
    return made


def test_each_track_says_what_its_files_prove(rows: TrackList) -> None:
    rows.show_tracks([track(DISPLAY), track(MIC, Proof.DOUBTFUL, unproven_s=4.0)])
    assert rows.texts == ("Display 1: recording", "Microphone: nothing recorded for 4 second(s)")
    rows.show_tracks([track(DISPLAY), track(MIC, Proof.MUTED)])
    assert rows.texts == ("Display 1: recording", "Microphone: muted")


def test_only_sound_has_a_level(rows: TrackList) -> None:
    rows.show_tracks([track(DISPLAY), track(MIC), track(OUTPUT)])
    assert [meter.isVisible() for meter in rows.findChildren(Meter)] == [False, True, True]


def test_rows_are_kept_while_the_tracks_are_the_same(rows: TrackList) -> None:
    rows.show_tracks([track(DISPLAY), track(MIC)])
    before = rows.findChildren(Meter)
    rows.show_tracks([track(DISPLAY, Proof.MISSING), track(MIC)])
    assert rows.findChildren(Meter) == before
    rows.show_tracks([])
    assert rows.texts == ()


@pytest.mark.usefixtures("qapp")
def test_every_proof_has_a_word() -> None:
    assert len({proof_text(track(MIC, proof)) for proof in Proof}) == len(Proof)
