"""The composition root with adapters of a test in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.bootstrap import Machine
from lookhear.recorder.sources.screen.synthetic import Script, SyntheticCatalogue
from lookhear.system.paths.folders import Paths
from tests.fakes.catalogues import SyntheticSounds

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.ports import AudioCatalogue, ScreenCatalogue


def machine(home: Path, *, screens: ScreenCatalogue | None = None, sounds: AudioCatalogue | None = None) -> Machine:
    """A machine whose folders are under ``home``, without a backend; synthetic displays and sounds where none are given."""
    made = Machine({"LOOKHEAR_BACKEND": "none"})
    made.paths = Paths(data=home, exports=home / "exports", state=home / "state")
    made.screens = screens or SyntheticCatalogue((Script(width=160, height=96),), now_ns=made.clock.now_ns)
    made.sounds = sounds or SyntheticSounds(now_ns=made.clock.now_ns)
    return made
