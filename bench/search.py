"""How long a search takes: by words, by words and meanings, beside a plain scan of the same rows with SQL LIKE in the same run.

    .venv/bin/python -m bench.search [--records 100000] [--queries 60] [--folder DIR]

Records are made of words that are as rare as they are in texts (Zipf). Vectors have 384 dimensions; the engine is a table of random
ones, so that a search costs what it costs beside an engine, whose own time is told for none. Every search looks up its hits, as
a request does. The scan is given what it needs least for: the ids of rows that have all words of the query, no order, no names.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import statistics
import tempfile
import time
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from bench.report import table
from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.records import Pipeline, PipelineKind, PipelineState, Record, Session, Stream
from lookhear.backend.search.bits import packed
from lookhear.backend.search.embedding import Embeddings
from lookhear.backend.search.service import Query, SearchService
from lookhear.backend.storage.database import SqliteStore
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackKind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from numpy.typing import NDArray

    from lookhear.backend.ports import Transaction

STREAMS: Final = 20
WORDS: Final = 20_000
DIMENSIONS: Final = 384
_NS: Final = 1_000_000_000
_AT_ONCE: Final = 2000
_PLACES: Final = (WORDS // 400, WORDS // 20, WORDS // 4)  # of the words of queries, by how rare they are
_LIMIT: Final = 10


class Table:
    """An engine that knows the vector of each text beforehand, made of those of its words."""

    model_id = "bench-384"

    def __init__(self, random_numbers: np.random.Generator) -> None:
        self._words = random_numbers.standard_normal((WORDS, DIMENSIONS)).astype(np.float32)

    async def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts."""
        return self.of(texts)

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts."""
        rows = np.stack([self._words[[int(word[1:]) for word in text.split()]].sum(axis=0) for text in texts])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What is searched."""

    store: SqliteStore
    file: Path
    table: Table
    texts: list[str]


def texts(count: int, chance: random.Random) -> list[str]:
    """Utterances of 5 to 25 words."""
    weights = [1 / (rank + 2) for rank in range(WORDS)]
    words = [f"w{number}" for number in range(WORDS)]
    lengths = [chance.randint(5, 25) for _ in range(count)]
    drawn = chance.choices(words, weights, k=sum(lengths))
    ends = np.cumsum(lengths).tolist()
    return [" ".join(drawn[end - length : end]) for end, length in zip(ends, lengths, strict=True)]


def queries(count: int, chance: random.Random) -> list[str]:
    """Two or three words each, common and rare ones."""
    return [" ".join(f"w{chance.randrange(place)}" for place in chance.sample(_PLACES, chance.choice((2, 3)))) for _ in range(count)]


def rows_of(number: int) -> tuple[Session, Stream, Pipeline]:
    """A session with one stream and its transcript."""
    session = Session(id=f"cap-{number}", collection_id="default", end_user_id="u", state=SessionState.ACTIVE, created_ns=number)
    stream = Stream(
        id=f"rts-{number}",
        session_id=session.id,
        recording_id=f"rec-{number}",
        collection_id="default",
        track="mic:default",
        kind=TrackKind.MIC,
        name="Microphone",
        position=0,
        is_primary=False,
        store=True,
        state=StreamState.OPEN,
        created_ns=1,
    )
    pipeline = Pipeline(
        id=f"tr-{number}",
        kind=PipelineKind.TRANSCRIPT,
        stream_id=stream.id,
        session_id=session.id,
        collection_id="default",
        config_key="",
        state=PipelineState.RUNNING,
        created_ns=1,
        updated_ns=1,
    )
    return session, stream, pipeline


@asynccontextmanager
async def corpus(folder: Path, count: int) -> AsyncIterator[Corpus]:
    """A store with so many records and their vectors."""
    chance = random.Random(7)  # noqa: S311 - the same texts each time
    table_of_words = Table(np.random.default_rng(7))
    file = folder / "rows.sqlite3"
    store = SqliteStore.open(file, now_ns=time.time_ns)
    said = texts(count, chance)
    homes = [rows_of(number) for number in range(STREAMS)]

    def add_homes(tx: Transaction) -> None:
        for session, stream, pipeline in homes:
            tx.sessions.add(session)
            tx.streams.add(stream)
            tx.pipelines.add(pipeline)

    await store.write(add_homes)
    for begin in range(0, count, _AT_ONCE):
        part = said[begin : begin + _AT_ONCE]
        found = [record(homes[number % STREAMS][2], text, number) for number, text in enumerate(part, begin)]
        await store.write(partial(add_all, found, packed(table_of_words.of(part))))
    try:
        yield Corpus(store=store, file=file, table=table_of_words, texts=said)
    finally:
        await store.close()


def add_all(records: Sequence[Record], vectors: Sequence[bytes], tx: Transaction) -> None:
    """Write records and their vectors."""
    for each, vector in zip(records, vectors, strict=True):
        tx.records.add_vector(tx.records.add(each).id, Table.model_id, vector)


def record(pipeline: Pipeline, text: str, number: int) -> Record:
    """One utterance of three seconds."""
    return Record(
        id=0,
        pipeline_id=pipeline.id,
        kind=pipeline.kind,
        stream_id=pipeline.stream_id,
        session_id=pipeline.session_id,
        collection_id="default",
        start_ns=number * 3 * _NS,
        end_ns=(number * 3 + 3) * _NS,
        text=text,
        created_ns=number,
    )


async def timed(wanted: Sequence[str], one: Callable[[str], Awaitable[int]]) -> list[str]:
    """Median and p95 of a search in ms, and how many it found on average."""
    times_ms, found = [], []
    for text in wanted:
        begun = time.perf_counter()
        found.append(await one(text))
        times_ms.append((time.perf_counter() - begun) * 1e3)
    p95 = sorted(times_ms)[int(len(times_ms) * 0.95)]
    return [f"{statistics.median(times_ms):.1f}", f"{p95:.1f}", f"{statistics.mean(found):.1f}"]


def scan(file: Path, text: str, *, stream_id: str | None) -> int:
    """A plain scan for the rows that have all words."""
    words = text.split()
    wanted = [f"%{word}%" for word in words]
    where = " AND ".join(["text LIKE ?"] * len(words)) + ("" if stream_id is None else " AND stream_id = ?")
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as rows:
        found = rows.execute(f"SELECT id FROM records WHERE {where}", [*wanted, *([stream_id] if stream_id else [])])  # noqa: S608 - no words of anybody's
        return len(found.fetchall())


async def run(folder: Path, count: int, asked: int) -> None:
    """Measure, and print the table."""
    wanted = queries(asked, random.Random(11))  # noqa: S311 - the same questions each time
    async with corpus(folder, count) as found:
        embeddings = Embeddings(store=found.store, bus=InProcessBus(), embedder=found.table)
        begun = time.perf_counter()
        loaded = await embeddings.load()
        print(f"{loaded:,} vectors were loaded in {time.perf_counter() - begun:.1f} s\n")
        plain, both = (SearchService(store=found.store, embeddings=each) for each in (None, embeddings))
        rows = []
        for name, stream_id in ((f"all {count:,} records", None), (f"one stream of {count // STREAMS:,}", "rts-3")):
            for engine, search in (("words", plain), ("words and meanings", both)):
                rows.append([name, engine, *await timed(wanted, searcher(search, stream_id))])

            async def scanned(text: str, stream_id: str | None = stream_id) -> int:
                return await asyncio.to_thread(scan, found.file, text, stream_id=stream_id)

            rows.append([name, "SQL LIKE, ids only", *await timed(wanted, scanned)])
    print(table(["searched", "by", "median ms", "p95 ms", "found"], rows))


def searcher(search: SearchService, stream_id: str | None) -> Callable[[str], Awaitable[int]]:
    """A search as a request does it."""
    query = Query(text="", limit=_LIMIT)

    async def one(text: str) -> int:
        asked = replace(query, text=text)
        found = await (search.in_streams_of("default", asked) if stream_id is None else search.in_stream(stream_id, asked))
        return len(found.hits)

    return one


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        asyncio.run(run(Path(folder), arguments.records, arguments.queries))


if __name__ == "__main__":
    main()
