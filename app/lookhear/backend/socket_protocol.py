"""uvicorn's WebSocket protocol as this backend needs it: one way, bounded, silent about URLs that are secrets. On the server's loop."""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

if TYPE_CHECKING:
    import asyncio
    from asyncio.transports import BaseTransport

    from uvicorn._types import ASGISendEvent

MAX_INCOMING_BYTES: Final = 64 << 10  # of one message of a client: nobody listens to it
PING_S: Final = 20.0  # between pings; who does not answer one for as long is gone
GOING_AWAY: Final = 1001  # RFC 6455 §7.4.1
_NOT_TEXT: Final = 1007
_WRITE_BUFFER_BYTES: Final = 32 << 10
_KERNEL_BUFFER_BYTES: Final = 64 << 10  # Linux takes twice as much; left alone it grows to megabytes for a client that does not read
_LAST_WORDS_S: Final = 15.0  # that a closed socket has to send what it holds
_SHUTDOWN_S: Final = 1.0  # the same when the server ends


class SocketProtocol(WebSocketsSansIOProtocol):
    """One connection. It is closed behind what waits for its client, and cut when that does not read even then."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever uvicorn gives its own
        super().__init__(*args, **kwargs)
        self.logger = logging.getLogger(__name__)
        self.logger.setLevel(logging.WARNING)  # below that uvicorn and websockets log URLs and messages
        self.conn.logger = self.logger
        self.conn.debug = False
        self._cutting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Bound what waits for the client, in this process and in the kernel."""
        super().connection_made(transport)
        self.transport.set_write_buffer_limits(high=_WRITE_BUFFER_BYTES)
        line = transport.get_extra_info("socket")
        if line is not None:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _KERNEL_BUFFER_BYTES)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        if self._cutting is not None:
            self._cutting.cancel()
        super().connection_lost(exc)

    def send_receive_event_to_app(self) -> None:
        """Drop a message of the client: nobody listens. Text that is none closes the connection (RFC 6455 §8.1)."""
        data = b"".join(self.frames)
        self.frames = []
        if self.curr_msg_data_type == "text" and not self.close_sent:
            try:
                data.decode()
            except UnicodeDecodeError:
                self.conn.fail(_NOT_TEXT, "This is no text.")
                self.handle_parser_exception()
                self._cut_in(_LAST_WORDS_S)

    def keepalive_timeout(self) -> None:
        """The client does not answer: close, and do not wait for it to read."""
        super().keepalive_timeout()
        self._cut_in(0.0)

    def shutdown(self) -> None:
        """The server ends."""
        if self.handshake_complete and not self.close_sent:
            self.conn.send_close(GOING_AWAY, "The server ends.")
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
            self.queue.put_nowait({"type": "websocket.disconnect", "code": GOING_AWAY})
        super().shutdown()
        self._cut_in(_SHUTDOWN_S)

    async def send(self, message: ASGISendEvent) -> None:
        """Send, and say that the client is gone when it is. A close does not wait for room: the client is to read why."""
        if self.handshake_complete and (self.close_sent or self.disconnected):
            raise ClientDisconnected
        if message["type"] == "websocket.close" and self.handshake_complete:
            self.writable.set()
            self._cut_in(_LAST_WORDS_S)
        try:
            await super().send(message)
        except RuntimeError as exc:
            if self.close_sent:  # while it waited for room
                raise ClientDisconnected from exc
            raise
        if message["type"] == "websocket.http.response.body" and self.close_sent:
            self.handshake_complete = True  # it was refused with an answer, which uvicorn would call an error of ours

    def _cut_in(self, delay_s: float) -> None:
        if self._cutting is None and not self.disconnected:
            self._cutting = self.loop.call_later(delay_s, self.transport.abort)
