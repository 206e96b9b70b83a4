"""The transcript of one stream: stored sound, decoded piece by piece, heard by a speech engine; what is final becomes a record."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from typing import TYPE_CHECKING, Final

from lookhear.backend.pipelines.echoes import EchoMarker
from lookhear.backend.pipelines.reading import TrackReader
from lookhear.backend.pipelines.work import Outcome
from lookhear.backend.pipelines.writing import Found
from lookhear.errors import MediaError
from lookhear.media.pcm import PcmDecoder
from lookhear.media.samples import NS_PER_S, AudioFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.backend.pipelines.reading import Piece
    from lookhear.backend.pipelines.work import Tools
    from lookhear.backend.records import Pipeline
    from lookhear.errors import EngineFailed
    from lookhear.media.pcm import Pcm
    from lookhear.understanding.ports import Speech, SpeechSession, Utterance

_BATCH: Final = 16  # fragments that are decoded together: eight seconds
_PAUSE_NS: Final = 5 * NS_PER_S  # a longer gap ends what was being said
_QUIET_NS: Final = 15 * NS_PER_S  # so long nothing comes: a pause, or a line that is down
_LAG_NS: Final = 10 * NS_PER_S  # what an engine that tells words before they are final has said nothing of for so long is silence
_SLICE_NS: Final = 2 * NS_PER_S  # that is heard at a time: other streams wait for the same engine
_LONG_LAG_NS: Final = 60 * NS_PER_S  # the same of an engine that tells final ones only

_LOG: Final = logging.getLogger(__name__)


class TranscriptWork:
    """Feeds a speech session and goes on where its records end.

    After a failure, or in another process, the sound behind the last final utterance is heard again, and nothing in front of it.
    """

    def __init__(self, tools: Tools, pipeline: Pipeline, speech: Speech) -> None:
        self._tools = tools
        self._pipeline = pipeline
        self._speech = speech
        self._echoes = EchoMarker(tools, pipeline)
        self._position_ns = pipeline.position_ns
        self._reader: TrackReader | None = None
        self._decoder: PcmDecoder | None = None
        self._session: SpeechSession | None = None
        self._heard_ns = self._position_ns  # by the session, so far
        self._heard_at_ns = 0  # wall time
        self._failed_ns = self._position_ns  # what a session had heard when it failed
        self._whispered = ""
        self._open_ns: int | None = None  # where an utterance began that is not final yet
        self._tells_early = False

    async def step(self) -> Outcome:
        """Hear some more fragments."""
        try:
            return await self._step()
        except BaseException:
            self._begin_again()
            raise

    async def skip(self, error: EngineFailed) -> bool:
        """Leave out what was heard since the last final utterance."""
        if self._failed_ns <= self._position_ns:
            return False
        lost = Found(start_ns=self._position_ns, end_ns=self._failed_ns, text="")
        await self._tools.writer.write_failure(self._pipeline.id, lost, error, position_ns=self._failed_ns)
        self._position_ns = self._heard_ns = self._failed_ns
        return True

    async def finish(self) -> None:
        """What was heard becomes final."""
        await self._end_session()

    async def _step(self) -> Outcome:
        reader = await self._opened()
        news = await reader.look(limit=_BATCH)
        for pcm in await self._decoded(reader, news.pieces):
            await self._hear(pcm.after(self._position_ns))
        if news.pieces:
            await self._move_on()
            return Outcome.MORE if news.has_more or news.is_over else Outcome.WAITING
        if news.is_over:
            await self._end_session(is_last=news.is_closed)
            return Outcome.ENDED if news.is_closed else Outcome.WAITING
        if self._session is not None and self._tools.now_ns() - self._heard_at_ns > _QUIET_NS:
            await self._end_session()
        return Outcome.WAITING

    async def _opened(self) -> TrackReader:
        """The reader, at the position: one fragment earlier, in which the decoder settles."""
        if self._reader is None:
            reader = TrackReader(self._tools.store, self._tools.objects, self._pipeline.stream_id, now_ns=self._tools.now_ns)
            await reader.seek(self._position_ns, run_up=1)
            self._reader, self._decoder = reader, PcmDecoder(self._speech.sample_rate)
        return self._reader

    async def _decoded(self, reader: TrackReader, pieces: Sequence[Piece]) -> list[Pcm]:
        media: list[tuple[AudioFormat, bytes]] = []
        for piece in pieces:
            fmt, data = await reader.format_of(piece.row.init), await reader.data_of(piece)
            if isinstance(fmt, AudioFormat) and data is not None:
                media.append((fmt, data))
        if not media or self._decoder is None:
            return []
        async with self._tools.decoding:
            return await asyncio.to_thread(_decode, self._decoder, media, self._pipeline.stream_id)

    async def _hear(self, pcm: Pcm) -> None:
        if not len(pcm.samples):
            return
        if self._session is not None and pcm.at_ns - self._heard_ns > _PAUSE_NS:
            await self._end_session()
        if self._session is None:
            self._session = await self._speech.open(language=self._pipeline.language)
        self._echoes.hear(pcm)
        for piece in _slices(pcm):
            self._heard_ns, self._heard_at_ns = piece.end_ns, self._tools.now_ns()
            await self._take(await self._session.feed(piece.samples, at_ns=piece.at_ns))

    async def _take(self, utterances: Sequence[Utterance]) -> None:
        """Write what is final, tell what is not yet."""
        found: list[Found] = []
        end_ns = self._position_ns
        for utterance in utterances:
            told = _found(utterance, not_before_ns=end_ns, not_behind_ns=self._heard_ns)
            if utterance.is_final and told.end_ns > end_ns and told.text:
                marks = await self._echoes.marks(told.start_ns, told.end_ns)
                found.append(dataclasses.replace(told, metadata=told.metadata | marks))
                end_ns = told.end_ns
        if found:
            await self._write(found, end_ns)
            self._whispered = ""
        begun = _clipped(utterances[-1], end_ns, self._heard_ns) if utterances and not utterances[-1].is_final else None
        self._open_ns = None if begun is None else begun.start_ns
        self._tells_early = self._tells_early or begun is not None
        if begun is not None and begun.text.strip() and begun.text != self._whispered:
            self._whispered = begun.text
            await self._tools.writer.whisper(self._pipeline.id, begun)

    async def _move_on(self) -> None:
        """In a silence the position follows at a distance: who reads the transcript waits for it, and a restart begins there."""
        lag_ns = _LAG_NS if self._tells_early else _LONG_LAG_NS
        reached_ns = min(self._heard_ns - lag_ns, self._heard_ns if self._open_ns is None else self._open_ns)
        if reached_ns - self._position_ns > lag_ns:
            await self._write([], reached_ns)

    async def _end_session(self, *, is_last: bool = False) -> None:
        """Hear no more for now: everything that was said is in records then."""
        if self._session is not None:
            session, self._session = self._session, None
            await self._take(await session.finish())
        if is_last or self._heard_ns > self._position_ns:
            await self._write([], self._heard_ns, is_last=is_last)

    async def _write(self, found: Sequence[Found], position_ns: int, *, is_last: bool = False) -> None:
        await self._tools.writer.write(self._pipeline.id, found, position_ns=position_ns, engine=self._speech.name, is_last=is_last)
        self._position_ns = max(self._position_ns, position_ns)

    def _begin_again(self) -> None:
        """Forget everything but the position: what a session knew when it failed nobody can tell."""
        self._reader = self._decoder = self._session = None
        self._failed_ns, self._heard_ns = self._heard_ns, self._position_ns
        self._whispered, self._open_ns = "", None


def _decode(decoder: PcmDecoder, media: Sequence[tuple[AudioFormat, bytes]], stream_id: str) -> list[Pcm]:
    """In a thread: the sound of some fragments; a damaged one is a gap."""
    found: list[Pcm] = []
    for each in media:
        try:
            found += decoder.decode([each])
        except MediaError as exc:
            _LOG.warning("a fragment of %s is left out of its transcript: %s", stream_id, exc)
    return found


def _slices(pcm: Pcm) -> list[Pcm]:
    """A stretch of sound in pieces that an engine hears at a time."""
    step = max(1, _SLICE_NS * pcm.rate // NS_PER_S)
    starts = range(0, len(pcm.samples), step)
    return [dataclasses.replace(pcm, at_ns=pcm.at_ns + at * NS_PER_S // pcm.rate, samples=pcm.samples[at : at + step]) for at in starts]


def _found(utterance: Utterance, *, not_before_ns: int, not_behind_ns: int) -> Found:
    """Nothing is told twice, and nothing was said behind what was heard: the position would leave out what comes."""
    clipped = _clipped(utterance, not_before_ns, not_behind_ns)
    return Found(
        start_ns=clipped.start_ns,
        end_ns=clipped.end_ns,
        text=utterance.text.strip(),
        words=clipped.words,
        is_said=True,
        metadata={} if utterance.confidence is None else {"confidence": utterance.confidence},
    )


def _clipped(utterance: Utterance, not_before_ns: int, not_behind_ns: int) -> Utterance:
    """An utterance with its words where they can have been: engines may say any times."""
    end_ns = min(int(utterance.end_ns), not_behind_ns)
    start_ns = min(max(int(utterance.start_ns), not_before_ns), end_ns)
    words = []
    for word in utterance.words:
        begin_ns = min(max(int(word.start_ns), start_ns), end_ns)
        words.append(dataclasses.replace(word, start_ns=begin_ns, end_ns=min(max(int(word.end_ns), begin_ns), end_ns)))
    return dataclasses.replace(utterance, start_ns=start_ns, end_ns=end_ns, words=tuple(words))
