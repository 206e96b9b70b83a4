"""Who may open a socket, what a client is told that comes back, and what closes one."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import pytest

from lookhear.backend.auth.authenticator import Authenticator
from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.delivery.pushing import push
from lookhear.backend.delivery.sockets import Sockets
from lookhear.backend.records import Credential, CredentialKind
from lookhear.backend.settings import Settings
from lookhear.backend.storage.database import SqliteStore
from lookhear.errors import CredentialExpired, CredentialRevoked, NotFound, TooMany, Unauthorized
from tests.fakes.clock import ManualClock
from tests.fakes.sockets import FakeWire

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from lookhear.backend.delivery.sockets import Offered
    from lookhear.backend.ports import Notice, Transaction
    from lookhear.backend.records import Connection

KEY: Final = "sk-a-key-for-tests-0123456789"
NOW_NS: Final = 1_800_000_000_000_000_000
NS_PER_S: Final = 1_000_000_000
TICKET_S: Final = 60
GRACE_S: Final = 600


@dataclass
class Place:
    """Sockets over a real store and bus, with a clock that a test moves."""

    store: SqliteStore
    bus: InProcessBus
    clock: ManualClock
    auth: Authenticator
    sockets: Sockets
    stopping: asyncio.Event

    async def offered(self, who: Credential | None = None, **names: str) -> Offered:
        """A connection that waits for its client."""
        return await self.sockets.offer(who or self.auth.start_key, "default", **names)

    async def told(self, connection_id: str, *numbers: int, session_id: str = "cap-1") -> None:
        """Messages are committed and rung."""

        def work(tx: Transaction) -> list[Notice]:
            told = [{"n": number, "capture_session_id": session_id} for number in numbers]
            return [notice for message in told for notice in push(tx, connection_id, message, now_ns=0)]

        for topic, notice in await self.store.write(work):
            self.bus.publish(topic, notice)

    async def row(self, connection_id: str) -> Connection:
        """A connection as it stands."""
        found = await self.store.read(lambda tx: tx.connections.get(connection_id))
        assert found is not None
        return found

    @asynccontextmanager
    async def client(self, offered: Offered, *, last_event_id: int | None = None) -> AsyncIterator[FakeWire]:
        """Somebody who has it open; behind the context the client is gone, unless the server closed it."""
        wire = FakeWire()
        admitted = await self.sockets.admit(offered.ticket, last_event_id=last_event_id)
        task = asyncio.create_task(self.sockets.serve(admitted, wire))
        try:
            await wire.until_sent(1)
            yield wire
        finally:
            wire.leave()
            await asyncio.wait_for(task, 20)


async def closed(wire: FakeWire) -> int:
    """The code with which a server closed a socket."""
    async with asyncio.timeout(20):
        while wire.closed is None:
            await wire._changed.wait()
    return wire.closed[0]


@asynccontextmanager
async def place(folder: Path, *, settings: dict[str, Any] | None = None, **limits: int) -> AsyncIterator[Place]:
    clock, bus, stopping = ManualClock(NOW_NS), InProcessBus(), asyncio.Event()
    store = SqliteStore.open(folder / "rows.sqlite3", now_ns=clock)
    auth = Authenticator(store, api_key=KEY, now_ns=clock, bus=bus)
    sockets = Sockets(
        store=store,
        bus=bus,
        settings=Settings(data_dir=folder, api_key=KEY, **(settings or {})),
        start_key_sha256=auth.start_key.sha256,
        now_ns=clock,
        stopping=stopping,
        **limits,
    )
    task = asyncio.create_task(sockets.run())
    await asyncio.sleep(0)
    try:
        yield Place(store, bus, clock, auth, sockets, stopping)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await store.close()


def test_the_first_message_names_the_connection_and_only_the_hash_of_its_ticket_is_kept(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here:
            offered = await here.offered()
            async with here.client(offered) as wire:
                assert wire.sent == [{"connection_id": offered.connection.id}]
                assert here.sockets.count == 1
            assert here.sockets.count == 0
            row = await here.row(offered.connection.id)
            assert offered.ticket not in str(row)
            assert row.credential_sha256 == here.auth.start_key.sha256

    asyncio.run(scene())


def test_what_a_connection_was_told_before_anybody_opened_it_is_told_once(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here:
            offered = await here.offered()
            await here.told(offered.connection.id, 1, 2)
            async with here.client(offered) as wire:
                await here.told(offered.connection.id, 3)
                await wire.until_sent(4)
                assert wire.events == [1, 2, 3]
            async with here.client(offered) as again:
                await here.told(offered.connection.id, 4)
                await again.until_sent(2)
                assert again.events == [4]

    asyncio.run(scene())


@pytest.mark.parametrize(("last", "expected"), [(0, [1, 2, 3, 4]), (2, [3, 4]), (3, [4]), (10**18, [4])])
def test_who_comes_back_names_the_last_message_and_gets_what_came_behind_it(last: int, expected: list[int], tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here:
            offered = await here.offered()
            async with here.client(offered) as wire:
                await here.told(offered.connection.id, 1, 2)
                await wire.until_sent(3)
            await here.told(offered.connection.id, 3)
            async with here.client(offered, last_event_id=last) as again:
                await here.told(offered.connection.id, 4)
                await again.until_sent(1 + len(expected))
                assert again.events == expected

    asyncio.run(scene())


def test_two_cannot_have_one_connection_and_the_newer_one_wins(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here:
            offered, other = await here.offered(), await here.offered()
            async with here.client(offered) as first, here.client(other) as apart, here.client(offered) as second:
                assert await closed(first) == 4001
                await here.told(offered.connection.id, 1)
                await second.until_sent(2)
                assert (first.events, second.events, apart.events, apart.closed) == ([], [1], [], None)

    asyncio.run(scene())


def test_a_ticket_is_good_for_a_minute_then_for_as_long_as_it_is_used_and_ten_minutes_longer(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here:
            late, used = await here.offered(), await here.offered()
            here.clock.advance(TICKET_S * NS_PER_S)
            with pytest.raises(CredentialExpired) as refused:
                await here.sockets.admit(late.ticket)
            assert "GET /collection/default/websocket" in refused.value.for_people()
            assert late.ticket not in refused.value.for_people()
            here.clock.advance(-NS_PER_S)
            async with here.client(used):
                here.clock.advance(GRACE_S * NS_PER_S)
                await here.sockets.hold_on()
                here.clock.advance(GRACE_S * NS_PER_S)
            assert (await here.row(used.connection.id)).expires_ns == here.clock() + GRACE_S * NS_PER_S
            here.clock.advance(GRACE_S * NS_PER_S - 1)
            async with here.client(used):
                pass
            here.clock.advance(GRACE_S * NS_PER_S)
            with pytest.raises(CredentialExpired):
                await here.sockets.admit(used.ticket)

    asyncio.run(scene())


def test_what_is_open_is_kept_from_expiring_as_long_as_the_server_runs(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path, settings={"socket_grace_s": 0.2}) as here:
            offered = await here.offered()
            async with here.client(offered):
                before = (await here.row(offered.connection.id)).expires_ns
                here.clock.advance(NS_PER_S)
                async with asyncio.timeout(20):
                    while (await here.row(offered.connection.id)).expires_ns == before:  # noqa: ASYNC110 - a row has no event
                        await asyncio.sleep(0.02)

    asyncio.run(scene())


def test_a_ticket_of_nobody_opens_nothing(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here:
            offered = await here.offered()
            for ticket in ("wt-of-nobody", offered.connection.id, offered.connection.sha256, "x" * 100_000, "\udcff"):
                with pytest.raises(Unauthorized):
                    await here.sockets.admit(ticket)

    asyncio.run(scene())


def test_sockets_of_a_credential_that_is_taken_back_are_closed_at_once_and_cannot_be_opened_again(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here:
            token, who = await here.auth.mint_token(expires_in_s=600)
            theirs, ours = await here.offered(who), await here.offered()
            async with here.client(theirs) as wire, here.client(ours) as other:
                await here.auth.revoke(token)
                assert await closed(wire) == 4401
                assert other.closed is None
            with pytest.raises(CredentialRevoked):
                await here.sockets.admit(theirs.ticket)

    asyncio.run(scene())


def test_a_credential_that_is_taken_back_while_its_socket_opens_closes_it(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here:
            token, who = await here.auth.mint_token(expires_in_s=600)
            admitted = await here.sockets.admit((await here.offered(who)).ticket)
            await here.auth.revoke(token)
            await asyncio.sleep(0.01)  # it is heard of, and there is no socket yet
            wire = FakeWire()
            await asyncio.wait_for(here.sockets.serve(admitted, wire), 20)
            assert wire.closed is not None
            assert wire.closed[0] == 4401

    asyncio.run(scene())


def test_a_revocation_that_nobody_heard_of_is_found_when_the_end_is_moved_on(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here:
            _, who = await here.auth.mint_token(expires_in_s=600)
            async with here.client(await here.offered(who)) as wire:
                await here.store.write(lambda tx: tx.credentials.revoke(who.sha256, now_ns=here.clock()))
                await here.sockets.hold_on()
                assert await closed(wire) == 4401

    asyncio.run(scene())


def test_a_token_that_expires_ends_no_socket(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here:
            _, who = await here.auth.mint_token(expires_in_s=10)
            offered = await here.offered(who)
            async with here.client(offered) as wire:
                here.clock.advance(20 * NS_PER_S)
                await here.sockets.hold_on()
                await here.told(offered.connection.id, 1)
                await wire.until_sent(2)
                assert wire.closed is None
            async with here.client(offered):
                pass

    asyncio.run(scene())


def test_a_ticket_of_a_start_key_of_another_time_is_good_for_nothing(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here:
            before = Credential(sha256="cd" * 32, kind=CredentialKind.API_KEY, hint="sk-old", created_ns=0)
            with pytest.raises(CredentialRevoked):
                await here.sockets.admit((await here.offered(before)).ticket)

    asyncio.run(scene())


def test_the_connection_of_a_credential_of_one_session_hears_of_that_one_only(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here:
            offered = await here.offered(replace(here.auth.start_key, session_id="cap-own"))
            async with here.client(offered) as wire:
                await here.told(offered.connection.id, 1, session_id="cap-other")
                await here.told(offered.connection.id, 2, session_id="cap-own")
                await wire.until_sent(2)
                assert wire.events == [2]

    asyncio.run(scene())


def test_a_connection_has_the_channel_names_it_asked_for_or_those_of_the_server(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path, settings={"audio_channel": "spoken_index"}) as here:
            plain, named = await here.offered(), await here.offered(visual_channel="scene_index", audio_channel="heard")
            assert (plain.connection.visual_channel, plain.connection.audio_channel) == ("visual_index", "spoken_index")
            assert (named.connection.visual_channel, named.connection.audio_channel) == ("scene_index", "heard")

    asyncio.run(scene())


def test_a_connection_needs_a_collection_that_is_there(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here:
            with pytest.raises(NotFound, match="c-none"):
                await here.sockets.offer(here.auth.start_key, "c-none")

    asyncio.run(scene())


def test_there_are_so_many_open_and_so_many_offered_at_most(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path, max_open=1, max_connections=2) as here:
            first, second = await here.offered(), await here.offered()
            with pytest.raises(TooMany):
                await here.offered()
            async with here.client(first):
                with pytest.raises(TooMany):
                    await here.sockets.admit(second.ticket)
            async with here.client(second):
                pass

    asyncio.run(scene())


def test_a_server_that_ends_closes_all(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here, here.client(await here.offered()) as one, here.client(await here.offered()) as other:
            here.stopping.set()
            assert [await closed(one), await closed(other)] == [1001, 1001]

    asyncio.run(scene())


def test_a_client_that_leaves_before_the_first_word_leaves_nothing_behind(tmp_path: Path) -> None:
    async def scene() -> None:
        async with place(tmp_path) as here:
            admitted = await here.sockets.admit((await here.offered()).ticket)
            wire = FakeWire()
            wire.leave()
            await asyncio.wait_for(here.sockets.serve(admitted, wire), 20)
            assert (here.sockets.count, wire.sent, wire.closed) == (0, [], None)

    asyncio.run(scene())
