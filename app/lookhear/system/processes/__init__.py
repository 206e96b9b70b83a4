"""Processes: one that outlives us, whether one still runs, what ours may open, its own pipes. Chooses the operating system's way."""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_NICE: Final = 5
_SYNCHRONIZE: Final = 0x00100000  # the right to wait for a process: "Process Security and Access Rights"
_WAIT_TIMEOUT: Final = 0x102
# CREATE_NEW_PROCESS_GROUP, DETACHED_PROCESS, BELOW_NORMAL_PRIORITY_CLASS: "Process Creation Flags" of CreateProcess.
_WINDOWS_APART: Final = 0x00000200 | 0x00000008
_WINDOWS_FLAGS: Final = _WINDOWS_APART | 0x00004000
_WINDOWS_PIPED_FLAGS: Final = 0x00000200 | 0x08000000  # CREATE_NEW_PROCESS_GROUP, CREATE_NO_WINDOW


def own_command(*arguments: str) -> list[str]:
    """The command line that starts this program once more; a packed program is its own executable.

    Modules that lie in the folder it is started in, such as a ``calendar.py`` of somebody's, are not taken for ours or Python's (``-P``).
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-m", "lookhear", *arguments]


def start_apart(argv: Sequence[str], *, log: Path, is_niced: bool = True) -> subprocess.Popen[bytes]:
    """Start a program that goes on when this one ends: a session of its own, out of reach of this terminal's Ctrl-C.

    It gets less of the processor than others do, unless it is not ``is_niced``.

    What it prints is appended to ``log``, in whose folder it runs. Raises OSError.
    """
    is_windows = sys.platform == "win32"
    with open(log, "ab", opener=_opened_for_its_owner) as output:
        child = subprocess.Popen(  # noqa: S603 (our own program)
            argv,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=log.parent,
            start_new_session=not is_windows,
            creationflags=(_WINDOWS_FLAGS if is_niced else _WINDOWS_APART) if is_windows else 0,
        )
    if sys.platform != "win32" and is_niced:
        with contextlib.suppress(OSError):  # its threads, which are still to come, inherit it
            os.setpriority(os.PRIO_PROCESS, child.pid, os.getpriority(os.PRIO_PROCESS, 0) + _NICE)
    return child


def start_piped(argv: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a program that this one talks to over unbuffered pipes: its input, its output and its errors.

    A terminal's Ctrl-C does not reach it: whoever started it says when it ends, and the end of its input says so too. Raises OSError.
    """
    is_windows = sys.platform == "win32"
    return subprocess.Popen(  # noqa: S603 (our own engine, or the one that this person's environment names)
        argv,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        process_group=None if is_windows else 0,
        creationflags=_WINDOWS_PIPED_FLAGS if is_windows else 0,
    )


def take_standard_pipes() -> tuple[int, int]:
    """Descriptors of our own for standard input and output: nobody else reads the one, nor prints into the other.

    What is printed from now on, by native code too, goes to standard error, and nothing comes from standard input. A pipe that was
    closed before we began is one that has ended; left closed, its number would go to the next file that anybody opens.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    source, out = os.dup(0), os.dup(1)  # not inherited by what we start
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return source, out


def _opened_for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def is_running(pid: int) -> bool:
    """Whether a process of this machine has this number now; it may be another one than had it before."""
    if sys.platform == "win32":  # os.kill would end it there
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(_SYNCHRONIZE, False, pid)  # noqa: FBT003 - a function of Windows knows no keywords
        if not handle:
            return False
        try:
            return bool(kernel.WaitForSingleObject(handle, 0) == _WAIT_TIMEOUT)
        finally:
            kernel.CloseHandle(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is there, and somebody else's
        return True
    return True


def allow_open_files(count: int) -> int | None:
    """Let this process have so many files and sockets open, as far as the system lets it; gives how many, None where that has no limit.

    The usual soft limit, 256 to 1024, is one for programs that use select(2) (getrlimit(2), RLIMIT_NOFILE).
    """
    if sys.platform == "win32":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count if hard == resource.RLIM_INFINITY else min(count, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):  # macOS has another limit behind the hard one
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft
