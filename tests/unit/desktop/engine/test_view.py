"""What the view says of itself."""

from __future__ import annotations

import pytest

from lookhear.desktop.engine.view import AppView, Phase, Proof, UploadsView
from lookhear.errors import NothingToCapture
from lookhear.system.permissions.kinds import Permission
from tests.fakes.views import DISPLAY, MIC, OUTPUT, recording, track


@pytest.mark.parametrize(
    ("proofs", "worst"),
    [
        ((Proof.GOOD, Proof.MUTED, Proof.AWAITED), Proof.GOOD),
        ((Proof.GOOD, Proof.DOUBTFUL, Proof.PAUSED), Proof.DOUBTFUL),
        ((Proof.DOUBTFUL, Proof.MISSING, Proof.GOOD), Proof.MISSING),
    ],
)
def test_the_worst_track_counts(proofs: tuple[Proof, ...], worst: Proof) -> None:
    tracks = [track(channel, proof) for channel, proof in zip((DISPLAY, MIC, OUTPUT), proofs, strict=True)]
    assert recording(*tracks).worst is worst


def test_what_is_left_is_told_only_while_something_goes_out() -> None:
    assert UploadsView(left_bytes=100, bytes_per_s=25.0).left_s == 4.0
    assert UploadsView(left_bytes=100).left_s is None


@pytest.mark.parametrize("phase", list(Phase))
def test_only_idle_is_not_busy(phase: Phase) -> None:
    assert AppView(phase=phase).is_busy is (phase is not Phase.IDLE)


@pytest.mark.parametrize(
    ("view", "needs"),
    [
        (AppView(), False),
        (AppView(missing_permissions=(Permission.MICROPHONE,)), True),
        (AppView(failure=NothingToCapture("Nothing.")), True),
        (AppView(phase=Phase.RECORDING, recording=recording(), failure=NothingToCapture("Nothing.")), False),
        (AppView(phase=Phase.RECORDING, recording=recording(track(MIC, Proof.DOUBTFUL))), True),
    ],
)
def test_somebody_must_look_when_something_is_not_as_thought(view: AppView, *, needs: bool) -> None:
    assert view.needs_attention is needs
