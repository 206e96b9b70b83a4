"""What the runner asks of one pipeline's work, and what that is given."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from lookhear.backend.pipelines.writing import RecordWriter
    from lookhear.backend.ports import ObjectStore, Store
    from lookhear.errors import EngineFailed
    from lookhear.understanding.ports import Engines


class Outcome(Enum):
    """What a step came to."""

    MORE = auto()  # there is more to do at once
    WAITING = auto()  # until something comes
    ENDED = auto()  # for good: everything is in records


class Work(Protocol):
    """One pipeline's work. Owned by one task; a step that raised may be tried again, and begins where the records end.

    Raises EngineBusy, EngineFailed, StoreError, and NotFound when what it works on was deleted.
    """

    async def step(self) -> Outcome:
        """Do a little, and write it down."""
        ...

    async def skip(self, error: EngineFailed) -> bool:
        """Give up what the last step failed at and go on behind it; False when there is nothing of that kind."""
        ...

    async def finish(self) -> None:
        """Somebody said stop: what was heard already becomes final."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What every work uses. ``decoding`` bounds how many decode at a time, each in a thread of its own."""

    store: Store
    objects: ObjectStore
    engines: Engines
    writer: RecordWriter
    now_ns: Callable[[], int]
    decoding: asyncio.Semaphore
