"""What the machine spends: CPU time and memory of process trees, and how busy everybody else keeps it. Linux only."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")
_TICK_S: Final = 1 / os.sysconf("SC_CLK_TCK")
_BUSY_FIELDS: Final = (0, 1, 2, 5, 6, 7)  # user, nice, system, irq, softirq, steal of /proc/stat: proc(5)


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU seconds of a process tree so far, and the largest its resident memory ever was (VmHWM of each process, added up)."""

    cpu_s: float
    peak_rss_bytes: int


def tree(pid: int) -> list[int]:
    """A process and all its descendants that live."""
    found, pending = [], [pid]
    while pending:
        current = pending.pop()
        found.append(current)
        for path in _PROC.glob(f"{current}/task/*/children"):
            pending += [int(text) for text in _read(path).split()]
    return found


def usage(pid: int) -> Usage:
    """What a process tree has used; ended children count once their parent waited for them."""
    cpu_s, peak = 0.0, 0
    for member in tree(pid):
        cpu_s += cpu_of(member)
        peak += _status_bytes(member, "VmHWM")
    return Usage(cpu_s, peak)


def rss_bytes(pid: int) -> int:
    """Resident memory of a process tree now."""
    return sum(_status_bytes(member, "VmRSS") for member in tree(pid))


def cpu_of(pid: int) -> float:
    """CPU seconds of one process with the children it waited for; 0 when it is gone."""
    fields = _stat_fields(_PROC / str(pid) / "stat")
    return sum(int(value) for value in fields[11:15]) * _TICK_S if fields else 0.0


def thread_cpu(pid: int) -> dict[tuple[int, str], float]:
    """CPU seconds of each thread of a process, by thread id and name."""
    seconds = {}
    for folder in _PROC.glob(f"{pid}/task/*"):
        fields = _stat_fields(folder / "stat")
        if fields:
            seconds[int(folder.name), _read(folder / "comm").strip()] = (int(fields[11]) + int(fields[12])) * _TICK_S
    return seconds


def busy_s() -> float:
    """CPU seconds that the whole machine has spent on anything since it started."""
    fields = _read(_PROC / "stat").splitlines()[0].split()[1:]
    return sum(int(fields[index]) for index in _BUSY_FIELDS) * _TICK_S


class Others:
    """How many cores processes outside of our tree used since this was made, or since the last `cores`."""

    def __init__(self, root: int) -> None:
        self._root = root
        self._mark = self._now()

    def cores(self) -> float:
        """Cores on average; starts a new measurement."""
        before, self._mark = self._mark, self._now()
        elapsed_s = max(self._mark[0] - before[0], _TICK_S)
        return max(0.0, (self._mark[1] - before[1] - (self._mark[2] - before[2])) / elapsed_s)

    def _now(self) -> tuple[float, float, float]:
        return time.monotonic(), busy_s(), usage(self._root).cpu_s


def wait_for_calm(*, limit_cores: float, patience_s: float) -> float:
    """Wait until others use less than the limit over two seconds, or patience ends; gives back what they used last."""
    others = Others(os.getpid())
    give_up = time.monotonic() + patience_s
    while True:
        time.sleep(2)
        cores = others.cores()
        if cores <= limit_cores or time.monotonic() > give_up:
            return cores


def _stat_fields(path: Path) -> list[str]:
    """The fields of a stat file from ``state`` on: the name before them may hold blanks."""
    return _read(path).rpartition(")")[2].split()


def _status_bytes(pid: int, name: str) -> int:
    for line in _read(_PROC / str(pid) / "status").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace")
    except OSError:  # the process ended meanwhile
        return ""
