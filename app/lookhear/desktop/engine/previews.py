"""Small pictures and levels of what is open. On the engine loop; the pictures of each display are shrunk on a thread.

What records, and what is kept warm for it, is looked at as it passes. While nothing records, what somebody watches is opened here, and
closed when the last one looks away. During a recording nothing is: what is muted or paused stays closed, whoever watches.
"""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.events import LevelsHeard, PictureSeen, PreviewTrouble, ViewChanged
from lookhear.desktop.engine.feeding import Feed
from lookhear.desktop.engine.view import Phase
from lookhear.recorder.ports import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from lookhear.desktop.engine.events import Event
    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.watching import Board, Watched
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.pipeline.small import Shrinker

_FPS: Final = 11  # people see motion from ten on, and each costs a quarter of a percent of a core
_PICTURE_S: Final = 1 / _FPS
_LEVELS_S: Final = 1 / 15
_MOVING_S: Final = 0.35  # pictures nearer to each other than this move: they are sampled, and the last of them is shrunk well
_LEAVE_S: Final = 0.5  # after a recording its controls look away: nothing is opened for them once more
_OPENS_IN: Final = frozenset({Phase.IDLE, Phase.COUNTDOWN, Phase.STARTING})


class Previews:
    """See `lookhear.desktop.engine.ports.PreviewService`."""

    def __init__(self, watched: Watched, hub: Hub, *, now_ns: Callable[[], int]) -> None:
        self._watched, self._hub, self._now_ns = watched, hub, now_ns
        self._wishes: dict[str, frozenset[ChannelId]] = {}
        self._feeds: dict[ChannelId, Feed] = {}
        self._shows: dict[ChannelId, _Show] = {}
        self._levels: asyncio.Task[None] | None = None
        self._closing: set[asyncio.Task[object]] = set()
        self._troubles: dict[ChannelId, str] = {}
        self._may_open = True
        self._has_ended = False
        self._opening: asyncio.TimerHandle | None = None
        hub.listen(self._on_event)

    async def watch(self, watcher: str, channels: Collection[ChannelId]) -> None:
        """From now on this watcher wants these and no others; nothing for none."""
        if channels:
            self._wishes[watcher] = frozenset(channels)
        else:
            self._wishes.pop(watcher, None)
        self._settle()

    async def end(self) -> None:
        """Close everything; returns when it is closed."""
        self._has_ended = True
        self._wishes.clear()
        if self._opening is not None:
            self._opening.cancel()
        self._settle()
        if self._closing:
            await asyncio.wait(self._closing)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, ViewChanged) and not self._has_ended:
            may_open = event.view.phase in _OPENS_IN and event.view.private_until_s is None
            if may_open and not self._may_open and self._opening is None:
                self._opening = asyncio.get_running_loop().call_later(_LEAVE_S, self._open_again)
            elif not may_open:
                self._keep_closed()

    def _open_again(self) -> None:
        self._opening = None
        self._may_open = True
        self._settle()

    def _keep_closed(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
        if self._may_open:
            self._may_open = False
            self._settle()

    def _settle(self) -> None:
        """Make what is open and what is shown what is wanted now."""
        wanted: frozenset[ChannelId] = frozenset().union(*self._wishes.values())
        displays = frozenset(channel for channel in wanted if channel.kind.is_video)
        self._settle_shows(displays)
        self._watched.board.watch(wanted, self._on_picture)
        self._settle_feeds(wanted if self._may_open else frozenset())
        self._settle_levels(wanted - displays)

    def _settle_shows(self, displays: frozenset[ChannelId]) -> None:
        loop = asyncio.get_running_loop()

        def publish(event: PictureSeen) -> None:
            loop.call_soon_threadsafe(self._hub.publish, event)

        shows = {channel: show for channel, show in self._shows.items() if channel in displays}
        for channel in displays - shows.keys():
            shows[channel] = _Show(channel, self._watched.board, publish)
        gone = [show for channel, show in self._shows.items() if channel not in displays]
        self._shows = shows  # made anew: capture threads look into it
        for show in gone:
            show.end()
            self._close(show.join)

    def _settle_feeds(self, wanted: frozenset[ChannelId]) -> None:
        for channel in self._feeds.keys() - wanted:
            feed = self._feeds.pop(channel)
            feed.ask_to_stop()
            self._close(feed.join)
            self._note_trouble(channel, "")
        for channel in wanted - self._feeds.keys():
            feed = Feed(channel, watched=self._watched, fps=_FPS, now_ns=self._now_ns, tell=self._tell_of_trouble(channel))
            self._feeds[channel] = feed
            feed.start()

    def _settle_levels(self, sounds: frozenset[ChannelId]) -> None:
        if not sounds and self._levels is not None:
            self._levels.cancel()
            self._levels = None
        elif sounds and self._levels is None:
            self._levels = asyncio.create_task(self._tell_levels())

    async def _tell_levels(self) -> None:
        """Tell how loud every watched sound is; silence after silence is not told again."""
        was_silent = False
        while True:
            await asyncio.sleep(_LEVELS_S)
            sounds = [channel for wish in self._wishes.values() for channel in wish if not channel.kind.is_video]
            peaks = self._watched.board.take_peaks(dict.fromkeys(sounds))
            is_silent = not any(peak for _, peak in peaks)
            if peaks and not (is_silent and was_silent):
                self._hub.publish(LevelsHeard(peaks))
            was_silent = is_silent and bool(peaks)

    def _close(self, join: Callable[[], object]) -> None:
        """Wait on a thread until another one has ended; nobody else does."""
        task = asyncio.create_task(asyncio.to_thread(join))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    def _on_picture(self, channel: ChannelId) -> None:
        """On a capture thread."""
        if (show := self._shows.get(channel)) is not None:
            show.ring()

    def _tell_of_trouble(self, channel: ChannelId) -> Callable[[str], None]:
        loop = asyncio.get_running_loop()

        def tell(sentence: str) -> None:
            if not sentence and (show := self._shows.get(channel)) is not None:
                show.begin_anew()
            loop.call_soon_threadsafe(self._on_trouble, channel, sentence)

        return tell

    def _on_trouble(self, channel: ChannelId, sentence: str) -> None:
        if channel in self._feeds:
            self._note_trouble(channel, sentence)

    def _note_trouble(self, channel: ChannelId, sentence: str) -> None:
        if self._troubles.get(channel, "") != sentence:
            self._troubles[channel] = sentence
            self._hub.publish(PreviewTrouble(channel, sentence))


class _Show:
    """The thread `show-<channel>`: shrinks the pictures of one display, at its pace, until it is ended."""

    def __init__(self, channel: ChannelId, board: Board, publish: Callable[[PictureSeen], object]) -> None:
        self._channel, self._board, self._publish = channel, board, publish
        self._news, self._ended, self._is_anew = threading.Event(), threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"show-{channel.slug}", daemon=True)
        self._thread.start()

    def ring(self) -> None:
        """There is a new picture. For any thread."""
        self._news.set()

    def begin_anew(self) -> None:
        """The next picture is shown even where it is the one from before: what was seen meanwhile was a sentence. For any thread."""
        self._is_anew.set()

    def end(self) -> None:
        """Nobody looks any more; returns at once."""
        self._ended.set()
        self._news.set()

    def join(self) -> None:
        """Wait for the thread, after `end`."""
        self._thread.join()

    def _run(self) -> None:
        from lookhear.recorder.pipeline.small import Shrinker  # which loads numpy, here where it holds up nobody

        shrinker = Shrinker()
        shown_s = due_s = float("-inf")
        while True:
            is_new = self._news.wait(_MOVING_S if shrinker.is_rough else None)
            if self._ended.is_set():
                return
            self._news.clear()
            if self._is_anew.is_set():
                self._is_anew.clear()
                shrinker = Shrinker()
            now_s = time.monotonic()
            self._show(shrinker, is_moving=is_new and now_s - shown_s < _MOVING_S, is_refined=not is_new)
            shown_s = now_s
            due_s = max(due_s + _PICTURE_S, now_s)
            self._ended.wait(max(0.0, due_s - time.monotonic()))

    def _show(self, shrinker: Shrinker, *, is_moving: bool, is_refined: bool) -> None:
        """Show the newest picture; ``is_refined``: the one that was shown already, better."""
        frame = self._board.take_picture(self._channel)
        if frame is None:
            return
        small = shrinker.update(Frame(frame.picture, frame.t_ns, None) if is_refined else frame, is_quick=is_moving)
        if small is not None:
            self._publish(PictureSeen(self._channel, width=small.width, height=small.height, stride=small.stride, pixels=small.pixels))
