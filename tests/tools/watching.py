"""Watches a recording that another process is writing, from its files."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from demo.process import wait_until
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.spool.rows import FragmentRow, GapRow, Row, SourceRow, SourceState
from lookhear.recorder.spool.tail import SpoolTail

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

SCREEN = ChannelId.display(1)
SECOND_SCREEN = ChannelId.display(2)
MIC = ChannelId(ChannelKind.MIC, "default")
SYSTEM_AUDIO = ChannelId(ChannelKind.SYSTEM_AUDIO, "default")


class Watched:
    """The rows of one recording. Waiting fails at once when the process that writes them has ended."""

    def __init__(self, folder: Path, child: subprocess.Popen[str]) -> None:
        self.folder = folder
        self._child = child
        self._tail = SpoolTail(folder)
        self.rows: list[Row] = []

    @classmethod
    def begin(cls, home: Path, child: subprocess.Popen[str], *, channels: tuple[ChannelId, ...] = (SCREEN,)) -> Self:
        """Wait until each of the channels has a sealed fragment."""
        root = home / "recordings"

        def folder() -> Path | None:
            assert child.poll() is None, f"it ended with {child.returncode}: {child.stderr.read() if child.stderr else ''}"
            return next((found for found in sorted(root.glob("rec-*")) if (found / "manifest.json").exists()), None)

        watched = cls(wait_until(folder, what="a recording beginning"), child)
        for channel in channels:
            watched.wait_for_fragments(channel)
        return watched

    def wait_for(self, condition: Callable[[list[Row]], bool], *, what: str) -> None:
        """Wait until the rows so far are as wanted."""

        def is_true() -> bool:
            self.rows += self._tail.read()
            return condition(self.rows) or self._ended()

        wait_until(is_true, what=what)
        assert condition(self.rows), f"the program ended before {what}"

    def session_now_ns(self) -> int:
        """Session time now, by the wall clock."""
        return self._tail.session_now_ns(time.time_ns())

    def _ended(self) -> bool:
        ended = self._child.poll() is not None
        if ended:
            self.rows += self._tail.read()
        return ended

    def fragments(self, channel: ChannelId) -> list[FragmentRow]:
        """The sealed fragments of a channel so far."""
        return [row for row in self.rows if isinstance(row, FragmentRow) and row.channel == channel]

    def gaps(self, channel: ChannelId) -> list[GapRow]:
        """The journalled gaps of a channel so far."""
        return [row for row in self.rows if isinstance(row, GapRow) and row.channel == channel]

    def wait_for_fragments(self, channel: ChannelId, more: int = 1) -> None:
        """Wait until so many fragments more than now are sealed."""
        self.rows += self._tail.read()
        wanted = len(self.fragments(channel)) + more
        self.wait_for(lambda _rows: len(self.fragments(channel)) >= wanted, what=f"{more} more fragments of {channel}")

    def wait_for_source(self, channel: ChannelId, state: SourceState) -> SourceRow:
        """Wait until the newest news of a source is this, and give it."""

        def newest() -> SourceRow | None:
            return next((row for row in reversed(self.rows) if isinstance(row, SourceRow) and row.channel == channel), None)

        def is_it(_rows: list[Row]) -> bool:
            found = newest()
            return found is not None and found.state is state

        self.wait_for(is_it, what=f"{channel} being {state}")
        found = newest()
        assert found is not None
        return found
