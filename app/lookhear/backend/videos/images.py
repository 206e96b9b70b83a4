"""Pictures by themselves: lists, bytes, links, removal. Owned by the event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.backend.records import DEFAULT_COLLECTION, Share
from lookhear.backend.streams.shares import ensure_share, new_slug
from lookhear.errors import LinkExpired, NotFound
from lookhear.media.samples import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import ObjectStore, Store, Transaction
    from lookhear.backend.records import Image

SIGNED_S: Final = 24 * 3600


class ImageService:
    """Rows and bytes of pictures."""

    def __init__(self, store: Store, objects: ObjectStore, *, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._objects = objects
        self._now_ns = now_ns

    async def get(self, image_id: str, *, collection_id: str = "") -> tuple[Image, str]:
        """One of them and the slug of its lasting link. Raises NotFound."""
        return await self._store.write(lambda tx: self._with_slug(tx, _found(tx, image_id, collection_id)))

    async def all(self, *, collection_id: str) -> list[tuple[Image, str]]:
        """Those of a collection, or of all, newest first."""
        everywhere = None if collection_id in {"", DEFAULT_COLLECTION} else collection_id
        return await self._store.write(lambda tx: [self._with_slug(tx, each) for each in tx.images.in_collection(everywhere)])

    async def delete(self, image_id: str, *, collection_id: str = "") -> None:
        """Remove one. Raises NotFound."""

        def work(tx: Transaction) -> Image:
            image = _found(tx, image_id, collection_id)
            tx.images.delete(image_id)
            return image

        await self._objects.delete([(await self._store.write(work)).key])

    async def signed(self, image_id: str) -> str:
        """The slug of a link that ends after a day. Raises NotFound."""
        now_ns = self._now_ns()
        share = Share(slug=new_slug(), target=image_id, created_ns=now_ns, expires_ns=now_ns + SIGNED_S * NS_PER_S)

        def work(tx: Transaction) -> None:
            _found(tx, image_id, "")
            ensure_share(tx, image_id, now_ns=now_ns)
            tx.videos.add_share(share)

        await self._store.write(work)
        return share.slug

    async def of_slug(self, slug: str) -> Image:
        """The picture that a link shows. Raises NotFound, LinkExpired."""

        def look(tx: Transaction) -> tuple[Image | None, Share | None]:
            share = tx.videos.share(slug)
            return (None if share is None else tx.images.get(share.target)), share

        image, share = await self._store.read(look)
        if image is None or share is None:
            raise NotFound("There is no such picture.")
        if share.expires_ns is not None and share.expires_ns <= self._now_ns():
            raise LinkExpired("This link has expired.", hint="Ask whoever sent it for a new one.")
        return image

    async def data(self, image: Image) -> bytes:
        """The bytes of a picture. Raises ObjectMissing."""
        return await self._objects.get(image.key)

    def _with_slug(self, tx: Transaction, image: Image) -> tuple[Image, str]:
        return image, ensure_share(tx, image.id, now_ns=self._now_ns()).slug


def _found(tx: Transaction, image_id: str, collection_id: str) -> Image:
    image = tx.images.get(image_id)
    if image is None or (collection_id not in {"", DEFAULT_COLLECTION} and image.collection_id != collection_id):
        raise NotFound(f"There is no image {image_id!r} here.")
    return image
