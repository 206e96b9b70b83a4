"""The worker process: reads calls on its main thread, whatever its engines do on theirs, and ends when its input does."""

from __future__ import annotations

import contextlib
import faulthandler
import io
import os
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Final, NoReturn

from lookhear.system.processes import take_standard_pipes
from lookhear.system.workers import die_with_parent, stand_back
from lookhear.understanding.worker.asking import EngineSpec, Said
from lookhear.understanding.worker.host import EngineHost
from lookhear.understanding.worker.wire import read_frame, write_frame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.understanding.worker.wire import Array, Frame, Writes

COMMAND: Final = "engine-worker"
"""The argument that makes this program a worker."""
_BROKEN: Final = 3  # the exit code when what came was no message


def work() -> NoReturn:
    """Be a worker until the input ends. Whatever native code is doing then, the process ends at once."""
    die_with_parent()
    stand_back()
    source, out = _taken_pipes()
    worker = Worker(out)
    worker.say({"said": Said.HELLO, "pid": os.getpid()})
    code = 0
    try:
        while (frame := read_frame(source)) is not None:
            worker.take(frame)
    except (EOFError, OSError):
        pass  # whoever started it is gone
    except (ValueError, KeyError, TypeError):
        code = _BROKEN
    os._exit(code)


class Worker:
    """What it knows: its engines, and the calls that are being done."""

    def __init__(self, out: Writes) -> None:
        self._out = out
        self._writing = threading.Lock()
        self._hosts: dict[str, EngineHost] = {}
        self._where: dict[int, EngineHost] = {}  # of calls that were not answered yet; dicts of ints are safe among threads
        self._longest_s = 0.0

    def take(self, frame: Frame) -> None:
        """Do what a message says. Raises ValueError, KeyError, TypeError for one that makes no sense."""
        header = frame.header
        match Said(header["said"]):
            case Said.CALL:
                host = self._host_of(header["engine"])
                self._where[int(header["id"])] = host
                self._longest_s = max(self._longest_s, float(header["life_s"]))
                self._watch()
                host.put(header, frame.arrays)
            case Said.FORGET:
                self._forget(header)
            case Said.PING:
                self._watch()
                self.say({"said": Said.PONG, "number": header["number"], "processor_s": time.process_time()})
            case other:
                raise ValueError(other)

    def say(self, header: Mapping[str, object], arrays: Sequence[Array] = ()) -> None:
        """Send a message; for any thread. Nobody to read it is no error: the input ends then, too."""
        with self._writing:
            if header["said"] in {Said.DONE, Said.FAILED}:
                self._where.pop(int(str(header["id"])), None)
                self._watch()
            with contextlib.suppress(OSError):
                write_frame(self._out, header, arrays)

    def _forget(self, header: Mapping[str, Any]) -> None:
        if "call" in header:
            host = self._where.get(int(header["call"]))
            if host is not None:
                host.leave_out(int(header["call"]))
        else:
            self._host_of(header["engine"]).forget_session(int(header["session"]))

    def _host_of(self, told: Mapping[str, Any]) -> EngineHost:
        spec = EngineSpec.of(told)
        host = self._hosts.get(spec.key)
        if host is None:
            host = self._hosts[spec.key] = EngineHost(spec, self.say)
        return host

    def _watch(self) -> None:
        """While something is being done, end this process if nobody asked how it goes for as long as that may take, and longer.

        A thread outside of Python does it: native code that keeps the interpreter to itself cannot hold it up. Each question puts it off.
        """
        if self._where:
            faulthandler.dump_traceback_later(self._longest_s, exit=True, file=2)
        else:
            faulthandler.cancel_dump_traceback_later()


def _taken_pipes() -> tuple[io.FileIO, io.FileIO]:
    """The two pipes; what engines print, native code too, goes to standard error."""
    source, out = take_standard_pipes()
    if sys.stdout is not None and sys.stderr is not None:
        sys.stdout = sys.stderr  # what is printed is not kept until the end
    return io.FileIO(source, "rb"), io.FileIO(out, "wb")
