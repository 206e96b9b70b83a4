"""The WebSockets of this node: who may open one, for how long, and when it is closed. Owned by the event loop.

The secret in a URL is all a client has to show, because SDKs send no header with it. It is good for a minute, for as long as it is used,
and for ten minutes after that, so that a line that broke can be opened again under the same connection id.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.auth.authenticator import CHANGED_TOPIC
from lookhear.backend.auth.secrets import MAX_SECRET_CHARS, sha256_of
from lookhear.backend.delivery.open_socket import CloseCode, OpenSocket, Position
from lookhear.backend.delivery.pushing import topic_of
from lookhear.backend.records import Connection
from lookhear.backend.sessions.apart import apart
from lookhear.backend.streams.times import ns_of
from lookhear.errors import CredentialExpired, CredentialRevoked, NotFound, TooMany, Unauthorized
from lookhear.protocol.ids import new_id, new_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lookhear.backend.delivery.open_socket import Wire
    from lookhear.backend.ports import Bus, Store, Transaction
    from lookhear.backend.records import Credential
    from lookhear.backend.settings import Settings

MAX_OPEN: Final = 5000  # sockets of one node
MAX_CONNECTIONS: Final = 20_000  # that have not expired, open or not
_AT_ONCE: Final = 50  # rows that one unit of work moves on, so that others have their turn between
_PARTS: Final = 4  # of the grace: how often the end of what is open is moved on
_ASK_AGAIN: Final = "Ask for a new one: GET /collection/default/websocket."


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A connection that may be opened, and the only copy of the secret that opens it."""

    connection: Connection
    ticket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """A connection somebody opens: what its client has already, and the number of its newest message."""

    connection: Connection
    behind: Position
    newest: int
    changes: int  # of credentials, that were heard of when it was looked up


class Sockets:
    """Offers connections, admits who has a ticket, and tells who is connected. ``run`` keeps what is open from expiring.

    At most ``max_open`` sockets are open here, and ``max_connections`` wait for their client or have one.
    """

    name = "sockets"

    def __init__(
        self,
        *,
        store: Store,
        bus: Bus,
        settings: Settings,
        start_key_sha256: str,
        now_ns: Callable[[], int],
        stopping: asyncio.Event,
        max_open: int = MAX_OPEN,
        max_connections: int = MAX_CONNECTIONS,
    ) -> None:
        self._store = store
        self._bus = bus
        self._settings = settings
        self._start_key_sha256 = start_key_sha256
        self._now_ns = now_ns
        self._stopping = stopping
        self._max_open = max_open
        self._max_connections = max_connections
        self._open: dict[OpenSocket, Connection] = {}
        self._changes = 0

    @property
    def count(self) -> int:
        """How many are open here."""
        return len(self._open)

    async def offer(
        self, who: Credential, collection_id: str, *, visual_channel: str | None = None, audio_channel: str | None = None
    ) -> Offered:
        """A new connection. Raises NotFound for an unknown collection, TooMany when there are too many of them."""
        now = self._now_ns()
        ticket = new_secret("wt")
        connection = Connection(
            id=new_id("conn"),
            sha256=sha256_of(ticket),
            created_ns=now,
            expires_ns=now + ns_of(self._settings.socket_ticket_s),
            session_id=who.session_id,
            visual_channel=visual_channel or self._settings.visual_channel,
            audio_channel=audio_channel or self._settings.audio_channel,
            credential_sha256=who.sha256,
        )

        def work(tx: Transaction) -> None:
            if tx.collections.get(collection_id) is None:
                raise NotFound(f"There is no collection {collection_id!r}.", hint="`default` is always there.")
            if tx.connections.count(open_at_ns=now) >= self._max_connections:
                raise TooMany("There are too many WebSocket URLs that nobody has opened yet.", hint="Open those you have.")
            tx.connections.add(connection)

        await self._store.write(work)
        return Offered(connection=connection, ticket=ticket)

    async def admit(self, ticket: str, *, last_event_id: int | None = None) -> Admitted:
        """Let somebody in who has a ticket. ``last_event_id`` names the last message the client has.

        Without it the client gets what comes from now on; the first one of a connection gets everything, which nobody has had yet.
        Raises Unauthorized, CredentialExpired, CredentialRevoked, and TooMany when no more can be open here.
        """
        if len(self._open) >= self._max_open:
            raise TooMany("This server has as many WebSockets open as it takes.", hint="Try again later.", retry_after_s=5.0)
        sha256, changes = sha256_of(ticket[:MAX_SECRET_CHARS]), self._changes
        found = await self._store.read(lambda tx: self._found(tx, sha256))  # strangers cost no write

        def work(tx: Transaction) -> Admitted:
            now = self._now_ns()
            tx.connections.note_opened(found.id, now_ns=now, expires_ns=now + ns_of(self._settings.socket_grace_s))
            newest = tx.connections.newest(found.id)
            newest_id, newest_number = (newest.id, newest.number) if newest else (0, 0)
            after_id = last_event_id
            if after_id is None:
                after_id = 0 if found.opened_ns is None else newest_id
            behind = _position(tx, found.id, after_id=min(after_id, newest_id), newest=newest_number)
            return Admitted(connection=found, behind=behind, newest=newest_number, changes=changes)

        return await self._store.write(work)

    async def serve(self, admitted: Admitted, wire: Wire) -> None:
        """Tell a client until either side ends it. Whoever has the same connection open is closed first."""
        connection = admitted.connection
        topic = topic_of(connection.id)
        self._bus.publish(topic, {"opened": True})
        socket = OpenSocket(connection.id, wire=wire, store=self._store, behind=admitted.behind, newest=admitted.newest)
        async with self._bus.subscribe(topic) as heard:
            self._open[socket] = connection
            try:
                if admitted.changes != self._changes:  # one was heard of before this socket could be found
                    await self.hold_on(connection.credential_sha256)
                await wire.send(json.dumps({"connection_id": connection.id}))
                ending = await socket.run(heard)
            except OSError:
                ending = None  # it was gone before the first word
            finally:
                del self._open[socket]
        if ending is not None:
            await wire.close(ending.code, ending.reason)
        if not self._stopping.is_set():  # then its end was moved on a while ago, which has to do
            with apart(f"moving the end of {connection.id}"):
                await self._store.write(lambda tx: tx.connections.extend(connection.id, expires_ns=self._grace_ns()))

    async def run(self) -> None:
        """Keep what is open from expiring, and close what may not be open any more; until the server ends, then close everything."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._hear_changes())
            tasks.create_task(self._end_with_the_server())
            while True:
                await asyncio.sleep(self._settings.socket_grace_s / _PARTS)
                with apart("keeping sockets open"):
                    await self.hold_on()

    async def hold_on(self, credential_sha256: str | None = None) -> None:
        """Move on the end of what is open, or of what was asked for with one credential; close what that was taken back for."""
        sockets = [socket for socket, each in self._open.items() if credential_sha256 in {None, each.credential_sha256}]
        for first in range(0, len(sockets), _AT_ONCE):
            some = sockets[first : first + _AT_ONCE]
            for socket in await self._held_no_more(some):
                socket.end(CloseCode.NOT_ALLOWED, "The credential it was asked for with was revoked.")

    async def _held_no_more(self, sockets: Sequence[OpenSocket]) -> list[OpenSocket]:
        asked = [(socket, self._open[socket]) for socket in sockets if socket in self._open]

        def work(tx: Transaction) -> list[OpenSocket]:
            lost = [socket for socket, connection in asked if not self._is_allowed(tx, connection)]
            for socket, connection in asked:
                if socket not in lost:
                    tx.connections.extend(connection.id, expires_ns=self._grace_ns())
            return lost

        return await self._store.write(work)

    async def _hear_changes(self) -> None:
        async with self._bus.subscribe(CHANGED_TOPIC) as heard:
            async for change in heard:
                self._changes += 1
                with apart("closing sockets of a credential"):
                    await self.hold_on(str(change.get("sha256")))

    async def _end_with_the_server(self) -> None:
        await self._stopping.wait()
        for socket in tuple(self._open):
            socket.end(CloseCode.GOING_AWAY, "The server ends.")

    def _found(self, tx: Transaction, sha256: str) -> Connection:
        connection = tx.connections.of_ticket(sha256)
        if connection is None:
            raise Unauthorized("Nobody was given this WebSocket URL here.", hint=_ASK_AGAIN)
        if connection.expires_ns <= self._now_ns():
            raise CredentialExpired("This WebSocket URL has expired: nobody used it in time.", hint=_ASK_AGAIN)
        if not self._is_allowed(tx, connection):
            raise CredentialRevoked("What this WebSocket URL was asked for with was revoked.", hint=_ASK_AGAIN)
        return connection

    def _is_allowed(self, tx: Transaction, connection: Connection) -> bool:
        """Whether its credential was not taken back; that a token has expired meanwhile ends nothing (acceptance A4)."""
        if connection.credential_sha256 == self._start_key_sha256:
            return True
        credential = tx.credentials.get(connection.credential_sha256)
        return credential is not None and credential.revoked_ns is None

    def _grace_ns(self) -> int:
        return self._now_ns() + ns_of(self._settings.socket_grace_s)


def _position(tx: Transaction, connection_id: str, *, after_id: int, newest: int) -> Position:
    following = tx.connections.messages(connection_id, after_id=after_id, limit=1)
    return Position(message_id=after_id, number=following[0].number - 1 if following else newest)
