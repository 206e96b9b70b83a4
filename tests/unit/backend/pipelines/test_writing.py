"""Records with all who are told, in one transaction."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.backend.pipelines.requests import IndexRequest
from lookhear.backend.pipelines.writing import Found, RecordWriter
from lookhear.backend.records import Connection, PipelineState, Record
from lookhear.errors import EngineFailed, NotFound, StoreConflict
from lookhear.media.samples import NS_PER_S
from lookhear.understanding.ports import Word
from tests.fakes.understanding import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lookhear.backend.pipelines.service import PipelineView
    from lookhear.backend.ports import Notice, Transaction
    from lookhear.backend.records import Pipeline

FOUND = Found(start_ns=NS_PER_S, end_ns=2 * NS_PER_S, text="Hello", words=(Word(start_ns=NS_PER_S, end_ns=2 * NS_PER_S, text="Hello"),))


class Watching:
    """An observer that remembers, and may refuse."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, list[Record]]] = []
        self.refuses = False

    def records_written(self, _tx: Transaction, pipeline: Pipeline, records: Sequence[Record], *, now_ns: int) -> Sequence[Notice]:
        if self.refuses:
            raise StoreConflict("no")
        self.seen.append((pipeline.id, list(records)))
        return [("somebody", {"now_ns": now_ns})]


@pytest.fixture
def watching() -> Watching:
    return Watching()


@pytest.fixture
def stage(tmp_path: Path, watching: Watching) -> Iterator[Stage]:
    hook = "https://example.test/hook"
    with Stage(tmp_path, "mic:default", "display:1", observers=[watching], callback_url=hook) as made:
        yield made


def transcript(stage: Stage, **started: Any) -> PipelineView:  # noqa: ANN401 - as start_transcript
    return stage.run(stage.service.start_transcript(stage.stream("mic:default").id, **started))


def writer(stage: Stage) -> RecordWriter:
    return stage.tools.writer


def write(stage: Stage, view: PipelineView, *found: Found, position_ns: int = 0, is_last: bool = False) -> None:
    stage.run(writer(stage).write(view.pipeline.id, found, position_ns=position_ns, engine="loudness", is_last=is_last))


def webhooks(stage: Stage) -> list[dict[str, Any]]:
    rows = stage.store.read(lambda tx: tx.outbox.search(limit=100))
    bodies = [json.loads(row.body) for row in reversed(rows)]
    return [body for body in bodies if body["event"].startswith("rtstream.")]


def test_records_position_and_words_are_written_together(stage: Stage, watching: Watching) -> None:
    view = transcript(stage)
    write(stage, view, FOUND, position_ns=2 * NS_PER_S)
    record = stage.records(view)[0]
    origin_s = stage.origin_ns / NS_PER_S
    assert (record.start_ns, record.end_ns) == (stage.origin_ns + NS_PER_S, stage.origin_ns + 2 * NS_PER_S)
    assert record.metadata == {"words": [{"start": origin_s + 1, "end": origin_s + 2, "text": "Hello"}]}
    row = stage.row(view)
    assert (row.position_ns, row.engine, row.state) == (2 * NS_PER_S, "loudness", PipelineState.RUNNING)
    assert watching.seen == [(row.id, [record])]
    assert ("somebody", {"now_ns": stage.backend.clock()}) in stage.backend.bus.rung


def test_the_position_never_goes_back(stage: Stage) -> None:
    view = transcript(stage)
    write(stage, view, position_ns=2 * NS_PER_S)
    write(stage, view, position_ns=NS_PER_S)
    assert stage.row(view).position_ns == 2 * NS_PER_S


def test_times_are_kept_in_whole_milliseconds_and_never_empty(stage: Stage) -> None:
    view = transcript(stage)
    write(stage, view, replace(FOUND, start_ns=1_234_567, end_ns=1_234_568))
    record = stage.records(view)[0]
    assert (record.start_ns - stage.origin_ns, record.end_ns - stage.origin_ns) == (1_000_000, 2_000_000)


def test_an_observer_that_fails_takes_the_records_back(stage: Stage, watching: Watching) -> None:
    view = transcript(stage)
    watching.refuses = True
    with pytest.raises(StoreConflict):
        write(stage, view, FOUND, position_ns=2 * NS_PER_S)
    assert (stage.records(view), stage.row(view).position_ns) == ([], 0)


def test_the_end_of_a_stream_ends_a_pipeline_and_a_stop_that_came_first_stays(stage: Stage) -> None:
    view = transcript(stage)
    write(stage, view, is_last=True)
    assert stage.row(view).state is PipelineState.STOPPED


def test_listeners_are_told_of_what_is_final(stage: Stage) -> None:
    row = Connection(id="ws-1", sha256="5e" * 32, created_ns=1, expires_ns=1 << 62)
    stage.store.write(lambda tx: tx.connections.add(row))
    view = transcript(stage, connection_id="ws-1")
    write(stage, view, FOUND)
    kept = stage.store.read(lambda tx: tx.connections.messages("ws-1", after_id=0, limit=10))
    assert [(each.payload["type"], each.payload["text"], each.payload["is_final"]) for each in kept] == [("transcript", "Hello", True)]


@pytest.mark.parametrize("metadata", [{}, {"ai_webhooks": False}, {"ai_webhooks": "yes"}])
def test_callbacks_are_not_told_unless_that_is_wished(stage: Stage, metadata: dict[str, object]) -> None:
    session = stage.backend.session(stage.session.id)
    stage.store.write(lambda tx: tx.sessions.update(replace(session, metadata=metadata)))
    write(stage, transcript(stage), FOUND)
    assert webhooks(stage) == []


def test_callbacks_are_told_when_metadata_or_the_server_wish_it(stage: Stage) -> None:
    view = transcript(stage)
    lifecycle = stage.backend.services.sessions.lifecycle
    everybody = RecordWriter(
        store=stage.store.store, bus=stage.backend.bus, observers=(), now_ns=stage.backend.clock, has_webhooks=True, sessions=lifecycle
    )
    stage.run(everybody.write(view.pipeline.id, [FOUND], position_ns=0, engine=None))
    session = stage.backend.session(stage.session.id)
    stage.store.write(lambda tx: tx.sessions.update(replace(session, metadata={"ai_webhooks": True})))
    index = stage.run(stage.service.create_index(stage.stream("display:1").id, IndexRequest()))
    write(stage, index, replace(FOUND, words=()))
    assert [(body["event"], body["text"]) for body in webhooks(stage)] == [("rtstream.transcript", "Hello"), ("rtstream.index", "Hello")]


def test_a_failure_is_a_record_nobody_is_told_of(stage: Stage, watching: Watching) -> None:
    view = transcript(stage)
    stage.run(writer(stage).write_failure(view.pipeline.id, FOUND, EngineFailed("No."), position_ns=3 * NS_PER_S))
    record = stage.records(view)[0]
    assert (record.text, record.metadata["error"]) == ("", {"code": "engine.failed", "message": "No."})
    assert (stage.row(view).position_ns, watching.seen) == (3 * NS_PER_S, [])
    write(stage, view, FOUND)
    assert stage.row(view).error is None


def test_trouble_is_shown_while_it_lasts_and_may_be_the_end(stage: Stage) -> None:
    view = transcript(stage)
    error: dict[str, object] = {"code": "engine.busy", "message": "Not now."}
    stage.run(writer(stage).note_trouble(view.pipeline.id, error))
    assert (stage.row(view).error, stage.row(view).state) == (error, PipelineState.RUNNING)
    stage.run(writer(stage).note_trouble(view.pipeline.id, None))
    assert stage.row(view).error is None
    stage.run(writer(stage).note_trouble(view.pipeline.id, error, is_fatal=True))
    assert stage.row(view).state is PipelineState.FAILED


def test_a_deleted_pipeline_is_not_found(stage: Stage) -> None:
    view = transcript(stage)
    stage.store.write(lambda tx: tx.sessions.delete(stage.session.id))
    with pytest.raises(NotFound):
        write(stage, view, FOUND)


def test_what_json_cannot_tell_is_kept_without_it(stage: Stage) -> None:
    view = transcript(stage)
    half = Word(start_ns=NS_PER_S, end_ns=2 * NS_PER_S, text="\ud800")
    write(stage, view, replace(FOUND, text="half \ud800", words=(half,), metadata={"confidence": float("nan")}))
    record = stage.records(view)[0]
    assert (record.text, record.metadata["confidence"]) == ("half ?", None)
    assert json.dumps(record.metadata, allow_nan=False)


def test_secrets_are_masked_before_anybody_has_them_and_counted(stage: Stage, watching: Watching) -> None:
    row = Connection(id="ws-1", sha256="5e" * 32, created_ns=1, expires_ns=1 << 62)
    stage.store.write(lambda tx: tx.connections.add(row))
    view = transcript(stage, connection_id="ws-1")
    words = (Word(start_ns=0, end_ns=1, text="password:"), Word(start_ns=1, end_ns=2, text="hunter2"))
    text = "password: hunter2"
    lines = ["4111 1111", "1111 1111"]
    secret = Found(start_ns=NS_PER_S, end_ns=2 * NS_PER_S, text=text, words=words, metadata={"note": text, "lines": lines})
    write(stage, view, secret, replace(secret, words=(), metadata={}))
    first, second = stage.records(view)
    assert first.text == second.text == "password: [masked: password]"
    assert first.metadata["lines"] == ["[masked: card]", "[masked: card]"]
    assert [word["text"] for word in first.metadata["words"]] == ["password:", "[masked: password]"]  # type: ignore[attr-defined]
    assert (first.metadata["masked"], second.metadata["masked"]) == ({"password": 1, "card": 1}, {"password": 1})
    assert stage.row(view).masked == {"password": 2, "card": 1}
    told = stage.store.read(lambda tx: tx.connections.messages("ws-1", after_id=0, limit=10))
    assert len(told) == 2
    assert not [each for each in (first, second, *told, *webhooks(stage), *watching.seen) if "hunter2" in repr(each)]


def test_a_number_that_is_said_in_several_breaths_is_masked_over_several_writes(stage: Stage) -> None:
    view, one = transcript(stage), writer(stage)
    for number, text in enumerate(("four one one one", "one one one one", "one one one one", "one one one one", "thanks"), 1):
        said = replace(FOUND, text=text, words=(), is_said=True)
        stage.run(one.write(view.pipeline.id, [said], position_ns=number * NS_PER_S, engine="loudness"))
    assert [each.text for each in stage.records(view)][3:] == ["[masked: card]", "thanks"]


def test_a_failure_tells_no_secret(stage: Stage) -> None:
    view = transcript(stage)
    stage.run(writer(stage).write_failure(view.pipeline.id, FOUND, EngineFailed("It said password: hunter2"), position_ns=1))
    stage.run(writer(stage).note_trouble(view.pipeline.id, {"code": "x", "message": "password: hunter2"}))
    assert "hunter2" not in repr((stage.records(view), stage.row(view)))
