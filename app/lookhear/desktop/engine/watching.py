"""The machine's sources as everybody here opens them: what passes is noted on a board, for whoever wants to look.

Reading costs a source hardly anything more: of pictures only a reference to the newest is kept, of sound the highest sample, and that
only while somebody watches. A picture is forgotten when its source is closed.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, Self

from lookhear.recorder.ports import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.ports import AudioBlock, AudioCatalogue, AudioSource, ChannelInfo, ScreenCatalogue, ScreenSource

_MOST_RECTS: Final = 64  # of a picture that nobody fetched: beyond this all of it counts as changed


class Machine(Protocol):
    """Where the sources are; see `lookhear.desktop.engine.rig.Rig`."""

    def screens(self) -> ScreenCatalogue:
        """The displays."""
        ...

    def sounds(self) -> AudioCatalogue:
        """The microphones and outputs."""
        ...


@dataclass(slots=True)
class _Note:
    """What is known of one channel. ``sources`` are open; ``is_waiting``: its watcher was told that there is a picture to be fetched."""

    sources: int = 0
    frame: Frame | None = None
    peak: float | None = None
    is_waiting: bool = False


class Board:
    """The newest of every open channel. Written by capture threads, read by the engine loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # protects all below; held for no longer than an assignment takes
        self._notes: dict[ChannelId, _Note] = {}
        self._watched: frozenset[ChannelId] = frozenset()
        self._on_picture: Callable[[ChannelId], object] = lambda _channel: None

    def watch(self, channels: Collection[ChannelId], on_picture: Callable[[ChannelId], object]) -> None:
        """From now on these are watched. ``on_picture`` is called, by any thread, once for each `take_picture` that finds something new."""
        with self._lock:
            fresh = [channel for channel in channels if channel not in self._watched]
            self._watched, self._on_picture = frozenset(channels), on_picture
            waiting = [channel for channel in fresh if (note := self._notes.get(channel)) is not None and note.frame is not None]
            for channel in waiting:
                self._notes[channel].is_waiting = True
        for channel in waiting:
            on_picture(channel)

    def is_open(self, channel: ChannelId) -> bool:
        """Whether a source of it is open."""
        with self._lock:
            return channel in self._notes

    def take_picture(self, channel: ChannelId) -> Frame | None:
        """The newest picture, with all that changed since the last time; None when its source was closed meanwhile."""
        with self._lock:
            note = self._notes.get(channel)
            if note is None:
                return None
            note.is_waiting = False
            return note.frame

    def take_peaks(self, channels: Collection[ChannelId]) -> tuple[tuple[ChannelId, float], ...]:
        """The highest sample of each since the last call; nothing for those that gave no sound since."""
        found = []
        with self._lock:
            for channel in channels:
                note = self._notes.get(channel)
                if note is not None and note.peak is not None:
                    found.append((channel, note.peak))
                    note.peak = None
        return tuple(found)

    def opened(self, channel: ChannelId) -> None:
        """A source of this channel was opened."""
        with self._lock:
            self._notes.setdefault(channel, _Note()).sources += 1

    def closed(self, channel: ChannelId) -> None:
        """One was closed."""
        with self._lock:
            note = self._notes.get(channel)
            if note is not None:
                note.sources -= 1
                if not note.sources:
                    del self._notes[channel]

    def saw(self, channel: ChannelId, frame: Frame) -> None:
        """A picture passed."""
        with self._lock:
            note = self._notes.get(channel)
            if note is None:
                return
            is_news = channel in self._watched and not note.is_waiting
            note.frame = _after(frame, note.frame) if note.is_waiting and note.frame is not None else frame
            note.is_waiting |= is_news
            tell = self._on_picture
        if is_news:
            tell(channel)

    def heard(self, channel: ChannelId, block: AudioBlock) -> None:
        """Sound passed."""
        if channel not in self._watched or not len(block.samples):
            return
        peak = min(1.0, max(float(block.samples.max()), -float(block.samples.min())))
        with self._lock:
            note = self._notes.get(channel)
            if note is not None:
                note.peak = peak if note.peak is None else max(note.peak, peak)


def _after(frame: Frame, before: Frame) -> Frame:
    """A picture in whose place nobody saw the one before it."""
    merged = frame.after(before)
    return merged if merged.dirty is None or len(merged.dirty) <= _MOST_RECTS else Frame(frame.picture, frame.t_ns, None)


class Watched:
    """The catalogues of a machine, watched by ``board``. For any thread; asking for one may block as the machine's own does."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self.board = Board()

    def screens(self) -> ScreenCatalogue:
        """The displays."""
        return _Screens(self._machine.screens(), self.board)

    def sounds(self) -> AudioCatalogue:
        """The microphones and outputs."""
        return _Sounds(self._machine.sounds(), self.board)


class _Screens:
    """A `ScreenCatalogue`."""

    def __init__(self, inner: ScreenCatalogue, board: Board) -> None:
        self._inner, self._board = inner, board

    def displays(self, *, probe: bool = True) -> list[ChannelInfo]:
        """See `ScreenCatalogue.displays`."""
        return self._inner.displays(probe=probe)

    def open(self, channel: ChannelId, *, fps: int) -> ScreenSource:
        """See `ScreenCatalogue.open`."""
        return _Screen(self._inner.open(channel, fps=fps), channel, self._board)


class _Sounds:
    """An `AudioCatalogue`."""

    def __init__(self, inner: AudioCatalogue, board: Board) -> None:
        self._inner, self._board = inner, board

    def inputs(self, *, probe: bool = True) -> list[ChannelInfo]:
        """See `AudioCatalogue.inputs`."""
        return self._inner.inputs(probe=probe)

    def open(self, channel: ChannelId) -> AudioSource:
        """See `AudioCatalogue.open`."""
        return _Sound(self._inner.open(channel), channel, self._board)


class _Open:
    """What both kinds of source have in common: the board knows how long they are open."""

    def __init__(self, source: ScreenSource | AudioSource, channel: ChannelId, board: Board) -> None:
        self.name = source.name
        self._source, self._channel, self._board = source, channel, board
        self._is_open = True
        board.opened(channel)

    def close(self) -> None:
        """Let go of the system's handle. Harmless when called twice."""
        if self._is_open:
            self._is_open = False
            self._board.closed(self._channel)
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class _Screen(_Open):
    """A `ScreenSource`."""

    def __init__(self, source: ScreenSource, channel: ChannelId, board: Board) -> None:
        super().__init__(source, channel, board)
        self._read = source.read

    def read(self, timeout_s: float) -> Frame | None:
        """See `ScreenSource.read`."""
        frame = self._read(timeout_s)
        if frame is not None:
            self._board.saw(self._channel, frame)
        return frame


class _Sound(_Open):
    """An `AudioSource`."""

    def __init__(self, source: AudioSource, channel: ChannelId, board: Board) -> None:
        super().__init__(source, channel, board)
        self.device = source.device
        self._read = source.read

    def read(self, timeout_s: float) -> AudioBlock | None:
        """See `AudioSource.read`."""
        block = self._read(timeout_s)
        if block is not None:
            self._board.heard(self._channel, block)
        return block
