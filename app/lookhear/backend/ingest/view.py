"""What this process knows of a stream without asking the store: enough to refuse early, never enough to accept.

Another process may have stored more, or completed the stream, so whatever a view says is missing or open is looked at
again in the transaction that stores.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.protocol.numbers import Numbers

if TYPE_CHECKING:
    from lookhear.backend.ports import Store, Transaction
    from lookhear.backend.records import Init, Stream

_REMEMBERED: Final = 4096


@dataclass(slots=True)
class StreamView:
    """One stream, its inits by number, and the numbers of its fragments. Owned by the event loop."""

    stream: Stream
    inits: dict[int, Init]
    have: Numbers


class StreamViews:
    """Views of the streams that were asked for last. Owned by the event loop."""

    def __init__(self, store: Store, *, limit: int = _REMEMBERED) -> None:
        self._store = store
        self._limit = limit
        self._views: OrderedDict[str, StreamView] = OrderedDict()

    async def get(self, stream_id: str) -> StreamView | None:
        """The view of a stream, None when there is no such stream."""
        view = self._views.get(stream_id)
        if view is not None:
            self._views.move_to_end(stream_id)
            return view
        view = await self._store.read(lambda tx: _look(tx, stream_id))
        if view is None:
            return None
        view = self._views.setdefault(stream_id, view)  # somebody else may have looked at the same time, and stored since
        if len(self._views) > self._limit:
            self._views.popitem(last=False)
        return view

    def forget(self, stream_id: str) -> None:
        """Look at a stream anew next time."""
        self._views.pop(stream_id, None)


def _look(tx: Transaction, stream_id: str) -> StreamView | None:
    stream = tx.streams.get(stream_id)
    if stream is None:
        return None
    return StreamView(stream, {init.number: init for init in tx.streams.inits(stream_id)}, Numbers(tx.streams.have(stream_id)))
