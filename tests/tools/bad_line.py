"""A line between a recorder and a backend that breaks at random: in the middle of a body, or when the answer is on its way."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import random

_PIECE_BYTES = 16 << 10


class BadLine:
    """Forwards connections of 127.0.0.1 to a port and breaks each piece that passes with some chance. Use it as a context manager.

    It listens at ``port``, or at any that is free.
    """

    def __init__(self, target_port: int, *, chance: random.Random, breaks: float, port: int = 0) -> None:
        self._target_port, self._chance, self._breaks = target_port, chance, breaks
        self._listener = socket.create_server(("127.0.0.1", port))
        self._threads: list[threading.Thread] = []
        self._sockets: list[socket.socket] = []
        self._is_over = False
        self.broken = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *exc: object) -> None:
        self._is_over = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in list(self._sockets):
            _shut(each)
        for thread in list(self._threads):
            thread.join()

    def _start(self, work: object, *arguments: object) -> None:
        assert callable(work)
        thread = threading.Thread(target=work, args=arguments, name="bad-line")
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._is_over:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._target_port), timeout=5)
            except OSError:
                _shut(near)
                continue
            far.settimeout(None)
            self._sockets += [near, far]
            self._start(self._pass, near, far)
            self._start(self._pass, far, near)

    def _pass(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_PIECE_BYTES):
                if self._chance.random() < self._breaks:
                    self.broken += 1
                    sink.sendall(data[: len(data) // 2])
                    break
                sink.sendall(data)
        _shut(source)
        _shut(sink)


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
