"""Performs a scene: builds it, paints it at its deadlines, plays its sounds and keeps its log."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from demo.audio import MIC_FEED, SPEAKERS
from demo.scene import paper
from demo.scene.canvas import Canvas
from demo.scene.flash import FlashScene
from demo.scene.log import EventLog
from demo.scene.moving import CounterScene, FilmScene
from demo.scene.sound import Beat, LoopPlayer, beeps
from demo.scene.still import ScrollScene, StaticScene
from demo.scene.talking import Speech, TalkingScene, tune
from demo.scene.ticks import ticks
from demo.scene.typing import TypingScene
from lookhear.recorder.pipeline.clock import raw_now_ns

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from demo.barcode import Area
    from demo.display import Size

# Between the first picture and the first paint. Streams are listened to before they sound: for the exact beeps longer.
_SILENT_LEAD_NS: Final = 50_000_000
_TALK_LEAD_NS: Final = 1_000_000_000
_BEEP_LEAD_NS: Final = 3_000_000_000


class SceneName(StrEnum):
    """The scenes there are."""

    STATIC = "static"
    SCROLL = "scroll"
    VIDEO = "video"
    COUNTER = "counter"
    FLASH = "flash"
    TALKING = "talking"
    TYPING = "typing"


class Scene(Protocol):
    """Something to paint. ``fps`` is its natural rate."""

    fps: float

    def paint(self, number: int) -> Area | None:
        """Change the back pixmap for the paint of this number; gives back what changed, None when nothing did."""
        ...


@runtime_checkable
class Watching(Protocol):
    """A scene that wants to know when its paints were on the screen."""

    def shown(self, number: int, *, sent_ns: int, shown_ns: int) -> None:
        """The paint was sent and was on the screen at these times at the latest."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What is to be performed. ``fps`` None is the scene's own rate, ``duration_s`` None until stopped."""

    name: SceneName
    fps: float | None = None
    duration_s: float | None = None
    size: Size | None = None
    log: Path | None = None
    is_full_screen: bool = False
    is_behind: bool = False  # below all windows
    sinks: tuple[str, ...] = field(default=(SPEAKERS, MIC_FEED))  # flash: all beep; talking: the tune's and the voice's


def perform(programme: Programme, stop: threading.Event) -> int:
    """Perform until the end or until stopped; gives back the number of paints. Raises DesktopError."""
    with contextlib.ExitStack() as stack:
        canvas = stack.enter_context(Canvas(size=programme.size, is_behind=programme.is_behind))
        log = stack.enter_context(EventLog(programme.log))
        scene, loops = _build(programme, canvas, log)
        fps = programme.fps if programme.fps is not None else scene.fps
        canvas.draw_number(0)
        canvas.present_all()
        start_ns = raw_now_ns() + {SceneName.FLASH: _BEEP_LEAD_NS, SceneName.TALKING: _TALK_LEAD_NS}.get(programme.name, _SILENT_LEAD_NS)
        log.add("start", scene=programme.name, fps_milli=round(fps * 1000), t_ns=start_ns)
        players = [stack.enter_context(LoopPlayer(sink, Beat(samples, start_ns), log=log)) for sink, samples in loops]
        watching = scene if isinstance(scene, Watching) else None
        paints = 0
        for number in ticks(fps=fps, start_ns=start_ns, duration_s=programme.duration_s, stop=stop):
            paints += _paint(scene, number, canvas=canvas, log=log, watching=watching)
            for player in players:
                player.check()
        return paints


def _paint(scene: Scene, number: int, *, canvas: Canvas, log: EventLog, watching: Watching | None) -> bool:
    place = scene.paint(number)
    if place is None:
        return False
    sent_ns, shown_ns = canvas.present(place.union(canvas.draw_number(number)))
    log.add("paint", n=number, t_ns=sent_ns, shown_ns=shown_ns)
    if watching is not None:
        watching.shown(number, sent_ns=sent_ns, shown_ns=shown_ns)
    return True


def _build(programme: Programme, canvas: Canvas, log: EventLog) -> tuple[Scene, list[tuple[str, NDArray[np.int16]]]]:
    """The scene, and the loops that sound with it: sink and samples."""
    application = paper.start_qt()
    try:
        match programme.name:
            case SceneName.STATIC:
                return StaticScene(canvas), []
            case SceneName.SCROLL:
                return ScrollScene(canvas), []
            case SceneName.VIDEO:
                return FilmScene(canvas, fps=programme.fps or FilmScene.fps, is_full_screen=programme.is_full_screen), []
            case SceneName.COUNTER:
                return CounterScene(canvas), []
            case SceneName.FLASH | SceneName.TYPING as name:
                return _logging(name, canvas, log), [(sink, beeps()) for sink in programme.sinks if name is SceneName.FLASH]
            case SceneName.TALKING:
                speech = Speech()
                sounds = (tune(), speech.samples)
                return TalkingScene(canvas, speech=speech), list(zip(programme.sinks, sounds, strict=False))
    finally:
        application.shutdown()


def _logging(name: SceneName, canvas: Canvas, log: EventLog) -> Scene:
    """A scene that logs what it shows."""
    return FlashScene(canvas, log=log) if name is SceneName.FLASH else TypingScene(canvas, log=log)
