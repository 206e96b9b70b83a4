"""The displays of an X11 session: RandR monitors, numbered once and for good."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from lookhear.errors import LookhearError, SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.ports import ChannelInfo, ScreenSource
from lookhear.recorder.sources.screen.xcb import Monitor, XConnection

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.recorder.sources.screen.x11grab import X11GrabSource


class X11Catalogue:
    """Numbers monitors in the order primary, then left to right, and keeps each number with the monitor's name.

    A monitor that goes and comes back is thus the same display; one that is new gets the next free number.
    """

    def __init__(self, display: str, *, now_ns: Callable[[], int]) -> None:
        self._display, self._now_ns = display, now_ns
        self._names: list[str] = []
        self._numbering = threading.Lock()  # guards _names: several `cap-…` threads open displays

    def _monitors(self) -> dict[int, Monitor]:
        with XConnection(self._display) as x:
            found = x.monitors()
        with self._numbering:
            self._names += [monitor.name for monitor in found if monitor.name not in self._names]
            return {self._names.index(monitor.name) + 1: monitor for monitor in found}

    def displays(self, *, probe: bool = True) -> list[ChannelInfo]:
        """See `ScreenCatalogue.displays`."""
        return [self._describe(number, monitor, probe=probe) for number, monitor in sorted(self._monitors().items())]

    def _describe(self, number: int, monitor: Monitor, *, probe: bool) -> ChannelInfo:
        reason = ""
        if probe:
            try:
                self._open_grab(monitor, 30).close()
            except LookhearError as exc:
                reason = str(exc)
        return ChannelInfo(
            channel_id=ChannelId.display(number),
            name=f"Display {number}" if monitor.name == "screen" else f"Display {number} ({monitor.name})",
            device=monitor.name,
            is_default=monitor.is_primary,
            can_open=not reason,
            reason=reason,
            width=monitor.area.width,
            height=monitor.area.height,
            x=monitor.area.x,
            y=monitor.area.y,
        )

    def open(self, channel: ChannelId, *, fps: int) -> ScreenSource:
        """See `ScreenCatalogue.open`: x11grab with change events first, mss where either is missing."""
        monitors = self._monitors()
        number = int(channel.key)
        monitor = monitors.get(number)
        if monitor is None:
            shown = ", ".join(str(known) for known in sorted(monitors))
            raise SourceUnavailable(f"There is no display {number} now; this desktop shows {shown}.")
        try:
            return self._open_grab(monitor, fps)
        except SourceUnavailable:
            from lookhear.recorder.sources.screen.mss_source import MssSource, number_at

            return MssSource(number_at(monitor.area), fps=fps, now_ns=self._now_ns)  # mss has numbers of its own

    def _open_grab(self, monitor: Monitor, fps: int) -> X11GrabSource:
        from lookhear.recorder.sources.screen.x11grab import X11GrabSource  # which loads FFmpeg: whoever only lists need not wait for it

        return X11GrabSource(monitor, fps=fps, now_ns=self._now_ns, display=self._display)
