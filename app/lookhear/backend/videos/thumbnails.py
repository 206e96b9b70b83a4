"""What a video shows at a moment, as a JPEG: decoded from the group of pictures that holds it, and kept. Owned by the event loop."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.playback.derived import PICTURES
from lookhear.backend.records import Image
from lookhear.backend.streams.shares import ensure_share
from lookhear.errors import Conflict, InvalidRequest, MediaRemoved, NotFound, ObjectMissing
from lookhear.media.init_segment import parse_init
from lookhear.media.samples import NS_PER_S, VideoFormat
from lookhear.protocol.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lookhear.backend.playback.sharing import View
    from lookhear.backend.ports import ObjectStore, Store, Transaction
    from lookhear.backend.records import Fragment, Init, Stream, Video
    from lookhear.backend.videos.places import Places, VideoPlace

JPEG: Final = "image/jpeg"
MAX_PIXELS: Final = 1920 * 1080
_DEFAULT_SHARE: Final = 0.1  # of the video: its first picture is often an empty screen
_DEFAULT_S: Final = 10.0
_MOST_BACK: Final = 256  # fragments before a moment among which its key frame is looked for
_MOST_OF_A_VIDEO: Final = 200
_PLACES: Final = 3
_DECODERS: Final = 2


@dataclass(frozen=True, slots=True)
class _Group:
    """The fragments that are needed for a moment, from a key frame on, and their inits by number."""

    rows: tuple[Fragment, ...]
    inits: Mapping[int, Init]


class Thumbnails:
    """Pictures of videos. The same moment is the same picture."""

    def __init__(self, *, store: Store, objects: ObjectStore, places: Places, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._objects = objects
        self._places = places
        self._now_ns = now_ns
        self._decoders = asyncio.Semaphore(_DECODERS)

    async def at(self, video_id: str, time_s: float | None) -> tuple[Image, str]:
        """What a video shows at a second, or at one that speaks for it; and the slug of the picture.

        Raises NotFound, InvalidRequest for a time behind its end, Conflict for a sound, MediaRemoved.
        """
        place = await self._places.of(video_id)
        if time_s is not None and time_s > place.clock.length_s:
            raise InvalidRequest(f"time: the video ends at {place.clock.length_s:g} s.")
        length_s = place.clock.length_s
        at_s = round(min(_DEFAULT_S, length_s * _DEFAULT_SHARE) if time_s is None else time_s, _PLACES)
        known = await self._store.read(lambda tx: _known(tx, video_id, at_s))
        if known is not None:
            return known
        data, width, height = await self._taken(place, at_s)
        image = Image(
            id=new_id("img"),
            collection_id=place.video.collection_id,
            name=f"{place.video.name} {at_s:g} s",
            key=f"{PICTURES}{video_id}/{place.video.version}-{round(at_s * 1000)}",
            content_type=JPEG,
            size_bytes=len(data),
            width=width,
            height=height,
            created_ns=self._now_ns(),
            video_id=video_id,
            at_s=at_s,
        )
        await self._objects.put(image.key, data)
        return await self._store.write(lambda tx: _noted(tx, image))

    async def of_video(self, video_id: str) -> list[tuple[Image, str]]:
        """The pictures that were taken of a video, one at least. Raises as `at` does."""
        await self.at(video_id, None)
        return await self._store.write(
            lambda tx: [(each, ensure_share(tx, each.id, now_ns=each.created_ns).slug) for each in tx.images.of_video(video_id)]
        )

    async def of_view(self, view: View) -> Image:
        """The picture of a link: of its video, at the beginning of its first stretch if it has some. Raises NotFound."""
        video = view.video or await self._store.read(lambda tx: _main_video(tx, view))
        if video is None:
            raise NotFound("There is no picture of this yet.", hint="There is one as soon as its video is made.")
        place = await self._places.of(video.id)
        if place.seen().id not in {stream.id for stream in view.streams}:
            raise NotFound("This link does not show what is seen in its video.")
        if not view.stretches:
            return (await self.at(video.id, None))[0]
        origin_ns = place.session.clock_wall_origin_ns or 0
        return (await self.at(video.id, place.clock.seconds(origin_ns + view.stretches[0][0])))[0]

    async def _taken(self, place: VideoPlace, at_s: float) -> tuple[bytes, int, int]:
        stream = place.seen()
        at_ns = place.clock.wall_ns(at_s) - (place.session.clock_wall_origin_ns or 0)
        group = await self._store.read(lambda tx: _group(tx, stream, at_ns))
        if group is None:
            raise Conflict("Nothing is to be seen at this moment.", hint="Choose another time.")
        try:
            inits = {number: parse_init(await self._objects.get(init.key)) for number, init in group.inits.items()}
            fragments = [(row, await self._objects.get(row.key)) for row in group.rows]
        except ObjectMissing as exc:
            raise MediaRemoved("What this video was made of has been removed.") from exc
        async with self._decoders:
            return await asyncio.to_thread(_jpeg, inits, fragments, at_ns=at_ns)


def _jpeg(inits: Mapping[int, object], fragments: list[tuple[Fragment, bytes]], *, at_ns: int) -> tuple[bytes, int, int]:
    """The picture of a moment, or the last one before it; its width and height."""
    from lookhear.media.jpegs import encode_jpeg  # both import a codec
    from lookhear.media.stills import StillReader

    reader, found = StillReader(), None
    for row, data in fragments:
        fmt = inits[row.init]
        if not isinstance(fmt, VideoFormat):
            continue
        begins_ns = row.tfdt * NS_PER_S // fmt.timescale
        for still in reader.read(fmt, data, wanted_ns=sorted({begins_ns, at_ns}), max_pixels=MAX_PIXELS):
            found = still
    if found is None:
        raise Conflict("Nothing can be seen at this moment: its pictures were lost.", hint="Choose another time.")
    height, width = found.rgb.shape[:2]
    return encode_jpeg(found.rgb), width // 2 * 2, height // 2 * 2


def _group(tx: Transaction, stream: Stream, at_ns: int) -> _Group | None:
    inits = {init.number: init for init in tx.streams.inits(stream.id)}
    extent = tx.streams.extent(stream.id)
    low, high = extent.first_seq, extent.last_seq
    while low < high:  # the last fragment that begins at the moment or before it
        middle = (low + high + 1) // 2
        rows = tx.streams.fragments(stream.id, after_seq=middle - 1, limit=1)
        if rows and rows[0].init in inits and rows[0].tfdt * NS_PER_S // inits[rows[0].init].timescale <= at_ns:
            low = max(middle, rows[0].seq)
        else:
            high = middle - 1
    rows = tx.streams.fragments(stream.id, after_seq=max(0, low - _MOST_BACK), limit=_MOST_BACK + 1)
    upto = [row for row in rows if row.seq <= low and row.init in inits]
    keys = [index for index, row in enumerate(upto) if row.begins_with_sync]
    if not keys:
        return None
    needed = tuple(upto[keys[-1] :])
    return _Group(needed, {row.init: inits[row.init] for row in needed})


def _known(tx: Transaction, video_id: str, at_s: float) -> tuple[Image, str] | None:
    image = next((each for each in tx.images.of_video(video_id) if each.at_s == at_s), None)
    share = None if image is None else tx.videos.share_of(image.id)
    return None if image is None or share is None else (image, share.slug)


def _noted(tx: Transaction, image: Image) -> tuple[Image, str]:
    """Keep the row, unless somebody else took the same picture meanwhile."""
    others = tx.images.of_video(image.video_id or "")
    same = next((each for each in others if each.at_s == image.at_s), None)
    if same is None:
        if len(others) >= _MOST_OF_A_VIDEO:
            raise Conflict(f"{_MOST_OF_A_VIDEO} pictures were taken of this video already.", hint="Delete some of them first.")
        tx.images.add(image)
    found = same or image
    return found, ensure_share(tx, found.id, now_ns=image.created_ns).slug


def _main_video(tx: Transaction, view: View) -> Video | None:
    """The finished video of what a link shows."""
    if len(view.streams) == 1 and view.session.exported_video_id is None:
        return None
    return tx.videos.get(view.session.exported_video_id or "")
