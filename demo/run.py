"""``make run``: starts the application. Where there is no desktop it does so on a virtual one, and somebody clicks it there.

What was recorded there goes through the backend of this computer, which goes on for some minutes, so that the address that is printed can
be looked at.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from demo.process import DesktopError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_INTERRUPTED: Final = 130
_NOTHING_CAPTURED: Final = 3
_PROJECT: Final = Path(__file__).resolve().parents[1]
_HERE: Final = """\
Lookhear starts. Its icon is in the tray: a click records, another one stops, the other button opens the menu. Where there is no tray its
window opens instead. Ctrl-C here ends it, and so does Quit in its menu. What you record is kept in {home}."""
_WATCHING: Final = """
To watch it, open the address above in a browser on this computer. The backend that answers there ends by itself when nobody has
used it for five minutes. What it has stays in {home}; to watch it later, run
  LOOKHEAR_HOME={home} .venv/bin/lookhear serve
and open the same address with the port that this prints."""


def main(arguments: list[str] | None = None) -> int:
    """Start it, or show it; gives the exit code: 0 done, 3 nothing was recorded or the virtual desktop cannot be started."""
    parser = argparse.ArgumentParser(prog="python -m demo.run", description="Start Lookhear; without a desktop, show it on a virtual one.")
    parser.add_argument("--virtual", action="store_true", help="show it on a virtual desktop even where there is a real one")
    parser.add_argument("--duration", type=float, default=10.0, metavar="S", help="virtual desktop: seconds to record (default: 10)")
    parser.add_argument("--output", type=Path, metavar="FILE.mp4", help="virtual desktop: the video (default: out/demo-<time>.mp4)")
    given = parser.parse_args(arguments)
    output = given.output or _PROJECT / "out" / f"demo-{time.strftime('%Y%m%d-%H%M%S')}.mp4"
    reason = "You asked for a virtual desktop." if given.virtual else why_not_here(os.environ)
    try:
        if reason is None:
            return start_here()
        print(
            f"{reason} Lookhear is started on a virtual desktop with a scene that moves and speaks, and used as a person does.", flush=True
        )
        output.parent.mkdir(parents=True, exist_ok=True)
        return show(duration_s=given.duration, output=output)
    except DesktopError as exc:
        print(exc, file=sys.stderr)
        return _NOTHING_CAPTURED
    except KeyboardInterrupt:
        return _INTERRUPTED


def why_not_here(env: Mapping[str, str]) -> str | None:
    """Why this desktop cannot be recorded, as a sentence; None when it can."""
    if sys.platform != "linux":
        return None
    if env.get("WAYLAND_DISPLAY") or env.get("XDG_SESSION_TYPE") == "wayland":
        return "This is a Wayland session, which Lookhear cannot record yet (log in to an X11 session for that)."
    display = env.get("DISPLAY")
    if not display:
        return "There is no display here."
    return None if answers(display) else f"The display {display} does not answer."


def answers(display: str) -> bool:
    """True when an X server answers at this value of DISPLAY. Asked with the program's own library: xcffib may not be there."""
    import mss
    from mss.exception import ScreenShotError

    try:
        with mss.MSS(display=display):
            return True
    except ScreenShotError:
        return False


def start_here() -> int:
    """Start the application on this desktop, and wait until somebody ends it. Ctrl-C and SIGTERM reach it too: it seals what it records."""
    home = home_of(os.environ)
    print(_HERE.format(home=home), flush=True)
    argv = [sys.executable, "-m", "lookhear", "app"]
    with subprocess.Popen(argv, env={**os.environ, "LOOKHEAR_HOME": os.fspath(home)}) as child, heard(child.terminate):
        return child.wait()


def show(*, duration_s: float, output: Path) -> int:
    """Use the application on a virtual desktop, and print what came of it. A signal ends the recording early. Raises DesktopError."""
    try:
        from demo.desktop import VirtualDesktop
        from demo.scene.launch import start_scene
        from demo.shown import Showing
    except ModuleNotFoundError as exc:
        raise DesktopError("What the virtual desktop needs is not set up. `env -u DISPLAY make run` sets it up and uses it.") from exc

    home = home_of(os.environ)
    enough = threading.Event()
    with heard(enough.set), VirtualDesktop(has_panel=True, has_bus=True) as desktop:
        start_scene(desktop, "talking", "--behind")
        with Showing(desktop, home) as showing:
            showing.record(duration_s=duration_s, enough=enough)
            link = showing.report(output)
    if link is not None:
        print(_WATCHING.format(home=home))
    return 0


def home_of(env: Mapping[str, str]) -> Path:
    """Where recordings are kept: the project's own folder unless LOOKHEAR_HOME names another one."""
    return Path(env.get("LOOKHEAR_HOME") or _PROJECT / "out" / "home")


@contextmanager
def heard(do: Callable[[], object]) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM do this for a while."""
    before = {number: signal.signal(number, lambda *_: do()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


if __name__ == "__main__":
    raise SystemExit(main())
