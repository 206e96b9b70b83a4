"""The thread `enc-display-<n>`: pictures in, sealed-ready fragments out. Owns the canvas, the codec and the open fragment.

An unchanged picture is not encoded again, but a P-picture is written at least twice a second, so that fragments flow and
everybody can see that the track lives. An IDR picture begins every fourth second, or every eighth while almost nothing
changes, and always begins a fragment.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from lookhear.media.cutter import FIRST_NS, TARGET_NS, FragmentCutter
from lookhear.media.h264 import read_access_unit
from lookhear.media.init_segment import build_init
from lookhear.media.samples import VIDEO_TIMESCALE, VideoFormat
from lookhear.recorder.pipeline.convert import Canvas
from lookhear.recorder.pipeline.encoder_source import EncoderSource
from lookhear.recorder.pipeline.messages import Lost, Opened
from lookhear.recorder.pipeline.sealing import SealInit, facts_of, fragment_of
from lookhear.recorder.pipeline.stillness import Stillness
from lookhear.recorder.pipeline.video_encoder import VideoEncoder
from lookhear.recorder.ports import Frame
from lookhear.recorder.quality import Quality
from lookhear.recorder.spool.rows import InitFacts

if TYPE_CHECKING:
    from collections.abc import Callable

    import av

    from lookhear.media.cutter import CutFragment
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.pipeline.clock import SessionClock
    from lookhear.recorder.pipeline.mailbox import Mailbox
    from lookhear.recorder.pipeline.sealing import SealItem

_ROUNDING_NS = 1_000_000  # times are rounded to ticks: a picture written this much later is surely past the fragment's length
_NEXT_IS_NEAR_NS = 70_000_000  # after a picture: the time in which another one is likely
_IDR_EVERY_NS = 4_000_000_000
_IDR_WHILE_STILL_NS = 8_000_000_000  # on a still desktop IDR pictures are most of what is stored
_NEW_EPOCH_NS = 5_000_000_000  # a longer gap begins a new init: architecture, "one session clock"


class VideoStage:
    """Encodes one display. ``sink`` takes init segments, fragments and journal rows, in order."""

    def __init__(
        self,
        channel: ChannelId,
        *,
        mailbox: Mailbox[object],
        sink: Callable[[SealItem], None],
        clock: SessionClock,
        fps: int,
        quality: Quality = Quality.BALANCED,
    ) -> None:
        self._channel, self._mailbox, self._sink, self._clock, self._fps = channel, mailbox, sink, clock, fps
        self._quality = quality
        self._source = EncoderSource(channel, sink=sink, clock=clock)
        self._canvas: Canvas | None = None
        self._encoder: VideoEncoder | None = None
        self._cutter: FragmentCutter | None = None
        self._picture: av.VideoFrame | None = None
        self._init = self._seq = 0
        self._is_live = False  # between the first frame after Opened and the next Lost
        self._last_ns: int | None = None  # of the last encoded picture
        self._last_idr_ns = 0
        self._stillness = Stillness(0, 0)  # of the canvas, since the last IDR picture
        self._fragment_ns = 0  # when the open fragment began

    def run(self) -> None:
        """Encode until the mailbox is closed and everything is handed to the sink. The whole life of the thread."""
        items = self._mailbox.items(self._patience_s)
        self._source.serve(items, self._handle, give_up=self._give_up, sentence="The picture cannot be encoded")
        self._finish(self._clock.now_ns())

    def _patience_s(self) -> float | None:
        """How long to wait for the next picture: when the open fragment has its length, the old one is written again to end it."""
        if not self._is_live:
            return None
        due_ns = self._fragment_ns + (FIRST_NS if self._seq == 0 else TARGET_NS) + _ROUNDING_NS
        if self._last_ns is not None:  # while something moves, the next picture is near and ends the fragment by itself
            due_ns = max(due_ns, self._last_ns + min(round(2e9 / self._fps), _NEXT_IS_NEAR_NS))
        return max(0.0, (due_ns - self._clock.now_ns()) / 1e9)

    def _handle(self, item: object) -> None:
        if isinstance(item, Frame):
            self._on_frame(item)
        elif isinstance(item, Opened):
            self._on_opened(item)
        elif isinstance(item, Lost):
            self._on_lost(item)
        elif self._is_live and self._picture is not None:
            self._encode(self._picture, self._clock.now_ns())

    def _on_opened(self, opened: Opened) -> None:
        if opened.source != self._source.opened.source:
            self._encoder = None  # the init segment names the technique
        self._source.open(opened)

    def _on_lost(self, lost: Lost) -> None:
        self._is_live = False
        try:
            self._finish_fragments(lost.t_ns)
        finally:
            self._source.lose(lost)

    def _give_up(self, now_ns: int) -> None:
        self._is_live = False
        self._encoder = None
        try:
            self._finish_fragments(now_ns)
        finally:
            self._cutter = None

    def _finish(self, now_ns: int) -> None:
        self._finish_fragments(now_ns)
        if self._source.away_ns is not None and self._last_ns is not None:  # it never came back
            self._source.end_gap(max(self._source.away_ns, self._fragment_ns), now_ns)

    def _on_frame(self, frame: Frame) -> None:
        if frame.t_ns < self._source.retry_ns:
            return
        width, height = frame.picture.width & ~1, frame.picture.height & ~1
        is_new_size = self._canvas is None or (self._canvas.width, self._canvas.height) != (width, height)
        self._note_gap(frame.t_ns)
        if is_new_size or not self._is_live:
            if is_new_size:
                self._finish_fragments(frame.t_ns)
                self._encoder = None
                self._canvas, self._stillness = Canvas(width, height), Stillness(width, height)
            frame = Frame(frame.picture, frame.t_ns, None)
        assert self._canvas is not None  # noqa: S101 (narrowing)
        is_restart = not self._is_live
        self._is_live = True
        self._picture = self._canvas.update(frame)
        self._stillness.note(frame.dirty)
        self._encode(self._picture, frame.t_ns, is_restart=is_restart)

    def _note_gap(self, t_ns: int) -> None:
        """Journal the hole before this picture, if there is one, and begin a new epoch after a long one."""
        if self._source.away_ns is not None:  # also before the first picture: it came late
            from_ns = max(self._source.away_ns, self._fragment_ns)
        elif self._last_ns is not None and t_ns - self._last_ns > _NEW_EPOCH_NS:
            from_ns = self._last_ns + round(1e9 / self._fps)
            self._is_live = False
        else:
            return
        if t_ns - from_ns > _NEW_EPOCH_NS:
            self._finish_fragments(from_ns)
            self._encoder = None
        self._source.end_gap(from_ns, t_ns)

    def _encode(self, picture: av.VideoFrame, t_ns: int, *, is_restart: bool = False) -> None:
        if self._last_ns is not None:
            if t_ns - self._last_ns > _NEW_EPOCH_NS and not is_restart:
                self._note_gap(t_ns)
                is_restart = self._is_live = True
            t_ns = max(t_ns, self._last_ns + 1_000_000)
        if self._encoder is None:
            self._encoder = VideoEncoder(width=picture.width, height=picture.height, fps=self._fps, quality=self._quality)
            self._cutter = None
        idr_every_ns = _IDR_WHILE_STILL_NS if self._stillness.is_still else _IDR_EVERY_NS
        is_idr = self._cutter is None or is_restart or t_ns - self._last_idr_ns >= idr_every_ns
        if is_idr:
            self._finish_fragments(t_ns)
        for encoded in self._encoder.encode(picture, t_ns=t_ns, is_idr=is_idr):
            unit = read_access_unit(encoded.data)
            if self._cutter is None:
                self._begin_init(VideoFormat(picture.width, picture.height, unit.sps, unit.pps), t_ns)
            assert self._cutter is not None  # noqa: S101 (narrowing)
            self._cutter.add(unit.data, encoded.t_ns, is_sync=unit.is_idr)
            if unit.is_idr:
                self._last_idr_ns = encoded.t_ns
                self._stillness.restart()
        self._last_ns = t_ns
        self._hand_over(t_ns)

    def _begin_init(self, fmt: VideoFormat, t_ns: int) -> None:
        assert self._encoder is not None  # noqa: S101 (narrowing)
        self._init += 1
        facts = InitFacts(
            channel=self._channel,
            init=self._init,
            encoder=self._encoder.name,
            source=self._source.opened.source,
            device=self._source.opened.device,
            t_ns=t_ns,
            width=fmt.width,
            height=fmt.height,
        )
        self._sink(SealInit(facts, build_init(fmt)))
        self._cutter = FragmentCutter(fmt, max_gap_ns=_NEW_EPOCH_NS)  # up to there a picture stays until the next
        self._fragment_ns = t_ns

    def _hand_over(self, now_ns: int) -> None:
        while self._cutter is not None and (cut := self._cutter.cut(now_ns)) is not None:
            self._seal(cut)

    def _finish_fragments(self, now_ns: int) -> None:
        if self._cutter is not None:
            for cut in self._cutter.finish(now_ns):
                self._seal(cut)

    def _seal(self, cut: CutFragment) -> None:
        self._seq += 1
        facts = facts_of(cut, channel=self._channel, init=self._init, seq=self._seq, timescale=VIDEO_TIMESCALE)
        facts = dataclasses.replace(facts, dropped=self._mailbox.take_dropped())
        self._fragment_ns = facts.to_ns
        self._sink(fragment_of(cut, facts, clock=self._clock))
