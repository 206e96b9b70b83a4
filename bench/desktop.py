"""The application in the tray: how soon it is there, how soon a click records, what it costs while nothing happens, whether it ever hangs.

    .venv/bin/python -m bench.desktop [--part start|click|idle|hold|previews …] [--times 10] [--minutes 5]

On a virtual desktop with a panel, clicked with xdotool. *start* is from the start of the process to the icon's window in the panel.
*click* is from the click on the icon, or from the end of the countdown that it began and that warms devices up, to the row in the journal
that says that a fragment is on disk; the first click of a process is told apart. *idle* is CPU and memory of the process tree with nothing
but the icon. *hold* is how late a 10 ms timer of the GUI thread comes while a recording runs and windows are opened, beside the same
timer in a Qt application that does nothing, in the same minutes; and the most processor time that the thread used between two of its
ticks, which other work of the machine does not change.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.desktop_app import LOOK_EVERY_S, Application, rows_of, running, settle
from bench.machine import rss_bytes, tree, usage, wait_for_calm
from bench.report import table
from bench.rig import Rig
from demo.desktop import VirtualDesktop
from demo.first_use import begin_to_record, stop_recording
from demo.person import Person
from demo.process import DesktopError, wait_until
from demo.scene.launch import start_scene

if TYPE_CHECKING:
    from collections.abc import Callable

_MB: Final = 1_000_000
_DEADLINE_S: Final = 30.0
_IDLE_S: Final = 60.0
_RECORD_S: Final = 3.0
_COUNTDOWN_S: Final = 3


class Bench:
    """The desktop, the home that has been used once, and the person."""

    def __init__(self, desktop: VirtualDesktop, home: Path, *, times: int, minutes: float) -> None:
        self.desktop, self.home = desktop, home
        self.times, self.minutes = times, minutes

    def get_ready(self) -> None:
        """Get through the first run and choose sources."""
        settle(self.home)
        with running(self.desktop, self.home), Person(self.desktop) as person:
            begin_to_record(person)
            stop_recording(person)

    def start(self) -> str:
        """From the start of the process to its icon."""
        seconds = []
        for _ in range(self.times):
            wait_for_calm(limit_cores=0.3, patience_s=10)
            seconds.append(self._started())
            wait_until(lambda: self.desktop.panel.icon() is None, what="the icon going")
        return table(["start of the process to the icon", "fastest s", "median s", "slowest s"], [_spread(f"{self.times} starts", seconds)])

    def _started(self) -> float:
        application = Application(self.desktop, self.home)
        try:
            _wait_busily(lambda: application.goes_on() and self.desktop.panel.icon() is not None)
            return time.monotonic() - application.started_s
        finally:
            application.end()

    def click(self) -> str:
        """From the click to the first fragment on disk of each track, without a countdown and behind one of three seconds."""
        start_scene(self.desktop, "scroll", "--behind")
        cold = self._clicks(countdown_s=0)
        warm = self._clicks(countdown_s=_COUNTDOWN_S)
        named = (("first click of a process", cold[:1]), ("later clicks", cold[1:]), (f"end of a countdown of {_COUNTDOWN_S} s", warm[1:]))
        rows = [_spread(f"{name}, {channel}", [sealed[channel] for sealed in each]) for name, each in named for channel in sorted(each[0])]
        return table(["from … to a sealed fragment", "fastest s", "median s", "slowest s"], rows)

    def _clicks(self, *, countdown_s: int) -> list[dict[str, float]]:
        """Channel → seconds, for each click; the countdown is not in them."""
        settle(self.home, countdown_s=countdown_s)
        clicks = []
        with running(self.desktop, self.home) as application, Person(self.desktop) as person:
            for _ in range(self.times + 1):
                wait_for_calm(limit_cores=0.5, patience_s=10)
                sealed = self._clicked(application, person)
                clicks.append({channel: seconds - countdown_s for channel, seconds in sealed.items()})
        return clicks

    def _clicked(self, application: Application, person: Person) -> dict[str, float]:
        """Channel → seconds from the click to its first row."""
        before = set(self.home.glob("recordings/rec-*"))
        person.tray_icon()
        clicked_s = time.monotonic()
        person.click_tray()
        sealed: dict[str, float] = {}
        wanted = 0

        def all_sealed() -> bool:
            nonlocal wanted
            for folder in set(self.home.glob("recordings/rec-*")) - before:
                wanted = wanted or _channels_of(folder)
                for row in rows_of(folder):
                    if row["type"] == "fragment":
                        sealed.setdefault(row["channel"], time.monotonic() - clicked_s)
            return application.goes_on() and 0 < wanted <= len(sealed)

        _wait_busily(all_sealed)
        time.sleep(_RECORD_S)
        person.click_tray()
        wait_until(lambda: all((folder / "receipt.json").exists() for folder in self.home.glob("recordings/rec-*")), what="the end")
        return sealed

    def idle(self) -> str:
        """A minute with nothing but the icon, after a few seconds of settling down."""
        with running(self.desktop, self.home) as application:
            time.sleep(10)
            before = usage(application.pid).cpu_s
            time.sleep(_IDLE_S)
            cpu = (usage(application.pid).cpu_s - before) / _IDLE_S
            memory, processes = rss_bytes(application.pid) / _MB, len(tree(application.pid))
        return table(
            ["idle for", "CPU % of a core", "RSS MB", "processes"],
            [[f"{_IDLE_S:g} s", f"{100 * cpu:.2f}", f"{memory:.0f}", str(processes)]],
        )

    def hold(self) -> str:
        """How late the timers came over so many minutes of a recording."""
        ours, idles = self.home / "hold.json", self.home / "hold-idle.json"
        for file in (ours, idles):
            file.unlink(missing_ok=True)
        start_scene(self.desktop, "scroll", "--behind")
        watch = ("-m", "bench.gui_watch")
        idle = Application(self.desktop, self.home, *watch, str(idles), "--idle")
        try:
            with running(self.desktop, self.home, *watch, str(ours)), Person(self.desktop) as person:
                self._use(person)
        finally:
            idle.end()
        both = (("the application", ours), ("an idle Qt application", idles))
        rows = [[f"{name}, {what}", *_most(file, key)] for name, file in both for what, key in (("late", "late_ms"), ("its CPU", "cpu_ms"))]
        return table(["GUI thread of", "ticks", "most ms (at s)", "2nd", "3rd", "4th", "5th", "10th"], rows)

    def _use(self, person: Person) -> None:
        """Record, and open what there is meanwhile."""
        ends_s = time.monotonic() + self.minutes * 60
        person.click_tray()
        wait_until(lambda: list(self.home.glob("recordings/rec-*/journal.ndjson")), what="a recording")
        time.sleep(10)
        for entry in ("^Open library$", "^Settings", "^Show controls$"):
            person.choose_from_tray(entry)
            time.sleep(5)
            person.hands.press("alt+F4")
            time.sleep(2)
        time.sleep(max(0.0, ends_s - time.monotonic()))
        person.click_tray()
        time.sleep(5)

    def previews(self) -> str:
        """What previews cost: see `bench.desktop_previews`."""
        from bench import desktop_previews

        with Rig() as rig:
            return desktop_previews.previews_table(rig, seconds=10, runs=3)


PARTS: Final[dict[str, Callable[[Bench], str]]] = {
    "start": Bench.start,
    "click": Bench.click,
    "idle": Bench.idle,
    "hold": Bench.hold,
    "previews": Bench.previews,
}


def _wait_busily(condition: Callable[[], bool]) -> None:
    give_up_s = time.monotonic() + _DEADLINE_S
    while not condition():
        if time.monotonic() > give_up_s:
            raise DesktopError(f"It did not happen within {_DEADLINE_S:g} seconds.")
        time.sleep(LOOK_EVERY_S)


def _channels_of(folder: Path) -> int:
    try:
        return len(json.loads((folder / "manifest.json").read_text("utf-8"))["channels"])
    except (OSError, ValueError):
        return 0


def _spread(name: str, seconds: list[float]) -> list[str]:
    return [name, f"{min(seconds):.2f}", f"{statistics.median(seconds):.2f}", f"{max(seconds):.2f}"]


def _most(file: Path, key: str) -> list[str]:
    told = json.loads(file.read_text("utf-8"))
    most = told[key]
    return [str(told["ticks"]), *(f"{most[place][0]:.0f} ({most[place][1]:.0f})" for place in (0, 1, 2, 3, 4, 9))]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the application in the tray.")
    parser.add_argument("--part", action="append", choices=list(PARTS), help="only this; may be given several times")
    parser.add_argument("--times", type=int, default=10, help="starts and clicks (default: 10)")
    parser.add_argument(
        "--minutes", type=float, default=5.0, help="length of the recording in which the GUI thread is watched (default: 5)"
    )
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="lookhear-bench-") as folder,
        VirtualDesktop(has_panel=True, has_bus=True) as desktop,
    ):
        bench = Bench(desktop, Path(folder) / "home", times=given.times, minutes=given.minutes)
        try:
            bench.get_ready()
            for part in given.part or PARTS:
                print(PARTS[part](bench), end="\n\n", flush=True)
        except DesktopError as exc:
            print(exc, file=sys.stderr)
            raise SystemExit(1) from exc


if __name__ == "__main__":
    main()
