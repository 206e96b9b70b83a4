"""Ports of the recorder: what a source of pictures or sound must be able to do, whatever system it comes from.

Every time stamp is nanoseconds of the session clock (`recorder.pipeline.clock`), taken at capture. An adapter that gets
better stamps from its system (ScreenCaptureKit's host time, PipeWire's pts) converts them; one that gets none stamps itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol, Self

if TYPE_CHECKING:
    import av
    import numpy as np
    from numpy.typing import NDArray

    from lookhear.protocol.channels import ChannelId

_NS_PER_S: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of physical pixels, relative to the upper left corner of its display."""

    x: int
    y: int
    width: int
    height: int

    def union(self, other: Rect) -> Rect:
        """The smallest rectangle that holds both."""
        left, top = min(self.x, other.x), min(self.y, other.y)
        right = max(self.x + self.width, other.x + other.width)
        bottom = max(self.y + self.height, other.y + other.height)
        return Rect(left, top, right - left, bottom - top)

    def clipped(self, width: int, height: int) -> Rect | None:
        """The part inside ``width × height``, or None when nothing of it is."""
        left, top = max(self.x, 0), max(self.y, 0)
        right, bottom = min(self.x + self.width, width), min(self.y + self.height, height)
        return Rect(left, top, right - left, bottom - top) if right > left and bottom > top else None


@dataclass(frozen=True, slots=True)
class Frame:
    """One changed picture, in any packed or planar format PyAV can convert (``bgr0``, ``bgra``, ``nv12``, …).

    ``dirty`` bounds what differs from the previous frame of this source; None means it is not known (all of it).
    The buffer belongs to the frame: a source never writes to it again.
    """

    picture: av.VideoFrame
    t_ns: int
    dirty: tuple[Rect, ...] | None = None

    def after(self, dropped: Frame) -> Frame:
        """This frame when the one before it was dropped: what changed there has changed here too."""
        if self.dirty is None or dropped.dirty is None:
            return Frame(self.picture, self.t_ns, None)
        return Frame(self.picture, self.t_ns, dropped.dirty + self.dirty)

    def within(self, from_ns: int, to_ns: int | None) -> Self | None:
        """This frame if it was taken from the first time on and before the second (where there is one), else None."""
        return self if self.t_ns >= from_ns and (to_ns is None or self.t_ns < to_ns) else None


@dataclass(frozen=True, slots=True)
class AudioBlock:
    """Consecutive sound: float32 of shape (samples, channels) in −1…1, and when its first sample was heard."""

    samples: NDArray[np.float32]
    rate: int
    t_ns: int

    def within(self, from_ns: int, to_ns: int | None) -> AudioBlock | None:
        """The samples that were heard from the first time on and before the second (where there is one); None when there are none."""
        first = max(0, -(-(from_ns - self.t_ns) * self.rate // _NS_PER_S))
        last = len(self.samples) if to_ns is None else min(len(self.samples), -(-(to_ns - self.t_ns) * self.rate // _NS_PER_S))
        if (first, last) == (0, len(self.samples)):
            return self
        return AudioBlock(self.samples[first:last], self.rate, self.t_ns + first * _NS_PER_S // self.rate) if first < last else None


class ScreenSource(Protocol):
    """One display. Used by one thread; may block inside `read` only.

    A source that knows of changes (damage events, dirty frames, a status "idle") wakes on them; others look at a cadence
    and compare. Both answer `None` for "nothing changed", so the caller alone decides about heartbeats.
    """

    name: str  # of the technique, for the receipt: "x11grab+xdamage", "mss", …

    def read(self, timeout_s: float) -> Frame | None:
        """Wait for a changed picture, at most the timeout. The first call returns the whole picture at once.

        Raises SourceLost when the display went away or changed its size (open the source again), PermissionMissing.
        """
        ...

    def close(self) -> None:
        """Let go of the system's handle. Harmless when called twice."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(self, *exc: object) -> None: ...


class AudioSource(Protocol):
    """One stream of sound. Used by one thread; may block inside `read` only."""

    name: str  # of the technique, for the receipt: "pulse", "sounddevice", …
    device: str  # the system's own name of what is really recorded now

    def read(self, timeout_s: float) -> AudioBlock | None:
        """Wait for the next samples, at most the timeout; None when none came (a loopback may be silent for long).

        Raises SourceLost when the device or the audio server went away, or is no longer the one that was asked for.
        """
        ...

    def close(self) -> None:
        """Let go of the system's handle. Harmless when called twice."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(self, *exc: object) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelInfo:
    """What `lookhear channels` says of one recordable source.

    ``can_open`` is found by trying, not by guessing; ``reason`` is a sentence when it is false.
    ``device`` is the system's own name (an audio device, a RandR monitor), the value that ``--mic ID`` takes.
    """

    channel_id: ChannelId
    name: str
    device: str
    is_default: bool
    can_open: bool
    reason: str = ""
    width: int | None = None  # displays: physical pixels
    height: int | None = None
    x: int | None = None
    y: int | None = None
    rate: int | None = None  # audio: Hz as the device runs
    channels: int | None = None
    details: dict[str, str] = field(default_factory=dict)


class ScreenCatalogue(Protocol):
    """The displays of this machine: lists them, opens them, tells when the list may have changed."""

    def displays(self, *, probe: bool = True) -> list[ChannelInfo]:
        """The displays now, the primary one flagged; raises SourceUnavailable with the reason when none can be seen.

        With ``probe`` each is opened for a moment, so that ``can_open`` is known; without, it is taken to be true.
        """
        ...

    def open(self, channel: ChannelId, *, fps: int) -> ScreenSource:
        """Open a display at most ``fps`` pictures a second. Raises SourceUnavailable, PermissionMissing."""
        ...


class AudioCatalogue(Protocol):
    """The microphones and outputs of this machine."""

    def inputs(self, *, probe: bool = True) -> list[ChannelInfo]:
        """Microphones and system audio, defaults flagged; raises SourceUnavailable with the reason when there is no audio system.

        With ``probe`` each is opened for a moment, so that ``can_open`` is known. Without, nothing is opened: whoever only looks
        for a name must not switch on microphones that are not to be recorded.
        """
        ...

    def open(self, channel: ChannelId) -> AudioSource:
        """Open ``mic:default``, ``mic:<device>``, ``system_audio:default`` or ``system_audio:<device>``. Raises SourceUnavailable."""
        ...
