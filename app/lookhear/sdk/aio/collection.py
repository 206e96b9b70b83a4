"""A collection: what capture sessions, streams, videos and sounds belong to (contract §2.1). `default` is always there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.sdk.aio.api import segment
from lookhear.sdk.aio.audio import AsyncAudio
from lookhear.sdk.aio.image import AsyncImage
from lookhear.sdk.aio.rtstream import AsyncRTStream
from lookhear.sdk.aio.searching import CollectionSearching
from lookhear.sdk.aio.sessions import create_session, get_session, list_sessions
from lookhear.sdk.aio.uploads import Uploading
from lookhear.sdk.aio.video import AsyncVideo
from lookhear.sdk.values.rows import given, objects, row_of, rows_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.sdk.aio.api import AsyncApi
    from lookhear.sdk.aio.capture_session import AsyncCaptureSession


class AsyncCollection(CollectionSearching, Uploading):
    """A collection. ``id``, ``name`` and ``description`` are text, ``is_public`` says whether anybody may see it.

    Source: contract §2.1. Every method raises AuthenticationError, NotFoundError, InvalidRequestError, ConnectionFailed and
    RequestTimeoutError.
    """

    def __init__(self, api: AsyncApi, row: Mapping[str, Any]) -> None:
        self._api = api
        self.id = text_of(row, "id", "collection_id") or "default"
        self.name = text_of(row, "name")
        self.description = text_of(row, "description")
        self.is_public = row.get("is_public") is True

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={self.id!r}, name={self.name!r})"

    async def delete(self) -> None:
        """Remove the collection."""
        await self._api.delete(f"collection/{segment(self.id)}")

    async def create_capture_session(
        self,
        end_user_id: str,
        callback_url: str | None = None,
        ws_connection_id: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> AsyncCaptureSession:
        """As `AsyncConnection.create_capture_session`, in this collection."""
        return await create_session(
            self._api,
            self.id,
            end_user_id=end_user_id,
            callback_url=callback_url,
            ws_connection_id=ws_connection_id,
            metadata=metadata,
        )

    async def get_capture_session(self, session_id: str) -> AsyncCaptureSession:
        """A capture session by its id. Raises NotFoundError."""
        return await get_session(self._api, self.id, session_id)

    async def list_capture_sessions(
        self, status: str | None = None, *, end_user_id: str | None = None, limit: int | None = None
    ) -> list[AsyncCaptureSession]:
        """Capture sessions, the newest first: all of them, or at most ``limit``."""
        return await list_sessions(self._api, self.id, status=status, end_user_id=end_user_id, limit=limit)

    async def get_video(self, video_id: str) -> AsyncVideo:
        """A video by its id (``m-…``). Raises NotFoundError."""
        return AsyncVideo(self._api, await self._one("video", video_id))

    async def get_videos(self) -> list[AsyncVideo]:
        """The videos."""
        return [AsyncVideo(self._api, row) for row in await self._all("video", "videos")]

    async def delete_video(self, video_id: str) -> None:
        """Remove a video."""
        await self._api.delete(f"video/{segment(video_id)}", {"collection_id": self.id})

    async def get_audio(self, audio_id: str) -> AsyncAudio:
        """A sound file by its id (``a-…``). Raises NotFoundError."""
        return AsyncAudio(self._api, await self._one("audio", audio_id))

    async def get_audios(self) -> list[AsyncAudio]:
        """The sound files."""
        return [AsyncAudio(self._api, row) for row in await self._all("audio", "audios")]

    async def delete_audio(self, audio_id: str) -> None:
        """Remove a sound file."""
        await self._api.delete(f"audio/{segment(audio_id)}", {"collection_id": self.id})

    async def get_image(self, image_id: str) -> AsyncImage:
        """A picture by its id (``img-…``). Raises NotFoundError."""
        return AsyncImage(self._api, await self._one("image", image_id))

    async def get_images(self) -> list[AsyncImage]:
        """The pictures."""
        return [AsyncImage(self._api, row) for row in await self._all("image", "images")]

    async def delete_image(self, image_id: str) -> None:
        """Remove a picture."""
        await self._api.delete(f"image/{segment(image_id)}", {"collection_id": self.id})

    async def connect_rtstream(
        self,
        url: str,
        name: str,
        media_types: Sequence[str] = ("video",),
        sample_rate: int | None = None,
        store: bool | None = None,
        enable_transcript: bool | None = None,
        ws_connection_id: str | None = None,
    ) -> AsyncRTStream:
        """A stream from a camera or a server (``rtsp://…``). ``sample_rate`` in pictures a second; ``store`` keeps it."""
        body = given(
            collection_id=self.id,
            url=url,
            name=name,
            media_types=[str(each) for each in media_types],
            sample_rate=sample_rate,
            store=store,
            enable_transcript=enable_transcript,
            ws_connection_id=ws_connection_id,
        )
        return AsyncRTStream(self._api, self._here(await self._api.post("rtstream", body)))

    async def get_rtstream(self, id: str) -> AsyncRTStream:
        """A stream by its id (``rts-…``). Raises NotFoundError."""
        return AsyncRTStream(self._api, self._here(await self._api.get(f"rtstream/{segment(id)}")))

    async def list_rtstreams(
        self,
        limit: int | None = None,
        offset: int | None = None,
        status: str | None = None,
        name: str | None = None,
        ordering: str | None = None,
    ) -> list[AsyncRTStream]:
        """Streams of every collection, the newest first: ten, or ``limit``. ``name`` is a part of their name."""
        wanted = given(limit=limit, offset=offset, status=status, name=name, ordering=ordering)
        return [AsyncRTStream(self._api, self._here(row)) for row in rows_of(await self._api.get("rtstream", wanted), "results")]

    async def search_title(self, query: str) -> list[dict[str, AsyncVideo]]:
        """Videos whose name is about something: dicts with ``video``."""
        answer = await self._api.post(f"collection/{segment(self.id)}/search/title", {"query": query, "search_type": "llm"})
        return [{"video": AsyncVideo(self._api, self._here(row.get("video")))} for row in objects(answer)]

    async def make_public(self) -> None:
        """Let anybody see it."""
        await self._set_public(is_public=True)

    async def make_private(self) -> None:
        """Let nobody see it who has no key."""
        await self._set_public(is_public=False)

    async def _set_public(self, *, is_public: bool) -> None:
        await self._api.patch(f"collection/{segment(self.id)}", {"is_public": is_public})
        self.is_public = is_public

    async def _one(self, kind: str, asset_id: str) -> dict[str, Any]:
        return self._here(await self._api.get(f"{kind}/{segment(asset_id)}", {"collection_id": self.id}))

    async def _all(self, kind: str, key: str) -> list[dict[str, Any]]:
        return [self._here(row) for row in rows_of(await self._api.get(kind, {"collection_id": self.id}), key)]

    def _here(self, answer: object) -> dict[str, Any]:
        """A row that says which collection it is of."""
        return {"collection_id": self.id} | row_of(answer)
