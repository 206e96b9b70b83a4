"""Search in videos: what was found, as seconds of a file, in groups by video, each place with an address that plays it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from lookhear.backend.playback.sharing import JOINT, MAX_JOINED
from lookhear.backend.records import DEFAULT_COLLECTION
from lookhear.backend.search.scope import collection_scope, shown_streams, stream_scope, video_of
from lookhear.errors import MediaError, NotFound
from lookhear.media.samples import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lookhear.backend.playback.sharing import Sharing
    from lookhear.backend.playback.videos import VideoService
    from lookhear.backend.ports import Store, Transaction
    from lookhear.backend.records import Video
    from lookhear.backend.search.scope import Choice, Scope
    from lookhear.backend.search.service import Hit, Query, SearchService

_LEAST_S: Final = 1.0  # of a stretch that is played
_NOT_READY: Final = ("video_not_ready", "This video is not finished yet; its streams can be searched already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where to look: in one video, or in the videos of a collection, and only those of one session for who may see no more."""

    video_id: str | None = None
    collection_id: str = DEFAULT_COLLECTION
    session_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A hit in a video: seconds from its beginning, the slug that plays just that, and what time it was when the video began."""

    hit: Hit
    start_s: float
    end_s: float
    slug: str
    begins_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The shots in one video, best first."""

    video: Video
    shots: tuple[Shot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Videos with shots, the one with the best shot first, and what should be known of them."""

    groups: tuple[Group, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()

    @property
    def hits(self) -> list[Hit]:
        """Everything that was found, best first."""
        found = [shot.hit for group in self.groups for shot in group.shots]
        return sorted(found, key=lambda hit: (-hit.score, hit.record.id))


@dataclass(slots=True)
class _Gathered:
    """The hits that belong into one video."""

    video: Video
    hits: list[Hit] = field(default_factory=list)


class VideoSearch:
    """Finds moments of videos. A hit is shown in the video of its session that has its stream; where there is none yet, it is left out."""

    def __init__(self, *, store: Store, search: SearchService, videos: VideoService, sharing: Sharing) -> None:
        self._store = store
        self._search = search
        self._videos = videos
        self._sharing = sharing

    async def find(self, target: Target, query: Query) -> Groups:
        """The best moments. Raises NotFound, InvalidRequest."""
        video = None if target.video_id is None else await self._videos.row(target.video_id)
        found = await self._search.find(query, scoped(target, query.choice), is_wanted=None if video else _Shown())
        groups = await self.grouped(found.hits, video=video)
        is_early = video is not None and video.key is None and found.hits and not groups.groups
        return replace(groups, warnings=(*found.warnings, *((_NOT_READY,) if is_early else ())))

    async def grouped(self, hits: Sequence[Hit], *, video: Video | None = None) -> Groups:
        """Hits as shots, in one video or each in the one that shows it."""
        gathered: dict[str, _Gathered] = {}
        for hit, shown in await self._store.read(lambda tx: _with_videos(tx, hits, video)):
            gathered.setdefault(shown.id, _Gathered(shown)).hits.append(hit)
        groups = await asyncio.gather(*(self._group(each) for each in gathered.values()))
        return Groups(groups=tuple(group for group in groups if group.shots))

    async def in_videos(self, hits: Sequence[Hit], target: Target) -> Groups:
        """Hits of a target as shots. Raises NotFound."""
        return await self.grouped(hits, video=None if target.video_id is None else await self._videos.row(target.video_id))

    async def _group(self, gathered: _Gathered) -> Group:
        """The shots of a video; none when it is not finished, or its media were removed."""
        video = gathered.video
        try:
            clock = await self._videos.clock(video)
        except (NotFound, MediaError):
            return Group(video=video, shots=())
        places = [(hit, clock.stretch(hit.record.start_ns, hit.record.end_ns)) for hit in gathered.hits]
        inside = [(hit, place) for hit, place in places if place is not None]
        begins = [clock.wall_ns(start_s) / NS_PER_S for _, (start_s, _) in inside]
        ends = [clock.wall_ns(end_s) / NS_PER_S for _, (_, end_s) in inside]
        stretches = [(from_s, max(to_s, from_s + _LEAST_S)) for from_s, to_s in zip(begins, ends, strict=True)]
        slugs = await self.slugs(video.id, stretches)
        shots = (
            Shot(hit=hit, start_s=start_s, end_s=end_s, slug=slug, begins_ns=clock.begins_ns)
            for (hit, (start_s, end_s)), slug in zip(inside, slugs, strict=True)
        )
        return Group(video=video, shots=tuple(shots))

    async def slugs(self, target: str, stretches: Sequence[tuple[float, float]]) -> list[str]:
        """A link of its own for each stretch (epoch seconds) of a target. Raises NotFound, InvalidRequest."""
        parts = [stretches[place : place + MAX_JOINED] for place in range(0, len(stretches), MAX_JOINED)]
        joined = [await self._sharing.of_stretches(target, part) for part in parts]
        return [slug for each in joined for slug in each.split(JOINT)]


def scoped(target: Target, choice: Choice) -> Callable[[Transaction], Scope]:
    """The records of the streams that a video shows, or of a collection. What is given raises NotFound, also for an index of others."""

    def scope(tx: Transaction) -> Scope:
        if target.video_id is None:
            return collection_scope(tx, target.collection_id, choice, session_id=target.session_id)
        video = tx.videos.get(target.video_id)
        if video is None:
            raise NotFound(f"There is no video {target.video_id!r} here.")
        streams = shown_streams(video, tx.streams.of_session(video.session_id))
        return stream_scope(tx, [stream.id for stream in streams], choice)

    return scope


class _Shown:
    """Whether a hit's stream is in a video; asked once for each stream."""

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}

    def __call__(self, tx: Transaction, hit: Hit) -> bool:
        """Whether it is."""
        if hit.stream.id not in self._known:
            self._known[hit.stream.id] = video_of(tx, hit.session, hit.stream) is not None
        return self._known[hit.stream.id]


def _with_videos(tx: Transaction, hits: Iterable[Hit], video: Video | None) -> list[tuple[Hit, Video]]:
    pairs = [(hit, video or video_of(tx, hit.session, hit.stream)) for hit in hits]
    return [(hit, shown) for hit, shown in pairs if shown is not None]
