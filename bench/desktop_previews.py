"""What live previews cost: pictures a second, and the processor's time for each display, beside levels. Also run by `bench.desktop`.

    .venv/bin/python -m bench.desktop_previews [--seconds 10] [--runs 3]

A process of its own looks at the display as the picker does: the catalogue, the preview service, and in some rows the widget that draws
the pictures, offscreen. Its time is that of the whole process after a second, in which everything is loaded; the display server's is
not in it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import time
from typing import TYPE_CHECKING, Any, Final

from bench.machine import wait_for_calm
from bench.report import table
from bench.rig import Rig, SceneWish
from lookhear.bootstrap import Machine
from lookhear.desktop.engine.events import LevelsHeard, PictureSeen
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.previews import Previews
from lookhear.desktop.engine.watching import Watched
from lookhear.protocol.channels import ChannelId

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.engine.events import Event
    from lookhear.recorder.ports import AudioCatalogue, ScreenCatalogue

_SCENES: Final = ("static", "scroll", "video")
_DISPLAY: Final = "display:1"
_SOUNDS: Final = "mic:default,system_audio:default"
_SETTLE_S: Final = 1.0


class _Sources:
    """The catalogues of this machine."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def screens(self) -> ScreenCatalogue:
        """The displays."""
        return self._machine.screens

    def sounds(self) -> AudioCatalogue:
        """The microphones and outputs."""
        return self._machine.sounds


async def look(channels: list[ChannelId], *, seconds: float, draw: Callable[[Event], object] | None) -> dict[str, Any]:
    """Watch these for so long: how many pictures and levels came a second, and which share of a core this process used."""
    machine, hub = Machine(), Hub()
    counts = {PictureSeen: 0, LevelsHeard: 0}

    def count(event: Event) -> None:
        if type(event) in counts:
            counts[type(event)] += 1

    hub.listen(count)
    if draw is not None:
        hub.listen(draw)
    previews = Previews(Watched(_Sources(machine)), hub, now_ns=machine.clock.now_ns)
    await previews.watch("bench", channels)
    await asyncio.sleep(_SETTLE_S)
    counts.update(dict.fromkeys(counts, 0))
    began_s, cpu_s = time.monotonic(), time.process_time()
    await asyncio.sleep(seconds)
    elapsed_s, spent_s = time.monotonic() - began_s, time.process_time() - cpu_s
    result = {"cpu": spent_s / elapsed_s, "pictures": counts[PictureSeen] / elapsed_s, "levels": counts[LevelsHeard] / elapsed_s}
    await previews.end()
    return result


def drawer() -> Callable[[Event], object]:
    """What draws each picture as the picker does, without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QObject, Signal
    from PySide6.QtWidgets import QApplication

    from lookhear.desktop.preview.tile import PreviewTile

    class Door(QObject):
        happened = Signal(object)

    application = QApplication([])
    door = Door(application)
    tile = PreviewTile(ChannelId.parse(_DISPLAY), door)
    tile.resize(tile.sizeHint())
    tile.show()

    def draw(event: Event) -> None:
        door.happened.emit(event)
        application.processEvents()

    return draw


def measured(rig: Rig, channels: str, *, seconds: float, draws: bool) -> dict[str, float]:
    """One run of the process."""
    argv = [sys.executable, "-m", "bench.desktop_previews", "--look", channels, "--seconds", str(seconds)]
    child = rig.desktop.start("previews", [*argv, *(["--draws"] if draws else [])])
    try:
        child.wait(seconds + 30)
        found: dict[str, float] = json.loads(child.log.read_text("utf-8").splitlines()[-1])
    finally:
        child.stop()
    return found


def previews_table(rig: Rig, *, seconds: float, runs: int) -> str:
    """A row for each scene and what is watched: medians over so many runs."""
    rows = []
    for scene in _SCENES:
        for what, channels, draws in (("picture", _DISPLAY, False), ("picture, drawn", _DISPLAY, True), ("two levels", _SOUNDS, False)):
            if what == "two levels" and scene != _SCENES[0]:
                continue
            with rig.scene(SceneWish(scene)), rig.tones():
                wait_for_calm(limit_cores=0.6, patience_s=20)
                found = [measured(rig, channels, seconds=seconds, draws=draws) for _ in range(runs)]
            medians = {key: statistics.median(each[key] for each in found) for key in found[0]}
            rows.append([scene, what, f"{medians['pictures']:.1f}", f"{medians['levels']:.1f}", f"{medians['cpu'] * 100:.1f}"])
    return table(["scene", "watched", "pictures/s", "levels/s", "% of a core"], rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what live previews cost.")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--look", metavar="CHANNELS", help="be the process that is measured")
    parser.add_argument("--draws", action="store_true", help="and draw the pictures")
    args = parser.parse_args()
    if args.look is not None:
        channels = [ChannelId.parse(name) for name in args.look.split(",")]
        print(json.dumps(asyncio.run(look(channels, seconds=args.seconds, draw=drawer() if args.draws else None))))
        return
    with Rig() as rig:
        print(previews_table(rig, seconds=args.seconds, runs=args.runs))


if __name__ == "__main__":
    main()
