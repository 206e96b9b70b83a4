"""What takes the place of the sealing thread: keeps what stages hand over, and plays it back as a file would."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING

import av

from lookhear.media.fragments import parse_fragment
from lookhear.recorder.pipeline.sealing import SealFragment, SealInit, SealItem
from lookhear.recorder.spool.rows import GapRow, SourceRow

if TYPE_CHECKING:
    from lookhear.media.fragments import FragmentInfo


class CollectingSink:
    """Callable like `Sealer.put`. ``items`` has everything in order, the other names what is of one kind."""

    def __init__(self) -> None:
        self.items: list[SealItem] = []

    def __call__(self, item: SealItem) -> None:
        self.items.append(item)

    @property
    def inits(self) -> list[SealInit]:
        return [item for item in self.items if isinstance(item, SealInit)]

    @property
    def fragments(self) -> list[SealFragment]:
        return [item for item in self.items if isinstance(item, SealFragment)]

    @property
    def sources(self) -> list[SourceRow]:
        return [item for item in self.items if isinstance(item, SourceRow)]

    @property
    def gaps(self) -> list[GapRow]:
        return [item for item in self.items if isinstance(item, GapRow)]

    def of_init(self, number: int) -> list[SealFragment]:
        return [item for item in self.fragments if item.facts.init == number]

    def parsed(self, number: int) -> list[FragmentInfo]:
        """What the boxes of an init's fragments say; each must say what its facts say."""
        infos = []
        for item in self.of_init(number):
            info, facts = parse_fragment(item.data), item.facts
            assert (info.sequence, info.base_decode_time, info.total_duration) == (facts.seq, facts.tfdt, facts.duration)
            assert (len(info.sizes), int(info.is_sync.sum())) == (facts.samples, facts.keyframes)
            infos.append(info)
        return infos

    def decoded(self, number: int) -> list[tuple[Fraction, av.VideoFrame]]:
        """Times in seconds and pictures of one init, decoded from its bytes alone."""
        init = next(item for item in self.inits if item.facts.init == number)
        data = init.data + b"".join(item.data for item in self.of_init(number))
        with av.open(io.BytesIO(data), "r") as container:
            return [(Fraction(frame.pts or 0) * (frame.time_base or 0), frame) for frame in container.decode(video=0)]
