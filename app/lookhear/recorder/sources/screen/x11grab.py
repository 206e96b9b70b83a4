"""X11 displays: FFmpeg's x11grab takes the picture, DAMAGE events say when there is one. Runs on its `cap-…` thread."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Self

import av
import av.error

from lookhear.errors import SourceLost, SourceUnavailable
from lookhear.recorder.pipeline.cadence import Cadence
from lookhear.recorder.ports import Frame, Rect
from lookhear.recorder.sources.screen.xcb import ChangeEvents, Monitor, XConnection

if TYPE_CHECKING:
    from collections.abc import Callable

_SETTLE_S = 0.002  # a paint is often several requests: the rest of them arrives within this time
_POINTER_IDLE_NS = 66_000_000  # how often to look where the pointer is while nothing moves
_ROUNDING_NS = 500_000  # waits count whole milliseconds: rather one too late than many too early
_POINTER_HALF_PIXELS = 48  # a cursor's picture lies within this distance of its hot spot
_RECTS_APART = 6  # more rectangles than this are taken as their bounding box
_READ_AHEAD_MOST = 25  # FFmpeg grabs at most 20 to learn the rate
_GRAB_RATE = "1000"  # x11grab paces itself by this; we decide when to look, so it must never wait


class X11GrabSource:
    """One RandR monitor. Raises SourceLost when it moves, changes its size or goes, so that it is opened anew."""

    name = "x11grab+xdamage"

    def __init__(self, monitor: Monitor, *, fps: int, now_ns: Callable[[], int], display: str) -> None:
        self._monitor, self._now_ns = monitor, now_ns
        self._area = Rect(monitor.area.x, monitor.area.y, monitor.area.width & ~1, monitor.area.height & ~1)
        self._cadence = Cadence(fps)
        with contextlib.ExitStack() as undo:
            self._x = undo.enter_context(XConnection(display))
            self._events = ChangeEvents(self._x)
            undo.callback(self._events.close)
            self._pointer = self._x.pointer()
            self._grab = _open_grab(display, self._area)
            undo.pop_all()
        self._opened_us = time.time_ns() // 1000  # x11grab stamps its pictures with the wall clock, in microseconds
        self._frames = self._grab.decode(video=0)
        self._pending: list[Rect] = []
        self._has_damage = False
        self._is_first = True
        self._look_at_pointer_ns = 0

    def read(self, timeout_s: float) -> Frame | None:
        """Wait for damage or a moved pointer, then grab. See `ScreenSource.read`."""
        if self._is_first:
            self._events.take_damage()
            self._is_first = False
            self._skip_read_ahead()
            return self._take(None)
        deadline_ns = self._now_ns() + round(timeout_s * 1e9)
        while True:
            now_ns = self._now_ns()
            self._note_events(now_ns)
            if self._has_damage or self._pending:
                wait_ns = self._cadence.wait_ns(now_ns)
                if wait_ns <= 0:
                    frame = self._take_damaged()
                    if frame is not None:
                        return frame
                    continue
            else:
                wait_ns = max(0, self._look_at_pointer_ns - now_ns)
            if now_ns >= deadline_ns:
                return None
            self._events.wait(min(wait_ns + _ROUNDING_NS, deadline_ns - now_ns) / 1e9)

    def _note_events(self, now_ns: int) -> None:
        """Note what came, until nothing was asked after it: who awaits a reply gets events along, of which the socket then says nothing."""
        has_asked = True
        while has_asked:
            events = self._events.drain()
            has_asked = events.arrangement or events.cursor or now_ns >= self._look_at_pointer_ns
            if events.arrangement:
                self._check_monitor()
            self._has_damage |= events.damaged
            if events.cursor or now_ns >= self._look_at_pointer_ns:
                self._look_at_pointer(has_new_shape=events.cursor)
                self._look_at_pointer_ns = now_ns + _POINTER_IDLE_NS

    def _look_at_pointer(self, *, has_new_shape: bool) -> None:
        place = self._x.pointer()
        if place == self._pointer and not has_new_shape:
            return
        for x, y in (self._pointer, place):
            self._pending.append(
                Rect(x - _POINTER_HALF_PIXELS, y - _POINTER_HALF_PIXELS, 2 * _POINTER_HALF_PIXELS, 2 * _POINTER_HALF_PIXELS)
            )
        self._pointer = place

    def _check_monitor(self) -> None:
        current = {monitor.name: monitor.area for monitor in self._x.monitors()}
        if current.get(self._monitor.name) != self._monitor.area:
            raise SourceLost("The display was removed or changed its size.")

    def _take_damaged(self) -> Frame | None:
        """Grab what changed, or None when nothing of it lies on this display."""
        if self._has_damage:
            self._events.wait(_SETTLE_S)
            self._has_damage = False
            self._pending += self._events.take_damage()
        if any(self._clip(rect) for rect in self._pending):
            # The pointer may have moved since: x11grab draws it where it is now, so what is dirty must be known as of now.
            self._look_at_pointer(has_new_shape=False)
        dirty = [clipped for rect in self._pending if (clipped := self._clip(rect)) is not None]
        self._pending = []
        return self._take(_few(dirty)) if dirty else None

    def _clip(self, rect: Rect) -> Rect | None:
        moved = Rect(rect.x - self._area.x, rect.y - self._area.y, rect.width, rect.height)
        return moved.clipped(self._area.width, self._area.height)

    def _skip_read_ahead(self) -> None:
        """Throw away what FFmpeg grabbed while it was opened: given out later, it would show changes only when others follow."""
        for _ in range(_READ_AHEAD_MOST):
            picture = self._next_picture()
            if picture.pts is None or picture.pts >= self._opened_us:
                return

    def _take(self, dirty: tuple[Rect, ...] | None) -> Frame:
        picture = self._next_picture()
        now_ns = self._now_ns()
        self._cadence.take(now_ns)
        return Frame(picture, now_ns, dirty)

    def _next_picture(self) -> av.VideoFrame:
        try:
            return next(self._frames)
        except (av.error.FFmpegError, StopIteration) as exc:
            raise SourceLost("The display can no longer be read.") from exc

    def close(self) -> None:
        """Close the grabber and the connection."""
        self._grab.close()
        self._events.close()
        self._x.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def _few(rects: list[Rect]) -> tuple[Rect, ...]:
    """The rectangles, or their bounding box where they are many or cover most of it anyway."""
    whole = rects[0]
    for rect in rects[1:]:
        whole = whole.union(rect)
    covered = sum(rect.width * rect.height for rect in rects)
    if len(rects) > _RECTS_APART or covered * 2 > whole.width * whole.height:
        return (whole,)
    return tuple(rects)


def _open_grab(display: str, area: Rect) -> av.container.InputContainer:
    options = {
        "framerate": _GRAB_RATE,
        "fpsprobesize": "0",  # or five pictures are grabbed now and given out later
        "video_size": f"{area.width}x{area.height}",
        "grab_x": str(area.x),
        "grab_y": str(area.y),
        "draw_mouse": "1",
    }
    try:
        return av.open(display, format="x11grab", options=options, buffer_size=0)
    except (av.error.FFmpegError, OSError) as exc:
        raise SourceUnavailable(f"The display cannot be read: {exc.strerror or exc}.") from exc
