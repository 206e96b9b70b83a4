"""The mix that a recorder did not make, or not to its end: made from the stored sound, and stored beside it in objects of its own."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lookhear.backend.playback.derived import MIXES
from lookhear.backend.playback.export_plan import Extra, Mix, Recorded, placed_in
from lookhear.errors import EncodeError, MediaError
from lookhear.media.fragments import parse_fragment
from lookhear.media.init_segment import parse_init
from lookhear.media.mix import Mixer
from lookhear.media.samples import AUDIO_TIMESCALE, NS_PER_S, AudioFormat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lookhear.backend.ports import ObjectStore
    from lookhear.backend.records import Fragment, Session
    from lookhear.media.mix import MixFragment

_ENOUGH_NS: Final = 2 * NS_PER_S  # a mix that ends this close to the sound is whole: encoders hold back a little
_RUN_UP_NS: Final = NS_PER_S  # heard again before a mix is continued
_BATCH_NS: Final = 60 * NS_PER_S  # of sound in memory at a time
_OBJECT_BYTES: Final = 4 << 20

_LOG: Final = logging.getLogger(__name__)


async def mix_of(session: Session, recorded: Sequence[Recorded], objects: ObjectStore) -> Mix | None:
    """The mix of the stored sounds: the recorder's when it is whole, else continued or made here. None for less than two sounds.

    The recorder's is not used when it holds a sound that must not be stored (then its own ``store`` is false), or has holes.
    A mix that cannot be made is left out. Raises StoreError.
    """
    sounds = [each for each in recorded if each.stream.kind.is_channel and not each.stream.kind.is_video and each.fragments]
    if len(sounds) < 2:  # noqa: PLR2004 - one sound is its own mix
        return None
    own = next((each for each in recorded if not each.stream.kind.is_channel and each.fragments and each.is_whole), None)
    end_ns = max(each.end_ns for each in sounds)
    if own is not None and own.end_ns >= end_ns - _ENOUGH_NS:
        return Mix(init=b"", recorded=own)
    making = _Making(session=session, sounds=sounds, objects=objects, loop=asyncio.get_running_loop(), own=own)
    try:
        return await asyncio.to_thread(making.run)
    except (MediaError, EncodeError) as exc:
        _LOG.warning("%s is exported without a mix of its sound: %s", session.id, exc)
        return None


@dataclass(slots=True)
class _Making:
    """One mix being made; `run` belongs to a thread, and waits there for the objects."""

    session: Session
    sounds: list[Recorded]
    objects: ObjectStore
    loop: asyncio.AbstractEventLoop
    own: Recorded | None
    gathered: list[MixFragment] = field(default_factory=list)
    gathered_bytes: int = 0
    extra: list[Extra] = field(default_factory=list)

    def run(self) -> Mix:
        """Make it, from the end of the recorder's on. Raises MediaError, EncodeError, StoreError."""
        resume_at = None if self.own is None else self.own.end_ns * AUDIO_TIMESCALE // NS_PER_S
        first = 1 if self.own is None else self.own.fragments[-1].seq + 1
        mixer = Mixer([each.stream.track for each in self.sounds], first_sequence=first, resume_at=resume_at)
        from_ns = 0 if self.own is None else self.own.end_ns - _RUN_UP_NS
        for up_to_ns in self._feed(mixer, from_ns):
            self._take(mixer.advance(up_to_ns))
        self._take(mixer.finish())
        self._store()
        return Mix(init=mixer.init, recorded=self.own, extra=tuple(self.extra))

    def _feed(self, mixer: Mixer, from_ns: int) -> Iterator[int]:
        """Hand the sounds over, a minute of all of them at a time; gives the time up to which they are there."""
        waiting = [(each, deque(row for row in each.fragments if _span(each, row)[1] > from_ns)) for each in self.sounds]
        formats = {id(each): {number: parse_init(data) for number, data in each.init_bytes.items()} for each in self.sounds}
        up_to_ns = from_ns
        while any(rows for _, rows in waiting):
            up_to_ns = max(up_to_ns + _BATCH_NS, min(_span(each, rows[0])[0] for each, rows in waiting if rows))
            for each, rows in waiting:
                while rows and _span(each, rows[0])[0] < up_to_ns:
                    row = rows.popleft()
                    fmt = formats[id(each)].get(row.init)
                    if isinstance(fmt, AudioFormat):
                        mixer.feed(each.stream.track, fmt, self._get(row.key))
                if not rows:
                    mixer.close_track(each.stream.track)
            yield up_to_ns

    def _take(self, fragments: Iterator[MixFragment]) -> None:
        for fragment in fragments:
            self.gathered.append(fragment)
            self.gathered_bytes += len(fragment.data)
            if self.gathered_bytes >= _OBJECT_BYTES:
                self._store()

    def _store(self) -> None:
        """Store what is gathered as one object."""
        if not self.gathered:
            return
        first, last = self.gathered[0].sequence, self.gathered[-1].sequence
        data = b"".join(each.data for each in self.gathered)
        key = f"{MIXES}{self.session.id}/{_version_of(self.sounds)}-{first:08d}-{last:08d}.m4s"
        asyncio.run_coroutine_threadsafe(self.objects.put(key, data), self.loop).result()
        offset = 0
        for each in self.gathered:
            self.extra.append(Extra(key=key, info=placed_in(parse_fragment(each.data), offset)))
            offset += len(each.data)
        self.gathered.clear()
        self.gathered_bytes = 0

    def _get(self, key: str) -> bytes:
        return asyncio.run_coroutine_threadsafe(self.objects.get(key), self.loop).result()


def _span(recorded: Recorded, row: Fragment) -> tuple[int, int]:
    """Session times at which a fragment begins and ends."""
    timescale = recorded.inits[row.init].timescale
    return row.tfdt * NS_PER_S // timescale, (row.tfdt + row.duration) * NS_PER_S // timescale


def _version_of(sounds: list[Recorded]) -> str:
    """What is mixed, in a few characters: the same key must always mean the same bytes."""
    text = "\n".join(f"{each.stream.track} {row.sha256}" for each in sounds for row in each.fragments)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
