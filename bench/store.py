"""What keeping a fragment costs the backend: its row, its object, both; and reading an hour of rows back.

    .venv/bin/python -m bench.store [--fragments 1000] [--folder DIR] [--uvloop]

Every row is the unit of work of one PUT: look whether it is there, add it, note that media came. Everything is durable before the next
begins. CPU is user and system time of this process over the fragments, the event loop and the threads with it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lookhear.backend.records import Fragment, Session, Stream
from lookhear.backend.storage.database import SqliteStore
from lookhear.backend.storage.objects import LocalObjects
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackKind

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from lookhear.backend.ports import Transaction

SIZES: Final = {"video": 150 << 10, "sound": 8 << 10}
CALLERS: Final = (1, 8, 64)
HOUR_FRAGMENTS: Final = 7200
_SESSION: Final = Session(id="cap-bench", collection_id="default", end_user_id="u", state=SessionState.ACTIVE, created_ns=1)
_STREAM: Final = Stream(
    id="rts-bench",
    session_id="cap-bench",
    recording_id="rec-bench",
    collection_id="default",
    track="display:1",
    kind=TrackKind.DISPLAY,
    name="Screen",
    position=0,
    is_primary=True,
    store=True,
    state=StreamState.OPEN,
    created_ns=1,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What some fragments took."""

    per_second: float
    cpu_us: float
    median_ms: float
    p99_ms: float

    def __str__(self) -> str:
        return f"{self.per_second:8.0f}/s  CPU {self.cpu_us:6.0f} us  median {self.median_ms:6.2f} ms  p99 {self.p99_ms:6.2f} ms"


def fragment(seq: int, size_bytes: int = SIZES["video"]) -> Fragment:
    """A row as the ingest would write it."""
    digest = sha256(str(seq).encode()).hexdigest()
    return Fragment(
        stream_id=_STREAM.id,
        seq=seq,
        init=1,
        key=f"{_STREAM.id}/{seq:08d}-{digest}.m4s",
        size_bytes=size_bytes,
        sha256=digest,
        tfdt=seq * 45_000,
        duration=45_000,
        samples=15,
        begins_with_sync=True,
        payload_offset=300,
        payload_bytes=size_bytes - 300,
        table=os.urandom(60),
        received_ns=time.time_ns(),
        wall_ns=time.time_ns(),
    )


def unit(row: Fragment) -> Callable[[Transaction], None]:
    """What one PUT does to the rows."""

    def work(rows: Transaction) -> None:
        if rows.streams.fragment(row.stream_id, row.seq) is None:
            rows.streams.add_fragment(row)
            rows.sessions.touch_media(_SESSION.id, now_ns=row.received_ns)

    return work


async def measured(count: int, callers: int, one: Callable[[int], Coroutine[None, None, None]]) -> Figures:
    """Do something so many times, so many of them at once."""
    numbers = iter(range(count))
    times_s: list[float] = []

    async def caller() -> None:
        for number in numbers:
            begun = time.perf_counter()
            await one(number)
            times_s.append(time.perf_counter() - begun)

    cpu, wall = time.process_time(), time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(callers)))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    p99 = sorted(times_s)[int(len(times_s) * 0.99)]
    return Figures(per_second=count / wall, cpu_us=cpu / count * 1e6, median_ms=statistics.median(times_s) * 1e3, p99_ms=p99 * 1e3)


async def statements_alone(store: SqliteStore, first: int, count: int) -> float:
    """CPU in us of one PUT's statements on the writer's thread, without hand-overs and commits."""
    units = [unit(fragment(first + number)) for number in range(count)]

    def all_of_them(rows: Transaction) -> float:
        begun = time.thread_time()
        for work in units:
            work(rows)
        return time.thread_time() - begun

    return await store.write(all_of_them) / count * 1e6


async def rows_alone(store: SqliteStore, count: int) -> int:
    """Print what rows cost; gives how many fragments the stream has then."""
    print(f"rows   statements alone {'':24}CPU {await statements_alone(store, 1, count):6.0f} us")
    first = count + 1
    for callers in CALLERS:
        figures = await measured(count, callers, lambda number, first=first: store.write(unit(fragment(first + number))))  # type: ignore[misc]
        first += count
        print(f"rows   {callers:3} at once          {figures}")
    return first - 1


async def objects_alone(objects: LocalObjects, count: int) -> None:
    """Print what objects cost."""
    for name, size in SIZES.items():
        data = os.urandom(size)
        for callers in CALLERS:
            figures = await measured(count, callers, lambda n, k=f"{name}-{callers}", d=data: objects.put(f"{k}/{n}", d))  # type: ignore[misc]
            print(f"{name:6} {callers:3} at once, {size >> 10:3} KiB {figures}")


async def both(store: SqliteStore, objects: LocalObjects, *, first: int, count: int) -> None:
    """Print what a whole fragment costs: its object, then its row."""
    data = os.urandom(SIZES["video"])

    async def one(seq: int) -> None:
        row = fragment(seq)
        await objects.put(row.key, data)
        await store.write(unit(row))

    for callers in CALLERS:
        figures = await measured(count, callers, lambda number, first=first: one(first + number))  # type: ignore[misc]
        first += count
        print(f"both   {callers:3} at once, 150 KiB {figures}")


async def an_hour_back(store: SqliteStore, have: int) -> None:
    """Print what reading the rows of an hour of one track takes."""
    missing = [unit(fragment(seq)) for seq in range(have + 1, HOUR_FRAGMENTS + 1)]
    await store.write(lambda rows: [work(rows) for work in missing])
    for name, question in {
        "fragments": lambda rows: rows.streams.fragments(_STREAM.id, limit=HOUR_FRAGMENTS),
        "have": lambda rows: rows.streams.have(_STREAM.id),
        "totals": lambda rows: rows.streams.totals(_SESSION.id),
        "last ten": lambda rows: rows.streams.fragments(_STREAM.id, after_seq=HOUR_FRAGMENTS - 10, limit=10),
    }.items():
        begun = time.perf_counter()
        await store.read(question)
        print(f"an hour's {name:10} {(time.perf_counter() - begun) * 1e3:7.1f} ms")


async def bench(folder: Path, count: int) -> None:
    """Everything, one after the other."""
    store, objects = SqliteStore.open(folder / "rows", now_ns=time.time_ns), LocalObjects.open(folder / "objects")
    try:
        await store.write(lambda rows: rows.sessions.add(_SESSION))
        await store.write(lambda rows: rows.streams.add(_STREAM))
        have = await rows_alone(store, count)
        await objects_alone(objects, count)
        await both(store, objects, first=have + 1, count=count)
        await an_hour_back(store, have + len(CALLERS) * count)
    finally:
        await store.close()
        await objects.close()


def main() -> None:
    """Measure in a folder that is removed afterwards."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fragments", type=int, default=1000, help="for each figure")
    parser.add_argument("--folder", type=Path, help="where: the disk to measure (default: the system's place for temporary files)")
    parser.add_argument("--uvloop", action="store_true", help="with the event loop the server uses on Linux and macOS")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="store-", dir=wish.folder) as folder:
        work = bench(Path(folder), wish.fragments)
        if wish.uvloop:
            import uvloop

            uvloop.run(work)
        else:
            asyncio.run(work)


if __name__ == "__main__":
    main()
