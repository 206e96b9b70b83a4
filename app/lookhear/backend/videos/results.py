"""What came of an operation, as the data of its answer. Rows hold identifiers: links are made for whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.backend.streams.shares import ensure_share
from lookhear.backend.videos.operations import OperationKind
from lookhear.backend.videos.shown import shown_media, shown_transcript
from lookhear.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import Store, Transaction
    from lookhear.backend.records import Image, Operation, Video
    from lookhear.backend.streams.links import Links
    from lookhear.backend.videos.transcripts import Cut, VideoTranscripts

_GONE = "What this made has been removed."


class Results:
    """Reads results."""

    def __init__(self, store: Store, *, transcripts: VideoTranscripts, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._transcripts = transcripts
        self._now_ns = now_ns

    async def data(self, operation: Operation, links: Links, cut: Cut) -> dict[str, object]:
        """The data of an operation that is done; ``cut`` is how a transcript is wanted. Raises NotFound when it was removed since."""
        result = operation.result or {}
        if operation.kind == OperationKind.TRANSCRIPT:
            return shown_transcript(await self._transcripts.get(operation.target, cut))
        made_id = result.get("video_id") or result.get("image_id")
        if not isinstance(made_id, str) or len(result) != 1:
            return result
        made, slug = await self._store.write(lambda tx: self._made(tx, made_id))
        return shown_media(made, slug, links)

    def _made(self, tx: Transaction, made_id: str) -> tuple[Video | Image, str]:
        made = tx.videos.get(made_id) or tx.images.get(made_id)
        if made is None:
            raise NotFound(_GONE)
        return made, ensure_share(tx, made_id, now_ns=self._now_ns()).slug
