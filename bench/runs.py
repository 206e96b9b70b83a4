"""One measured run: a tool records a scene, and what it cost and what it kept is counted."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bench.machine import Others, cpu_of, thread_cpu, usage
from bench.pictures import Film, Timing, timing, watch
from demo.process import DesktopError, require

if TYPE_CHECKING:
    from pathlib import Path

    from bench.pictures import Picture
    from bench.rig import Performance, Rig
    from bench.tools import Tool

_POLL_S: Final = 0.1
_BEGIN_DEADLINE_S: Final = 20.0
_END_DEADLINE_S: Final = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """CPU seconds of a recorder's process tree by phase, wall seconds of the phases, and what else was measured beside it."""

    start_cpu_s: float  # until the first picture is on disk
    record_cpu_s: float  # from there to Ctrl-C
    end_cpu_s: float  # from there until the process is gone: writing what is left and the file
    record_s: float
    end_s: float
    peak_rss_bytes: int
    x_cpu_s: float  # of the X server while recording
    sound_cpu_s: float  # of the sound server while recording
    others_cores: float  # used by processes that are not part of the measurement
    threads: dict[str, float]  # CPU seconds by thread while recording

    @property
    def cpu_s(self) -> float:
        """CPU seconds of the whole process."""
        return self.start_cpu_s + self.record_cpu_s + self.end_cpu_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run's numbers."""

    tool: str
    scene: str
    costs: Costs
    film: Film
    timing: Timing
    file_bytes: int

    @property
    def cpu_per_s(self) -> float:
        """CPU seconds of the whole process, start and export included, per second in the file."""
        return self.costs.cpu_s / self.film.duration_s

    @property
    def record_cpu_per_s(self) -> float:
        """The same for the time between the first picture and Ctrl-C alone."""
        return self.costs.record_cpu_s / self.costs.record_s

    @property
    def video_kbit_s(self) -> float:
        """Bit rate of the video stream."""
        return self.film.video_bytes * 8 / 1000 / self.film.duration_s

    @property
    def file_kbit_s(self) -> float:
        """Bit rate of the file."""
        return self.file_bytes * 8 / 1000 / self.film.duration_s

    @property
    def ssim(self) -> float:
        """Mean SSIM of the pictures that could be compared."""
        return _mean([like.ssim for like in self.film.likenesses])

    @property
    def chroma_error(self) -> float:
        """Mean error of colour of the pictures that could be compared."""
        return _mean([like.chroma_error for like in self.film.likenesses])


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else float("nan")


class Recording:
    """A recorder's process, started by us and waited for with its exact CPU time (wait4 counts ended children too)."""

    def __init__(self, tool: Tool, *, output: Path, rig: Rig, backend: str = "none") -> None:
        self._tool, self._output = tool, output
        self.home = rig.fresh_home()
        leash = [require("setpriv", package="util-linux"), "--pdeathsig", "TERM", "--"]
        self._log = output.with_suffix(".log")
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*leash, *tool.argv(output)],
                env={**rig.env(self.home), "LOOKHEAR_BACKEND": backend},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.pid = self._process.pid
        self.peak_rss_bytes = 0
        self._cpu_s = 0.0

    def wait_until_begun(self) -> None:
        """Wait until the first picture is on disk. Raises DesktopError with what the recorder said when that does not come."""
        give_up = time.monotonic() + _BEGIN_DEADLINE_S
        while not self._tool.has_begun(self._output, self.home):
            if self._has_ended() or time.monotonic() > give_up:
                self.abort()
                raise DesktopError(f"{self._tool.name} recorded nothing. It said: {self._said()}")
            time.sleep(_POLL_S / 10)

    def note_memory(self) -> None:
        """Look at the peak of the memory, which is gone once the process is."""
        self.peak_rss_bytes = max(self.peak_rss_bytes, usage(self.pid).peak_rss_bytes)

    def interrupt(self) -> float:
        """Press Ctrl-C and wait for the end; gives back all CPU seconds of the process. Raises DesktopError when it failed."""
        self._process.send_signal(signal.SIGINT)
        give_up = time.monotonic() + _END_DEADLINE_S
        while time.monotonic() < give_up:
            self.note_memory()
            if self._has_ended():
                if self._process.returncode not in (0, 255) or not self._output.exists():  # ffmpeg says 255 after Ctrl-C
                    raise DesktopError(f"{self._tool.name} ended with {self._process.returncode}. It said: {self._said()}")
                return self._cpu_s
            time.sleep(_POLL_S)
        self.abort()
        raise DesktopError(f"{self._tool.name} did not end within {_END_DEADLINE_S:g} seconds.")

    def abort(self) -> None:
        """End it at once. Harmless when it has ended."""
        if self._process.returncode is None:
            self._process.kill()
            self._process.wait()

    def _has_ended(self) -> bool:
        if self._process.returncode is None:
            pid, status, resources = os.wait4(self.pid, os.WNOHANG)
            if pid:
                self._process.returncode = os.waitstatus_to_exitcode(status)
                self._cpu_s = resources.ru_utime + resources.ru_stime
        return self._process.returncode is not None

    def _said(self) -> str:
        return self._log.read_text("utf-8", "replace")[-600:].strip() or "nothing"


def measure(tool: Tool, *, rig: Rig, output: Path, seconds: float) -> Costs:
    """Let a tool record what the rig performs."""
    servers = rig.servers
    recording = Recording(tool, output=output, rig=rig)
    try:
        others = Others(os.getpid())
        recording.wait_until_begun()
        began_s, start_cpu_s = time.monotonic(), usage(recording.pid).cpu_s
        threads = thread_cpu(recording.pid)
        before = {name: cpu_of(pid) for name, pid in servers.items()}
        while (left_s := began_s + seconds - time.monotonic()) > 0:
            recording.note_memory()
            time.sleep(min(left_s, 1.0))
        stopped_s, stopped_cpu_s = time.monotonic(), usage(recording.pid).cpu_s
        spent = {key: value - threads.get(key, 0.0) for key, value in thread_cpu(recording.pid).items()}
        after = {name: cpu_of(pid) for name, pid in servers.items()}
        others_cores = others.cores()
        all_cpu_s = recording.interrupt()
        return Costs(
            start_cpu_s=start_cpu_s,
            record_cpu_s=stopped_cpu_s - start_cpu_s,
            end_cpu_s=all_cpu_s - stopped_cpu_s,
            record_s=stopped_s - began_s,
            end_s=time.monotonic() - stopped_s,
            peak_rss_bytes=recording.peak_rss_bytes,
            x_cpu_s=after["x"] - before["x"],
            sound_cpu_s=after["sound"] - before["sound"],
            others_cores=others_cores,
            threads=_by_name(spent),
        )
    finally:
        recording.abort()
        shutil.rmtree(recording.home, ignore_errors=True)


def judge(tool: Tool, performance: Performance, *, costs: Costs, output: Path, scene: str, truths: dict[int, Picture]) -> Run:
    """Decode the file and compare it with what was painted."""
    film = watch(output, truths)
    seen = timing(film, performance.events("paint"))
    return Run(tool=tool.name, scene=scene, costs=costs, film=film, timing=seen, file_bytes=output.stat().st_size)


def _by_name(spent: dict[tuple[int, str], float]) -> dict[str, float]:
    total: dict[str, float] = {}
    for (_, name), seconds in spent.items():
        total[name] = total.get(name, 0.0) + seconds
    return total
