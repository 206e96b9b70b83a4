"""What a microphone heard that the computer itself was playing: marked, never left out. Two streams' sound of the same time is compared."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.backend.pipelines.reading import TrackReader
from lookhear.errors import MediaError
from lookhear.media.pcm import Pcm, PcmDecoder
from lookhear.media.samples import NS_PER_S, AudioFormat
from lookhear.protocol.tracks import TrackKind
from lookhear.understanding.speech.echo import IS_ECHO, LEAD_S, echo_score

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from lookhear.backend.pipelines.work import Tools
    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Pipeline

RATE: Final = 16_000
_KEPT_NS: Final = 40 * NS_PER_S  # of what was heard: longer than any utterance of our own engines
_LEAST_NS: Final = NS_PER_S // 2
_LONGEST_NS: Final = 20 * NS_PER_S  # of an utterance that is compared; behind that its beginning tells enough
_MOST_FRAGMENTS: Final = 64

_LOG: Final = logging.getLogger(__name__)


class EchoMarker:
    """Compares one microphone's utterances with what the session's computer played. Owned by the transcript's task."""

    def __init__(self, tools: Tools, pipeline: Pipeline) -> None:
        self._tools = tools
        self._pipeline = pipeline
        self._heard: deque[Pcm] = deque()
        self._is_wanted: bool | None = None  # None: nobody looked yet

    def hear(self, pcm: Pcm) -> None:
        """Sound of the microphone, in order."""
        if self._is_wanted is not False and pcm.rate == RATE:
            self._heard.append(pcm)
            while self._heard and pcm.end_ns - self._heard[0].end_ns > _KEPT_NS:
                self._heard.popleft()

    async def marks(self, start_ns: int, end_ns: int) -> dict[str, object]:
        """What is added to the metadata of an utterance: ``echo`` and its score, or nothing."""
        if self._is_wanted is False or end_ns - start_ns < _LEAST_NS:
            return {}
        player = await self._tools.store.read(lambda tx: _player(tx, self._pipeline))
        if self._is_wanted is None:
            self._is_wanted = player is not None
        if player is None:
            self._heard.clear()
            return {}
        end_ns = min(end_ns, start_ns + _LONGEST_NS)
        begin_ns = start_ns - round(LEAD_S * NS_PER_S)
        heard = _between(self._heard, start_ns, end_ns)
        played = _between(await self._played(player, begin_ns, end_ns), begin_ns, end_ns)
        if not heard.any() or not played.any():
            return {}
        score = await asyncio.to_thread(echo_score, heard, played)
        return {"echo": True, "echo_score": round(score, 2)} if score >= IS_ECHO else {}

    async def _played(self, stream_id: str, start_ns: int, end_ns: int) -> list[Pcm]:
        """What is stored of the other stream already; of what comes later nobody can say anything yet."""
        reader = TrackReader(self._tools.store, self._tools.objects, stream_id, now_ns=self._tools.now_ns)
        await reader.seek(max(0, start_ns), run_up=1)
        media: list[tuple[AudioFormat, bytes]] = []
        for piece in (await reader.look(limit=_MOST_FRAGMENTS)).pieces:
            if piece.start_ns >= end_ns:
                break
            fmt, data = await reader.format_of(piece.row.init), await reader.data_of(piece)
            if isinstance(fmt, AudioFormat) and data is not None:
                media.append((fmt, data))
        async with self._tools.decoding:
            try:
                return await asyncio.to_thread(PcmDecoder(RATE).decode, media)
            except MediaError as exc:
                _LOG.warning("what was played cannot be compared with %s: %s", self._pipeline.stream_id, exc)
                return []


def _player(tx: Transaction, pipeline: Pipeline) -> str | None:
    """The stream of what the computer plays, beside a microphone's."""
    stream = tx.streams.get(pipeline.stream_id)
    if stream is None or stream.kind is not TrackKind.MIC:
        return None
    return next((each.id for each in tx.streams.of_session(stream.session_id) if each.kind is TrackKind.SYSTEM_AUDIO), None)


def _between(pieces: Iterable[Pcm], start_ns: int, end_ns: int) -> NDArray[np.int16]:
    """The sound of a stretch; where there is none, it is silent."""
    found = np.zeros(max(0, end_ns - start_ns) * RATE // NS_PER_S, np.int16)
    for piece in pieces:
        at = (piece.at_ns - start_ns) * RATE // NS_PER_S
        first, last = max(0, at), min(len(found), at + len(piece.samples))
        if first < last:
            found[first:last] = piece.samples[first - at : last - at]
    return found
