"""What is said in a video: the transcripts of all its sounds, in seconds of the video (contract §2.10)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.delivery.ringing import ring
from lookhear.backend.pipelines import commands
from lookhear.backend.pipelines.batches import Unit, units_of
from lookhear.backend.pipelines.readiness import WAITING
from lookhear.backend.pipelines.requests import Segmenter
from lookhear.backend.records import OperationState, PipelineKind, PipelineState, RecordFilter
from lookhear.backend.videos import operations
from lookhear.backend.videos.operations import OperationKind
from lookhear.backend.videos.progress import FAILED, READY, RUNNING, Progress, is_through, progress_of
from lookhear.errors import InvalidRequest, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lookhear.backend.playback.clocks import VideoClock
    from lookhear.backend.ports import Bus, Notice, Store, Transaction
    from lookhear.backend.records import Operation, Pipeline, Record, Stream
    from lookhear.backend.videos.places import Places, VideoPlace
    from lookhear.understanding.ports import Engines

_MOST_RECORDS: Final = 20_000
_FAILED: Final = "What is said in it could not be written down."


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Something that is said, in seconds of the video."""

    start_s: float
    end_s: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How a transcript is wanted: ``length`` words, sentences or seconds at a time, of a stretch of the video."""

    segmenter: Segmenter = Segmenter.WORD
    length: int = 1
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What is known of what is said. ``operation`` is there while more is to come that engines work on.

    ``text`` is all of the segments, one utterance behind the other.
    """

    progress: Progress
    segments: tuple[Segment, ...] = ()
    text: str = ""
    operation: Operation | None = None


class VideoTranscripts:
    """Has transcripts made, and reads them."""

    def __init__(self, *, store: Store, bus: Bus, places: Places, engines: Engines, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._bus = bus
        self._places = places
        self._engines = engines
        self._now_ns = now_ns

    async def start(self, video_id: str, *, language: str | None = None, is_forced: bool = False) -> Transcript:
        """Have everything that is said written down; said again it is the same, unless ``is_forced``.

        With no engine for speech there is no operation: it waits until there is one, for as long as that takes. Raises NotFound,
        Conflict for a video without sound.
        """
        place = await self._places.of(video_id)
        sounds = place.heard()

        def work(tx: Transaction) -> tuple[Transcript, list[Notice]]:
            notices: list[Notice] = []
            pipelines = []
            for stream in sounds:
                pipeline, more = self._ensure(tx, stream, language=language, is_forced=is_forced)
                pipelines.append(pipeline)
                notices += more
            return self._known(tx, place, pipelines), notices

        known, notices = await self._store.write(work)
        ring(self._bus, notices)
        return known

    async def get(self, video_id: str, cut: Cut) -> Transcript:
        """What is known of what is said. Raises NotFound when nobody had it written down, InvalidRequest, Conflict."""
        if cut.start_s is not None and cut.end_s is not None and cut.start_s > cut.end_s:
            raise InvalidRequest("start must not be behind end.")
        place = await self._places.of(video_id)
        sounds = place.heard()

        def look(tx: Transaction) -> tuple[Transcript, list[Pipeline]]:
            pipelines = [tx.pipelines.find(stream.id, PipelineKind.TRANSCRIPT, "") for stream in sounds]
            there = [pipeline for pipeline in pipelines if pipeline is not None]
            if not there:
                raise NotFound("This video has no transcript yet.", hint="Start one with generate_transcript or index_spoken_words.")
            spoken = _spoken(_records(tx, there), place, cut)
            progress = progress_of(tx, there, self._engines)
            return Transcript(progress=progress, segments=_segments(spoken, place, cut), text=_text(spoken)), there

        known, pipelines = await self._store.read(look)  # of a long video this takes seconds, for which nobody could write
        if known.progress.status != RUNNING:
            return known
        begun = await self._store.write(lambda tx: self._known(tx, place, pipelines))
        return dataclasses.replace(known, operation=begun.operation)

    async def probe(self, operation: Operation) -> Operation:
        """How far the transcript of a video is."""
        try:
            place = await self._places.of(operation.target)
        except NotFound as exc:
            return _failed(operation, exc.for_people(), now_ns=self._now_ns())
        seen = await self._store.read(lambda tx: progress_of(tx, _transcripts(tx, place.sounds), self._engines))
        now_ns = self._now_ns()
        if seen.status in {READY, WAITING}:
            result: dict[str, object] = {"status": seen.status, "transcript_of": operation.target}
            return dataclasses.replace(operation, state=OperationState.DONE, percentage=100.0, result=result, updated_ns=now_ns)
        if seen.status == FAILED:
            return _failed(operation, seen.error or _FAILED, now_ns=now_ns)
        return dataclasses.replace(operation, percentage=seen.percentage)

    def _ensure(self, tx: Transaction, stream: Stream, *, language: str | None, is_forced: bool) -> tuple[Pipeline, list[Notice]]:
        known = tx.pipelines.find(stream.id, PipelineKind.TRANSCRIPT, "")
        if known is not None and is_forced and known.state is not PipelineState.RUNNING:
            tx.records.remove_of(known.id)
            tx.pipelines.update(dataclasses.replace(known, position_ns=0))
        elif known is not None and is_through(tx, known):
            return known, []
        place = commands.place_of(tx, stream.id)
        return commands.ensure_transcript(tx, place, is_wanted=True, language=language, now_ns=self._now_ns())

    def _known(self, tx: Transaction, place: VideoPlace, pipelines: Sequence[Pipeline]) -> Transcript:
        seen = progress_of(tx, pipelines, self._engines)
        if seen.status != RUNNING:
            return Transcript(progress=seen)
        now_ns = self._now_ns()
        operation = operations.begin(tx, OperationKind.TRANSCRIPT, place.video.id, now_ns=now_ns, session_id=place.session.id, is_anew=True)
        return Transcript(progress=seen, operation=operation)


def _transcripts(tx: Transaction, streams: Sequence[Stream]) -> list[Pipeline]:
    found = (tx.pipelines.find(stream.id, PipelineKind.TRANSCRIPT, "") for stream in streams)
    return [pipeline for pipeline in found if pipeline is not None]


def _failed(operation: Operation, error: str, *, now_ns: int) -> Operation:
    return dataclasses.replace(operation, state=OperationState.FAILED, error=error, updated_ns=now_ns)


def _records(tx: Transaction, pipelines: Sequence[Pipeline]) -> list[Record]:
    wanted = RecordFilter(pipeline_ids=tuple(pipeline.id for pipeline in pipelines))
    return tx.records.page(wanted, limit=_MOST_RECORDS)[0]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A word or a sentence, and which utterance it is of."""

    unit: Unit
    utterance: int


def _spoken(records: Sequence[Record], place: VideoPlace, cut: Cut) -> list[_Spoken]:
    """What is said in the wanted stretch, in order of time, by all who speak."""
    segmenter = Segmenter.WORD if cut.segmenter is Segmenter.TIME else cut.segmenter
    found = [
        _Spoken(unit, utterance)
        for utterance, record in enumerate(sorted(records, key=lambda record: record.start_ns))
        for unit in units_of([record], segmenter, origin_ns=0)
        if _is_inside(unit, place.clock, cut)
    ]
    return sorted(found, key=lambda each: each.unit.start_ns)


def _text(spoken: Sequence[_Spoken]) -> str:
    """As one reads it: who speaks at the same time stands behind the other, not between the other's words."""
    return " ".join(each.unit.text for each in sorted(spoken, key=lambda each: (each.utterance, each.unit.start_ns)))


def _segments(spoken: Sequence[_Spoken], place: VideoPlace, cut: Cut) -> tuple[Segment, ...]:
    if cut.segmenter is Segmenter.TIME:
        return tuple(_by_time(spoken, place.clock, float(cut.length)))
    groups = [spoken[first : first + cut.length] for first in range(0, len(spoken), cut.length)]
    return tuple(_segment(group, place.clock) for group in groups)


def _is_inside(unit: Unit, clock: VideoClock, cut: Cut) -> bool:
    if clock.stretch(unit.start_ns, max(unit.end_ns, unit.start_ns + 1)) is None:
        return False
    is_early = cut.start_s is not None and unit.end_ns <= clock.wall_ns(cut.start_s)
    is_late = cut.end_s is not None and unit.start_ns >= clock.wall_ns(cut.end_s)
    return not (is_early or is_late)


def _by_time(spoken: Sequence[_Spoken], clock: VideoClock, length_s: float) -> list[Segment]:
    """Segments of equal length from the beginning of the video on; those in which nobody says anything are left out."""
    gathered: dict[int, list[_Spoken]] = {}
    for each in spoken:
        gathered.setdefault(int(clock.seconds(each.unit.start_ns) / length_s), []).append(each)
    return [
        Segment(start_s=number * length_s, end_s=min((number + 1) * length_s, clock.length_s), text=_text(gathered[number]))
        for number in sorted(gathered)
    ]


def _segment(group: Sequence[_Spoken], clock: VideoClock) -> Segment:
    return Segment(
        start_s=clock.seconds(group[0].unit.start_ns),
        end_s=clock.seconds(max(each.unit.end_ns for each in group)),
        text=_text(group),
    )


def captions(segments: Sequence[Segment], *, longest_s: float = 6.0) -> list[Segment]:
    """Segments as one reads them: none lasts longer than one wants to look at it. Players show two at once one above the other."""
    shown = (dataclasses.replace(each, end_s=min(each.end_s, each.start_s + longest_s)) for each in segments)
    return [each for each in shown if each.end_s > each.start_s]
