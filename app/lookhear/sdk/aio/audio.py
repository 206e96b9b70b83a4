"""Sound that is kept (contract §2.10). Belongs to the caller's loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.sdk.aio.api import segment
from lookhear.sdk.aio.transcripts import Transcribed
from lookhear.sdk.values.rows import Keyed, number_of, row_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.sdk.aio.api import AsyncApi


class AsyncAudio(Transcribed, Keyed):
    """A sound (``a-…``): ``id``, ``collection_id``, ``name``, ``length`` (seconds), ``stream_url`` where the backend says it.

    Whatever asks the backend raises as the methods of `AsyncConnection` do.
    """

    def __init__(self, api: AsyncApi, row: Mapping[str, Any]) -> None:
        self._api = api
        self.id = text_of(row, "id") or ""
        self.collection_id = text_of(row, "collection_id") or "default"
        self.name = text_of(row, "name")
        self.length = number_of(row, "length")
        self.stream_url = text_of(row, "stream_url")
        self.transcript = None
        self.transcript_text = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={self.id!r}, collection_id={self.collection_id!r}, name={self.name!r}, length={self.length})"

    @property
    def _place(self) -> str:
        return f"audio/{segment(self.id)}"

    async def generate_url(self) -> str | None:
        """An address that plays it without a credential."""
        return text_of(row_of(await self._api.post(f"{self._place}/generate_url")), "signed_url")

    async def delete(self) -> None:
        """Remove it for good."""
        await self._api.delete(self._place, {"collection_id": self.collection_id})
