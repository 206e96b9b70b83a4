"""Servers that answer as no backend should: a byte now and then without end, or with a certificate that nobody vouches for."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from typing import TYPE_CHECKING, Self

from tests.tools.certificates import make_certificate

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"
_BETWEEN_S = 0.01


class DrippingServer:
    """Sends the head of an answer, and then a space now and then. Use it as a context manager."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="dripping-server")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._ending.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # wakes who accepts
        self._socket.close()
        self._thread.join()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while not self._ending.is_set():
                connection, _ = self._socket.accept()
                with connection, contextlib.suppress(OSError):
                    self._drip(connection)

    def _drip(self, connection: socket.socket) -> None:
        connection.sendall(_HEAD)
        while not self._ending.wait(_BETWEEN_S):
            connection.sendall(b" ")


class TlsServer:
    """Speaks TLS with a certificate of its own making. Use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        cert, key = make_certificate(folder, "capture.example")
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(cert, key)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, name="tls-server")

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                with connection, contextlib.suppress(OSError):  # ssl.SSLError is one
                    self._context.wrap_socket(connection, server_side=True).close()
