"""The thread `enc-<channel>` of a sound: blocks in, sealed-ready fragments out. Owns the timeline, the codec and the open fragment.

While the source is away nothing is written; what was missed is filled with silence and counted when it is back within five
seconds, and becomes a discontinuity (a new init) after that, as a pause is however short. A source that is there but gives
nothing, as a loopback does while nothing plays, is silence at once.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from lookhear.media.cutter import FragmentCutter
from lookhear.media.init_segment import build_init
from lookhear.media.samples import AUDIO_TIMESCALE
from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.pipeline.audio_encoder import AudioEncoder
from lookhear.recorder.pipeline.audio_timeline import AudioTimeline
from lookhear.recorder.pipeline.encoder_source import EncoderSource
from lookhear.recorder.pipeline.messages import Lost, Opened
from lookhear.recorder.pipeline.sealing import SealInit, facts_of, fragment_of
from lookhear.recorder.ports import AudioBlock
from lookhear.recorder.spool.rows import InitFacts

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.media.cutter import CutFragment
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.pipeline.audio_encoder import AacFrame
    from lookhear.recorder.pipeline.audio_timeline import PcmRun
    from lookhear.recorder.pipeline.clock import SessionClock
    from lookhear.recorder.pipeline.mailbox import Mailbox
    from lookhear.recorder.pipeline.sealing import SealItem

_PATIENCE_S = 0.3
_PATIENCE_NS = 1_000_000_000  # how late sound may come before silence takes its place: on a busy machine servers stall for half a second
_BIT_RATES = {1: 96_000, 2: 128_000}


class AudioStage:
    """Encodes one sound. ``sink`` takes init segments, fragments and journal rows, in order."""

    def __init__(self, channel: ChannelId, *, mailbox: Mailbox[object], sink: Callable[[SealItem], None], clock: SessionClock) -> None:
        self._channel, self._mailbox, self._sink, self._clock = channel, mailbox, sink, clock
        self._source = EncoderSource(channel, sink=sink, clock=clock)
        self._channels = 2 if channel.kind is ChannelKind.SYSTEM_AUDIO else 0  # 0: as many as the first block has, at most two
        self._timeline: AudioTimeline | None = None
        self._encoder: AudioEncoder | None = None
        self._cutter: FragmentCutter | None = None
        self._init = self._seq = 0
        self._is_live = False
        self._end_ns: int | None = None  # where the sound written so far ends
        self._silence = 0  # samples filled in since the last fragment
        self._peak = 0.0
        self._error_us = 0

    def run(self) -> None:
        """Encode until the mailbox is closed and everything is handed to the sink. The whole life of the thread."""
        items = self._mailbox.items(lambda: _PATIENCE_S if self._is_live else None)
        self._source.serve(items, self._handle, give_up=self._give_up, sentence="The sound cannot be encoded")
        self._finish(self._clock.now_ns())

    def _handle(self, item: object) -> None:
        if isinstance(item, Opened):
            self._on_opened(item)
        elif isinstance(item, Lost):
            self._on_lost(item)
        elif self._clock.now_ns() < self._source.retry_ns:
            return  # what comes until then is a gap
        elif isinstance(item, AudioBlock):
            self._on_block(item)
        elif self._is_live and self._timeline is not None:
            self._write(self._timeline.fill_until(max(self._clock.now_ns() - _PATIENCE_NS, self._source.opened.t_ns)))

    def _on_opened(self, opened: Opened) -> None:
        self._source.open(opened)
        self._is_live = True
        if self._timeline is None and self._channels:  # a loopback may be silent from the start
            self._timeline = AudioTimeline(channels=self._channels)

    def _on_lost(self, lost: Lost) -> None:
        self._is_live = False
        try:
            if self._timeline is not None:
                self._write(self._timeline.break_off() if lost.is_pause else self._timeline.reopen())
            if lost.is_pause:
                self._end_encoder()  # nothing of it may wait in an encoder for the end of the pause
            self._hand_over(is_all=True)
        finally:
            self._source.lose(lost)

    def _give_up(self, _now_ns: int) -> None:
        try:
            self._hand_over(is_all=True)
        finally:
            self._encoder = self._cutter = None

    def _finish(self, now_ns: int) -> None:
        self._end_encoder()
        if self._source.away_ns is not None and self._end_ns is not None:  # it never came back
            self._source.end_gap(self._end_ns, now_ns)

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
        away_ns = self._source.away_ns
        if run.is_discontinuity and self._end_ns is not None:
            self._source.end_gap(self._end_ns, run.t_ns)
        elif away_ns is not None and self._end_ns is not None and run.silence_samples:
            self._source.end_gap(run.t_ns, run.t_ns + run.silence_samples * 1_000_000_000 // AUDIO_TIMESCALE, filled=True)
        elif away_ns is not None and self._end_ns is None:  # it came late
            self._source.end_gap(away_ns, run.t_ns)
        else:
            self._source.forget()

    def _begin_init(self, t_ns: int) -> None:
        self._encoder = AudioEncoder(channels=self._channels, bit_rate=_BIT_RATES[self._channels])
        self._init += 1
        fmt = self._encoder.format
        facts = InitFacts(
            channel=self._channel,
            init=self._init,
            encoder=self._encoder.name,
            source=self._source.opened.source,
            device=self._source.opened.device,
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
