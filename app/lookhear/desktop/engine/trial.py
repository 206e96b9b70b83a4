"""The test recording of the first run, as the GUI sees it: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lookhear.desktop.engine.library.entries import Playable
    from lookhear.protocol.channels import ChannelId

LENGTH_S: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialTrack:
    """What one source gave. ``peak`` is the loudest sample of a sound, 0…1; ``reason`` is a sentence where it gave nothing."""

    channel_id: ChannelId
    duration_s: float
    peak: float | None = None
    is_silent: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A test recording that can be played. It is deleted with the next one, and when the first run is over."""

    playable: Playable
    tracks: tuple[TrialTrack, ...]
