"""The store of rows, the store of objects, the bus: see `lookhear.backend.ports` for what a unit of work is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractAsyncContextManager

    from lookhear.backend.ports.delivery import Connections, Outbox
    from lookhear.backend.ports.rows import Collections, Credentials, Images, Jobs, Sessions, Streams, Videos
    from lookhear.backend.ports.understanding import Alerts, Operations, Pipelines, Records

T = TypeVar("T")

Notice: TypeAlias = tuple[str, dict[str, object]]
"""A topic and a message for the bus, to be rung once the transaction that gave it is durable."""


class Transaction(Protocol):
    """One unit of work over all rows. Valid inside the function it was given to, on that thread."""

    @property
    def collections(self) -> Collections:
        """Rows of collections."""
        ...

    @property
    def credentials(self) -> Credentials:
        """Rows of issued secrets."""
        ...

    @property
    def sessions(self) -> Sessions:
        """Rows of sessions and their transitions."""
        ...

    @property
    def streams(self) -> Streams:
        """Rows of streams, inits and fragments."""
        ...

    @property
    def videos(self) -> Videos:
        """Rows of exported videos and shares."""
        ...

    @property
    def images(self) -> Images:
        """Rows of pictures."""
        ...

    @property
    def jobs(self) -> Jobs:
        """The queue of work."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Webhooks."""
        ...

    @property
    def connections(self) -> Connections:
        """WebSockets and what was told them."""
        ...

    @property
    def pipelines(self) -> Pipelines:
        """What engines work on."""
        ...

    @property
    def records(self) -> Records:
        """What engines found."""
        ...

    @property
    def alerts(self) -> Alerts:
        """What is watched for."""
        ...

    @property
    def operations(self) -> Operations:
        """Work that clients poll for."""
        ...


class Store(Protocol):
    """Rows. Raises StoreBusy when too much waits, StoreFull when the disk is, StoreUnwritable when it fails."""

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Run a unit of work; returns when it is durable. What it raises takes back its own changes only, and is raised here."""
        ...

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run a function over one consistent view of what is committed; it must change nothing."""
        ...


class ObjectStore(Protocol):
    """Bytes under keys such as ``rts-…/00000012-<sha256>.m4s``. An object never changes; the same key always means the same bytes."""

    async def put(self, key: str, data: bytes) -> None:
        """Store; durable when it returns. Raises StoreFull, StoreUnwritable."""
        ...

    async def get(self, key: str, *, start: int = 0, end: int | None = None) -> bytes:
        """Bytes from ``start`` to before ``end``. Raises ObjectMissing."""
        ...

    async def delete(self, keys: Iterable[str]) -> None:
        """Remove; what is not there is no error."""
        ...

    async def free_bytes(self) -> int | None:
        """Room left, None where there is no such limit."""
        ...


class Listener(Protocol):
    """Messages of a topic as they come. One that is too slow loses the oldest, and is told how many."""

    @property
    def lost(self) -> int:
        """How many messages it has lost so far: whoever must not miss one looks at the rows when this has grown."""
        ...

    def __aiter__(self) -> Self:
        """Itself."""
        ...

    async def __anext__(self) -> dict[str, object]:
        """The next message; waits for it."""
        ...


class Bus(Protocol):
    """A doorbell inside and between nodes: best effort, nothing is kept."""

    def publish(self, topic: str, message: dict[str, object]) -> None:
        """Ring; never waits."""
        ...

    def subscribe(self, topic: str) -> AbstractAsyncContextManager[Listener]:
        """Listen to a topic while the context is open. A listener that is too slow loses the oldest, and is told."""
        ...
