from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx
import pytest

from lookhear.backend.delivery.guard import Guard
from lookhear.backend.delivery.guarded_http import GuardedNetwork, GuardedTransport, system_resolver
from lookhear.errors import AddressRefused
from tests.tools.receiver import Answer, Receiver

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass
class Names:
    """A resolver that answers as a test wants, and writes down what it was asked."""

    addresses: list[list[str]]
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        found = self.addresses[min(len(self.asked), len(self.addresses)) - 1]
        if not found:
            raise OSError("no such name")
        return found


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


def get(url: str, guard: Guard, names: Names | None = None, *, times: int = 1) -> list[httpx.Response]:
    async def scene() -> list[httpx.Response]:
        transport = GuardedTransport(guard, resolve=names or system_resolver)
        async with httpx.AsyncClient(transport=transport, trust_env=False) as client:
            return [await client.get(url, timeout=5.0) for _ in range(times)]

    return asyncio.run(scene())


def test_a_name_leads_to_the_address_that_was_checked_and_is_told_as_the_host(receiver: Receiver) -> None:
    names = Names([["127.0.0.1"]])
    [answer] = get(f"http://hooks.example.:{receiver.port}/a", Guard(allow=["127.0.0.0/8"]), names)
    assert answer.status_code == 200
    assert names.asked == ["hooks.example"]
    assert receiver.received[0].headers["host"] == f"hooks.example.:{receiver.port}"


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["8.8.8.8", "127.0.0.1"],
        ["127.0.0.1", "2606:4700::1"],
        ["::ffff:127.0.0.1"],
        ["169.254.169.254"],
        ["fe80::1%1"],
        ["64:ff9b::7f00:1"],
    ],
)
def test_a_name_with_an_inner_address_among_its_addresses_is_not_connected_to(receiver: Receiver, answers: list[str]) -> None:
    with pytest.raises(AddressRefused, match=r"hooks\.example, which is .*, is not a public address"):
        get("http://hooks.example/", Guard(), Names([answers]))
    assert receiver.connections == 0


def test_a_name_that_changes_its_mind_is_refused_at_the_next_connection(receiver: Receiver) -> None:
    receiver.answers = lambda _: Answer(headers={"connection": "close"})
    with pytest.raises(AddressRefused):
        get(f"http://hooks.example:{receiver.port}/", Guard(allow=["127.0.0.1/32"]), Names([["127.0.0.1"], ["127.0.0.2"]]), times=2)
    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433:{}/",
        "http://0x7f.1:{}/",
        "http://0177.0.0.1:{}/",
        "http://[::ffff:127.0.0.1]:{}/",
        "http://localhost:{}/",
        "http://127.0.0.1:{}/",
    ],
)
def test_no_spelling_gets_around_the_guard(receiver: Receiver, url: str) -> None:
    with pytest.raises((AddressRefused, httpx.InvalidURL)):  # httpx has its own opinion about some
        get(url.format(receiver.port), Guard())
    assert receiver.connections == 0


@pytest.mark.parametrize("host", ["0177.0.0.1", "017700000001", "127.1", "::ffff:127.0.0.1", "LOCALHOST."])
def test_the_network_itself_refuses_what_the_system_would_take(receiver: Receiver, host: str) -> None:
    with pytest.raises(AddressRefused):
        asyncio.run(GuardedNetwork(Guard()).connect_tcp(host, receiver.port, timeout=5.0))
    assert receiver.connections == 0


@pytest.mark.parametrize("url", ["http://me@127.0.0.1:{}/", "ftp://127.0.0.1:{}/"])
def test_a_url_that_is_none_of_ours_is_not_asked(receiver: Receiver, url: str) -> None:
    async def scene() -> None:
        transport = GuardedTransport(Guard(is_loopback_allowed=True))
        await transport.handle_async_request(httpx.Request("GET", url.format(receiver.port)))

    with pytest.raises(AddressRefused):
        asyncio.run(scene())
    assert receiver.connections == 0


def test_a_redirect_is_guarded_for_who_follows_it(receiver: Receiver) -> None:
    receiver.answers = lambda _: Answer(status=302, headers={"location": "http://169.254.169.254/latest/meta-data/"})

    async def scene() -> None:
        transport = GuardedTransport(Guard(is_loopback_allowed=True))
        async with httpx.AsyncClient(transport=transport, follow_redirects=True) as client:
            await client.get(receiver.url)

    with pytest.raises(AddressRefused):
        asyncio.run(scene())
    assert len(receiver.received) == 1


def test_the_next_address_is_tried_when_one_does_not_answer(receiver: Receiver) -> None:
    names = Names([["127.0.0.2", "127.0.0.1"]])
    [answer] = get(f"http://hooks.example:{receiver.port}/", Guard(allow=["hooks.example"]), names)
    assert answer.status_code == 200


def test_a_connection_is_used_again(receiver: Receiver) -> None:
    get(receiver.url, Guard(is_loopback_allowed=True), times=5)
    assert (receiver.connections, len(receiver.received)) == (1, 5)


def test_a_name_that_nobody_knows_is_no_connection() -> None:
    with pytest.raises(httpx.ConnectError, match="not known"):
        get("http://hooks.example/", Guard(), Names([[]]))


def test_the_environment_names_no_proxy(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    [answer] = get(receiver.url, Guard(is_loopback_allowed=True))
    assert answer.status_code == 200


def test_the_system_looks_names_up_beside_the_event_loop() -> None:
    assert "127.0.0.1" in asyncio.run(system_resolver("127.0.0.1", 80))
    with pytest.raises(OSError, match=r"."):
        asyncio.run(system_resolver("a" * 70, 80))
    for thread in threading.enumerate():
        if thread.name == "resolver":
            thread.join(10)
