"""Any display mss can see: grabs at a cadence and compares. The universal fallback. Runs on its `cap-…` thread.

Without change events every look costs a whole grab; an unchanged picture at least goes no further. Facts about mss that
shape this module: its list of monitors is cached for ever and its buffers keep the first size, so an error or a new
arrangement means a new object; on Wayland and on macOS 15 or later it must not be used (the factory sees to that).
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any, Self

import av
import mss
import numpy as np
from mss.exception import ScreenShotError

from lookhear.errors import SourceLost, SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.pipeline.cadence import next_tick_ns
from lookhear.recorder.ports import ChannelInfo, Frame, Rect
from lookhear.recorder.sources.screen.compare import ChangeDetector

if TYPE_CHECKING:
    from collections.abc import Callable

_ARRANGEMENT_EVERY = 30  # looks between two checks of the arrangement of displays


class MssSource:
    """One display through mss. Raises SourceLost when it moves, changes its size or goes."""

    name = "mss"

    def __init__(self, number: int, *, fps: int, now_ns: Callable[[], int]) -> None:
        self._number, self._now_ns = number, now_ns
        self._interval_ns = round(1e9 / fps)
        self._grabber = _open_mss()
        try:
            self._monitor = _monitor(self._grabber, number)
        except SourceUnavailable:
            self._grabber.close()
            raise
        self._detector = ChangeDetector()
        self._start_ns = now_ns()
        self._looks = 0
        self._wake = threading.Event()

    def read(self, timeout_s: float) -> Frame | None:
        """Look at the cadence until something changed. See `ScreenSource.read`."""
        deadline_ns = self._now_ns() + round(timeout_s * 1e9)
        while True:
            if self._looks:
                now_ns = self._now_ns()
                tick_ns = min(next_tick_ns(self._start_ns, self._interval_ns, now_ns), deadline_ns)
                self._wake.wait(max(0, tick_ns - now_ns) / 1e9)
            self._looks += 1
            if self._looks % _ARRANGEMENT_EVERY == 0:
                self._check_arrangement()
            pixels = self._look()
            now_ns = self._now_ns()
            if self._detector.has_changed(pixels):
                return Frame(av.VideoFrame.from_numpy_buffer(pixels, format="bgra"), now_ns)
            if now_ns >= deadline_ns:
                return None

    def _look(self) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
        try:
            shot = self._grabber.grab(self._monitor)
        except (ScreenShotError, AssertionError) as exc:  # mss asserts that the X server answers
            raise SourceLost("The display can no longer be read.") from exc
        pixels = np.frombuffer(shot.raw, dtype=np.uint8).reshape(shot.height, shot.width, 4)
        return pixels[: shot.height & ~1, : shot.width & ~1]

    def _check_arrangement(self) -> None:
        """Look with a new object, because mss never looks again by itself."""
        try:
            with _open_mss() as fresh:
                current = _monitor(fresh, self._number)
        except (SourceUnavailable, ScreenShotError) as exc:
            raise SourceLost("The display was removed.") from exc
        if any(current[key] != self._monitor[key] for key in ("left", "top", "width", "height")):
            raise SourceLost("The display changed its place or size.")

    def close(self) -> None:
        """Close mss's handles."""
        self._wake.set()
        with contextlib.suppress(ScreenShotError):  # raised when the X server has gone; everything is freed all the same
            self._grabber.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class MssCatalogue:
    """The displays as mss lists them; the first is taken as primary where the system does not say."""

    def __init__(self, *, now_ns: Callable[[], int]) -> None:
        self._now_ns = now_ns

    def displays(self, *, probe: bool = True) -> list[ChannelInfo]:
        """See `ScreenCatalogue.displays`."""
        del probe
        with _open_mss() as grabber:
            monitors = [dict(monitor) for monitor in grabber.monitors[1:]]
        if not monitors:
            raise SourceUnavailable("This system shows no display.")
        has_primary = any(monitor.get("is_primary") for monitor in monitors)
        return [
            ChannelInfo(
                channel_id=ChannelId.display(number),
                name=str(monitor.get("name") or f"Display {number}"),
                device=str(monitor.get("unique_id") or number),
                is_default=bool(monitor.get("is_primary")) if has_primary else number == 1,
                can_open=True,
                width=monitor["width"],
                height=monitor["height"],
                x=monitor["left"],
                y=monitor["top"],
            )
            for number, monitor in enumerate(monitors, start=1)
        ]

    def open(self, channel: ChannelId, *, fps: int) -> MssSource:
        """See `ScreenCatalogue.open`."""
        return MssSource(int(channel.key), fps=fps, now_ns=self._now_ns)


def number_at(area: Rect) -> int:
    """Which of mss's monitors lies exactly there. Raises SourceUnavailable when none does."""
    with _open_mss() as grabber:
        places = [Rect(monitor["left"], monitor["top"], monitor["width"], monitor["height"]) for monitor in grabber.monitors[1:]]
    if area not in places:
        raise SourceUnavailable(f"No display is at {area.x},{area.y} with {area.width}×{area.height} pixels.")
    return places.index(area) + 1


def _open_mss() -> Any:  # noqa: ANN401 (mss types its factory differently on every system)
    try:
        return mss.MSS()
    except (ScreenShotError, OSError, AttributeError) as exc:
        raise SourceUnavailable(f"The display cannot be read: {exc}.") from exc


def _monitor(grabber: Any, number: int) -> dict[str, int]:  # noqa: ANN401
    monitors = grabber.monitors
    if not 1 <= number < len(monitors):
        raise SourceUnavailable(f"There is no display {number}: this system shows {len(monitors) - 1}.")
    return dict(monitors[number])
