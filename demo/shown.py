"""The application on a virtual desktop, used by somebody who records once; afterwards it is told what came of that."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final, Self

from demo.first_use import begin_to_record, stop_recording
from demo.person import Person
from demo.process import DesktopError, wait_until

if TYPE_CHECKING:
    import threading
    from collections.abc import Mapping
    from pathlib import Path

    from demo.desktop import VirtualDesktop

_END_S: Final = 40.0
_HANDED_OVER_S: Final = 60.0


class Showing:
    """``with Showing(desktop, home) as showing: showing.record(…); showing.report(…)``. Raises DesktopError."""

    def __init__(self, desktop: VirtualDesktop, home: Path) -> None:
        self._desktop, self._home = desktop, home
        self._person = Person(desktop)
        self._stack = ExitStack()
        self._before: set[str] = set()

    def __enter__(self) -> Self:
        self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._before = {told["recording_id"] for told in self._recordings()}
        with ExitStack() as stack:
            argv = [sys.executable, "-m", "lookhear", "app"]
            # What it says of its own accord is in its log; a session of its own: Ctrl-C here ends the recording first.
            child = subprocess.Popen(
                argv, env=dict(self._env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
            stack.callback(_end, child)
            stack.enter_context(self._person)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stack.close()

    def record(self, *, duration_s: float, enough: threading.Event) -> None:
        """Click until it records, wait so long or until it is ``enough``, and click again."""
        person = self._person
        person.tray_icon()
        _say("its icon is in the tray")
        begin_to_record(person, _say)
        _say(f"it records for {duration_s:g} seconds")
        enough.wait(duration_s)
        stop_recording(person)
        _say("a click on the icon stopped it")

    def report(self, output: Path) -> str | None:
        """Print the receipt, the video and where it can be watched; gives the last of them."""
        from lookhear.cli.report import print_receipt
        from lookhear.recorder.receipt import build_receipt

        name = wait_until(self._new_one, what="the new recording", deadline_s=_END_S)
        self._run("export", name, "--output", os.fspath(output), "--force")
        print_receipt(build_receipt(self._home / "recordings" / name, verify=True))
        print(output, flush=True)
        if os.environ.get("LOOKHEAR_BACKEND") == "none":
            return None
        link = wait_until(lambda: self._link_of(name), what="handing the recording over", deadline_s=_HANDED_OVER_S)
        print(f"watch  {link}", flush=True)
        return link

    @property
    def _env(self) -> Mapping[str, str]:
        said = {name: value for name, value in os.environ.items() if name.startswith("LOOKHEAR_")}
        return {**self._desktop.env, **said, "LOOKHEAR_HOME": os.fspath(self._home)}

    def _new_one(self) -> str | None:
        found = [told["recording_id"] for told in self._recordings() if told["state"] != "recording"]
        return next((name for name in found if name not in self._before), None)

    def _link_of(self, name: str) -> str | None:
        told = next((told for told in self._recordings() if told["recording_id"] == name), None)
        if told is None or told["upload"] is None or told["upload"]["state"] != "uploaded":
            return None
        link: str | None = told["upload"]["player_url"]
        return link

    def _recordings(self) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = json.loads(self._run("recordings", "--json"))["recordings"]
        return told

    def _run(self, *arguments: str) -> str:
        argv = [sys.executable, "-m", "lookhear", *arguments]
        done = subprocess.run(argv, env=dict(self._env), capture_output=True, text=True, check=False, start_new_session=True)
        if done.returncode != 0:
            raise DesktopError(f"lookhear {arguments[0]} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout


def _say(text: str) -> None:
    print(f"  · {text}", flush=True)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End it as a session that ends does."""
    child.send_signal(signal.SIGTERM)
    try:
        child.wait(_END_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
