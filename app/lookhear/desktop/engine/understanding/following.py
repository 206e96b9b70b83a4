"""Follows what a backend understands of one recording while it runs. Belongs to the engine loop; the backend is asked on a lane."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.understanding import client as asking
from lookhear.desktop.engine.understanding.hearing import messages
from lookhear.desktop.engine.understanding.lateness import Lateness
from lookhear.desktop.engine.understanding.lines import Lines, found_line, heard_line, spoken_line
from lookhear.desktop.engine.understanding.starting import KINDS, Started, start, stop
from lookhear.desktop.engine.understanding.values import Lane, LaneState, Line, LineKind, LiveContext
from lookhear.errors import LookhearError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import Any

    from lookhear.desktop.engine.library.lanes import Lane as Thread
    from lookhear.desktop.engine.understanding.client import Stream, UnderstandingClient

_LOG: Final = logging.getLogger(__name__)
_LOOK_S: Final = 3.0  # between two looks at what was found, where no news came
_STATE_EVERY: Final = 2  # looks; how the engines stand changes seldom
_TOLD_S: Final = 0.25  # the panel is drawn four times a second at most
_OVERLAP_S: Final = 0.5
_TIMELY: Final = (LineKind.SPEECH, LineKind.SCREEN)  # a summary comes when there is something to sum up


class Following:
    """One recording.

    ``origin_s`` is the wall time of its beginning, ``wanted`` what shall be understood, ``dropped`` what was and shall be no more.
    ``tell`` hears how it stands, ``now_s`` is the wall time.
    """

    def __init__(
        self,
        recording_id: str,
        *,
        origin_s: float,
        wanted: Collection[LineKind],
        dropped: Collection[LineKind] = (),
        language: str,
        thread: Thread,
        tell: Callable[[LiveContext], object],
        now_s: Callable[[], float] = time.time,
    ) -> None:
        self._recording_id, self._origin_s, self._language = recording_id, origin_s, language
        self._wanted, self._dropped, self._thread, self._tell = frozenset(wanted), frozenset(dropped), thread, tell
        self._lines = Lines(drops_echoes=True, is_live=True)
        self._lateness, self._now_s = Lateness(origin_s), now_s
        self._followed: list[Started] = []
        self._bell = asyncio.Event()  # something was found
        self._lanes: dict[LineKind, Lane] = {}
        self._told: LiveContext | None = None
        self._told_s = float("-inf")
        self._later: asyncio.TimerHandle | None = None
        self._is_dropped = False
        self.is_ending = False  # nothing more is recorded

    # --- how it stands -------------------------------------------------------------------------------------------------------------

    def show_all(self, state: LaneState, sentence: str = "") -> None:
        """All of what is wanted stands so."""
        for kind in KINDS:
            self._lanes[kind] = Lane(kind=kind, state=state if kind in self._wanted else LaneState.OFF, sentence=sentence)
        self._publish()

    def _publish(self) -> None:
        """Tell how it stands, four times a second at most, if it is different."""
        loop = asyncio.get_running_loop()
        if self._later is not None or self._is_dropped:
            return
        wait_s = self._told_s + _TOLD_S - loop.time()
        if wait_s > 0:
            self._later = loop.call_later(wait_s, self._publish_now)
        else:
            self._publish_now()

    def _publish_now(self) -> None:
        self._later = None
        self._told_s = asyncio.get_running_loop().time()
        before = self._told
        lines = self._lines.all() if before is None or self._lines.is_new else before.lines
        self._lines.is_new = False
        now = LiveContext(
            recording_id=self._recording_id, lanes=tuple(self._lanes[kind] for kind in KINDS if kind in self._lanes), lines=lines
        )
        if now != before:
            self._told = now
            self._tell(now)

    def close(self) -> None:
        """Tell what was not told yet, and nothing any more."""
        if self._later is not None:
            self._later.cancel()
            self._publish_now()

    def drop(self) -> None:
        """Tell nothing any more: somebody else does, or nobody wants to know."""
        self._is_dropped = True
        if self._later is not None:
            self._later.cancel()
            self._later = None

    # --- following -----------------------------------------------------------------------------------------------------------------

    async def follow(self, client: UnderstandingClient, streams: Collection[Stream]) -> None:
        """Start what is wanted, and follow it until it has come to its end. Raises UploadError when the backend goes."""
        url, connection_id = await self._thread.run(client.socket)
        listening = asyncio.create_task(self._listen(url))
        try:
            self._followed = await self._thread.run(self._started, client, streams, connection_id)
            self._note()
            looks = 0
            while True:
                rows = await self._thread.run(self._look, client, looks % _STATE_EVERY == 0)
                self._lines.extend(rows)
                self._note()
                if self.is_ending and self._is_over():
                    self._finish()
                    return
                looks += 1
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_LOOK_S):
                        await self._bell.wait()
                self._bell.clear()
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening

    async def _listen(self, url: str) -> None:
        """Hear what is being said; where the line is lost, what is final is still asked for."""
        try:
            async for message in messages(url):
                line = heard_line(message, origin_s=self._origin_s)
                if line is not None:
                    self._lines.add(line)
                    self._publish()
                elif message.get("type") == "index":
                    self._bell.set()
        except LookhearError as exc:
            _LOG.info("what is being said is told when it is final only: %s", exc.code)

    def _started(self, client: UnderstandingClient, streams: Collection[Stream], connection_id: str) -> list[Started]:
        """Start everything that is wanted of these streams, and stop what is wanted no more. Blocks."""
        if self._dropped:
            stop(client, streams, unwanted=self._dropped)
        return start(client, streams, wanted=self._wanted, language=self._language, connection_id=connection_id)

    def _look(self, client: UnderstandingClient, asks_state: bool) -> list[Line | None]:  # noqa: FBT001 - for a thread
        """What is new, and how the pipelines stand. Blocks."""
        rows: list[Line | None] = []
        for each in self._followed:
            stream_id, channel, index_id = each.stream.stream_id, each.stream.channel, each.pipeline.index_id
            latest_s = self._lines.latest_s(each.kind, channel)
            from_s = None if latest_s is None else max(0.0, self._origin_s + latest_s - _OVERLAP_S)
            if asks_state or self.is_ending:  # before what it found is read: nothing comes behind its end
                is_spoken = each.kind is LineKind.SPEECH
                each.pipeline = client.transcript(stream_id) if is_spoken else client.index(stream_id, index_id)
            if each.kind is LineKind.SPEECH:
                rows += [spoken_line(row, channel=channel, origin_s=self._origin_s) for row in client.spoken(stream_id, from_s=from_s)]
                continue
            found = client.found(stream_id, index_id, from_s=from_s)
            rows += [found_line(row, kind=each.kind, channel=channel, origin_s=self._origin_s) for row in found]
            if asks_state:
                rows += [self._alert_line(each, alert) for alert in client.alerts(stream_id, index_id)]
        return rows

    def _alert_line(self, each: Started, alert: dict[str, Any]) -> Line | None:
        """An alert that was told since the last look."""
        match alert:
            case {"alert_id": str(alert_id), "label": str(label), "last_triggered_at": int() | float() as at_s}:
                if each.alerts.get(alert_id) != at_s:
                    each.alerts[alert_id] = at_s
                    seconds = max(0.0, float(at_s) - self._origin_s)
                    text = str(alert.get("prompt", ""))
                    return Line(kind=LineKind.ALERT, channel=each.stream.channel, at_s=seconds, end_s=seconds, text=text, label=label)
        return None

    def _note(self) -> None:
        """How each kind stands by its pipelines."""
        now_s = self._now_s()
        for each in self._followed:
            if each.kind in _TIMELY and (latest_s := self._lines.latest_s(each.kind, each.stream.channel)) is not None:
                self._lateness.came(each.kind, latest_s, now_s=now_s)
        moved = frozenset(each.pipeline.moved for each in self._followed if each.kind is LineKind.SPEECH)
        self._lateness.stands(LineKind.SPEECH, moved, now_s=now_s)
        for kind in KINDS:
            self._lanes[kind] = self._lane(kind)
        self._publish()

    def _lane(self, kind: LineKind) -> Lane:
        if kind not in self._wanted:
            return Lane(kind=kind, state=LaneState.OFF)
        pipelines = [each.pipeline for each in self._followed if each.kind is kind]
        if not pipelines:
            return Lane(kind=kind, state=LaneState.NOTHING)
        sentence = next((each.sentence for each in pipelines if each.sentence), "")
        statuses = {each.status for each in pipelines}
        if asking.WAITING in statuses:
            return Lane(kind=kind, state=LaneState.ENGINE_OFF if any(each.is_off for each in pipelines) else LaneState.NO_ENGINE)
        if asking.RUNNING in statuses:
            if sentence:
                return Lane(kind=kind, state=LaneState.TROUBLED, sentence=sentence)
            now_s = self._now_s()
            late_s, quiet_s = self._lateness.late_s(kind, now_s=now_s), self._lateness.quiet_s(kind, now_s=now_s)
            return Lane(kind=kind, state=LaneState.AT_WORK, late_s=late_s, quiet_s=quiet_s)
        state = LaneState.TROUBLED if "failed" in statuses else LaneState.DONE
        return Lane(kind=kind, state=state, sentence=sentence)

    def _is_over(self) -> bool:
        return all(each.pipeline.status != asking.RUNNING for each in self._followed)

    def _finish(self) -> None:
        for kind, lane in self._lanes.items():
            if lane.state is LaneState.AT_WORK:
                self._lanes[kind] = Lane(kind=kind, state=LaneState.DONE)
        self._publish()
