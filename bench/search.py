"""How long a search takes: by words, by words and meanings, beside a plain scan of the same rows with SQL LIKE in the same run.

    .venv/bin/python -m bench.search [--records 100000] [--queries 60] [--folder DIR]

What is searched is made up by `bench.search_corpus`; with a folder it is kept there and taken again. The engine is a table of random
vectors, so that a search costs what it costs beside an engine, whose own time is told for none. Every search looks up its hits, as
a request does. The scan is given what it needs least for: the ids of rows that have all words of the question, no order, no names.
How much of the exhaustive ranking (every record with any of the words is weighed) is found is told behind the table.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.report import table
from bench.search_corpus import corpus, questions
from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.records import RecordFilter
from lookhear.backend.search.meanings import Meanings
from lookhear.backend.search.service import DEPTH, Query, SearchService
from lookhear.backend.storage import fulltext
from lookhear.understanding.ports import FixedEngines

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bench.search_corpus import Corpus
    from lookhear.backend.ports import Transaction

_LIMIT: Final = 10
_STREAM: Final = "rts-mic-cap-3"
_EVERYTHING: Final = f"""SELECT rowid FROM records_text WHERE records_text MATCH :words
    ORDER BY bm25(records_text, 1.0, 0.0, 0.0, 0.0, 0.0), rowid DESC LIMIT {DEPTH}"""  # noqa: S608 - no words of anybody's


async def timed(wanted: Sequence[str], one: Callable[[str], Awaitable[int]]) -> list[str]:
    """Median and p95 of a search in ms, the same of the processor's time of this process, and how many it found on average."""
    walls_ms, cpus_ms, found = [], [], []
    for text in wanted:
        begun, cpu_s = time.perf_counter(), time.process_time()
        found.append(await one(text))
        walls_ms.append((time.perf_counter() - begun) * 1e3)
        cpus_ms.append((time.process_time() - cpu_s) * 1e3)
    times = [statistics.median(walls_ms), p95(walls_ms), statistics.median(cpus_ms), p95(cpus_ms)]
    return [*(f"{each:.1f}" for each in times), f"{statistics.mean(found):.1f}"]


def p95(times: Sequence[float]) -> float:
    """What 95 of 100 stay under."""
    return sorted(times)[int(len(times) * 0.95)]


def scan(file: Path, text: str, *, stream_id: str | None) -> int:
    """A plain scan for the rows that have all words."""
    words = text.split()
    where = " AND ".join(["text LIKE ?"] * len(words)) + ("" if stream_id is None else " AND stream_id = ?")
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as rows:
        values = [f"%{word}%" for word in words] + ([stream_id] if stream_id else [])
        return len(rows.execute(f"SELECT id FROM records WHERE {where}", values).fetchall())  # noqa: S608 - no words of anybody's


async def agreement(found: Corpus, wanted: Sequence[str]) -> str:
    """How many of the first ten, and of all that are ranked, are those of the exhaustive ranking."""
    ten, every = [], []
    for text in wanted:
        ours = [one for one, _ in await found.store.read(partial(_ranked, text))]
        theirs = await asyncio.to_thread(exhaustive, found.file, text)
        ten.append(len({*ours[:_LIMIT]} & {*theirs[:_LIMIT]}) / max(len(theirs[:_LIMIT]), 1))
        every.append(len({*ours} & {*theirs}) / max(len(theirs), 1))
    whole = sum(part == 1 for part in ten)
    return (
        f"Of the exhaustive ranking's first ten {statistics.mean(ten):.0%} are found ({whole} of {len(ten)} questions: all), "
        f"of its first {DEPTH} {statistics.mean(every):.0%}."
    )


def exhaustive(file: Path, text: str) -> list[int]:
    """The ranking of every record with all of the words, or where those are few, with any."""
    words = fulltext.words_of(text)
    found: list[int] = []
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as rows:
        for expression in (fulltext.all_of(words), fulltext.any_of(words)):
            if len(found) < DEPTH:
                found = [row[0] for row in rows.execute(_EVERYTHING, {"words": f"{{text}} : ({expression})"})]
    return found


def _ranked(text: str, tx: Transaction) -> list[tuple[int, float]]:
    return tx.records.search_text(text, RecordFilter(), limit=DEPTH)


async def run(folder: Path, count: int, asked: int) -> None:
    """Measure, and print the table."""
    async with corpus(folder, count) as found:
        wanted = questions(found.words, asked)
        meanings = Meanings(store=found.store, bus=InProcessBus(), engines=FixedEngines(embedder=found.table))
        embeddings = meanings.now()
        if embeddings is not None:
            begun = time.perf_counter()
            loaded = await embeddings.load()
            print(f"{loaded:,} vectors were loaded in {time.perf_counter() - begun:.1f} s.")
        print(f"The file has {found.file.stat().st_size / 1e6:.0f} MB.\n")
        plain, both = (SearchService(store=found.store, meanings=each) for each in (None, meanings))
        rows = []
        for name, stream_id in ((f"all {count:,} records", None), ("one stream of 1,400", _STREAM)):
            for engine, search in (("words", plain), ("words and meanings", both)):
                rows.append([name, engine, *await timed(wanted, searcher(search, stream_id))])

            async def scanned(text: str, stream_id: str | None = stream_id) -> int:
                return await asyncio.to_thread(scan, found.file, text, stream_id=stream_id)

            rows.append([name, "SQL LIKE, ids only", *await timed(wanted, scanned)])
        print(table(["searched", "by", "median ms", "p95 ms", "median CPU ms", "p95 CPU ms", "found"], rows))
        print(await agreement(found, wanted))


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
    if arguments.folder is not None:
        arguments.folder.mkdir(parents=True, exist_ok=True)
        asyncio.run(run(arguments.folder, arguments.records, arguments.queries))
        return
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder), arguments.records, arguments.queries))


if __name__ == "__main__":
    main()
