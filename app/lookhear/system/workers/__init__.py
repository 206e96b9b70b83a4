"""Processes that work for this one and never outlive it: started with little claim to the processor, and watched from outside.

Chooses the operating system's way.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NICE: Final = 15
"""What a worker's niceness is above ours."""
_PIPE_BYTES: Final = 1 << 20  # where the system lets us choose: a picture of a display takes six turns then, not a hundred
# CREATE_NEW_PROCESS_GROUP, CREATE_NO_WINDOW, IDLE_PRIORITY_CLASS: "Process Creation Flags" of CreateProcess.
_WINDOWS_FLAGS: Final = 0x00000200 | 0x08000000 | 0x00000040
_PR_SET_PDEATHSIG: Final = 1  # prctl(2)
_TRIES: Final = 5
_KERNEL_RESTS_S: Final = 0.12
_QUERY_LIMITED_INFORMATION: Final = 0x1000  # "Process Security and Access Rights"
_WINDOWS_TICKS_PER_S: Final = 10_000_000


def start_worker(argv: Sequence[str], *, environ: Mapping[str, str], log: Path | None = None) -> subprocess.Popen[bytes]:
    """Start a program that works for this one over unbuffered pipes: its input and its output. Everybody else goes first.

    What it prints to its errors is appended to ``log``, or thrown away. A terminal's Ctrl-C does not reach it. The thread that starts it
    must live as long as it: see `die_with_parent`. Raises OSError.
    """
    is_windows = sys.platform == "win32"
    with contextlib.ExitStack() as stack:
        errors = subprocess.DEVNULL if log is None else stack.enter_context(open(log, "ab", opener=_opened_for_its_owner))
        child = subprocess.Popen(  # noqa: S603 (our own program)
            argv,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=dict(environ),
            pipesize=_PIPE_BYTES,
            start_new_session=not is_windows,  # see `stand_back`
            creationflags=_WINDOWS_FLAGS if is_windows else 0,
        )
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # its threads, which are still to come, inherit it
            os.setpriority(os.PRIO_PROCESS, child.pid, os.getpriority(os.PRIO_PROCESS, 0) + NICE)
    return child


def die_with_parent() -> None:
    """Have the system end this process when the thread that started it ends, whatever it does then. Linux only; elsewhere nothing.

    Elsewhere, and where its parent had ended before, the end of its input is what tells it.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def stand_back() -> None:
    """Have the session of this process, of which it is the first, wait for all others. Linux only; elsewhere niceness is enough.

    Where the kernel groups processes by session, as it does by default, niceness counts within a session only: a worker would have as
    large a part of the processor as the recorder (sched(7), "The autogroup feature"). The kernel takes such a wish ten times a second.
    """
    if sys.platform != "linux":
        return
    pause = threading.Event()
    for _ in range(_TRIES):
        try:
            Path("/proc/self/autogroup").write_text(str(NICE), "ascii")
        except BlockingIOError:
            pause.wait(_KERNEL_RESTS_S)
        except OSError:
            return  # it does not group, or does not let us
        else:
            return


def processor_time_of(pid: int) -> float | None:
    """How long a process has had a processor so far, in seconds; None where it has ended, or where nobody can tell."""
    if sys.platform == "linux":
        try:
            fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # utime and stime: proc_pid_stat(5)
    return _windows_time(pid) if sys.platform == "win32" else None


def waited_time_of(pid: int) -> float | None:
    """How long the threads of a process that live now were kept from a processor so far, in seconds, added up; None where nobody can tell.

    Linux's kernel counts how long each was ready to run and did not (Documentation/scheduler/sched-stats.rst).
    """
    try:
        told = [(each / "schedstat").read_bytes().split() for each in Path("/proc", str(pid), "task").iterdir()]
    except OSError:  # a thread may end meanwhile
        return None
    return sum(int(each[1]) for each in told) / 1e9 if all(len(each) > 1 for each in told) else None


def memory_of(pid: int) -> int | None:
    """The most memory that a process has had at a time, in bytes; None where it is gone, or the system does not tell."""
    try:
        lines = Path("/proc", str(pid), "status").read_text("ascii", "replace").splitlines()
    except OSError:
        return None
    found = next((line.split() for line in lines if line.startswith("VmHWM:")), None)
    return int(found[1]) * 1024 if found else None


def _windows_time(pid: int) -> float | None:
    if sys.platform != "win32":
        return None
    kernel = ctypes.windll.kernel32
    handle = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, pid)  # noqa: FBT003 - a function of Windows knows no keywords
    if not handle:
        return None
    try:
        created, ended, in_kernel, in_user = (ctypes.c_uint64() for _ in range(4))
        asked = (ctypes.byref(each) for each in (created, ended, in_kernel, in_user))
        return (in_kernel.value + in_user.value) / _WINDOWS_TICKS_PER_S if kernel.GetProcessTimes(handle, *asked) else None
    finally:
        kernel.CloseHandle(handle)


def _opened_for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
