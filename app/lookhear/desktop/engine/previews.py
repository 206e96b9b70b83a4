"""Small pictures and levels of what is open. On the engine loop; pictures are shrunk on threads.

What records, and what is kept warm for it, is looked at as it passes. While nothing records, what somebody watches is opened here, and
closed when the last one looks away. During a recording nothing is: what is muted or paused stays closed, whoever watches.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.events import LevelsHeard, PictureSeen, PreviewTrouble, ViewChanged
from lookhear.desktop.engine.feeding import Feed
from lookhear.desktop.engine.view import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from lookhear.desktop.engine.events import Event
    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.watching import Watched
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.pipeline.small import Shrinker, SmallPicture
    from lookhear.recorder.ports import Frame

_FPS: Final = 12
_PICTURE_S: Final = 1 / _FPS
_LEVELS_S: Final = 1 / 15
_MOVING_S: Final = 0.35  # pictures nearer than this to each other move: they are sampled, and the last of them is shown again, averaged
_OPENS_IN: Final = frozenset({Phase.IDLE, Phase.COUNTDOWN, Phase.STARTING})


class Previews:
    """See `lookhear.desktop.engine.ports.PreviewService`."""

    def __init__(self, watched: Watched, hub: Hub, *, now_ns: Callable[[], int]) -> None:
        self._watched, self._hub, self._now_ns = watched, hub, now_ns
        self._wishes: dict[str, frozenset[ChannelId]] = {}
        self._feeds: dict[ChannelId, Feed] = {}
        self._shows: dict[ChannelId, _Show] = {}
        self._levels: asyncio.Task[None] | None = None
        self._closing: set[asyncio.Task[None]] = set()
        self._troubles: dict[ChannelId, str] = {}
        self._may_open = True
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
        self._wishes.clear()
        self._settle()
        if self._closing:
            await asyncio.wait(self._closing)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, ViewChanged):
            may_open = event.view.phase in _OPENS_IN and event.view.private_until_s is None
            if may_open != self._may_open:
                self._may_open = may_open
                self._settle()

    def _settle(self) -> None:
        """Make what is open and what is shown what is wanted now."""
        wanted: frozenset[ChannelId] = frozenset().union(*self._wishes.values())
        self._watched.board.watch(wanted, self._tell_of_picture(asyncio.get_running_loop()))
        self._settle_feeds(wanted if self._may_open else frozenset())
        displays = {channel for channel in wanted if channel.kind.is_video}
        for channel in self._shows.keys() - displays:
            self._shows.pop(channel).end()
        for channel in displays - self._shows.keys():
            self._shows[channel] = _Show(channel, self._watched, self._hub)
        self._settle_levels(wanted - displays)

    def _settle_feeds(self, wanted: frozenset[ChannelId]) -> None:
        for channel in self._feeds.keys() - wanted:
            feed = self._feeds.pop(channel)
            feed.ask_to_stop()
            task = asyncio.create_task(asyncio.to_thread(feed.join))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)
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

    def _tell_of_picture(self, loop: asyncio.AbstractEventLoop) -> Callable[[ChannelId], None]:
        """What capture threads call when there is a picture."""

        def tell(channel: ChannelId) -> None:
            loop.call_soon_threadsafe(self._on_picture, channel)

        return tell

    def _on_picture(self, channel: ChannelId) -> None:
        if (show := self._shows.get(channel)) is not None:
            show.ring()

    def _tell_of_trouble(self, channel: ChannelId) -> Callable[[str], None]:
        loop = asyncio.get_running_loop()

        def tell(sentence: str) -> None:
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
    """Shows the pictures of one display, at its pace, as long as it is not ended."""

    def __init__(self, channel: ChannelId, watched: Watched, hub: Hub) -> None:
        self._channel, self._board, self._hub = channel, watched.board, hub
        self._news = asyncio.Event()
        self._shrinker: Shrinker | None = None
        self._task = asyncio.create_task(self._run())

    def ring(self) -> None:
        """There is a new picture."""
        self._news.set()

    def end(self) -> None:
        """Nobody looks any more."""
        self._task.cancel()

    async def _run(self) -> None:
        now = asyncio.get_running_loop().time
        shown_s = due_s = float("-inf")
        is_sampled = False
        while True:
            is_new = await self._wait_for_news(_MOVING_S if is_sampled else None)
            now_s = now()
            is_sampled = is_new and now_s - shown_s < _MOVING_S
            await self._show(is_sampled=is_sampled)
            shown_s = now_s
            due_s = max(due_s + _PICTURE_S, now_s)
            await asyncio.sleep(due_s - now())

    async def _wait_for_news(self, timeout_s: float | None) -> bool:
        try:
            async with asyncio.timeout(timeout_s):
                await self._news.wait()
        except TimeoutError:
            return False
        self._news.clear()
        return True

    async def _show(self, *, is_sampled: bool) -> None:
        frame = self._board.take_picture(self._channel)
        if frame is None:
            return
        small = await asyncio.to_thread(self._shrunk, frame, is_sampled=is_sampled)
        self._hub.publish(PictureSeen(self._channel, width=small.width, height=small.height, stride=small.stride, pixels=small.pixels))

    def _shrunk(self, frame: Frame, *, is_sampled: bool) -> SmallPicture:
        """On a thread, where loading FFmpeg holds up nobody."""
        if self._shrinker is None:
            from lookhear.recorder.pipeline.small import Shrinker

            self._shrinker = Shrinker()
        return self._shrinker.sampled(frame.picture) if is_sampled else self._shrinker.averaged(frame.picture)
