"""``make run``: records ten seconds of this desktop with sound, or of a virtual one where there is no desktop.

It goes through the backend of this computer, which goes on for some minutes, so that the address that is printed can be looked at.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from demo.process import DesktopError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_INTERRUPTED: Final = 130
_NOTHING_CAPTURED: Final = 3
_PROJECT: Final = Path(__file__).resolve().parents[1]
_WATCHING: Final = """
To watch it, open the address above in a browser on this computer. The backend that answers there ends by itself when nobody has
used it for five minutes. What it has stays in {home}; to watch it later, run
  LOOKHEAR_HOME={home} .venv/bin/lookhear serve
and open the same address with the port that this prints."""


def main(arguments: list[str] | None = None) -> int:
    """Record and report. Exit codes are those of ``lookhear record``; 3 also when the virtual desktop cannot be started."""
    parser = argparse.ArgumentParser(prog="python -m demo.run", description="Record some seconds of this desktop, with sound.")
    parser.add_argument("--duration", type=float, default=10.0, metavar="S", help="seconds to record (default: 10)")
    parser.add_argument("--output", type=Path, metavar="FILE.mp4", help="where to write the video (default: out/demo-<time>.mp4)")
    parser.add_argument("--virtual", action="store_true", help="record a virtual desktop even where there is a real one")
    given = parser.parse_args(arguments)
    output = given.output or _PROJECT / "out" / f"demo-{time.strftime('%Y%m%d-%H%M%S')}.mp4"
    output.parent.mkdir(parents=True, exist_ok=True)
    reason = "You asked for a virtual desktop." if given.virtual else why_not_here(os.environ)
    try:
        if reason is None:
            print(f"Recording {given.duration:g} seconds of this desktop, with sound …", flush=True)
            return record(dict(os.environ), duration_s=given.duration, output=output)
        print(f"{reason} Recording {given.duration:g} seconds of a virtual desktop with a scene that moves and speaks …", flush=True)
        return record_virtual(duration_s=given.duration, output=output)
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


def record_virtual(*, duration_s: float, output: Path) -> int:
    """Record the talking scene on a virtual desktop. Raises DesktopError."""
    try:
        from demo.desktop import VirtualDesktop
        from demo.scene.launch import start_scene
    except ModuleNotFoundError as exc:
        raise DesktopError("What the virtual desktop needs is not set up. `env -u DISPLAY make run` sets it up and uses it.") from exc

    with VirtualDesktop() as desktop:
        start_scene(desktop, "talking")
        return record(desktop.env, duration_s=duration_s, output=output)


def record(env: Mapping[str, str], *, duration_s: float, output: Path) -> int:
    """Run the program itself as a child on this terminal and give back its exit code.

    The recording stays in the project's own folder unless LOOKHEAR_HOME names another one; what else the environment says to Lookhear
    holds on a virtual desktop too. Ctrl-C reaches the child as it
    reaches us; it ends the recording in order, and we wait for that. A SIGTERM is handed on.
    """
    said = {name: value for name, value in os.environ.items() if name.startswith("LOOKHEAR_")}
    home = said.get("LOOKHEAR_HOME") or os.fspath(_PROJECT / "out" / "home")
    argv = [sys.executable, "-m", "lookhear", "record", "--duration", f"{duration_s:g}", "--output", os.fspath(output)]
    interrupted = signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN, which the child would inherit
    try:
        with subprocess.Popen(argv, env={**env, **said, "LOOKHEAR_HOME": home}) as child, handed_on(child):
            code = child.wait()
    finally:
        signal.signal(signal.SIGINT, interrupted)
    if code == 0 and said.get("LOOKHEAR_BACKEND", "embedded") == "embedded":
        print(_WATCHING.format(home=home))
    return code


@contextlib.contextmanager
def handed_on(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """Hand a SIGTERM on to the child for a while."""
    before = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


if __name__ == "__main__":
    raise SystemExit(main())
