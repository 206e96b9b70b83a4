"""``python -m demo.scene NAME``: perform one scene on the display of $DISPLAY."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from demo.display import Size
from demo.process import DesktopError
from demo.scene.stage import Programme, SceneName, perform


def main(arguments: list[str] | None = None) -> int:
    """Read the arguments and perform; gives back the exit code: 0 done or stopped, 1 could not, 2 usage."""
    programme = _programme(arguments)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        paints = perform(programme, stop)
    except DesktopError as exc:
        print(exc, file=sys.stderr)
        return 1
    print(f"{paints} paints")
    return 0


def _programme(arguments: list[str] | None) -> Programme:
    parser = argparse.ArgumentParser(prog="python -m demo.scene", description="Paint a scene that says what it showed when.")
    parser.add_argument("name", choices=[name.value for name in SceneName], help="which scene")
    parser.add_argument("--fps", type=float, help="paints a second (default: the scene's own)")
    parser.add_argument("--duration", type=float, metavar="S", help="seconds (default: until Ctrl-C)")
    parser.add_argument("--log", type=Path, metavar="FILE", help="write a line of JSON for each paint, flash and beep")
    parser.add_argument("--size", type=Size.parse, metavar="WxH", help="size of the scene (default: the whole display)")
    parser.add_argument("--full-screen", action="store_true", help="video: fill the display instead of 1280x720")
    parser.add_argument("--behind", action="store_true", help="paint below all windows, as a wallpaper, instead of above them")
    parser.add_argument("--sink", action="append", metavar="NAME", help="flash, talking: sink to play into; may be given again")
    given = parser.parse_args(arguments)
    sinks = {"sinks": tuple(given.sink)} if given.sink else {}
    return Programme(
        name=SceneName(given.name),
        fps=given.fps,
        duration_s=given.duration,
        size=given.size,
        log=given.log,
        is_full_screen=given.full_screen,
        is_behind=given.behind,
        **sinks,
    )


if __name__ == "__main__":
    raise SystemExit(main())
