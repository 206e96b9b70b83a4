# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""A collection: what capture sessions, streams, videos and sounds belong to (contract §2.1). `default` is always there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.sdk.blocking.api import segment
from lookhear.sdk.blocking.audio import Audio
from lookhear.sdk.blocking.image import Image
from lookhear.sdk.blocking.rtstream import RTStream
from lookhear.sdk.blocking.searching import CollectionSearching
from lookhear.sdk.blocking.sessions import create_session, get_session, list_sessions
from lookhear.sdk.blocking.uploads import Uploading
from lookhear.sdk.blocking.video import Video
from lookhear.sdk.values.rows import given, objects, row_of, rows_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.sdk.blocking.api import Api
    from lookhear.sdk.blocking.capture_session import CaptureSession


class Collection(CollectionSearching, Uploading):
    """A collection. ``id``, ``name`` and ``description`` are text, ``is_public`` says whether anybody may see it.

    Source: contract §2.1. Every method raises AuthenticationError, NotFoundError, InvalidRequestError, ConnectionFailed and
    RequestTimeoutError.
    """

    def __init__(self, api: Api, row: Mapping[str, Any]) -> None:
        self._api = api
        self.id = text_of(row, "id", "collection_id") or "default"
        self.name = text_of(row, "name")
        self.description = text_of(row, "description")
        self.is_public = row.get("is_public") is True

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={self.id!r}, name={self.name!r})"

    def delete(self) -> None:
        """Remove the collection."""
        self._api.delete(f"collection/{segment(self.id)}")

    def create_capture_session(
        self,
        end_user_id: str,
        callback_url: str | None = None,
        ws_connection_id: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> CaptureSession:
        """As `Connection.create_capture_session`, in this collection."""
        return create_session(
            self._api,
            self.id,
            end_user_id=end_user_id,
            callback_url=callback_url,
            ws_connection_id=ws_connection_id,
            metadata=metadata,
        )

    def get_capture_session(self, session_id: str) -> CaptureSession:
        """A capture session by its id. Raises NotFoundError."""
        return get_session(self._api, self.id, session_id)

    def list_capture_sessions(
        self, status: str | None = None, *, end_user_id: str | None = None, limit: int | None = None
    ) -> list[CaptureSession]:
        """Capture sessions, the newest first: all of them, or at most ``limit``."""
        return list_sessions(self._api, self.id, status=status, end_user_id=end_user_id, limit=limit)

    def get_video(self, video_id: str) -> Video:
        """A video by its id (``m-…``). Raises NotFoundError."""
        return Video(self._api, self._one("video", video_id))

    def get_videos(self) -> list[Video]:
        """The videos."""
        return [Video(self._api, row) for row in self._all("video", "videos")]

    def delete_video(self, video_id: str) -> None:
        """Remove a video."""
        self._api.delete(f"video/{segment(video_id)}", {"collection_id": self.id})

    def get_audio(self, audio_id: str) -> Audio:
        """A sound file by its id (``a-…``). Raises NotFoundError."""
        return Audio(self._api, self._one("audio", audio_id))

    def get_audios(self) -> list[Audio]:
        """The sound files."""
        return [Audio(self._api, row) for row in self._all("audio", "audios")]

    def delete_audio(self, audio_id: str) -> None:
        """Remove a sound file."""
        self._api.delete(f"audio/{segment(audio_id)}", {"collection_id": self.id})

    def get_image(self, image_id: str) -> Image:
        """A picture by its id (``img-…``). Raises NotFoundError."""
        return Image(self._api, self._one("image", image_id))

    def get_images(self) -> list[Image]:
        """The pictures."""
        return [Image(self._api, row) for row in self._all("image", "images")]

    def delete_image(self, image_id: str) -> None:
        """Remove a picture."""
        self._api.delete(f"image/{segment(image_id)}", {"collection_id": self.id})

    def connect_rtstream(
        self,
        url: str,
        name: str,
        media_types: Sequence[str] = ("video",),
        sample_rate: int | None = None,
        store: bool | None = None,
        enable_transcript: bool | None = None,
        ws_connection_id: str | None = None,
    ) -> RTStream:
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
        return RTStream(self._api, self._here(self._api.post("rtstream", body)))

    def get_rtstream(self, id: str) -> RTStream:
        """A stream by its id (``rts-…``). Raises NotFoundError."""
        return RTStream(self._api, self._here(self._api.get(f"rtstream/{segment(id)}")))

    def list_rtstreams(
        self,
        limit: int | None = None,
        offset: int | None = None,
        status: str | None = None,
        name: str | None = None,
        ordering: str | None = None,
    ) -> list[RTStream]:
        """Streams of every collection, the newest first: ten, or ``limit``. ``name`` is a part of their name."""
        wanted = given(limit=limit, offset=offset, status=status, name=name, ordering=ordering)
        return [RTStream(self._api, self._here(row)) for row in rows_of(self._api.get("rtstream", wanted), "results")]

    def search_title(self, query: str) -> list[dict[str, Video]]:
        """Videos whose name is about something: dicts with ``video``."""
        answer = self._api.post(f"collection/{segment(self.id)}/search/title", {"query": query, "search_type": "llm"})
        return [{"video": Video(self._api, self._here(row.get("video")))} for row in objects(answer)]

    def make_public(self) -> None:
        """Let anybody see it."""
        self._set_public(is_public=True)

    def make_private(self) -> None:
        """Let nobody see it who has no key."""
        self._set_public(is_public=False)

    def _set_public(self, *, is_public: bool) -> None:
        self._api.patch(f"collection/{segment(self.id)}", {"is_public": is_public})
        self.is_public = is_public

    def _one(self, kind: str, asset_id: str) -> dict[str, Any]:
        return self._here(self._api.get(f"{kind}/{segment(asset_id)}", {"collection_id": self.id}))

    def _all(self, kind: str, key: str) -> list[dict[str, Any]]:
        return [self._here(row) for row in rows_of(self._api.get(kind, {"collection_id": self.id}), key)]

    def _here(self, answer: object) -> dict[str, Any]:
        """A row that says which collection it is of."""
        return {"collection_id": self.id} | row_of(answer)
