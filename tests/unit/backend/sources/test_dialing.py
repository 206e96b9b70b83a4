from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.delivery.guard import Guard
from lookhear.backend.sources.addresses import PORTS, source_address
from lookhear.backend.sources.dialing import Dialer
from lookhear.errors import AddressRefused, MediaError

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOPBACK = Guard(is_loopback_allowed=True, ports=PORTS)


class Names:
    """A resolver that gives one answer after the other, and counts."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.count = 0

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.count += 1
        found = self.answers[min(self.count, len(self.answers)) - 1]
        if not found:
            raise OSError("no such name")
        return found


async def dialled(guard: Guard, names: Names, url: str = "rtsp://camera.example:{port}/x") -> int:
    """How many connections came to a server of this machine."""
    came = 0

    def met(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal came
        came += 1
        writer.close()

    server = await asyncio.start_server(met, "127.0.0.1", 0)
    try:
        port = server.sockets[0].getsockname()[1]
        async with Dialer(guard, resolve=names).connected(source_address(url.format(port=port))):
            await asyncio.sleep(0.01)
    finally:
        server.close()
        await server.wait_closed()
    return came


def test_a_name_is_looked_up_once_and_its_checked_address_connected_to() -> None:
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    assert asyncio.run(dialled(LOOPBACK, names)) == 1
    assert names.count == 1


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "::ffff:192.168.0.1"])
def test_a_name_of_an_address_that_is_not_public_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused, match="not a public address"):
        asyncio.run(dialled(Guard(ports=PORTS), Names(["192.0.2.1", address])))


def test_a_service_of_another_kind_on_a_public_address_is_refused() -> None:
    with pytest.raises(AddressRefused, match="port 25"):
        asyncio.run(dialled(Guard(ports=PORTS), Names(["8.8.8.8"]), "rtsp://camera.example:25/x"))


def test_nobody_there_is_said() -> None:
    with pytest.raises(MediaError, match="cannot be reached"):
        asyncio.run(dialled(LOOPBACK, Names([])))
    with pytest.raises(MediaError, match="cannot be reached"):
        asyncio.run(dialled(LOOPBACK, Names(["127.0.0.1"]), "rtsp://camera.example:1/x"))
    with pytest.raises(MediaError, match=r"speaks no TLS|cannot be reached"):
        asyncio.run(dialled(LOOPBACK, Names(["127.0.0.1"]), "rtsps://camera.example:{port}/x"))
