# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""One channel as it is recorded: what is said and seen in it, found, played and kept. For any thread.

Shapes: contract §2.4, §2.5, §2.9. Times are epoch seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.sdk.blocking.rtstream_indexing import RTStreamIndexing
from lookhear.sdk.blocking.search_results import RTStreamSearchResult, stream_found
from lookhear.sdk.embeds import HEIGHT, TITLE, WIDTH, embed_code
from lookhear.sdk.values.exports import RTStreamExportResult
from lookhear.sdk.values.records import TranscriptPage, TranscriptState
from lookhear.sdk.values.rows import Keyed, given, row_of, text_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.sdk.blocking.api import Api


class RTStream(RTStreamIndexing, Keyed):
    """A real-time stream (``rts-…``): one for each channel of a capture session, or a live source.

    ``id``, ``name`` (the channel, as ``display:1``), ``channel_id`` (its category, as ``display``), ``status`` (``connected``,
    ``stopped``), ``media_types``, ``collection_id``, ``created_at``, ``sample_rate`` (per second), ``exported_asset_id``, ``is_primary``,
    and, once a stretch was asked for, ``stream_url`` and ``player_url``.

    Whatever asks the backend raises as the methods of `Connection` do.
    """

    def __init__(self, api: Api, row: Mapping[str, Any]) -> None:
        self._api = api
        self.id = text_of(row, "id", "rtstream_id") or ""
        self._take(row)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={self.id!r}, name={self.name!r}, channel_id={self.channel_id!r}, status={self.status!r})"

    def _take(self, row: Mapping[str, Any]) -> None:
        self.name = text_of(row, "name")
        self.channel_id = text_of(row, "channel_id")
        self.source_channel_id = text_of(row, "source_channel_id")
        self.collection_id = text_of(row, "collection_id")
        self.created_at = row.get("created_at")
        self.sample_rate = row.get("sample_rate")
        self.status = text_of(row, "status")
        self.media_types = texts_of(row, "media_types")
        self.is_primary = row.get("is_primary") is True
        self.exported_asset_id = text_of(row, "exported_asset_id")
        self.stream_url = text_of(row, "stream_url")
        self.player_url = text_of(row, "player_url")

    def refresh(self) -> RTStream:
        """Read it again."""
        known = {"name": self.name, "channel_id": self.channel_id, "source_channel_id": self.source_channel_id}
        self._take(known | row_of(self._api.get(self._place)))
        return self

    def start(self) -> None:
        """Have a live source followed again. A stream of a recording begins with it and nothing changes."""
        self._api.patch(f"{self._place}/status", {"action": "start"})
        self.status = "connected"

    def stop(self) -> None:
        """End it; one that is recorded with its session, whose streams end together. Harmless when it has ended."""
        self._api.patch(f"{self._place}/status", {"action": "stop"})
        self.status = "stopped"

    def export(self, name: str | None = None) -> RTStreamExportResult:
        """Keep it as a video or a sound of its own. The stream must have ended; asked again, it is the same asset.

        Raises InvalidRequestError while it runs, and when nothing of it was stored.
        """
        return RTStreamExportResult.read(row_of(self._api.post(f"{self._place}/export", given(name=name))))

    def start_transcript(
        self, ws_connection_id: str | None = None, engine: str | None = None, language_code: str | None = None
    ) -> TranscriptState:
        """Have what is said written down, also what was said before. Again changes nothing, but adds the socket.

        ``ws_connection_id`` gets every word as a message; without it, the socket of the session does, and `get_transcript` has them.
        ``language_code`` as ``en`` or ``de``; without it the engine listens for itself. Raises InvalidRequestError for a stream without
        sound.
        """
        said = given(ws_connection_id=ws_connection_id or None, engine=engine or None, language_code=language_code or None)
        return TranscriptState(row_of(self._api.post(f"{self._place}/transcription", {"action": "start"} | said)))

    def stop_transcript(self, engine: str | None = None) -> TranscriptState:
        """Write nothing more down. What was written stays."""
        said = {"action": "stop"} | given(engine=engine or None)
        return TranscriptState(row_of(self._api.post(f"{self._place}/transcription", said)))

    def get_transcript_status(self, engine: str | None = None) -> TranscriptState:
        """Whether what is said is written down."""
        return TranscriptState(row_of(self._api.get(f"{self._place}/transcription/status", given(engine=engine or None))))

    def get_transcript(
        self,
        page: int = 1,
        page_size: int = 100,
        start: float | None = None,
        end: float | None = None,
        since: float | None = None,
        engine: str | None = None,
    ) -> TranscriptPage:
        """What was said, a page at a time (``page_size`` up to 1000): between ``start`` and ``end``, or after ``since``, epoch seconds.

        A dict with ``transcription_records`` (``start``, ``end``, ``text``, ``word_timestamps``), ``next_page``, ``total_count``.
        """
        asked = given(page=page, page_size=page_size, start=start, end=end, since=since, engine=engine or None)
        return TranscriptPage(row_of(self._api.get(f"{self._place}/transcription", asked)))

    def search(
        self,
        query: str,
        index_id: str | None = None,
        result_threshold: int | None = None,
        score_threshold: float | None = None,
        dynamic_score_percentage: float | None = None,
        filter: Sequence[Mapping[str, Any]] | None = None,
    ) -> RTStreamSearchResult:
        """Moments of this stream that are about something: in its transcript and all its indexes, or in the index ``index_id``.

        ``result_threshold`` limits how many, ``score_threshold`` (0 to 1) how near. Also while it runs.
        """
        said = given(
            scene_index_id=index_id,
            result_threshold=result_threshold,
            score_threshold=score_threshold,
            dynamic_score_percentage=dynamic_score_percentage,
            filter=None if filter is None else [dict(each) for each in filter],
        )
        answer = self._api.post(f"{self._place}/search", {"query": query} | said)
        return stream_found(self._api, answer, collection_id=self.collection_id, rtstream_id=self.id, rtstream_name=self.name)

    def generate_stream(
        self, start: float | None = None, end: float | None = None, player_config: Mapping[str, str] | None = None
    ) -> str | None:
        """The address of the player page of a stretch (epoch seconds); without times, of what is live.

        ``stream_url`` is known then too. ``player_config``: ``title``, ``description`` and ``slug`` of the page.
        """
        shown = player_config or {}
        page = {"player_title": "title", "player_description": "description", "player_slug_prefix": "slug"}
        asked = given(start=start, end=end, **{name: shown.get(key) or None for name, key in page.items()})
        row = row_of(self._api.get(f"{self._place}/stream", asked))
        self.stream_url, self.player_url = text_of(row, "stream_url"), text_of(row, "player_url")
        return self.player_url

    def get_embed_code(self, width: str = WIDTH, height: int = HEIGHT, title: str = TITLE, allow_fullscreen: bool = True) -> str:
        """The stretch that was asked for last as an ``<iframe>``. Raises NotPlayable before `generate_stream`."""
        return embed_code(self.player_url, width=width, height=height, title=title, allow_fullscreen=allow_fullscreen)
