"""The mix of a recording's sounds, made while it is recorded; belongs to the low-priority `mix` thread.

Every track is placed by its decode times on the session clock (`tfdt` holds the encoder's priming, so a decoded frame belongs exactly
where its decode time says), summed at unity gain into 48 kHz stereo and encoded again. The mix is a view: nothing else
depends on it, and it can be made again from the fragments, in whole or from any of its own fragment borders on.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.media.aac import FRAME_SAMPLES, PRIMING, AacEncoder
from lookhear.media.cutter import TARGET_NS, FragmentCutter
from lookhear.media.fragments import build_fragment
from lookhear.media.init_segment import build_init
from lookhear.media.mix_input import Block, MixInput
from lookhear.media.samples import AUDIO_TIMESCALE, NS_PER_S, AudioFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from lookhear.media.cutter import CutFragment

MIX_BIT_RATE: Final = 128_000
LINEAR_LEVEL: Final = 0.8
_BATCH_FRAMES: Final = 48
_SKIP_SAMPLES: Final = 5 * AUDIO_TIMESCALE  # silence longer than this is left out: the export fills it
_RUN_UP_FRAMES: Final = 2  # an encoder that continues another's work hears this much before it counts


@dataclass(frozen=True, slots=True, kw_only=True)
class MixFragment:
    """One fragment of the mix. Times count samples at 48 kHz; ``data`` is `[prft] moof mdat`."""

    sequence: int
    base_decode_time: int
    duration: int
    samples: int
    data: bytes


class Mixer:
    """Mixes the named tracks. `advance` and `finish` are lazy: work happens while their fragments are taken.

    ``resume_at`` (samples at 48 kHz, the end of the last fragment that is kept) continues a mix: feed the tracks again from
    there, or a fragment earlier, or from their beginning. ``stop_at`` ends it, a whole number of frames later.
    """

    def __init__(
        self,
        tracks: Iterable[str],
        *,
        first_sequence: int = 1,
        resume_at: int | None = None,
        stop_at: int | None = None,
        wall_origin_ns: int | None = None,
    ) -> None:
        self._inputs = {track: MixInput() for track in tracks}
        self._encoder = AacEncoder(channels=2, bit_rate=MIX_BIT_RATE)
        self._cutter = FragmentCutter(self._encoder.format, first_ns=TARGET_NS)
        self._blocks: list[Block] = []
        self._decode_times: deque[int] = deque()  # of the packets the encoder still owes
        self._position = None if resume_at is None else resume_at - _RUN_UP_FRAMES * FRAME_SAMPLES
        self._first_kept = resume_at or 0
        self._stop_at = stop_at
        self._sequence = first_sequence
        self._wall_origin_ns = wall_origin_ns
        self.late_samples = 0  # came for a time that was already mixed, and are not in the mix

    @property
    def format(self) -> AudioFormat:
        """What a player must know to decode the mix."""
        return self._encoder.format

    @property
    def init(self) -> bytes:
        """The init segment of the mix."""
        return build_init(self.format, name="Mix")

    def feed(self, track: str, fmt: AudioFormat, fragment: Path | bytes) -> None:
        """Hand over the next sealed fragment of a track: its file or its bytes."""
        self._inputs[track].feed(fmt, fragment)

    def close_track(self, track: str) -> None:
        """Nothing comes from this track for now, or any more, so nothing waits for it."""
        self._inputs[track].is_open = False

    def open_track(self, track: str) -> None:
        """What comes from this track is waited for again, after `close_track`."""
        self._inputs[track].is_open = True

    def advance(self, up_to_ns: int) -> Iterator[MixFragment]:
        """Mix what all open tracks have reached, and in any case what lies before ``up_to_ns`` of the session clock.

        Raises MediaError for a fragment that is damaged or missing, EncodeError.
        """
        return map(self._sealed, self._advance(up_to_ns * AUDIO_TIMESCALE // NS_PER_S))

    def finish(self) -> Iterator[MixFragment]:
        """Mix everything that is left. The mixer is used up afterwards."""
        return map(self._sealed, self.finish_unsealed())

    def finish_unsealed(self) -> Iterator[CutFragment]:
        """Like `finish`, for someone who numbers and seals the fragments."""
        for track in self._inputs:
            self.close_track(track)
        yield from self._advance(0)
        end = max((block.end for block in self._blocks), default=0)
        yield from self._mix_to(end + FRAME_SAMPLES - 1)
        if self._position is not None:
            self._decode_times.append(self._position - PRIMING)
            self._collect(self._encoder.flush())
            yield from self._cutter.finish(0)

    def _advance(self, limit: int) -> Iterator[CutFragment]:
        """Decode the track that is furthest behind, mix what is known by then, and again."""
        while (waiting := [each for each in self._inputs.values() if each.has_waiting]) and not self._is_over:
            behind = min(waiting, key=lambda each: each.end)
            self._take(behind.decode_next(not_before=self._first_kept - _RUN_UP_FRAMES * FRAME_SAMPLES))
            yield from self._mix_to(self._known_until(limit))
        yield from self._mix_to(self._known_until(limit))

    @property
    def _is_over(self) -> bool:
        """Whether the packet before ``stop_at`` has come out: it holds half of the frame behind it, and lags by another."""
        return self._stop_at is not None and self._position is not None and self._position > self._stop_at + FRAME_SAMPLES

    def _take(self, blocks: list[Block]) -> None:
        """Keep decoded sound, without what belongs to a time that is already mixed."""
        for block in blocks:
            late = min(max(0, (self._position or 0) - block.start), block.sound.shape[1])
            is_run_up = self._first_kept > block.start
            self.late_samples += 0 if is_run_up else late
            if late < block.sound.shape[1]:
                self._blocks.append(Block(block.start + late, block.sound[:, late:]))

    def _known_until(self, limit: int) -> int:
        """Up to where nothing can be missing any more; not beyond the last sound there is."""
        last = max((each.end for each in self._inputs.values()), default=0)
        waited_for = [max(each.end, 0 if each.has_waiting else limit) for each in self._inputs.values() if each.is_open or each.has_waiting]
        return min([last, *waited_for])

    def _mix_to(self, end: int) -> Iterator[CutFragment]:
        """Mix and encode whole frames up to a session time."""
        if self._position is None:
            begins = max(min((block.start for block in self._blocks), default=end), PRIMING)
            if end - begins < FRAME_SAMPLES:
                return  # a track that is not decoded yet may begin earlier
            self._position = begins
        while not self._is_over and end - self._position >= FRAME_SAMPLES:
            self._skip_silence(end)
            frames = min((end - self._position) // FRAME_SAMPLES, _BATCH_FRAMES)
            self._encode(self._sum(self._position, frames * FRAME_SAMPLES))
            while (fragment := self._cutter.cut(0)) is not None:
                yield fragment

    def _skip_silence(self, end: int) -> None:
        """Jump over what is long silent in all tracks, with enough silence encoded before it that nothing rings on."""
        position = self._position or 0
        begins = min([end, *(block.start for block in self._blocks)])  # one track may be heard again before the others are
        if begins - position < _SKIP_SAMPLES:
            return
        self._encode(np.zeros((2, _RUN_UP_FRAMES * FRAME_SAMPLES), np.float32))
        left = begins - position - _RUN_UP_FRAMES * FRAME_SAMPLES
        self._position = position + (_RUN_UP_FRAMES + left // FRAME_SAMPLES - 1) * FRAME_SAMPLES

    def _sum(self, start: int, count: int) -> NDArray[np.float32]:
        """The tracks' sound of ``count`` samples, limited; blocks that are used up are dropped."""
        mixed = np.zeros((2, count), np.float32)
        for block in self._blocks:
            low, high = max(block.start, start), min(block.end, start + count)
            if low < high:
                mixed[:, low - start : high - start] += block.sound[:, low - block.start : high - block.start]
        self._blocks = [block for block in self._blocks if block.end > start + count]
        return soft_limit(mixed)

    def _encode(self, sound: NDArray[np.float32]) -> None:
        """Encode whole frames at the position and move it on."""
        for start in range(0, sound.shape[1], FRAME_SAMPLES):
            position = self._position or 0
            self._decode_times.append(position - PRIMING)
            self._collect(self._encoder.encode(sound[:, start : start + FRAME_SAMPLES]))
            self._position = position + FRAME_SAMPLES

    def _collect(self, packets: list[bytes]) -> None:
        """Put packets into the cutter under the decode times they have."""
        for data in packets:
            time = self._decode_times.popleft()
            if time >= self._first_kept and (self._stop_at is None or time < self._stop_at):
                self._cutter.add(data, time * NS_PER_S // AUDIO_TIMESCALE, is_sync=True)

    def _sealed(self, cut: CutFragment) -> MixFragment:
        self._sequence += 1
        return seal_mix(cut, self._sequence - 1, wall_origin_ns=self._wall_origin_ns)


def seal_mix(cut: CutFragment, sequence: int, *, wall_origin_ns: int | None = None) -> MixFragment:
    """A fragment of the mix under its number; ``wall_origin_ns`` is the wall time (ns since 1970) of session time zero."""
    wall_ns = None if wall_origin_ns is None else wall_origin_ns + cut.base_decode_time * NS_PER_S // AUDIO_TIMESCALE
    data = build_fragment(
        sequence=sequence,
        base_decode_time=cut.base_decode_time,
        timescale=AUDIO_TIMESCALE,
        samples=cut.samples,
        wall_ns=wall_ns,
        is_video=False,
    )
    return MixFragment(sequence=sequence, base_decode_time=cut.base_decode_time, duration=cut.duration, samples=len(cut.samples), data=data)


def soft_limit(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Unity gain up to ±0.8; beyond, a tanh with the same slope at the joint that never reaches ±1.

    It has no memory, so where a mix is cut makes no difference. Works in place on the peaks.
    """
    level = np.abs(sound)
    is_loud = level > LINEAR_LEVEL
    if is_loud.any():
        room = 1 - LINEAR_LEVEL
        sound[is_loud] = np.sign(sound[is_loud]) * (LINEAR_LEVEL + room * np.tanh((level[is_loud] - LINEAR_LEVEL) / room))
    return sound
