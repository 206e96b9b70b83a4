"""Vectors that are made beside the requests: of everything, once, whatever an engine does."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.records import RecordFilter
from lookhear.backend.search.bell import RECORDS_TOPIC, RecordsBell
from lookhear.backend.search.embedding import Embeddings
from lookhear.backend.search.scope import Scope
from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed
from tests.fakes.engines import ChangingEngines, WordEmbedder
from tests.fakes.found import SCENES, SPEECH, FoundRows, record

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from lookhear.backend.records import Record

MODEL = WordEmbedder.model_id


class Made:
    """A store, and who makes vectors of what is in it."""

    def __init__(self, rows: FoundRows) -> None:
        self.rows = rows
        self.embedder = WordEmbedder()
        self.bus = InProcessBus()
        self.engines = ChangingEngines(embedder=self.embedder)
        self.embeddings = self.again()

    def again(self, model_id: str = MODEL) -> Embeddings:
        """As after a start."""
        return Embeddings(store=self.rows.store, bus=self.bus, engines=self.engines, model_id=model_id)

    def step(self) -> int:
        return self.rows.run(self.embeddings.embed_some())

    def without(self) -> list[Record]:
        return self.rows.read(lambda tx: tx.records.without_vector(MODEL, limit=100))


def giving(rows: NDArray[np.float32]) -> Callable[[Sequence[str]], Awaitable[NDArray[np.float32]]]:
    """An engine that gives this, whatever it is asked."""

    async def encode(_texts: Sequence[str]) -> NDArray[np.float32]:
        await asyncio.sleep(0)
        return rows

    return encode


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    with FoundRows(tmp_path) as rows:
        yield Made(rows)


def test_old_records_and_new_ones_get_their_vectors_in_batches(made: Made) -> None:
    made.rows.found(*(record(SPEECH, f"number {number}") for number in range(40)))
    assert [made.step(), made.step(), made.step()] == [32, 8, 0]
    made.rows.found(record(SPEECH, "one more"))
    assert made.step() == 1
    assert made.embeddings.count == 41
    assert made.without() == []


def test_a_record_without_words_is_not_asked_for(made: Made) -> None:
    made.rows.found(record(SPEECH, ""), record(SPEECH, "words"))
    assert made.step() == 2
    assert made.embedder.encoded == ["words"]
    assert made.step() == 0
    assert made.embeddings.count == 1


def test_what_an_engine_can_never_do_is_left_out_and_the_rest_is_made(made: Made) -> None:
    made.rows.found(record(SPEECH, "good"), record(SPEECH, "bad"), record(SPEECH, "also good"))
    made.embedder.trouble.add(EngineFailed("Not together."))  # and then each for itself, of which the next one fails
    made.embedder.trouble.add(EngineFailed("Not this one."))
    assert made.step() == 3
    assert made.embeddings.count == 2
    assert made.step() == 0


def test_a_vector_that_is_none_leaves_its_record_out(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    made.rows.found(record(SPEECH, "words"))
    with monkeypatch.context() as patch:
        patch.setattr(made.embedder, "encode", giving(np.full((1, 8), np.nan, np.float32)))
        assert made.step() == 1
        assert made.step() == 0
    assert made.embeddings.count == 0


@pytest.mark.parametrize("rows", [np.ones((2, 8), np.float32), np.ones(8, np.float32), np.zeros((0, 8))])
def test_an_engine_that_makes_no_vectors_of_anything_leaves_no_record_out(
    made: Made, monkeypatch: pytest.MonkeyPatch, rows: NDArray[np.float32]
) -> None:
    made.rows.found(record(SPEECH, "words"))
    with monkeypatch.context() as patch:
        patch.setattr(made.embedder, "encode", giving(rows))
        with pytest.raises(EngineBusy):
            made.step()
    assert made.step() == 1
    assert made.embeddings.count == 1


def test_a_service_that_refuses_everybody_leaves_no_record_out(made: Made) -> None:
    made.rows.found(*(record(SPEECH, f"number {number}") for number in range(3)))
    made.embedder.trouble.add(*(EngineFailed("It does not know who asks (401).") for _ in range(3)))  # together, alone, and a word of ours
    with pytest.raises(EngineBusy, match="401"):
        made.step()
    assert made.step() == 3
    assert made.embeddings.count == 3


def test_a_record_an_engine_crashes_over_is_left_out_and_the_others_are_made(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    made.rows.found(*(record(SPEECH, text) for text in ("good", "deadly", "also good")))
    encode, crashes = made.embedder.encode, 0

    async def dying(texts: Sequence[str]) -> NDArray[np.float32]:
        nonlocal crashes
        if "deadly" in texts:
            crashes += 1
            raise EngineCrashed("It died.")
        return await encode(texts)

    monkeypatch.setattr(made.embedder, "encode", dying)
    for _ in range(12):
        with contextlib.suppress(EngineCrashed):
            made.step()
    assert crashes == 6
    assert made.embeddings.count == 2
    assert made.step() == 0


def test_an_engine_that_breaks_leaves_its_record_out_and_the_next_is_made(made: Made) -> None:
    made.rows.found(record(SPEECH, "bad"))
    made.embedder.trouble.add(RuntimeError("nobody expected this"))
    assert made.step() == 1
    made.rows.found(record(SPEECH, "good"))
    assert made.step() == 1
    assert made.embeddings.count == 1
    made.embedder.trouble.add(RuntimeError("nobody expected this"))
    with pytest.raises(EngineFailed):
        made.rows.run(made.embeddings.of_query("good"))


def test_an_engine_that_is_busy_leaves_everything_for_later(made: Made) -> None:
    made.rows.found(record(SPEECH, "words"))
    made.embedder.trouble.add(EngineBusy("Come again."))
    with pytest.raises(EngineBusy):
        made.step()
    assert len(made.without()) == 1
    assert made.step() == 1


def test_after_a_start_the_vectors_of_before_are_there_again(made: Made) -> None:
    made.rows.found(record(SPEECH, "red car"), record(SCENES, "blue sky"))
    made.step()
    again = made.again()
    assert made.rows.run(again.load()) == 2
    assert made.rows.run(again.load()) == 0
    assert again.count == 2


def test_only_what_is_in_a_scope_is_near(made: Made) -> None:
    speech, scene = made.rows.found(record(SPEECH, "red car", at_s=10), record(SCENES, "red car", at_s=20))
    made.step()
    vector = made.rows.run(made.embeddings.of_query("red car"))
    assert vector is not None

    def near(**wanted: object) -> list[int]:
        return made.rows.run(made.embeddings.near(vector, Scope(wanted=RecordFilter(**wanted))))  # type: ignore[arg-type]

    assert sorted(near()) == [speech.id, scene.id]
    assert near(pipeline_ids=(SPEECH.id,)) == near(stream_id=SPEECH.stream_id) == near(kinds=(SPEECH.kind,)) == [speech.id]
    assert near(from_ns=scene.start_ns) == [scene.id]
    assert near(to_ns=speech.start_ns) == [speech.id]
    assert near(session_id="cap-9") == near(collection_id="c-9") == []


def test_without_any_vector_a_query_is_not_even_asked_for(made: Made) -> None:
    assert made.rows.run(made.embeddings.of_query("red")) is None
    assert made.embedder.encoded == []


def test_an_engine_of_another_model_is_not_asked(made: Made) -> None:
    made.rows.found(record(SPEECH, "words"))
    with pytest.raises(EngineBusy, match="other"):
        made.rows.run(made.again("other").embed_some())
    made.engines.embedder = None
    with pytest.raises(EngineBusy, match=MODEL):
        made.step()
    assert len(made.without()) == 1


def test_the_work_wakes_up_when_records_are_written(made: Made) -> None:
    async def scene() -> int:
        working = asyncio.create_task(made.embeddings.run())
        await asyncio.sleep(0)
        [written] = await made.rows.store.write(lambda tx: [tx.records.add(record(SPEECH, "words"))])
        for topic, message in await made.rows.store.write(lambda tx: RecordsBell().records_written(tx, SPEECH, [written], now_ns=1)):
            made.bus.publish(topic, message)
        async with asyncio.timeout(30):
            while not made.embeddings.count:
                made.bus.publish(RECORDS_TOPIC, {})
                await asyncio.sleep(0.01)
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working
        return made.embeddings.count

    assert made.rows.run(scene()) == 1
