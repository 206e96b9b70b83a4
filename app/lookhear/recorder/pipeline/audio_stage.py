"""The thread `enc-<channel>` of a sound: blocks in, sealed-ready fragments out. Owns the timeline, the codec and the open fragment.

While the source is away nothing is written; what was missed is filled with silence and counted when it is back within five
seconds, and becomes a discontinuity (a new init) after that. A source that is there but gives nothing, as a loopback does while
nothing plays, is silence at once.
"""

from __future__ import annotations

import dataclasses
import logging
from typing import TYPE_CHECKING

import numpy as np

from lookhear.errors import LookhearError
from lookhear.media.cutter import FragmentCutter
from lookhear.media.init_segment import build_init
from lookhear.media.samples import AUDIO_TIMESCALE
from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.pipeline.audio_encoder import AudioEncoder
from lookhear.recorder.pipeline.audio_timeline import AudioTimeline
from lookhear.recorder.pipeline.mailbox import Mailbox, MailboxClosed
from lookhear.recorder.pipeline.messages import Lost, Opened
from lookhear.recorder.pipeline.sealing import SealInit, facts_of, fragment_of
from lookhear.recorder.ports import AudioBlock
from lookhear.recorder.spool.rows import GapRow, InitFacts, SourceRow, SourceState

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.media.cutter import CutFragment
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.pipeline.audio_encoder import AacFrame
    from lookhear.recorder.pipeline.audio_timeline import PcmRun
    from lookhear.recorder.pipeline.clock import SessionClock
    from lookhear.recorder.pipeline.sealing import SealItem

_PATIENCE_S = 0.3
_PATIENCE_NS = 1_000_000_000  # how late sound may come before silence takes its place: on a busy machine servers stall for half a second
_RETRY_NS = 1_000_000_000  # after an encoder failed: not with every block
_BIT_RATES = {1: 96_000, 2: 128_000}

log = logging.getLogger(__name__)


class AudioStage:
    """Encodes one sound. ``sink`` takes init segments, fragments and journal rows, in order."""

    def __init__(self, channel: ChannelId, *, mailbox: Mailbox[object], sink: Callable[[SealItem], None], clock: SessionClock) -> None:
        self._channel, self._mailbox, self._sink, self._clock = channel, mailbox, sink, clock
        self._channels = 2 if channel.kind is ChannelKind.SYSTEM_AUDIO else 0  # 0: as many as the first block has, at most two
        self._timeline: AudioTimeline | None = None
        self._encoder: AudioEncoder | None = None
        self._cutter: FragmentCutter | None = None
        self._opened = Opened("", "", 0)
        self._init = self._seq = 0
        self._lost: Lost | None = None
        self._retry_ns = 0  # no encoder is opened before this time
        self._is_live = False
        self._end_ns: int | None = None  # where the sound written so far ends
        self._silence = 0  # samples filled in since the last fragment
        self._peak = 0.0
        self._error_us = 0

    def run(self) -> None:
        """Encode until the mailbox is closed and everything is handed to the sink. The whole life of the thread."""
        try:
            while True:
                try:
                    self._handle(self._mailbox.get(_PATIENCE_S if self._is_live else None))
                except MailboxClosed:
                    raise
                except LookhearError as exc:
                    self._fail(str(exc))
                except Exception as exc:  # a stage thread: were it to end, this track would, while the others go on
                    log.warning("encoding %s failed", self._channel, exc_info=exc)
                    self._fail(f"The sound cannot be encoded ({type(exc).__name__}).")
        except MailboxClosed:
            self._finish(self._clock.now_ns())

    def _handle(self, item: object) -> None:
        if isinstance(item, Opened):
            self._on_opened(item)
        elif isinstance(item, Lost):
            if self._timeline is not None:
                self._write(self._timeline.reopen())
            self._on_lost(item)
        elif self._clock.now_ns() < self._retry_ns:
            return  # what comes until then is a gap
        elif isinstance(item, AudioBlock):
            self._on_block(item)
        elif self._is_live and self._timeline is not None:
            self._write(self._timeline.fill_until(max(self._clock.now_ns() - _PATIENCE_NS, self._opened.t_ns)))

    def _on_opened(self, opened: Opened) -> None:
        state = SourceState.BACK if self._lost is not None else SourceState.OPENED
        self._sink(SourceRow(channel=self._channel, state=state, reason="", device=opened.device, t_ns=opened.t_ns))
        self._opened, self._is_live = opened, True
        if self._timeline is None and self._channels:  # a loopback may be silent from the start
            self._timeline = AudioTimeline(channels=self._channels)

    def _on_lost(self, lost: Lost) -> None:
        self._is_live = False
        self._hand_over(is_all=True)
        self._lost = Lost(lost.reason, self._lost.t_ns) if self._lost is not None else lost
        self._sink(SourceRow(channel=self._channel, state=SourceState.LOST, reason=lost.reason, device=self._opened.device, t_ns=lost.t_ns))

    def _fail(self, reason: str) -> None:
        now_ns = self._clock.now_ns()
        self._retry_ns = now_ns + _RETRY_NS
        try:
            self._hand_over(is_all=True)
        except Exception as exc:  # what failed once may fail again here: that fragment is given up, not the track
            log.warning("a fragment of %s cannot be finished", self._channel, exc_info=exc)
        self._encoder = self._cutter = None
        self._on_lost(Lost(reason, now_ns))
        self._is_live = True

    def _finish(self, now_ns: int) -> None:
        self._end_encoder()
        if self._lost is not None and self._end_ns is not None:  # it never came back
            self._sink(GapRow(channel=self._channel, from_ns=self._end_ns, to_ns=now_ns, reason=self._lost.reason, filled=False))

    def _on_block(self, block: AudioBlock) -> None:
        if self._timeline is None:
            self._channels = self._channels or min(2, block.samples.shape[1])
            self._timeline = AudioTimeline(channels=self._channels)
        if not np.isfinite(block.samples).all():  # some drivers give such while they start; it would poison all that follows
            block = AudioBlock(np.nan_to_num(block.samples, nan=0.0, posinf=0.0, neginf=0.0), block.rate, block.t_ns)
        self._write(self._timeline.push(block))

    def _write(self, runs: list[PcmRun]) -> None:
        for run in runs:
            self._note_gap(run)
            if run.is_discontinuity:
                self._end_encoder()
            if self._encoder is None:
                self._begin_init(run.t_ns)
            assert self._encoder is not None  # noqa: S101 (narrowing)
            self._add(self._encoder.feed(run.samples, t_ns=run.t_ns))
            self._end_ns = run.t_ns + len(run.samples) * 1_000_000_000 // AUDIO_TIMESCALE
            self._silence += run.silence_samples
            self._error_us = run.clock_error_us
            if run.silence_samples < len(run.samples):
                self._peak = max(self._peak, float(np.abs(run.samples).max()))
        self._hand_over()

    def _note_gap(self, run: PcmRun) -> None:
        """Journal what was missed: filled with silence, or left out by a jump of the timeline."""
        lost, self._lost = self._lost, None
        if run.is_discontinuity and self._end_ns is not None:
            reason = lost.reason if lost is not None else "The computer or this program was suspended."
            self._sink(GapRow(channel=self._channel, from_ns=self._end_ns, to_ns=run.t_ns, reason=reason, filled=False))
        elif lost is not None and self._end_ns is not None and run.silence_samples:
            to_ns = run.t_ns + run.silence_samples * 1_000_000_000 // AUDIO_TIMESCALE
            self._sink(GapRow(channel=self._channel, from_ns=run.t_ns, to_ns=to_ns, reason=lost.reason, filled=True))
        elif lost is not None and self._end_ns is None and run.t_ns > lost.t_ns:  # it came late
            self._sink(GapRow(channel=self._channel, from_ns=lost.t_ns, to_ns=run.t_ns, reason=lost.reason, filled=False))

    def _begin_init(self, t_ns: int) -> None:
        self._encoder = AudioEncoder(channels=self._channels, bit_rate=_BIT_RATES[self._channels])
        self._init += 1
        fmt = self._encoder.format
        facts = InitFacts(
            channel=self._channel,
            init=self._init,
            encoder=self._encoder.name,
            source=self._opened.source,
            device=self._opened.device,
            t_ns=t_ns,
            rate=fmt.sample_rate,
            channels=fmt.channels,
            priming=fmt.priming,
        )
        self._sink(SealInit(facts, build_init(fmt)))
        self._cutter = FragmentCutter(fmt)

    def _end_encoder(self) -> None:
        if self._encoder is not None:
            self._add(self._encoder.flush())
            self._hand_over(is_all=True)
        self._encoder = self._cutter = None

    def _add(self, frames: list[AacFrame]) -> None:
        assert self._cutter is not None  # noqa: S101 (narrowing)
        for frame in frames:
            self._cutter.add(frame.data, max(0, frame.t_ns), is_sync=True)

    def _hand_over(self, *, is_all: bool = False) -> None:
        if self._cutter is None:
            return
        now_ns = self._clock.now_ns()
        while (cut := self._cutter.cut(now_ns)) is not None:
            self._seal(cut)
        if is_all:
            for rest in self._cutter.finish(now_ns):
                self._seal(rest)

    def _seal(self, cut: CutFragment) -> None:
        self._seq += 1
        facts = dataclasses.replace(
            facts_of(cut, channel=self._channel, init=self._init, seq=self._seq, timescale=AUDIO_TIMESCALE),
            silence_samples=self._silence,
            peak=round(self._peak, 4),
            clock_error_us=self._error_us,
        )
        self._silence, self._peak = 0, 0.0
        self._sink(fragment_of(cut, facts, clock=self._clock))
