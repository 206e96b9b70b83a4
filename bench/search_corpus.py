"""What `bench.search` looks through: what is said, what is summed up of it and what stands on screens, in sessions one after another.

Words are as rare as they are in texts (Zipf). Of each session 55 of 100 records are utterances (5 to 25 words, the time of each in the
metadata), 15 digests (40 to 80 words) and 30 are texts of a screen: 60 lines of an application, of which a dozen are the same in all its
windows and four change from one record to the next. Vectors have 384 dimensions, made of those of the words.
"""

from __future__ import annotations

import random
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.backend.records import Pipeline, PipelineKind, PipelineState, Record, Session, Stream
from lookhear.backend.search.bits import packed
from lookhear.backend.storage.database import SqliteStore
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackKind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from lookhear.backend.ports import Transaction

WORDS: Final = 20_000
DIMENSIONS: Final = 384
PER_SESSION: Final = 2000
_NS: Final = 1_000_000_000
_AT_ONCE: Final = 2000
_LINES: Final = 60
_MENU: Final = 12  # lines that stand in every window of an application
_NEW: Final = 4  # lines that change from one window to the next
_APPLICATIONS: Final = 12
_PLACES: Final = (40, 400, 4000, WORDS)  # words of questions are drawn from the first so many
_SYLLABLES: Final = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]


class Table:
    """An engine that knows the vector of each word beforehand. ``model_id`` is stored with the vectors."""

    model_id = "bench-384"

    def __init__(self, words: Sequence[str]) -> None:
        self._rows = np.random.default_rng(7).standard_normal((len(words), DIMENSIONS)).astype(np.float32)
        self._places = {word: place for place, word in enumerate(words)}

    async def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts."""
        return self.of(texts)

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts."""
        rows = np.stack([self._rows[[self._places[word] for word in text.split()]].sum(axis=0) for text in texts])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What is searched."""

    store: SqliteStore
    file: Path
    table: Table
    words: Sequence[str]


class Writer:
    """Makes up records, the same each time. Not for two threads."""

    def __init__(self) -> None:
        chance = random.Random(7)  # noqa: S311 - the same texts each time
        self.words = _vocabulary()
        weights = 1 / (np.arange(WORDS) + 2.0)
        self._drawn = np.random.default_rng(7).choice(WORDS, 4_000_000, p=weights / weights.sum())
        self._place = 0
        self._chance = chance
        self._menus = [[self.text(3) for _ in range(_MENU)] for _ in range(_APPLICATIONS)]
        self._window: list[str] = []

    def text(self, length: int) -> str:
        """Some words."""
        place = self._place % (len(self._drawn) - length)
        self._place += length
        return " ".join(self.words[number] for number in self._drawn[place : place + length])

    def screen(self) -> str:
        """What stands on a screen now: mostly what stood there before."""
        if not self._window or self._chance.random() < 0.05:
            lines = [self.text(self._chance.randint(2, 9)) for _ in range(_LINES - _MENU)]
            self._window = [*self._chance.choice(self._menus), *lines]
        for _ in range(_NEW):
            self._window[self._chance.randrange(_MENU, _LINES)] = self.text(self._chance.randint(2, 9))
        return "\n".join(self._window)

    def records(self, number: int, pipelines: Sequence[Pipeline], count: int) -> Iterator[Record]:
        """The records of a session."""
        for at in range(count):
            start_ns = (number * PER_SESSION + at) * 2 * _NS
            kind = self._chance.choices((0, 1, 2), (55, 15, 30))[0]
            if kind == 0:
                text = self.text(self._chance.randint(5, 25))
                words = [
                    {"start": start_ns / _NS + 0.1 * nth, "end": start_ns / _NS + 0.1, "text": w} for nth, w in enumerate(text.split())
                ]
                yield _record(pipelines[0], text, start_ns, metadata={"words": words, "confidence": 0.9})
            elif kind == 1:
                yield _record(pipelines[1], self.text(self._chance.randint(40, 80)), start_ns, metadata={})
            else:
                yield _record(pipelines[2], self.screen(), start_ns, metadata={"app": "Editor", "title": self.text(4), "lines": _LINES})


def questions(words: Sequence[str], count: int) -> list[str]:
    """One to four words each, rare ones and very common ones; every tenth question is of common words alone."""
    chance = random.Random(11)  # noqa: S311 - the same questions each time
    found = []
    for number in range(count):
        places = _PLACES[:2] if number % 10 == 0 else chance.sample(_PLACES, chance.choice((1, 2, 3, 4)))
        found.append(" ".join(words[chance.randrange(place)] for place in places))
    return found


@asynccontextmanager
async def corpus(folder: Path, count: int) -> AsyncIterator[Corpus]:
    """A store with so many records and their vectors; one that is there already is taken as it is."""
    file = folder / f"rows-{count}.sqlite3"
    is_new = not file.exists()
    store = SqliteStore.open(file, now_ns=time.time_ns)
    table = Table(_vocabulary())
    try:
        if is_new:
            await _fill(store, table, count)
        yield Corpus(store=store, file=file, table=table, words=_vocabulary())
    finally:
        await store.close()


async def _fill(store: SqliteStore, table: Table, count: int) -> None:
    writer = Writer()
    for number in range(-(-count // PER_SESSION)):
        session, streams, pipelines = rows_of(number)
        await store.write(partial(_add_homes, session, streams, pipelines))
        made = list(writer.records(number, pipelines, min(PER_SESSION, count - number * PER_SESSION)))
        for begin in range(0, len(made), _AT_ONCE):
            part = made[begin : begin + _AT_ONCE]
            await store.write(partial(_add_all, part, packed(table.of([each.text for each in part]))))


def rows_of(number: int) -> tuple[Session, list[Stream], list[Pipeline]]:
    """A session with a microphone and a display, and what is made of them."""
    session = Session(id=f"cap-{number}", collection_id="default", end_user_id="u", state=SessionState.ACTIVE, created_ns=number)
    streams = [_stream(session, TrackKind.MIC, "mic:default"), _stream(session, TrackKind.DISPLAY, "display:1")]
    kinds = ((PipelineKind.TRANSCRIPT, 0), (PipelineKind.AUDIO, 0), (PipelineKind.VISUAL, 1))
    return session, streams, [_pipeline(streams[place], kind) for kind, place in kinds]


def _stream(session: Session, kind: TrackKind, track: str) -> Stream:
    return Stream(
        id=f"rts-{track.split(':', maxsplit=1)[0]}-{session.id}",
        session_id=session.id,
        recording_id=f"rec-{session.id}",
        collection_id="default",
        track=track,
        kind=kind,
        name=track,
        position=int(kind.is_video),
        is_primary=kind.is_video,
        store=True,
        state=StreamState.OPEN,
        created_ns=1,
    )


def _pipeline(stream: Stream, kind: PipelineKind) -> Pipeline:
    return Pipeline(
        id=f"{kind.value}-{stream.id}",
        kind=kind,
        stream_id=stream.id,
        session_id=stream.session_id,
        collection_id="default",
        config_key="",
        state=PipelineState.RUNNING,
        created_ns=1,
        updated_ns=1,
        name=kind.value,
    )


def _record(pipeline: Pipeline, text: str, start_ns: int, *, metadata: dict[str, object]) -> Record:
    return Record(
        id=0,
        pipeline_id=pipeline.id,
        kind=pipeline.kind,
        stream_id=pipeline.stream_id,
        session_id=pipeline.session_id,
        collection_id="default",
        start_ns=start_ns,
        end_ns=start_ns + 3 * _NS,
        text=text,
        created_ns=start_ns,
        metadata=metadata,
    )


def _vocabulary() -> list[str]:
    """Words that can be spoken: short ones first, as common words are."""
    chance = random.Random(5)  # noqa: S311 - the same words each time
    found: dict[str, None] = {}
    while len(found) < WORDS:
        size = 2 + (len(found) > 500) + (len(found) > 8000)
        found["".join(chance.choice(_SYLLABLES) for _ in range(size))] = None
    return list(found)


def _add_homes(session: Session, streams: Sequence[Stream], pipelines: Sequence[Pipeline], tx: Transaction) -> None:  # noqa: PLR0917 - a unit of work
    tx.sessions.add(session)
    for stream in streams:
        tx.streams.add(stream)
    for pipeline in pipelines:
        tx.pipelines.add(pipeline)


def _add_all(records: Sequence[Record], vectors: Sequence[bytes], tx: Transaction) -> None:
    for each, vector in zip(records, vectors, strict=True):
        tx.records.add_vector(tx.records.add(each).id, Table.model_id, vector)
