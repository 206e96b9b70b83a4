"""Asking for a file to be taken in: it becomes a job, and an operation to ask for. Owned by the event loop."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.backend.jobs.queues import DOORBELL, IMPORT_QUEUE
from lookhear.backend.records import DEFAULT_COLLECTION
from lookhear.backend.sessions.collections import found as found_collection
from lookhear.backend.videos import operations
from lookhear.backend.videos.import_rows import ImportRequest
from lookhear.backend.videos.operations import OperationKind
from lookhear.errors import BodyTooLarge, Conflict, InvalidRequest
from lookhear.protocol.ids import new_id

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from lookhear.backend.delivery.guard import Guard
    from lookhear.backend.ports import Bus, Store, Transaction
    from lookhear.backend.records import Operation
    from lookhear.backend.videos.fetching import Fetcher
    from lookhear.backend.videos.staging import Staging
    from lookhear.backend.videos.tickets import Tickets

FETCHES = "fetches"
"""The lane of files that have to be fetched first, from whoever is as slow as they like."""
MAX_NAME_CHARS = 200
MAX_TEXT_BYTES = 2 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file to be taken in: a URL of an upload of ours, or any other; ``media`` is what it must be."""

    collection_id: str
    url: str
    name: str = ""
    description: str = ""
    media: str | None = None
    callback_url: str | None = None


class Imports:
    """Uploads and what becomes of them."""

    def __init__(
        self,
        *,
        store: Store,
        bus: Bus,
        staging: Staging,
        tickets: Tickets,
        fetcher: Fetcher,
        guard: Guard,
        now_ns: Callable[[], int],
    ) -> None:
        self._store = store
        self._bus = bus
        self._staging = staging
        self._tickets = tickets
        self._fetcher = fetcher
        self._guard = guard
        self._now_ns = now_ns

    async def ticket(self, collection_id: str) -> str:
        """A ticket for one file. Raises NotFound for a collection that is not there."""
        await self._store.read(lambda tx: found_collection(tx, collection_id))
        return self._tickets.issue()

    async def receive(self, ticket: str, chunks: AsyncIterator[bytes]) -> int:
        """Keep the file that comes with a ticket; gives its size in bytes.

        Raises Unauthorized, Conflict, BodyTooLarge, InvalidRequest, StoreFull.
        """
        return await self._staging.keep(self._tickets.read(ticket), chunks)

    async def text(self, url: str) -> str:
        """A text that was sent to an address of ours, as SDKs do with long prompts; it is forgotten with that.

        Raises InvalidRequest for any other address and what is no text, Conflict when nothing was sent there, BodyTooLarge.
        """
        upload_id = self._tickets.upload_of(url)
        if upload_id is None:
            raise InvalidRequest("prompt_url: an address that this backend gave out with upload_url.")
        if not self._staging.has(upload_id):
            raise Conflict("Nothing was sent to this address, or it was read already.", hint="Send the text there first.")
        path = self._staging.path(upload_id)
        if path.stat().st_size > MAX_TEXT_BYTES:
            raise BodyTooLarge(f"A prompt may have {MAX_TEXT_BYTES >> 20} MiB at most.")
        try:
            text = (await asyncio.to_thread(path.read_bytes)).decode()
        except UnicodeDecodeError as exc:
            raise InvalidRequest("prompt_url: what was sent there is no text.") from exc
        await self._staging.remove(upload_id)
        return text

    async def begin(self, wanted: Wanted) -> Operation:
        """Take a file in. The same upload again is the same operation. Raises NotFound, Conflict, InvalidRequest, AddressRefused."""
        if wanted.callback_url:
            self._guard.check_url(wanted.callback_url)
        upload_id = self._tickets.upload_of(wanted.url)
        is_sent = upload_id is not None
        if upload_id is None:
            self._fetcher.check(wanted.url)
            upload_id = new_id("up")
        elif not self._staging.has(upload_id) and await self._known(upload_id) is None:
            raise Conflict("Nothing was sent to this address yet.", hint="Send the file there first, as a form with the field `file`.")
        request = ImportRequest(
            upload_id=upload_id,
            operation_id="",
            session_id=new_id("cap"),
            collection_id=wanted.collection_id or DEFAULT_COLLECTION,
            name=_name_of(wanted),
            description=wanted.description,
            url=None if is_sent else wanted.url,
            media=wanted.media,
            callback_url=wanted.callback_url or None,
        )
        operation, is_new = await self._store.write(lambda tx: self._add(tx, request))
        if is_new:
            self._bus.publish(DOORBELL, {"queue": IMPORT_QUEUE})
        return operation

    async def _known(self, upload_id: str) -> Operation | None:
        return await self._store.read(lambda tx: tx.operations.find(OperationKind.IMPORT, upload_id))

    def _add(self, tx: Transaction, request: ImportRequest) -> tuple[Operation, bool]:
        collection = found_collection(tx, request.collection_id)
        known = tx.operations.find(OperationKind.IMPORT, request.upload_id)
        if known is not None:
            return known, False
        now_ns = self._now_ns()
        operation = operations.begin(tx, OperationKind.IMPORT, request.upload_id, now_ns=now_ns)
        payload = request.payload() | {"operation_id": operation.id, "collection_id": collection.id}
        lane = None if request.url is None else FETCHES
        tx.jobs.add(IMPORT_QUEUE, request.upload_id, payload, run_at_ns=now_ns, lane=lane)
        return operation, True


def _name_of(wanted: Wanted) -> str:
    """What the file is called: as was said, else as its address ends."""
    name = " ".join(wanted.name.split())
    if not name:
        from urllib.parse import unquote, urlsplit

        try:
            name = unquote(urlsplit(wanted.url).path.rpartition("/")[2]).rpartition(".")[0]
        except ValueError as exc:
            raise InvalidRequest("url is not a URL.") from exc
    return " ".join(name.split())[:MAX_NAME_CHARS] or "Upload"
