"""Disks that go wrong: one with little room, and one that dies in the middle of a write."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class PowerCut(BaseException):
    """The process ends here; nothing may catch it."""


class CrampedDisk:
    """Takes what fits of a write and then refuses, as a real disk does.

    Counts every byte written as used for good; removing ``reserve`` gives its room to what comes then.
    """

    def __init__(self, *, room_bytes: int, reserve: Path | None) -> None:
        self._room_bytes = room_bytes
        self.reserve = reserve

    def write(self, fd: int, data: memoryview) -> int:
        if self.reserve is not None and not self.reserve.exists():
            self._room_bytes += 1 << 20
            self.reserve = None
        if self._room_bytes == 0 and data:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = os.write(fd, data[: self._room_bytes])
        self._room_bytes -= written
        return written

    def free_bytes(self, folder: Path) -> int:
        return self._room_bytes


class DyingDisk:
    """Takes a number of writes, then half of the next one, and is gone."""

    def __init__(self, *, writes_left: int) -> None:
        self.writes_left = writes_left

    def write(self, fd: int, data: memoryview) -> int:
        if self.writes_left == 0:
            os.write(fd, data[: len(data) // 2])
            raise PowerCut
        self.writes_left -= 1
        return os.write(fd, data)

    def free_bytes(self, folder: Path) -> int:
        return 1 << 40
