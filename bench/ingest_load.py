"""A client that spends next to nothing: requests made beforehand, a plain socket for each connection, a thread for each socket."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.protocol.digests import content_digest
from lookhear.protocol.tracks import TrackKind
from tests.fakes.bodies import fragment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.fakes.bodies import Body

SIZES: Final = {TrackKind.DISPLAY: 150 << 10, TrackKind.MIC: 8 << 10}
GOOD: Final = frozenset({200, 201, 204})
_TIMEOUT_S: Final = 60.0


class Bodies:
    """Fragments by kind and number, made once."""

    def __init__(self) -> None:
        self._made: dict[tuple[TrackKind, int], tuple[Body, str]] = {}

    def get(self, kind: TrackKind, seq: int) -> tuple[Body, str]:
        """A fragment and its Content-Digest; sounds are alike, whatever they are of."""
        key = (kind if kind.is_video else TrackKind.MIC, seq)
        if key not in self._made:
            body = fragment_of(key[0], seq, size_bytes=SIZES[key[0]])
            self._made[key] = (body, content_digest(body.sha256))
        return self._made[key]


@dataclass(frozen=True, slots=True)
class Target:
    """Where the fragments of one track go: ``path`` gives the path of a number."""

    kind: TrackKind
    path: Callable[[int], str]
    token: str


def request_of(bodies: Bodies, target: Target, seq: int) -> tuple[bytes, bytes]:
    """Head and body of a PUT, the same for every server."""
    body, digest = bodies.get(target.kind, seq)
    head = (
        f"PUT {target.path(seq)} HTTP/1.1\r\nHost: 127.0.0.1\r\nx-access-token: {target.token}\r\n"
        f"Content-Type: {target.kind.content_type}\r\nContent-Digest: {digest}\r\nContent-Length: {len(body.data)}\r\n\r\n"
    )
    return head.encode(), body.data


class Line:
    """One kept connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=_TIMEOUT_S)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def put(self, request: tuple[bytes, bytes]) -> float:
        """Send a request and read its answer; seconds from the first byte to the last. Raises OSError unless it was stored."""
        began = time.perf_counter()
        self._socket.sendmsg(request) if sum(map(len, request)) < 1 << 14 else self._send(request)
        answer = http.client.HTTPResponse(self._socket, method="PUT")
        answer.begin()
        answer.read()
        took_s = time.perf_counter() - began
        answer.close()
        if answer.status not in GOOD:
            raise OSError(f"answered {answer.status}")
        return took_s

    def _send(self, request: tuple[bytes, bytes]) -> None:
        for part in request:
            self._socket.sendall(part)

    def close(self) -> None:
        """Close it."""
        self._socket.close()


@dataclass(frozen=True, slots=True)
class Burst:
    """What a burst took: wall seconds, and the seconds of each request."""

    wall_s: float
    took_s: list[float]


def burst(port: int, work: Sequence[Sequence[tuple[bytes, bytes]]]) -> Burst:
    """Send each list of requests over a connection of its own, one behind the other, all connections at once."""
    gate = threading.Barrier(len(work) + 1)

    def one(requests: Sequence[tuple[bytes, bytes]]) -> list[float]:
        line = Line(port)
        try:
            gate.wait()
            return [line.put(request) for request in requests]
        finally:
            line.close()

    with ThreadPoolExecutor(len(work)) as threads:
        running = [threads.submit(one, requests) for requests in work]
        gate.wait()
        began = time.perf_counter()
        took = [seconds for future in running for seconds in future.result()]
        return Burst(time.perf_counter() - began, took)


def paced(port: int, work: Sequence[Sequence[tuple[bytes, bytes]]], *, every_s: float) -> list[float]:
    """Send each list as a live track does, one request every so often; seconds from when each was due to its acknowledgement."""
    gate = threading.Barrier(len(work))

    def one(index: int, requests: Sequence[tuple[bytes, bytes]]) -> list[float]:
        line = Line(port)
        try:
            gate.wait()
            first = time.perf_counter() + every_s * index / len(work)  # tracks are not in step
            took = []
            for number, request in enumerate(requests):
                due = first + number * every_s
                time.sleep(max(0.0, due - time.perf_counter()))
                line.put(request)
                took.append(time.perf_counter() - due)
            return took
        finally:
            line.close()

    with ThreadPoolExecutor(len(work)) as threads:
        running = [threads.submit(one, index, requests) for index, requests in enumerate(work)]
        return [seconds for future in running for seconds in future.result()]
