"""A display that is not there: a moving bar at a steady rate, with scripted losses. For tests and for machines without one."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import av
import numpy as np

from lookhear.errors import SourceLost, SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.pipeline.cadence import next_tick_ns
from lookhear.recorder.ports import ChannelInfo, Frame, Rect

if TYPE_CHECKING:
    from collections.abc import Callable

_BAR_WIDTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What happens to a synthetic display. Times are session time in ns: absent from the first to the second of each pair."""

    width: int = 320
    height: int = 180
    is_moving: bool = True
    absences_ns: tuple[tuple[int, int], ...] = ()

    def is_absent(self, now_ns: int) -> bool:
        """Whether the display is unplugged now."""
        return any(start <= now_ns < end for start, end in self.absences_ns)


class SyntheticScreen:
    """Paints a bar that moves one step each interval on a grey ground."""

    name = "synthetic"

    def __init__(self, script: Script, *, fps: int, now_ns: Callable[[], int]) -> None:
        self._script, self._now_ns = script, now_ns
        self._interval_ns = round(1e9 / fps)
        self._start_ns = now_ns()
        self._painted = 0
        self._wake = threading.Event()

    def read(self, timeout_s: float) -> Frame | None:
        """See `ScreenSource.read`."""
        if self._painted:
            now_ns = self._now_ns()
            due_ns = next_tick_ns(self._start_ns, self._interval_ns, now_ns) if self._script.is_moving else 1 << 62
            self._wake.wait(max(0, min(due_ns, now_ns + round(timeout_s * 1e9)) - now_ns) / 1e9)
            if self._now_ns() < due_ns:
                self._check()
                return None
        self._check()
        return self._paint()

    def _check(self) -> None:
        if self._script.is_absent(self._now_ns()):
            raise SourceLost("The synthetic display is unplugged.")

    def _paint(self) -> Frame:
        width, height = self._script.width, self._script.height
        pixels = np.full((height, width, 4), 96, dtype=np.uint8)
        steps = width // _BAR_WIDTH
        at = self._painted % steps * _BAR_WIDTH
        before = (self._painted - 1) % steps * _BAR_WIDTH
        pixels[:, at : at + _BAR_WIDTH] = 240
        dirty = (Rect(at, 0, _BAR_WIDTH, height), Rect(before, 0, _BAR_WIDTH, height)) if self._painted else None
        self._painted += 1
        return Frame(av.VideoFrame.from_numpy_buffer(pixels, format="bgra"), self._now_ns(), dirty)

    def close(self) -> None:
        """Wake a reader."""
        self._wake.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class SyntheticCatalogue:
    """Displays made of scripts, counted from one; the first is primary."""

    def __init__(self, scripts: tuple[Script, ...], *, now_ns: Callable[[], int]) -> None:
        self._scripts, self._now_ns = scripts, now_ns

    def displays(self, *, probe: bool = True) -> list[ChannelInfo]:
        """See `ScreenCatalogue.displays`."""
        del probe
        return [
            ChannelInfo(
                channel_id=ChannelId.display(number),
                name=f"Synthetic {number}",
                device=f"synthetic-{number}",
                is_default=number == 1,
                can_open=not script.is_absent(self._now_ns()),
                reason="It is unplugged." if script.is_absent(self._now_ns()) else "",
                width=script.width,
                height=script.height,
                x=0,
                y=0,
            )
            for number, script in enumerate(self._scripts, start=1)
        ]

    def open(self, channel: ChannelId, *, fps: int) -> SyntheticScreen:
        """See `ScreenCatalogue.open`."""
        number = int(channel.key)
        if not 1 <= number <= len(self._scripts):
            raise SourceUnavailable(f"There is no display {number}: this desktop has {len(self._scripts)}.")
        script = self._scripts[number - 1]
        if script.is_absent(self._now_ns()):
            raise SourceUnavailable("The synthetic display is unplugged.")
        return SyntheticScreen(script, fps=fps, now_ns=self._now_ns)
