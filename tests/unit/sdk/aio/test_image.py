"""A picture that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.sdk.aio.image import AsyncImage

if TYPE_CHECKING:
    from lookhear.sdk.aio.api import AsyncApi
    from tests.unit.sdk.aio.conftest import Backend, Found


def test_a_picture_is_shown_from_an_address_and_is_removed(backend: Backend) -> None:
    backend.expect("POST", "image/img-1/generate_url", {"signed_url": "https://x/i.jpg?s"})
    backend.expect("DELETE", "image/img-1")

    async def used(api: AsyncApi) -> Found:
        image = AsyncImage(api, {"id": "img-1", "name": "logo", "url": "https://x/i.jpg"})
        url = await image.generate_url()
        await image.delete()
        return image, url

    image, url = backend.run(used)
    assert (image.url, image.collection_id, url) == ("https://x/i.jpg", "default", "https://x/i.jpg?s")
    assert "https://" not in repr(image)
