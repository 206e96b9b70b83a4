"""What an encoder thread knows of its source: which it is, since when and why it is away. Writes the rows about it.

Both kinds of stage also take their items and bear their failures through it. Owned by one thread `enc-<channel>`.
"""

from __future__ import annotations

import dataclasses
import logging
from typing import TYPE_CHECKING

from lookhear.errors import LookhearError
from lookhear.recorder.pipeline.messages import Lost, Opened, Settle
from lookhear.recorder.spool.rows import GapRow, SourceRow, SourceState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.pipeline.clock import SessionClock
    from lookhear.recorder.pipeline.sealing import SealItem

_RETRY_NS = 1_000_000_000  # after an encoder failed: not with every picture or block
_SUSPENDED = "The computer or this program was suspended."

log = logging.getLogger(__name__)


class EncoderSource:
    """The source of one track, as its encoder hears of it. ``sink`` takes the rows."""

    def __init__(self, channel: ChannelId, *, sink: Callable[[SealItem], None], clock: SessionClock) -> None:
        self._channel, self._sink, self._clock = channel, sink, clock
        self._away: list[Lost] = []  # why, one behind the other: unplugged, then paused, then unplugged still
        self.opened = Opened("", "", 0)
        self.retry_ns = 0  # no encoder is opened before this time

    @property
    def away_ns(self) -> int | None:
        """Since when nothing has come from it, None while it gives."""
        return self._away[0].t_ns if self._away else None

    def serve(self, items: Iterable[object], handle: Callable[[object], None], *, give_up: Callable[[int], None], sentence: str) -> None:
        """Handle every item. One that fails costs what ``give_up(now_ns)`` cannot save, never the track; ``sentence`` tells of it."""
        for item in items:
            try:
                if isinstance(item, Settle):
                    item.done.set()
                else:
                    handle(item)
            except LookhearError as exc:
                self._fail(str(exc), give_up)
            except Exception as exc:  # a stage thread: were it to end, this track would, while the others go on
                log.warning("encoding %s failed", self._channel, exc_info=exc)
                self._fail(f"{sentence} ({type(exc).__name__}).", give_up)

    def _fail(self, reason: str, give_up: Callable[[int], None]) -> None:
        now_ns = self._clock.now_ns()
        self.retry_ns = now_ns + _RETRY_NS
        try:
            give_up(now_ns)
        except Exception as exc:  # what failed once may fail again here: that fragment is given up, not the track
            log.warning("a fragment of %s cannot be finished", self._channel, exc_info=exc)
        self.lose(Lost(reason, now_ns))

    def open(self, opened: Opened) -> None:
        """It was opened, for the first time or again."""
        state = SourceState.BACK if self._away else SourceState.OPENED
        self._sink(SourceRow(channel=self._channel, state=state, reason="", device=opened.device, t_ns=opened.t_ns))
        self.opened = opened

    def lose(self, lost: Lost) -> None:
        """It went away, or is still away for another reason, or is closed for a pause."""
        if self._away and self._away[-1].is_pause == lost.is_pause:
            self._away[-1] = dataclasses.replace(lost, t_ns=self._away[-1].t_ns)
        else:
            self._away.append(lost)
        state = SourceState.PAUSED if lost.is_pause else SourceState.LOST
        self._sink(SourceRow(channel=self._channel, state=state, reason=lost.reason, device=self.opened.device, t_ns=lost.t_ns))

    def forget(self) -> None:
        """It gives again, and nothing was missed."""
        self._away.clear()

    def end_gap(self, from_ns: int, to_ns: int, *, filled: bool = False) -> None:
        """It gives again: journal what was missed, a row for each reason."""
        away, self._away = self._away or [Lost(_SUSPENDED, from_ns)], []
        begins = [from_ns, *(max(from_ns, lost.t_ns) for lost in away[1:])]
        for lost, begin_ns, end_ns in zip(away, begins, [*begins[1:], to_ns], strict=True):
            if end_ns > begin_ns:
                self._sink(GapRow(channel=self._channel, from_ns=begin_ns, to_ns=end_ns, reason=lost.reason, filled=filled))
