"""The wire of the SDK over real sockets: proxies, connections that break, loops that end. What answers mean is test_api's."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import threading
import warnings
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from lookhear.errors import ConnectionFailed, InvalidRequestError, RequestTimeoutError
from lookhear.sdk.transport.retries import Patience
from lookhear.sdk.transport.wire import AsyncWire, Question, Wire, WireFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lookhear.sdk.transport.answers import Answer

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
WHO = "The backend"


class Peer:
    """Accepts connections on this computer and writes one script entry to each, whatever it is told; then the line is closed."""

    def __init__(self, *script: bytes) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(30)
        self.heard: list[bytes] = []
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._run, args=(script,), name="peer")
        self._thread.start()

    def _run(self, script: tuple[bytes, ...]) -> None:
        for answer in script:
            line, _ = self._socket.accept()
            with line:
                self.heard.append(line.recv(65_536))
                line.sendall(answer)

    def close(self) -> None:
        self._thread.join()
        self._socket.close()


@pytest.fixture
def peers() -> Iterator[list[Peer]]:
    made: list[Peer] = []
    yield made
    for peer in made:
        peer.close()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def question(url: str) -> Question:
    return Question(method="GET", url=url, headers={"x-access-token": "sk-1"})


def ask(url: str, *, base: str = "", patience: Patience | None = None) -> Answer:
    wire = Wire(base or url, who=WHO, patience=patience or Patience())
    try:
        return wire.ask(question(url))
    finally:
        wire.close()


def ask_async(url: str, *, base: str = "") -> Answer:
    async def run() -> Answer:
        wire = AsyncWire(base or url, who=WHO, patience=Patience())
        try:
            return await wire.ask(question(url))
        finally:
            await wire.close()

    return asyncio.run(run())


@pytest.mark.parametrize("how", [ask, ask_async])
def test_an_answer_is_read_and_a_proxy_is_not_asked_for_this_computer(how: Any, peers: list[Peer], monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401 - either
    peers.append(Peer(OK))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:1")
    answer = how(peers[0].url)
    assert (answer.status, answer.body, answer.is_success) == (200, b"{}", True)
    assert b"x-access-token: sk-1" in peers[0].heard[0]


@pytest.mark.parametrize("how", [ask, ask_async])
def test_a_proxy_is_asked_for_other_computers(how: Any, peers: list[Peer], monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401 - either
    peers.append(Peer(OK))
    monkeypatch.setenv("http_proxy", peers[0].url)
    assert how("http://lookhear.invalid/x").status == 200
    assert peers[0].heard[0].startswith(b"GET http://lookhear.invalid/x HTTP/1.1")


def test_a_proxy_that_does_not_let_us_through_is_named(peers: list[Peer], monkeypatch: pytest.MonkeyPatch) -> None:
    peers.append(Peer(b"HTTP/1.1 407 Secret Realm\r\nContent-Length: 0\r\n\r\n"))
    monkeypatch.setenv("https_proxy", peers[0].url)
    with pytest.raises(WireFailed) as caught:
        ask("https://lookhear.invalid/x")
    assert (type(caught.value.error), caught.value.was_sent) == (ConnectionFailed, False)
    assert "the proxy refuses" in str(caught.value)
    assert "Realm" not in str(caught.value)


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}", b"SSH-2.0-OpenSSH_9\r\n"])
def test_an_answer_that_breaks_off_is_none(answer: bytes, peers: list[Peer]) -> None:
    peers.append(Peer(answer))
    with pytest.raises(WireFailed, match="broke") as caught:
        ask(peers[0].url)
    assert (type(caught.value.error), caught.value.was_sent) == (ConnectionFailed, True)


def test_tls_with_who_does_not_speak_it_is_a_connection_that_failed(peers: list[Peer]) -> None:
    peers.append(Peer(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    with pytest.raises(WireFailed, match="cannot be reached"):
        ask(peers[0].url.replace("http://", "https://"))


def test_who_does_not_answer_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(WireFailed) as caught:
        ask(f"http://127.0.0.1:{silent.getsockname()[1]}", patience=Patience(read_s=0.1))
    assert type(caught.value.error) is RequestTimeoutError


@pytest.mark.parametrize(("url", "kind"), [("http://127.0.0.1:1/", ConnectionFailed), ("gopher://x/", InvalidRequestError)])
def test_where_nobody_can_be_asked_nothing_was_sent(url: str, kind: type[Exception]) -> None:
    with pytest.raises(WireFailed) as caught:
        ask(url, base="http://127.0.0.1:1")
    assert type(caught.value.error) is kind


def test_one_wire_serves_one_loop_after_another(peers: list[Peer]) -> None:
    peers.append(Peer(OK, OK))
    wire = AsyncWire(peers[0].url, who=WHO, patience=Patience())

    async def one() -> int:
        answer = await wire.ask(question(peers[0].url))
        return answer.status

    with warnings.catch_warnings():  # a loop that is over can close nothing: its sockets are the collector's, in the second loop or behind
        warnings.simplefilter("ignore", ResourceWarning)
        assert [asyncio.run(one()), asyncio.run(one())] == [200, 200]
        asyncio.run(wire.close())
        gc.collect()


def test_a_wire_that_nobody_closes_leaves_no_socket(peers: list[Peer]) -> None:
    peers.append(Peer(OK))
    wire = Wire(peers[0].url, who=WHO, patience=Patience())
    wire.ask(question(peers[0].url))
    client = wire._client
    assert client is not None
    del wire
    gc.collect()
    assert client.is_closed


@pytest.mark.parametrize(
    ("said", "seconds"), [("5", 5.0), ("0", 0.0), ("-1", 0.0), ("Wed, 21 Oct 2026 07:28:00 GMT", 0.0), ("9999999", 0.0), ("٣", 0.0)]
)
def test_only_seconds_are_a_time_to_wait(said: str, seconds: float) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(429, headers=[(b"Retry-After", said.encode())]))
    wire = Wire("http://127.0.0.1:1", who=WHO, patience=Patience(), transport=transport)
    assert wire.ask(question("http://127.0.0.1:1/")).retry_after_s == seconds
    wire.close()


@pytest.mark.parametrize("how", [ask, ask_async])
def test_no_log_tells_what_was_asked(how: Any, peers: list[Peer], caplog: pytest.LogCaptureFixture) -> None:  # noqa: ANN401 - either
    peers.append(Peer(OK))
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, logger="httpx"):  # which a backend of this process quietens
        how(f"{peers[0].url}/put/signed-path?sig=signed-query")
    assert b"GET /put/signed-path?sig=signed-query HTTP/1.1" in peers[0].heard[0]
    assert "HTTP Request" in caplog.text
    assert [word for word in ("signed-path", "signed-query", "sk-1") if word in caplog.text] == []
