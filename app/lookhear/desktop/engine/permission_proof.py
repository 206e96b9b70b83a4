"""What a permission is worth, by trying: a source is opened for a moment, and what it gives decides. Blocks; keeps nothing."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lookhear.errors import LookhearError, PermissionMissing
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.system.permissions.kinds import Permission

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.recorder.ports import AudioCatalogue, AudioSource, ScreenCatalogue

WITHIN_S: Final = 3.0
_READ_S: Final = 0.25
_FPS: Final = 5
_SOUNDS: Final = {Permission.MICROPHONE: ChannelKind.MIC, Permission.SYSTEM_AUDIO: ChannelKind.SYSTEM_AUDIO}


class Outcome(StrEnum):
    """What came of a test capture."""

    UNTRIED = "untried"
    GAVE = "gave"  # a picture, or sound that is not silence
    ZEROS = "zeros"  # sound of nothing but zeros: so sounds a microphone that one may not hear, and one that is switched off
    NOTHING = "nothing"  # it was opened and gave nothing at all
    REFUSED = "refused"  # by the system, for want of the permission
    UNAVAILABLE = "unavailable"  # there is none, or it cannot be opened for another reason


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome, and what was seen, or why nothing was, for people."""

    outcome: Outcome = Outcome.UNTRIED
    saw: str = ""


class Prober:
    """Opens sources of a machine. One question at a time, on any thread."""

    def __init__(
        self,
        *,
        screens: Callable[[], ScreenCatalogue],
        sounds: Callable[[], AudioCatalogue],
        now_s: Callable[[], float] = time.monotonic,
        within_s: float = WITHIN_S,
    ) -> None:
        self._screens, self._sounds, self._now_s, self._within_s = screens, sounds, now_s, within_s

    def look(self, permission: Permission) -> Proof:
        """The proof of a permission; UNTRIED for one that no source stands for. Takes `WITHIN_S` at most, beside what a system takes."""
        try:
            if permission is Permission.SCREEN_CAPTURE:
                return self._look_at_screen()
            if (kind := _SOUNDS.get(permission)) is not None:
                return self._listen(kind)
        except PermissionMissing as error:
            return Proof(Outcome.REFUSED, str(error))
        except LookhearError as error:
            return Proof(Outcome.UNAVAILABLE, str(error))
        return Proof()

    def _look_at_screen(self) -> Proof:
        catalogue = self._screens()
        displays = catalogue.displays(probe=False)
        if not displays:
            return Proof(Outcome.UNAVAILABLE)
        chosen = next((info for info in displays if info.is_default), displays[0])
        until_s = self._now_s() + self._within_s
        with catalogue.open(chosen.channel_id, fps=_FPS) as source:
            while self._now_s() < until_s:
                if (frame := source.read(_READ_S)) is not None:
                    return Proof(Outcome.GAVE, f"{frame.picture.width} × {frame.picture.height}")
        return Proof(Outcome.NOTHING)

    def _listen(self, kind: ChannelKind) -> Proof:
        catalogue = self._sounds()
        found = [info for info in catalogue.inputs(probe=False) if info.channel_id.kind is kind]
        if not found:
            return Proof(Outcome.UNAVAILABLE)
        name = next((info.name for info in found if info.is_default), found[0].name)
        with catalogue.open(ChannelId(kind, "default")) as source:
            return Proof(self._outcome_of(source), name)

    def _outcome_of(self, source: AudioSource) -> Outcome:
        """Wait for one sample that is not zero."""
        until_s, outcome = self._now_s() + self._within_s, Outcome.NOTHING
        while self._now_s() < until_s:
            block = source.read(_READ_S)
            if block is None or not len(block.samples):
                continue
            if block.samples.any():
                return Outcome.GAVE
            outcome = Outcome.ZEROS
        return outcome
