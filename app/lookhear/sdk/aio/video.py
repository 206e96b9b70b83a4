"""A video: what plays, what is said and seen in it, and what is made of it (contract §2.10). Belongs to the caller's loop."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lookhear.errors import NotPlayable, WrongArgument
from lookhear.sdk.aio.api import segment
from lookhear.sdk.aio.image import AsyncImage
from lookhear.sdk.aio.playing import Playable
from lookhear.sdk.aio.search_results import AsyncSearchResult
from lookhear.sdk.aio.searching import VideoSearching
from lookhear.sdk.aio.transcripts import Transcribed
from lookhear.sdk.aio.video_indexing import VideoIndexing
from lookhear.sdk.aio.video_scenes import VideoScenes
from lookhear.sdk.values.names import SubtitleStyle
from lookhear.sdk.values.records import Download
from lookhear.sdk.values.rows import given, number_of, objects, row_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.sdk.aio.api import AsyncApi


class AsyncVideo(VideoSearching, Transcribed, VideoScenes, VideoIndexing, Playable):
    """A video (``m-…``).

    ``id``, ``collection_id``, ``name``, ``description``, ``length`` (seconds), ``size`` (bytes), ``created_at``, ``thumbnail_url``,
    ``stream_url`` and ``player_url``, and what was read last: ``transcript``, ``transcript_text``, ``scenes``.

    Whatever asks the backend raises as the methods of `AsyncConnection` do.
    """

    def __init__(self, api: AsyncApi, row: Mapping[str, Any]) -> None:
        self._api = api
        self.id = text_of(row, "id", "video_id") or ""
        self.collection_id = text_of(row, "collection_id") or "default"
        self.name = text_of(row, "name")
        self.description = text_of(row, "description")
        self.length = number_of(row, "length")
        self.size = row.get("size")
        self.created_at = row.get("created_at")
        self.stream_url = text_of(row, "stream_url")
        self.player_url = text_of(row, "player_url")
        self.thumbnail_url = text_of(row, "thumbnail_url")
        self.transcript = None
        self.transcript_text = None
        self.scenes = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={self.id!r}, collection_id={self.collection_id!r}, name={self.name!r}, length={self.length})"

    @property
    def _place(self) -> str:
        return f"video/{segment(self.id)}"

    async def update(self, name: str | None = None) -> None:
        """Give it another name."""
        if name is not None:
            self.name = text_of(row_of(await self._api.patch(self._place, {"name": name})), "name") or name

    async def delete(self) -> None:
        """Remove it for good, with its files and all that was found in it."""
        await self._api.delete(self._place, {"collection_id": self.collection_id})

    async def generate_stream(self, timeline: Sequence[Sequence[float]] | None = None) -> str | None:
        """The address of its stream, or of stretches of it: ``[(start, end), …]`` in seconds from its beginning.

        ``stream_url`` and ``player_url`` are of that then. Raises InvalidRequestError for stretches outside the video.
        """
        if not timeline and self.stream_url:
            return self.stream_url
        stretches = [[float(start), float(end)] for start, end in timeline or ()]
        said = given(timeline=stretches or None, length=self.length)
        row = row_of(await self._api.post(f"{self._place}/stream", said))
        self.stream_url, self.player_url = text_of(row, "stream_url"), text_of(row, "player_url")
        return self.stream_url

    async def generate_thumbnail(self, time: float | None = None) -> str | AsyncImage | None:
        """A picture: the address of the usual one, or an image of the moment ``time`` (seconds). Past its end: InvalidRequestError."""
        if time is not None:
            row = row_of(await self._api.post(f"{self._place}/thumbnail", {"time": time}))
            return AsyncImage(self._api, {"collection_id": self.collection_id} | row)
        if not self.thumbnail_url:
            self.thumbnail_url = text_of(row_of(await self._api.get(f"{self._place}/thumbnail")), "thumbnail_url")
        return self.thumbnail_url

    async def get_thumbnails(self) -> list[AsyncImage]:
        """The pictures of moments that were asked for."""
        rows = objects(await self._api.get(f"{self._place}/thumbnails"))
        return [AsyncImage(self._api, {"collection_id": self.collection_id} | row) for row in rows]

    async def add_subtitle(self, style: SubtitleStyle | None = None) -> str | None:
        """The address of a stream with what is said below the picture; what is said is written down for it where that was not done.

        How they look is decided by the player: our backend ignores ``style``.
        """
        said = asdict(style or SubtitleStyle())
        answer = await self._api.post(f"{self._place}/workflow", {"type": "add_subtitles", "subtitle_style": said})
        return text_of(row_of(answer), "stream_url")

    async def clip(self, prompt: str, content_type: str = "multimodal", model_name: str = "basic") -> AsyncSearchResult:
        """The moments that a prompt means: ``spoken``, ``visual`` or ``multimodal``. What comes back plays with `compile`."""
        said = {"prompt": prompt, "content_type": content_type, "model_name": model_name}
        return AsyncSearchResult(self._api, row_of(await self._api.post(f"{self._place}/clip", said)))

    async def insert_video(self, video: AsyncVideo, timestamp: float) -> str | None:
        """The address of a stream in which another video is shown at ``timestamp`` (seconds). Neither video changes."""
        if timestamp < 0:
            raise WrongArgument("timestamp: seconds from the beginning of the video.")
        at = min(float(timestamp), self.length)
        before, after = (self.id, [0.0, at]), (self.id, [at, self.length])
        parts = [each for each in (before, (video.id, [0.0, video.length]), after) if each[1][0] < each[1][1]]
        said = [{"video_id": video_id, "collection_id": self.collection_id, "shots": [shot]} for video_id, shot in parts]
        return text_of(row_of(await self._api.post("compile", said)), "stream_url")

    async def download(self, name: str | None = None) -> Download:
        """Where it can be had as an MP4 file: a dict with ``download_url``, which needs no credential, ``name`` and ``status``.

        Raises NotPlayable for a video without a stream, InvalidRequestError for a stretch of one.
        """
        if not self.stream_url:
            raise NotPlayable("This video has no stream.", hint="Call generate_stream() first.")
        said = {"stream_link": self.stream_url, "name": name or self.name or f"video_{self.id}"}
        return Download(row_of(await self._api.post("download", said)))

    async def _prepare(self) -> None:
        if not self.player_url:
            self.stream_url = None  # the two come together
        await self.generate_stream()
