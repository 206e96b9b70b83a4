"""Which icon the tray shows."""

from __future__ import annotations

import pytest

from lookhear.desktop.engine.view import AppView, Phase, Proof, UploadsView
from lookhear.desktop.tray.states import Badge, TrayLook, TrayState, look_of
from lookhear.errors import NothingToCapture
from lookhear.system.permissions.kinds import Permission
from tests.fakes.views import DISPLAY, MIC, recording, track

GOOD = recording()
DOUBTFUL = recording(track(DISPLAY), track(MIC, Proof.DOUBTFUL))


@pytest.mark.parametrize(
    ("view", "look"),
    [
        (AppView(), TrayLook(TrayState.IDLE)),
        (AppView(private_until_s=1.0), TrayLook(TrayState.IDLE, Badge.PRIVACY)),
        (AppView(phase=Phase.COUNTDOWN), TrayLook(TrayState.STARTING)),
        (AppView(phase=Phase.STARTING), TrayLook(TrayState.STARTING)),
        (AppView(phase=Phase.STOPPING, recording=GOOD), TrayLook(TrayState.STARTING)),
        (AppView(phase=Phase.RECORDING, recording=GOOD), TrayLook(TrayState.RECORDING)),
        (AppView(phase=Phase.RECORDING, recording=GOOD, uploads=UploadsView(recordings=2)), TrayLook(TrayState.RECORDING)),
        (AppView(phase=Phase.RECORDING, recording=DOUBTFUL), TrayLook(TrayState.ATTENTION, Badge.RECORDING)),
        (AppView(phase=Phase.PAUSED, recording=GOOD), TrayLook(TrayState.PAUSED)),
        (AppView(phase=Phase.PAUSED, recording=GOOD, private_until_s=1.0), TrayLook(TrayState.PAUSED, Badge.PRIVACY)),
        (AppView(uploads=UploadsView(recordings=1)), TrayLook(TrayState.UPLOADING)),
        (AppView(failure=NothingToCapture("No."), uploads=UploadsView(recordings=1)), TrayLook(TrayState.ATTENTION)),
        (AppView(missing_permissions=(Permission.MICROPHONE,)), TrayLook(TrayState.ATTENTION)),
    ],
)
def test_the_view_decides(view: AppView, look: TrayLook) -> None:
    assert look_of(view) == look
