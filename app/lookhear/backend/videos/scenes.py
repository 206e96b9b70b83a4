"""Indexes and understandings of a video: pipelines of its streams, with times in seconds of the video (contract §2.10)."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lookhear.backend.pipelines import commands
from lookhear.backend.pipelines.readiness import WAITING
from lookhear.backend.pipelines.reading import newest_end_ns
from lookhear.backend.pipelines.requests import Wish
from lookhear.backend.pipelines.service import PipelineAction
from lookhear.backend.records import OperationState, PipelineKind, PipelineState, Record, RecordFilter
from lookhear.backend.videos import operations
from lookhear.backend.videos.operations import OperationKind
from lookhear.backend.videos.progress import FAILED, READY, RUNNING, Progress, progress_of
from lookhear.errors import InvalidRequest, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lookhear.backend.pipelines.requests import IndexRequest
    from lookhear.backend.pipelines.service import PipelineService
    from lookhear.backend.ports import Store, Transaction
    from lookhear.backend.records import Operation, Pipeline
    from lookhear.backend.videos.places import Places, VideoPlace
    from lookhear.understanding.ports import Engines

INDEXES: Final = (PipelineKind.VISUAL, PipelineKind.AUDIO)
UNDERSTANDINGS: Final = (PipelineKind.UNDERSTANDING,)
SEARCH_INDEXES: Final = (PipelineKind.INDEX,)
MAX_SCENES: Final = 2000
_MOST_RECORDS: Final = 10_000
_GIVEN: Final = "given"
_FAILED: Final = "What this video shows could not be described."


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A stretch of a video (seconds) and what there is to say of it."""

    start_s: float
    end_s: float
    text: str
    metadata: Mapping[str, object] = field(default_factory=dict)
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneIndex:
    """A pipeline over a video and how far it is. ``operation`` is there while engines are at it."""

    pipeline: Pipeline
    progress: Progress
    records: int = 0
    operation: Operation | None = None


class VideoScenes:
    """Makes and reads what is understood of videos. Every method raises NotFound for a video or an index that is not there."""

    def __init__(self, *, store: Store, places: Places, pipelines: PipelineService, engines: Engines, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._places = places
        self._pipelines = pipelines
        self._engines = engines
        self._now_ns = now_ns

    async def index(self, video_id: str, request: IndexRequest) -> SceneIndex:
        """An index of what is seen, or of what is said when the request is for that; the same again is the same.

        Of several sounds the first is taken, which is the microphone. Raises WrongKind, InvalidRequest, Conflict.
        """
        place = await self._places.of(video_id)
        is_said = (request.extraction_type or "").startswith("transcript") or (place.display is None and not request.extraction_type)
        stream = place.heard()[0] if is_said else place.seen()
        view = await self._pipelines.create_index(stream.id, request)
        return await self._begun(place, view.pipeline)

    async def index_given(self, video_id: str, scenes: Sequence[Scene], *, name: str) -> SceneIndex:
        """An index of scenes that somebody described. Raises InvalidRequest for none, and for one outside the video."""
        place = await self._places.of(video_id)
        stream = place.display or place.heard()[0]
        if not scenes or any(not 0 <= each.start_s < each.end_s <= place.clock.length_s + 1 for each in scenes):
            raise InvalidRequest("scenes: each begins before it ends, inside the video.")
        told = [[each.start_s, each.end_s, each.text, dict(each.metadata)] for each in scenes]
        wish = Wish(kind=PipelineKind.VISUAL, config={"extraction_type": _GIVEN, "scenes": len(scenes)}, name=name, prompt=json.dumps(told))
        key = wish.key

        def work(tx: Transaction) -> Pipeline:
            known = tx.pipelines.find(stream.id, PipelineKind.VISUAL, key)
            if known is not None:
                return known
            spot = commands.place_of(tx, stream.id)
            made, _ = commands.ensure(tx, spot, wish, now_ns=self._now_ns())
            end_ns = newest_end_ns(tx, stream.id)
            rest = dataclasses.replace(made, state=PipelineState.STOPPED, position_ns=end_ns, prompt="")
            tx.pipelines.update(rest)
            for scene in scenes:
                tx.records.add(_record(rest, scene, place, now_ns=self._now_ns()))
            return rest

        return await self._begun(place, await self._store.write(work))

    async def of_video(self, video_id: str, kinds: Sequence[PipelineKind]) -> list[SceneIndex]:
        """Those of a video, stream by stream, oldest first."""
        place = await self._places.of(video_id)

        def look(tx: Transaction) -> list[SceneIndex]:
            found = [pipeline for stream in place.streams for pipeline in tx.pipelines.of_stream(stream.id, kinds=kinds)]
            return [self._seen(tx, pipeline) for pipeline in found]

        return await self._store.read(look)

    async def get(self, video_id: str, pipeline_id: str, kinds: Sequence[PipelineKind]) -> SceneIndex:
        """One of a video's."""
        place = await self._places.of(video_id)
        return await self._store.read(lambda tx: self._seen(tx, _found(tx, place, pipeline_id, kinds=kinds)))

    async def records(
        self, video_id: str, pipeline_id: str, kinds: Sequence[PipelineKind], *, limit: int = _MOST_RECORDS, offset: int = 0
    ) -> list[Scene]:
        """What one of them found."""
        place = await self._places.of(video_id)

        def look(tx: Transaction) -> list[Record]:
            pipeline = _found(tx, place, pipeline_id, kinds=kinds)
            wanted = RecordFilter(pipeline_ids=(_source(pipeline),))
            return tx.records.page(wanted, limit=limit, offset=offset)[0]

        scenes = []
        for record in await self._store.read(look):
            inside = place.clock.stretch(record.start_ns, record.end_ns)
            if inside is not None:
                scenes.append(Scene(start_s=inside[0], end_s=inside[1], text=record.text, metadata=record.metadata, id=record.id))
        return scenes

    async def understand(self, video_id: str, *, segmentation: Mapping[str, object], analyzer: Mapping[str, object]) -> SceneIndex:
        """Have an analyzer describe what is seen. Raises WrongKind, InvalidRequest, Conflict."""
        place = await self._places.of(video_id)
        view = await self._pipelines.create_understanding(place.seen().id, segmentation=segmentation, analyzer=analyzer, is_stored=True)
        return await self._begun(place, view.pipeline)

    async def search_index(self, video_id: str, source: Mapping[str, object], *, name: str | None, use_for: list[str]) -> SceneIndex:
        """An index over what an understanding finds. Raises InvalidRequest, Conflict."""
        place = await self._places.of(video_id)
        view = await self._pipelines.create_search_index(place.seen().id, source, name=name, use_for=use_for)
        return await self._begun(place, view.pipeline)

    async def remove(self, video_id: str, pipeline_id: str, kinds: Sequence[PipelineKind]) -> None:
        """Remove one with what it found."""
        place = await self._places.of(video_id)
        pipeline = await self._store.read(lambda tx: _found(tx, place, pipeline_id, kinds=kinds))
        await self._pipelines.act(pipeline.stream_id, pipeline.id, PipelineAction.STOP, kinds=kinds, is_forced=True)

        def work(tx: Transaction) -> None:
            tx.records.remove_of(pipeline_id)
            tx.pipelines.delete(pipeline_id)

        await self._store.write(work)

    async def probe(self, operation: Operation) -> Operation:
        """How far the work of an operation is."""
        now_ns = self._now_ns()
        seen = await self._store.read(lambda tx: self._progress(tx, operation.target))
        if seen is None:
            return dataclasses.replace(operation, state=OperationState.FAILED, error="It was removed.", updated_ns=now_ns)
        if seen.status in {READY, WAITING}:
            result: dict[str, object] = {"scene_index_id": operation.target, "status": seen.status}
            return dataclasses.replace(operation, state=OperationState.DONE, percentage=100.0, result=result, updated_ns=now_ns)
        if seen.status == FAILED:
            return dataclasses.replace(operation, state=OperationState.FAILED, error=seen.error or _FAILED, updated_ns=now_ns)
        return dataclasses.replace(operation, percentage=seen.percentage)

    async def _begun(self, place: VideoPlace, pipeline: Pipeline) -> SceneIndex:
        def work(tx: Transaction) -> SceneIndex:
            seen = self._seen(tx, tx.pipelines.get(pipeline.id) or pipeline)
            if seen.progress.status != RUNNING:
                return seen
            operation = operations.begin(
                tx, OperationKind.SCENES, pipeline.id, now_ns=self._now_ns(), session_id=place.session.id, is_anew=True
            )
            return dataclasses.replace(seen, operation=operation)

        return await self._store.write(work)

    def _seen(self, tx: Transaction, pipeline: Pipeline) -> SceneIndex:
        _, count = tx.records.page(RecordFilter(pipeline_ids=(_source(pipeline),)), limit=1)
        worker = tx.pipelines.get(_source(pipeline)) or pipeline
        return SceneIndex(pipeline=pipeline, progress=progress_of(tx, [worker], self._engines), records=count)

    def _progress(self, tx: Transaction, pipeline_id: str) -> Progress | None:
        pipeline = tx.pipelines.get(pipeline_id)
        return None if pipeline is None else self._seen(tx, pipeline).progress


def _source(pipeline: Pipeline) -> str:
    """The pipeline whose records are shown: a search index has none of its own."""
    return (pipeline.source_id or pipeline.id) if pipeline.kind is PipelineKind.INDEX else pipeline.id


def _found(tx: Transaction, place: VideoPlace, pipeline_id: str, *, kinds: Sequence[PipelineKind]) -> Pipeline:
    pipeline = tx.pipelines.get(pipeline_id)
    if pipeline is None or pipeline.kind not in kinds or all(stream.id != pipeline.stream_id for stream in place.streams):
        raise NotFound(f"The video has no {pipeline_id!r}.")
    return pipeline


def _record(pipeline: Pipeline, scene: Scene, place: VideoPlace, *, now_ns: int) -> Record:
    return Record(
        id=0,
        pipeline_id=pipeline.id,
        kind=pipeline.kind,
        stream_id=pipeline.stream_id,
        session_id=pipeline.session_id,
        collection_id=pipeline.collection_id,
        start_ns=place.clock.wall_ns(scene.start_s),
        end_ns=place.clock.wall_ns(scene.end_s),
        text=scene.text,
        created_ns=now_ns,
        metadata=dict(scene.metadata),
    )
