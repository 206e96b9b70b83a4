# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""Moments that a search found, and what plays them (contract §2.9). For any thread."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Any

from lookhear.sdk.blocking.api import segment
from lookhear.sdk.blocking.playing import Playable
from lookhear.sdk.values.rows import mapping_of, number_of, row_of, score_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.sdk.blocking.api import Api


class Shot(Playable):
    """A moment of a video. ``start`` and ``end`` are seconds from its beginning, ``video_length`` seconds.

    Besides ``video_id``, ``video_title``, ``text``, ``search_score``, ``scene_index_id``, ``scene_index_name``, ``metadata``,
    ``stream_url``, ``player_url``.

    Whatever asks the backend raises as the methods of `Connection` do.
    """

    def __init__(self, api: Api, group: Mapping[str, Any], row: Mapping[str, Any]) -> None:
        self._api = api
        self.video_id = text_of(group, "video_id") or ""
        self.video_length = number_of(group, "length")
        self.video_title = text_of(group, "title")
        self.start = number_of(row, "start")
        self.end = number_of(row, "end")
        self.text = text_of(row, "text")
        self.search_score = score_of(row)
        self.scene_index_id = text_of(row, "scene_index_id")
        self.scene_index_name = text_of(row, "scene_index_name")
        self.metadata = mapping_of(row, "metadata")
        self.stream_url = text_of(row, "stream_link", "stream_url")
        self.player_url = text_of(row, "player_url")

    def __repr__(self) -> str:
        return f"{type(self).__name__}(video_id={self.video_id!r}, start={self.start}, end={self.end}, search_score={self.search_score})"

    def generate_stream(self) -> str | None:
        """The address of its stream; ``player_url`` is known then too. Raises NotFoundError when the video is gone."""
        if not (self.stream_url and self.player_url):
            said = {"timeline": [[self.start, self.end]], "length": self.video_length}
            row = row_of(self._api.post(f"video/{segment(self.video_id)}/stream", said))
            self.stream_url = text_of(row, "stream_url") or self.stream_url
            self.player_url = text_of(row, "player_url") or self.player_url
        return self.stream_url

    def _prepare(self) -> None:
        self.generate_stream()


class RTStreamShot(Playable):
    """A moment of a stream. ``start`` and ``end`` are epoch seconds.

    Besides ``rtstream_id``, ``rtstream_name``, ``text``, ``search_score``, ``scene_index_id``, ``scene_index_name``, ``metadata``,
    ``stream_url``, ``player_url``.

    Whatever asks the backend raises as the methods of `Connection` do.
    """

    def __init__(self, api: Api, row: Mapping[str, Any], *, rtstream_id: str = "", rtstream_name: str | None = None) -> None:
        self._api = api
        self.rtstream_id = rtstream_id or text_of(row, "rtstream_id", "id") or ""
        self.rtstream_name = rtstream_name or text_of(row, "rtstream_name")
        self.start = number_of(row, "start")
        self.end = number_of(row, "end")
        self.text = text_of(row, "text")
        self.search_score = score_of(row)
        self.scene_index_id = text_of(row, "scene_index_id")
        self.scene_index_name = text_of(row, "scene_index_name")
        self.metadata = mapping_of(row, "metadata")
        self.stream_url: str | None = None
        self.player_url: str | None = None

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(rtstream_id={self.rtstream_id!r}, start={self.start}, end={self.end}, search_score={self.search_score})"
        )

    @property
    def whole_seconds(self) -> tuple[int, int]:
        """From when until when it is played, in epoch seconds: not every backend knows parts of them."""
        return floor(self.start), ceil(self.end)

    def generate_stream(self) -> str | None:
        """The address of its stream, in the whole seconds around it; ``player_url`` is known then too."""
        if not self.stream_url:
            start, end = self.whole_seconds
            row = row_of(self._api.get(f"rtstream/{segment(self.rtstream_id)}/stream", {"start": start, "end": end}))
            self.stream_url, self.player_url = text_of(row, "stream_url"), text_of(row, "player_url")
        return self.stream_url

    def _prepare(self) -> None:
        self.generate_stream()
