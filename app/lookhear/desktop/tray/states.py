"""Which icon the tray shows: a table from the view, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lookhear.desktop.engine.view import Phase, Proof

if TYPE_CHECKING:
    from lookhear.desktop.engine.view import AppView


class TrayState(StrEnum):
    """Each is a drawing of its own: ``resources/icons/tray-….svg``."""

    IDLE = "idle"
    STARTING = "starting"
    RECORDING = "recording"
    PAUSED = "paused"
    ATTENTION = "attention"
    UPLOADING = "uploading"


class Badge(StrEnum):
    """What stands small in a corner: ``resources/icons/badge-….svg``."""

    NONE = ""
    PRIVACY = "privacy"
    RECORDING = "recording"  # somebody must look, and it records all the same


@dataclass(frozen=True, slots=True)
class TrayLook:
    """What is drawn."""

    state: TrayState
    badge: Badge = Badge.NONE


def look_of(view: AppView) -> TrayLook:
    """The look for what goes on."""
    badge = Badge.PRIVACY if view.private_until_s is not None else Badge.NONE
    match view.phase:
        case Phase.COUNTDOWN | Phase.STARTING | Phase.STOPPING:
            return TrayLook(TrayState.STARTING, badge)
        case Phase.PAUSED:
            return TrayLook(TrayState.PAUSED, badge)
        case Phase.RECORDING:
            is_good = view.recording is None or view.recording.worst is Proof.GOOD
            return TrayLook(TrayState.RECORDING, badge) if is_good else TrayLook(TrayState.ATTENTION, Badge.RECORDING)
        case Phase.IDLE if view.needs_attention:
            return TrayLook(TrayState.ATTENTION, badge)
        case Phase.IDLE if view.uploads.recordings:
            return TrayLook(TrayState.UPLOADING, badge)
        case _:
            return TrayLook(TrayState.IDLE, badge)
