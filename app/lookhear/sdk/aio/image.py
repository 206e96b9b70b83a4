"""A picture that is kept (contract §2.10). Belongs to the caller's loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.sdk.aio.api import segment
from lookhear.sdk.values.rows import Keyed, row_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.sdk.aio.api import AsyncApi


class AsyncImage(Keyed):
    """A picture (``img-…``): ``id``, ``collection_id``, ``name``, ``url``, which shows it without a credential.

    Whatever asks the backend raises as the methods of `AsyncConnection` do.
    """

    def __init__(self, api: AsyncApi, row: Mapping[str, Any]) -> None:
        self._api = api
        self.id = text_of(row, "id") or ""
        self.collection_id = text_of(row, "collection_id") or "default"
        self.name = text_of(row, "name")
        self.url = text_of(row, "url")

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={self.id!r}, collection_id={self.collection_id!r}, name={self.name!r})"

    async def generate_url(self) -> str | None:
        """An address that shows it without a credential."""
        return text_of(row_of(await self._api.post(f"image/{segment(self.id)}/generate_url")), "signed_url")

    async def delete(self) -> None:
        """Remove it for good."""
        await self._api.delete(f"image/{segment(self.id)}", {"collection_id": self.collection_id})
