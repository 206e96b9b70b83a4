"""The handler of the import queue: a file becomes a session with streams, that session's export the video. Owned by the event loop."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from typing import TYPE_CHECKING, Final

from lookhear.backend.delivery.outbox import post
from lookhear.backend.delivery.ringing import ring
from lookhear.backend.playback.derived import PICTURES, derived_keys
from lookhear.backend.records import ExportState, Image, OperationState
from lookhear.backend.sessions.removal import session_keys
from lookhear.backend.sessions.transitions import topic_of
from lookhear.backend.streams.shares import ensure_share
from lookhear.backend.videos import import_rows, operations
from lookhear.backend.videos.fetching import REFUSALS
from lookhear.backend.videos.import_rows import ImportRequest
from lookhear.backend.videos.reading import messages_of
from lookhear.errors import MediaError
from lookhear.media.importing.messages import MessageKind, told_fraction, told_number, told_text
from lookhear.protocol.ids import new_id
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lookhear.backend.ports import Bus, Notice, ObjectStore, Store, Transaction
    from lookhear.backend.records import Init, Job, Session, Stream, Video
    from lookhear.backend.sessions.lifecycle import Lifecycle
    from lookhear.backend.videos.fetching import Fetcher
    from lookhear.backend.videos.staging import Staging
    from lookhear.media.importing.messages import Message

_LOG: Final = logging.getLogger(__name__)
_READ_SHARE: Final = 90.0  # percent: what is left is the making of the video
_LOOK_S: Final = 1.0
_MOST_TRACKS: Final = 2  # pictures and sound
_MAX_IMAGE_BYTES: Final = 64 << 20
_STILL_TYPES: Final = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
_LOOK_EVERY_BYTES: Final = 64 << 20
_NONSENSE: Final = "What read the file talks nonsense."
_BROKEN: Final = "Its video could not be made."


class ImportJobs:
    """Handler of the import queue. A job that is done again, after a crash, begins anew unless the file was whole in the store.

    What a file becomes may have ``max_bytes``, and leaves ``room_bytes`` on the disk to those who record: a picture that is shown for
    a day is small in one file and large in another.
    """

    def __init__(
        self,
        *,
        store: Store,
        objects: ObjectStore,
        bus: Bus,
        lifecycle: Lifecycle,
        staging: Staging,
        fetcher: Fetcher,
        told: Callable[[Video | Image, str], Mapping[str, object]],
        now_ns: Callable[[], int],
        max_bytes: int,
        room_bytes: int,
    ) -> None:
        self._store = store
        self._objects = objects
        self._bus = bus
        self._lifecycle = lifecycle
        self._staging = staging
        self._fetcher = fetcher
        self._told = told
        self._now_ns = now_ns
        self._max_bytes = max_bytes
        self._room_bytes = room_bytes

    async def run(self, job: Job) -> None:
        """Take a file in. What is wrong with the file ends the operation; what is wrong with the disk is tried again. Raises StoreError."""
        request = ImportRequest.of(job.payload)
        operation = await self._store.read(lambda tx: tx.operations.get(request.operation_id))
        if operation is None or operation.state is not OperationState.PROCESSING:
            await self._staging.remove(request.upload_id)
            return
        try:
            is_video = await self._take(request)
            if is_video:
                video = await self._video(request)
                await self._end(request, video, {"video_id": video.id})
        except REFUSALS as exc:
            _LOG.info("the upload %s is not taken: %s", request.upload_id, exc)
            await self._remove(request.session_id)
            message = exc.for_people()
            ring(self._bus, await self._store.write(lambda tx: self._failed(tx, request, message)))
        await self._staging.remove(request.upload_id)

    def given_up(self, tx: Transaction, job: Job, message: str) -> list[Notice]:
        """It cannot be taken in: the operation says so."""
        try:
            return self._failed(tx, ImportRequest.of(job.payload), message)
        except ValueError:
            return []

    async def _take(self, request: ImportRequest) -> bool:
        """Bring everything of a file into the store; False for a picture, which is done then."""
        session = await self._store.read(lambda tx: tx.sessions.get(request.session_id))
        if session is not None and session.state is not SessionState.STOPPING:
            return True  # it was whole before a crash
        await self._remove(request.session_id)
        if request.url is not None and not self._staging.has(request.upload_id):
            await self._fetcher.fetch(request.url, request.upload_id)
        if not self._staging.has(request.upload_id):
            raise MediaError("The file is not here any more.", hint="Send it again.")
        taking = _Taking(request)
        async with messages_of(self._staging.path(request.upload_id), media=request.media) as messages:
            async for message in messages:
                if message.kind is MessageKind.STILL:
                    await self._still(request, message)
                    return False
                await self._message(taking, message)
        if not taking.is_ended:
            raise MediaError("This file cannot be read: what decodes it broke off.")
        now_ns = self._now_ns()
        ring(self._bus, await self._store.write(lambda tx: import_rows.complete(tx, request.session_id, self._lifecycle, now_ns=now_ns)))
        return True

    async def _message(self, taking: _Taking, message: Message) -> None:
        now_ns = self._now_ns()
        await self._check_room(taking, len(message.data))
        if message.kind is MessageKind.REFUSED:
            raise MediaError(told_text(message, "message")[:500])
        if message.kind is MessageKind.PROGRESS:
            share = told_fraction(message, "fraction") * _READ_SHARE
            await self._store.write(lambda tx: operations.progress(tx, taking.request.operation_id, round(share, 1), now_ns=now_ns))
        elif message.kind is MessageKind.PLAN:
            if taking.streams:
                raise MediaError(_NONSENSE)
            tracks = _tracks(message)
            taking.streams = await self._store.write(lambda tx: import_rows.add_session(tx, taking.request, tracks, now_ns=now_ns))
        elif message.kind is MessageKind.INIT:
            stream = taking.stream(message)
            init = import_rows.init_row(stream, told_number(message, "number"), message.data)
            await self._objects.put(init.key, message.data)
            await self._store.write(lambda tx: tx.streams.add_init(init))
            taking.inits[stream.track] = init
        elif message.kind is MessageKind.FRAGMENT:
            stream = taking.stream(message)
            if stream.track not in taking.inits:
                raise MediaError(_NONSENSE)
            seq, own_init = told_number(message, "number"), taking.inits[stream.track]
            row = import_rows.fragment_row(stream, own_init, message.data, seq=seq, now_ns=now_ns)
            await self._objects.put(row.key, message.data)
            await self._store.write(lambda tx: tx.streams.add_fragment(row))
        elif message.kind is MessageKind.END:
            taking.is_ended = True

    async def _check_room(self, taking: _Taking, more_bytes: int) -> None:
        """Raises MediaError for what becomes too large, or would take the room of those who record."""
        before, taking.size_bytes = taking.size_bytes, taking.size_bytes + more_bytes
        if taking.size_bytes > self._max_bytes:
            raise MediaError(f"This file becomes larger than {self._max_bytes >> 20} MiB here.", hint="Cut it into shorter ones.")
        if before // _LOOK_EVERY_BYTES < taking.size_bytes // _LOOK_EVERY_BYTES:
            free_bytes = await self._objects.free_bytes()
            if free_bytes is not None and free_bytes < self._room_bytes:
                raise MediaError("There is no room for what this file becomes.", hint="Make some, then send it again.")

    async def _still(self, request: ImportRequest, message: Message) -> None:
        """Keep a picture as it was sent: what it is was seen by decoding it."""
        content_type = told_text(message, "content_type")
        data = await asyncio.to_thread(self._staging.path(request.upload_id).read_bytes)
        if content_type not in _STILL_TYPES or len(data) > _MAX_IMAGE_BYTES:
            raise MediaError("This picture is too large.", hint=f"It may have {_MAX_IMAGE_BYTES >> 20} MiB at most.")
        image = Image(
            id=new_id("img"),
            collection_id=request.collection_id,
            name=request.name,
            key=f"{PICTURES}{request.session_id}",
            content_type=content_type,
            size_bytes=len(data),
            width=told_number(message, "width"),
            height=told_number(message, "height"),
            created_ns=self._now_ns(),
            description=request.description,
        )
        await self._objects.put(image.key, data)
        await self._end(request, image, {"image_id": image.id})

    async def _video(self, request: ImportRequest) -> Video:
        """The video of a session, once its export is made. Raises MediaError when it cannot be."""
        async with self._bus.subscribe(topic_of(request.session_id)) as bells:
            while True:
                session, video = await self._store.read(lambda tx: _session_and_video(tx, request.session_id))
                if video is not None and video.state is ExportState.EXPORTED:
                    return video
                if session is None or session.error is not None:
                    raise MediaError(str((session.error or {}).get("message", _BROKEN)) if session else _BROKEN)
                await operations.heard(bells, within_s=_LOOK_S)

    async def _end(self, request: ImportRequest, made: Video | Image, result: Mapping[str, object]) -> None:
        def work(tx: Transaction) -> list[Notice]:
            now_ns = self._now_ns()
            notices = operations.finish(tx, request.operation_id, result, now_ns=now_ns)
            if not notices:
                return []  # it ended before a crash
            if isinstance(made, Image):  # here, and not before: whoever does the job again makes no second one
                tx.images.add(made)
            slug = ensure_share(tx, made.id, now_ns=now_ns).slug
            video = tx.videos.get(made.id)
            if video is not None and request.description:
                video = dataclasses.replace(video, description=request.description)
                tx.videos.update(video)
            if request.callback_url:
                told = {"success": True, "status": "done", "message": "", "data": dict(self._told(video or made, slug))}
                notices += post(tx, url=request.callback_url, payload=told, session_id=None, now_ns=now_ns)
            return notices

        ring(self._bus, await self._store.write(work))

    def _failed(self, tx: Transaction, request: ImportRequest, message: str) -> list[Notice]:
        now_ns = self._now_ns()
        notices = operations.fail(tx, request.operation_id, message, now_ns=now_ns)
        if request.callback_url and notices:
            told = {"success": False, "status": "failed", "message": message, "data": {}}
            notices += post(tx, url=request.callback_url, payload=told, session_id=None, now_ns=now_ns)
        return notices

    async def _remove(self, session_id: str) -> None:
        """Take back what came of a file that is not taken."""
        keys = await self._store.read(lambda tx: session_keys(tx, session_id=session_id))
        await self._store.write(lambda tx: tx.sessions.delete(session_id))
        await self._objects.delete([*await derived_keys(self._objects, keys), *keys])


class _Taking:
    """A file that is being taken in, so far."""

    def __init__(self, request: ImportRequest) -> None:
        self.request = request
        self.streams: dict[str, Stream] = {}
        self.inits: dict[str, Init] = {}
        self.size_bytes = 0
        self.is_ended = False

    def stream(self, message: Message) -> Stream:
        """The stream a message is about. Raises MediaError."""
        stream = self.streams.get(told_text(message, "track"))
        if stream is None:
            raise MediaError(_NONSENSE)
        return stream


def _tracks(message: Message) -> list[str]:
    """The tracks a file becomes. Raises MediaError."""
    told = message.told.get("tracks")
    tracks = [each for each in told if isinstance(each, str)] if isinstance(told, list) else []
    if not 0 < len(tracks) <= _MOST_TRACKS or len(tracks) != len(set(tracks)):
        raise MediaError(_NONSENSE)
    return tracks


def _session_and_video(tx: Transaction, session_id: str) -> tuple[Session | None, Video | None]:
    session = tx.sessions.get(session_id)
    video_id = None if session is None else session.exported_video_id
    return session, None if video_id is None else tx.videos.get(video_id)
