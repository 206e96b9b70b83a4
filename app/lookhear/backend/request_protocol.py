"""uvicorn's HTTP protocol with the bounds it has not: how long the head of a request takes, and how large it is. On the server's loop."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

MAX_HEAD_BYTES: Final = 64 << 10
"""Of request line and headers; of what stands between the pieces of a body, or behind them, as well."""
HEAD_S: Final = 20.0
_LOG: Final = logging.getLogger(__name__)


class RequestProtocol(HttpToolsProtocol):
    """One connection. Whoever keeps one open and does not say what they want is cut off: nobody knows yet who that is.

    A body has bounds of its own, by who asked for what. What still comes of one that was answered already is waited for as long as a head.
    """

    head_s = HEAD_S

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever uvicorn gives its own
        super().__init__(*args, **kwargs)
        self._is_head = True
        self._is_message = False
        self._meant_nothing_bytes = 0  # that came since something was understood
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request."""
        super().connection_made(transport)
        self._late = self.loop.call_later(self.head_s, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._in_time()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on."""
        self._meant_nothing_bytes += len(data)
        super().data_received(data)
        if self._meant_nothing_bytes > MAX_HEAD_BYTES and not self.transport.is_closing():
            _LOG.warning("a request with more than %d bytes of headers was cut off", MAX_HEAD_BYTES)
            self.send_400_response("The headers are too large.")
        is_answered = self._is_message and getattr(self.cycle, "response_complete", False)  # there is no cycle yet at first
        if not self._is_head and not is_answered:
            self._in_time()
        elif self._late is None and not self.transport.is_closing():
            self._late = self.loop.call_later(self.head_s, self.transport.abort)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._is_head = self._is_message = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its head is here."""
        self._is_head = False
        self._meant_nothing_bytes = 0
        self._in_time()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of its body."""
        self._meant_nothing_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Everything of it is here."""
        self._is_message = False
        self._meant_nothing_bytes = 0
        super().on_message_complete()

    def _in_time(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
