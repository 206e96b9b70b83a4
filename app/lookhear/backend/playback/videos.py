"""Exported files: lists, names, removal, and their bytes in any range. Owned by the event loop."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from lookhear.backend.playback.clocks import VideoClock
from lookhear.backend.playback.derived import PICTURES, remove_unused
from lookhear.backend.records import DEFAULT_COLLECTION, ExportState, SessionOrigin
from lookhear.backend.sessions.removal import Removal
from lookhear.errors import InvalidRequest, MediaRemoved, NotFound, ObjectMissing
from lookhear.media.samples import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from lookhear.backend.playback.sharing import Sharing
    from lookhear.backend.playback.virtual_file import Piece, VirtualFile
    from lookhear.backend.ports import ObjectStore, Store, Transaction
    from lookhear.backend.records import Video

_OPEN: Final = 16  # descriptions kept in memory: some MB each for hours of recording
_CLOCKS: Final = 4096  # of descriptions, remembered longer than those
_AHEAD: Final = 4  # pieces that are read at a time
_READERS: Final = 16  # pieces that are read at a time, for everybody
_MAX_NAME_CHARS: Final = 200
_GONE: Final = "What this video was made of has been removed: it was kept for as long as its owner wanted."


class VideoService:
    """Exported files as rows and as bytes."""

    def __init__(self, store: Store, objects: ObjectStore, sharing: Sharing, *, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._objects = objects
        self._sharing = sharing
        self._removal = Removal(store=store, objects=objects, now_ns=now_ns)
        self._removal = Removal(store=store, objects=objects, now_ns=now_ns)
        self._open: OrderedDict[str, VirtualFile] = OrderedDict()  # by key
        self._clocks: OrderedDict[str, VideoClock] = OrderedDict()  # by key
        self._readers = asyncio.Semaphore(_READERS)

    async def get(self, video_id: str, *, collection_id: str | None = None) -> tuple[Video, str]:
        """One of them and the slug of its lasting link. Raises NotFound."""
        video, slug = await self._store.read(lambda tx: _with_slug(tx, _found(tx, video_id, collection_id)))
        return video, slug or await self._sharing.lasting(video.id)

    async def row(self, video_id: str) -> Video:
        """One of them. Raises NotFound."""
        return await self._store.read(lambda tx: _found(tx, video_id, None))

    async def all(
        self, prefix: str, *, collection_id: str | None, session_id: str | None = None, limit: int | None = None, offset: int = 0
    ) -> list[tuple[Video, str]]:
        """Those of a collection, or of all, or of one session, with the slugs of their lasting links.

        ``prefix`` of their ids says of which kind. The newest recordings come first, of each its own video before those of its channels.
        """

        def work(tx: Transaction) -> list[tuple[Video, str | None]]:
            everywhere = None if collection_id in {None, "", DEFAULT_COLLECTION} else collection_id
            there = [each for each in tx.videos.in_collection(everywhere) if session_id in {None, each.session_id}]
            places: dict[str, int] = {}
            for place, each in enumerate(there):
                places.setdefault(each.session_id, place)
            found = [each for each in there if each.id.startswith(prefix)]
            found.sort(key=lambda each: (places[each.session_id], not each.is_session))
            return [_with_slug(tx, video) for video in found[offset : None if limit is None else offset + limit]]

        # they have their links from their first moment on; only one whose link was taken back needs another
        return [(video, slug or await self._sharing.lasting(video.id)) for video, slug in await self._store.read(work)]

    async def rename(self, video_id: str, name: str) -> None:
        """Give it another name. Raises NotFound, InvalidRequest."""
        wanted = " ".join(name.split())
        if not wanted or len(wanted) > _MAX_NAME_CHARS:
            raise InvalidRequest(f"name: between one and {_MAX_NAME_CHARS} characters.")
        await self._store.write(lambda tx: tx.videos.update(dataclasses.replace(_found(tx, video_id, None), name=wanted)))

    async def delete(self, video_id: str, *, collection_id: str | None = None) -> None:
        """Remove a file and its pictures. The recording it was made of stays; a file that was handed over goes altogether.

        Raises NotFound; Conflict while something is made of the file that was handed over.
        """
        upload_id = await self._store.read(lambda tx: _upload_of(tx, _found(tx, video_id, collection_id)))
        if upload_id is not None:
            await self._removal.remove(upload_id)
            self._sharing.forget()
            return
        removed, used = await self._store.write(lambda tx: _removed(tx, _found(tx, video_id, collection_id)))
        self._sharing.forget()
        for key in removed:
            self._open.pop(key, None)
        await remove_unused(self._objects, [key for key in removed if not key.startswith(PICTURES)], used=used)
        await self._objects.delete([key for key in removed if key.startswith(PICTURES)])

    async def open(self, video: Video) -> VirtualFile:
        """The bytes of a finished file. Raises NotFound while it is not finished, MediaRemoved when it is gone, MediaError."""
        if video.key is None or video.state is not ExportState.EXPORTED:
            raise NotFound("This video is not ready yet.")
        known = self._open.get(video.key)
        if known is None:
            from lookhear.backend.playback.virtual_file import open_description  # imports numpy

            try:
                description = await self._objects.get(video.key)
            except ObjectMissing as exc:
                raise MediaRemoved(_GONE) from exc
            known = await asyncio.to_thread(open_description, description)
            self._open[video.key] = known
            if len(self._open) > _OPEN:
                self._open.popitem(last=False)
        self._open.move_to_end(video.key)
        return known

    async def read(self, file: VirtualFile, start: int, end: int) -> AsyncIterator[bytes]:
        """Bytes of a file from ``start`` to before ``end``, piece by piece. Raises MediaRemoved."""
        pieces = file.pieces(start, end)
        while batch := list(itertools.islice(pieces, _AHEAD)):
            try:
                found = await asyncio.gather(*(self._piece(piece) for piece in batch))
            except ObjectMissing as exc:
                raise MediaRemoved(_GONE) from exc
            for data in found:
                yield data

    async def stretches(self, video_id: str, timeline: Sequence[Sequence[float]] | None) -> str:
        """The slug that plays stretches of a file (seconds from its beginning); of all of it for None. Raises NotFound, InvalidRequest."""
        video, slug = await self.get(video_id)
        if not timeline:
            return slug
        if any(len(each) != 2 for each in timeline):  # noqa: PLR2004 - a beginning and an end
            raise InvalidRequest("timeline: pairs of seconds, as in [[0, 10], [20, 30]].")
        origin_s = (await self.clock(video)).begins_ns / NS_PER_S
        return await self._sharing.of_stretches(video_id, [(origin_s + each[0], origin_s + each[1]) for each in timeline])

    async def clock(self, video: Video) -> VideoClock:
        """What time it was at each second of a finished video. Raises NotFound, MediaRemoved, MediaError, as `open` does."""
        known = self._clocks.get(video.key or "")
        if known is None:
            file = await self.open(video)
            session = await self._store.read(lambda tx: tx.sessions.get(video.session_id))
            begins_ns = file.facts["session_start_ns"]
            if session is None or not isinstance(begins_ns, int):
                raise MediaRemoved(_GONE)
            known = VideoClock(begins_ns=(session.clock_wall_origin_ns or 0) + begins_ns, length_s=video.duration_s)
            self._clocks[video.key or ""] = known
            if len(self._clocks) > _CLOCKS:
                self._clocks.popitem(last=False)
        return known

    async def _piece(self, piece: Piece) -> bytes:
        if isinstance(piece.source, bytes):
            return piece.source[piece.start : piece.end]
        async with self._readers:
            return await self._objects.get(piece.source, start=piece.start, end=piece.end)


def _with_slug(tx: Transaction, video: Video) -> tuple[Video, str | None]:
    share = tx.videos.share_of(video.id)
    return video, None if share is None else share.slug


def _upload_of(tx: Transaction, video: Video) -> str | None:
    """The session of a file that somebody handed over, if this is that file and not something made of it."""
    session = tx.sessions.get(video.session_id)
    if session is None or session.origin is not SessionOrigin.UPLOAD or session.exported_video_id not in {None, video.id}:
        return None
    return session.id


def _found(tx: Transaction, video_id: str, collection_id: str | None) -> Video:
    video = tx.videos.get(video_id)
    if video is None or (collection_id not in {None, "", DEFAULT_COLLECTION} and video.collection_id != collection_id):
        raise NotFound(f"There is no video {video_id!r} here.")
    return video


def _removed(tx: Transaction, video: Video) -> tuple[list[str], list[str]]:
    """Remove the rows of a video: the keys that were its own, and those that descriptions which stay are under."""
    keys = [image.key for image in tx.images.of_video(video.id)] + ([] if video.key is None else [video.key])
    for image in tx.images.of_video(video.id):
        tx.images.delete(image.id)
    tx.videos.delete(video.id)
    session = tx.sessions.get(video.session_id)
    if session is not None and session.exported_video_id == video.id:
        tx.sessions.update(dataclasses.replace(session, exported_video_id=None))
    return keys, [each.key for each in tx.videos.of_session(video.session_id) if each.key is not None]
