"""What is to be seen on one display, in windows: a visual index, or the understanding of contract §2.8."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.pipelines.context import ContextLog
from lookhear.backend.pipelines.newness import Newness
from lookhear.backend.pipelines.reading import TrackReader
from lookhear.backend.pipelines.unwritten import Unwritten
from lookhear.backend.pipelines.work import Outcome
from lookhear.backend.pipelines.writing import Found
from lookhear.backend.records import PipelineKind
from lookhear.errors import EngineBusy, MediaError
from lookhear.media.samples import NS_PER_S, VideoFormat
from lookhear.media.stills import StillReader, moments_of
from lookhear.understanding.lateness import Lateness
from lookhear.understanding.ports import Picture

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.backend.pipelines.reading import Piece
    from lookhear.backend.pipelines.work import Tools
    from lookhear.backend.records import Pipeline
    from lookhear.errors import EngineFailed
    from lookhear.media.stills import Still
    from lookhear.understanding.ports import Description, Vision

MAX_RGB_BYTES: Final = 128 << 20  # of the pictures of one window; they are made smaller to fit
_BATCH: Final = 256  # rows that are looked at together
_RUN_UP: Final = 64  # fragments in front of the position among which a key frame is looked for: eight groups of pictures
_RGB: Final = 3
_MOST_TOGETHER: Final = 8  # windows
_NEAR_NS: Final = 50_000_000  # what is less is no gap

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of session time, and the moments in it whose pictures are wanted."""

    start_ns: int
    end_ns: int
    moments: tuple[int, ...]


class VisualWork:
    """Windows of the same length, one behind the other; a gap ends one, and the next begins behind it; the last one ends with the stream.

    Every fragment is decoded once, and only those that lead to a picture that is wanted. Where nothing was painted nobody is asked, and
    no record is written. Of a recording that goes on, windows are put together while an engine does not keep up with them. What it has
    not read of a screen when the stream is over it reads then, before the pipeline ends.
    """

    def __init__(self, tools: Tools, pipeline: Pipeline, vision: Vision) -> None:
        self._tools = tools
        self._pipeline = pipeline
        self._engine = vision.name
        length, count = pipeline.config.get("window_s", pipeline.config.get("time")), pipeline.config.get("frame_count")
        self._length_ns = round(length * NS_PER_S) if isinstance(length, int | float) else 2 * NS_PER_S
        self._count = count if isinstance(count, int) else 1
        self._position_ns = pipeline.position_ns
        self._context = ContextLog(tools.store, tools.objects, pipeline.session_id)
        self._newness = Newness()
        self._lateness = Lateness()
        self._reader: TrackReader | None = None
        self._pieces: list[Piece] = []  # from the key frame on that the position needs
        self._pictures: StillReader | None = None
        self._ahead: dict[int, Still] = {}  # of the next window, met at the end of the last one
        self._window: Window | None = None  # that is worked on
        self._told: Window | None = None  # that an engine was asked about last
        self._unwritten = Unwritten(tools.writer, pipeline.id)

    async def step(self) -> Outcome:
        """Describe the next window if it is whole."""
        try:
            return await self._step()
        except BaseException:
            self._reader, self._pictures = None, None
            self._pieces, self._ahead = [], {}
            raise

    async def skip(self, error: EngineFailed) -> bool:
        """Leave out the window."""
        if self._window is None:
            return False
        lost = Found(start_ns=self._window.start_ns, end_ns=self._window.end_ns, text="", output=self._pipeline.output)
        await self._tools.writer.write_failure(self._pipeline.id, lost, error, position_ns=self._window.end_ns)
        if self._window is self._told:  # the rest of the last picture: there is no other in which it could be read
            self._newness.let_go()
        self._position_ns, self._window = max(self._position_ns, self._window.end_ns), None
        return True

    async def finish(self) -> None:
        """A window that is not whole is begun again when somebody starts it anew."""

    async def _step(self) -> Outcome:
        await self._write_down()
        reader = await self._opened()
        news = await reader.look(limit=1 if self._has_plenty() else _BATCH)
        self._pieces += news.pieces
        self._window = self._next_window(is_over=news.is_over and not news.has_more)
        if self._window is not None and self._is_late(self._window) and not news.is_over:
            self._window = self._widened(self._window)
        if self._window is not None:
            await self._describe(reader, self._window)
            return Outcome.MORE
        if news.has_more or (news.is_over and await self._read_on()):
            return Outcome.MORE
        if news.is_closed:
            await self._tools.writer.write(self._pipeline.id, [], position_ns=self._position_ns, engine=self._engine, is_last=True)
            return Outcome.ENDED
        return Outcome.WAITING

    async def _opened(self) -> TrackReader:
        if self._reader is None:
            reader = TrackReader(self._tools.store, self._tools.objects, self._pipeline.stream_id, now_ns=self._tools.now_ns)
            await reader.seek(self._position_ns, run_up=_RUN_UP)
            self._reader, self._pictures = reader, StillReader()
        return self._reader

    def _has_plenty(self) -> bool:
        """Whether enough is known for now: of hours that are made up for, rows are not gathered faster than they are worked on."""
        reach_ns = self._position_ns + _MOST_TOGETHER * self._length_ns
        return len(self._pieces) >= _BATCH and self._pieces[-1].start_ns >= reach_ns

    def _next_window(self, *, is_over: bool) -> Window | None:
        """The window at the position, when everything of it is there or nothing more is to come."""
        first = next((piece for piece in self._pieces if piece.end_ns > self._position_ns), None)
        if first is None:
            return None
        start_ns = max(self._position_ns, first.start_ns)
        known_ns = self._pieces[-1].end_ns
        if known_ns < start_ns + self._length_ns and not is_over:
            return None
        inside = [piece for piece in self._pieces if piece.end_ns > start_ns and piece.start_ns < start_ns + self._length_ns]
        end_ns = min(start_ns + self._length_ns, inside[-1].end_ns)
        return self._window_of(start_ns, end_ns)

    def _window_of(self, start_ns: int, end_ns: int) -> Window:
        return Window(start_ns, end_ns, moments_of(start_ns, end_ns, self._count))

    def _is_late(self, window: Window) -> bool:
        return self._lateness.is_late((self._tools.now_ns() - window.end_ns) / NS_PER_S)

    def _widened(self, window: Window) -> Window:
        """The window with those behind it that are whole already: whoever does not keep up sees less often, and is in time again."""
        known_ns = window.end_ns
        for piece in self._pieces:
            if piece.start_ns <= known_ns + _NEAR_NS:
                known_ns = max(known_ns, piece.end_ns)
        more = min(_MOST_TOGETHER - 1, (known_ns - window.end_ns) // self._length_ns)
        return self._window_of(window.start_ns, window.end_ns + more * self._length_ns) if more > 0 else window

    async def _describe(self, reader: TrackReader, window: Window) -> None:
        stills = await self._stills(reader, window)
        context = await self._context.between(window.start_ns, window.end_ns)
        new = await asyncio.to_thread(self._newness.of, stills, context)
        found: list[Found] = []
        if new:
            said = await self._asked(new, context)
            self._newness.told(stills, context, said)
            self._told = window
            found = self._found(window, said)
        self._unwritten.hold(found, position_ns=window.end_ns, engine=self._engine)
        await self._write_down()
        self._window = None
        self._forget()

    async def _read_on(self) -> bool:
        """Have more read of the last picture, since no other follows; False when all of it was. Who reads no more is let go."""
        still, unread = self._newness.unread_picture(), self._newness.unread
        if still is None or self._told is None:
            return False
        self._window = self._told
        context = await self._context.between(self._told.start_ns, self._told.end_ns)
        said = await self._asked([still], context)
        self._newness.told([still], context, said)
        if self._newness.unread >= unread:
            self._newness.let_go()
        self._unwritten.hold(self._found(self._told, said), position_ns=self._position_ns, engine=self._engine)
        await self._write_down()
        self._window = None
        return True

    def _found(self, window: Window, said: Description) -> list[Found]:
        if not said.text:
            return []
        output = self._pipeline.output if self._pipeline.kind is PipelineKind.UNDERSTANDING else None
        return [Found(start_ns=window.start_ns, end_ns=window.end_ns, text=said.text, output=output, metadata=dict(said.metadata))]

    async def _write_down(self) -> None:
        """Write what was found last: an engine tells what is new only once."""
        if (position_ns := await self._unwritten.write()) is not None:
            self._position_ns = position_ns

    async def _asked(self, stills: Sequence[Still], context: Sequence[Mapping[str, object]]) -> Description:
        """What the engine says that is there now: it may be another one than a window ago."""
        vision = self._tools.engines.vision
        if vision is None:
            raise EngineBusy("There is no engine that sees any more.", hint="Choose one in engines.toml: this goes on then.")
        self._engine = vision.name
        return await vision.describe(
            [Picture(at_ns=still.at_ns, rgb=still.rgb) for still in stills],
            prompt=self._pipeline.prompt,
            model=self._pipeline.model_name,
            context=context,
            stream=self._pipeline.id,  # what was told is told once for each index, not for the stream
        )

    async def _stills(self, reader: TrackReader, window: Window) -> list[Still]:
        """The pictures of a window. What of the next one is met in its last fragment is kept for it."""
        following = self._window_of(window.end_ns, window.end_ns + self._length_ns).moments
        known = {moment: self._ahead[moment] for moment in window.moments if moment in self._ahead}
        missing = [moment for moment in window.moments if moment not in known]
        found = list(known.values())
        for piece in self._needed(missing):
            found += await self._read(reader, piece, [*missing, *following])
        self._ahead = {still.at_ns: still for still in found if still.at_ns >= window.end_ns}
        stills = sorted((still for still in found if still.at_ns < window.end_ns), key=lambda still: still.at_ns)
        return [still for index, still in enumerate(stills) if index == 0 or still.rgb is not stills[index - 1].rgb]

    def _needed(self, moments: Sequence[int]) -> list[Piece]:
        """The fragments that lead to these moments: for each, from the last key frame in front of it on, or from where the decoder is."""
        wanted: set[int] = set()
        for moment in moments:
            covering = next((index for index, piece in enumerate(self._pieces) if piece.start_ns <= moment < piece.end_ns), None)
            if covering is not None:
                begin = covering
                while begin > 0 and not self._pieces[begin].row.begins_with_sync:
                    begin -= 1
                wanted.update(range(begin, covering + 1))
        ordered = sorted(wanted)
        if not moments or not ordered:
            return []
        first = next((index for index in ordered if self._pieces[index].end_ns > moments[0]), ordered[0])
        going_on = next((index for index in ordered if index <= first and self._continues(self._pieces[index])), None)
        return [self._pieces[index] for index in ordered if going_on is None or index >= going_on]

    def _continues(self, piece: Piece) -> bool:
        return self._pictures is not None and self._pictures.next_time == piece.row.tfdt

    async def _read(self, reader: TrackReader, piece: Piece, wanted: Sequence[int]) -> list[Still]:
        fmt, data = await reader.format_of(piece.row.init), await reader.data_of(piece)
        if not isinstance(fmt, VideoFormat) or data is None or self._pictures is None:
            return []
        most = MAX_RGB_BYTES // (_RGB * self._count)
        try:
            async with self._tools.decoding:
                return await asyncio.to_thread(self._pictures.read, fmt, data, wanted_ns=wanted, max_pixels=most)
        except MediaError as exc:
            _LOG.warning("fragment %d of %s is left out of what is seen: %s", piece.row.seq, self._pipeline.stream_id, exc)
            return []

    def _forget(self) -> None:
        """Let go of the fragments in front of the key frame that the position needs."""
        keep = next((index for index, piece in enumerate(self._pieces) if piece.end_ns > self._position_ns), len(self._pieces))
        while keep > 0 and not (keep < len(self._pieces) and self._pieces[keep].row.begins_with_sync):
            keep -= 1
        del self._pieces[:keep]
