"""What every store of rows promises about pipelines, who listens, alerts, and work that is polled for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lookhear.backend.records import Alert, AlertEvent, OperationState, PipelineKind, PipelineState, RecordFilter
from lookhear.errors import StoreConflict
from tests.fakes.stored import ALERT, ALERT_EVENT, OPERATION, PIPELINE, RECORD, SESSION, STREAM, AskedStore

BARE = replace(
    PIPELINE, id="p-2", config_key="b", config={}, model_name=None, language=None, source_id=None, output=None, engine=None, error=None
)


@pytest.fixture
def store(store: AskedStore) -> AskedStore:
    store.add(SESSION, STREAM)
    return store


# -------------------------------------------------------------------------------------------------------- pipelines
def test_a_pipeline_comes_back_with_every_field_and_is_changed(store: AskedStore) -> None:
    store.add(PIPELINE, BARE)
    assert store.read(lambda rows: [rows.pipelines.get(one) for one in ("p-1", "p-2", "p-3")]) == [PIPELINE, BARE, None]
    changed = replace(BARE, state=PipelineState.FAILED, error={"code": "engine"}, position_ns=9, engine="loudness")
    store.write(lambda rows: rows.pipelines.update(changed))
    assert store.read(lambda rows: rows.pipelines.get("p-2")) == changed
    with pytest.raises(StoreConflict):
        store.write(lambda rows: rows.pipelines.update(replace(BARE, id="p-3")))


def test_a_stream_has_one_pipeline_for_what_was_asked(store: AskedStore) -> None:
    store.add(PIPELINE)
    assert store.read(lambda rows: rows.pipelines.find("rts-1", PipelineKind.VISUAL, "a")) == PIPELINE
    for asked in (("rts-2", PipelineKind.VISUAL, "a"), ("rts-1", PipelineKind.AUDIO, "a"), ("rts-1", PipelineKind.VISUAL, "b")):
        assert store.read(lambda rows, asked=asked: rows.pipelines.find(*asked)) is None  # type: ignore[misc]
    with pytest.raises(StoreConflict):
        store.add(replace(PIPELINE, id="p-2"))
    with pytest.raises(StoreConflict):
        store.add(replace(PIPELINE, id="p-2", stream_id="rts-2"))
    store.add(replace(PIPELINE, id="p-2", kind=PipelineKind.AUDIO))


def test_pipelines_are_found_by_stream_source_and_state_oldest_first(store: AskedStore) -> None:
    young = replace(PIPELINE, created_ns=9, source_id="p-2")
    old = replace(BARE, created_ns=1, kind=PipelineKind.TRANSCRIPT)
    stopped = replace(BARE, id="p-3", config_key="c", created_ns=5, state=PipelineState.STOPPED)
    store.add(young, old, stopped)
    assert store.read(lambda rows: rows.pipelines.of_stream("rts-1")) == [old, stopped, young]
    kinds = (PipelineKind.TRANSCRIPT, PipelineKind.AUDIO)
    assert store.read(lambda rows: rows.pipelines.of_stream("rts-1", kinds=kinds)) == [old]
    assert store.read(lambda rows: rows.pipelines.of_stream("rts-1", kinds=())) == []
    assert store.read(lambda rows: rows.pipelines.of_source("p-2")) == [young]
    assert store.read(lambda rows: rows.pipelines.of_source("p-1")) == []
    assert store.read(lambda rows: rows.pipelines.in_state(PipelineState.RUNNING)) == [old, young]


def test_a_pipeline_takes_what_it_found_and_who_listened_with_it(store: AskedStore) -> None:
    store.add(PIPELINE, BARE, ALERT_EVENT, ALERT, RECORD, replace(RECORD, pipeline_id="p-2"))
    store.write(lambda rows: rows.pipelines.add_listener("p-1", "ws-1"))
    store.write(lambda rows: rows.pipelines.delete("p-1"))
    assert store.read(lambda rows: (rows.pipelines.of_stream("rts-1"), rows.pipelines.listeners("p-1"), rows.alerts.enabled())) == (
        [BARE],
        [],
        [],
    )
    [left] = store.read(lambda rows: rows.records.page(RecordFilter(), limit=9)[0])
    assert left.pipeline_id == "p-2"
    assert store.read(lambda rows: [one for one, _ in rows.records.search_text("budget", RecordFilter(), limit=9)]) == [left.id]


def test_who_listens_is_told_in_the_order_of_asking_and_once(store: AskedStore) -> None:
    store.add(PIPELINE, BARE)
    for connection_id in ("ws-2", "ws-1", "ws-2"):
        store.write(lambda rows, of=connection_id: rows.pipelines.add_listener("p-1", of))  # type: ignore[misc]
    assert store.read(lambda rows: (rows.pipelines.listeners("p-1"), rows.pipelines.listeners("p-2"))) == (["ws-2", "ws-1"], [])
    with pytest.raises(StoreConflict):
        store.write(lambda rows: rows.pipelines.add_listener("p-3", "ws-1"))


# ----------------------------------------------------------------------------------------------------------- alerts
def test_events_to_watch_for_are_kept_oldest_first(store: AskedStore) -> None:
    older = AlertEvent(id="event-2", prompt="", label="", created_ns=1)
    store.add(ALERT_EVENT, older)
    assert store.read(lambda rows: rows.alerts.events()) == [older, ALERT_EVENT]
    assert store.read(lambda rows: (rows.alerts.event("event-1"), rows.alerts.event("event-3"))) == (ALERT_EVENT, None)


def test_alerts_are_kept_found_and_changed(store: AskedStore) -> None:
    bare = Alert(id="alert-2", pipeline_id="p-1", event_id="event-1", created_ns=1)
    store.add(PIPELINE, BARE, ALERT_EVENT, ALERT, bare)
    assert store.read(lambda rows: [rows.alerts.get(one) for one in ("alert-1", "alert-2", "alert-3")]) == [ALERT, bare, None]
    assert store.read(lambda rows: (rows.alerts.of_pipeline("p-1"), rows.alerts.of_pipeline("p-2"))) == ([bare, ALERT], [])
    changed = replace(bare, is_enabled=False, last_triggered_ns=3, judged_id=4)
    store.write(lambda rows: rows.alerts.update(changed))
    assert store.read(lambda rows: rows.alerts.get("alert-2")) == changed
    assert store.read(lambda rows: rows.alerts.enabled()) == [ALERT]


def test_an_alert_is_about_an_event_and_a_pipeline_that_are_there(store: AskedStore) -> None:
    store.add(PIPELINE, ALERT_EVENT)
    for wrong in (replace(ALERT, event_id="event-2"), replace(ALERT, pipeline_id="p-2")):
        with pytest.raises(StoreConflict):
            store.add(wrong)


def test_an_event_takes_its_alerts_with_it(store: AskedStore) -> None:
    other = replace(ALERT_EVENT, id="event-2")
    kept = replace(ALERT, id="alert-2", event_id="event-2")
    store.add(PIPELINE, ALERT_EVENT, other, ALERT, kept)
    store.write(lambda rows: rows.alerts.delete_event("event-1"))
    assert store.read(lambda rows: (rows.alerts.events(), rows.alerts.of_pipeline("p-1"))) == ([other], [kept])


# ------------------------------------------------------------------------------------------------------- operations
def test_work_that_is_polled_for_is_kept_changed_and_found_by_what_it_is_about(store: AskedStore) -> None:
    newer = replace(OPERATION, id="op-2", created_ns=9, session_id=None, result=None, error=None)
    store.add(newer, OPERATION)
    assert store.read(lambda rows: [rows.operations.get(one) for one in ("op-1", "op-2", "op-3")]) == [OPERATION, newer, None]
    assert store.read(lambda rows: rows.operations.find("export", "cap-1")) == newer
    assert store.read(lambda rows: (rows.operations.find("import", "cap-1"), rows.operations.find("export", "cap-2"))) == (None, None)
    changed = replace(newer, state=OperationState.DONE, percentage=100.0, result={"a": [1]}, updated_ns=10)
    store.write(lambda rows: rows.operations.update(changed))
    assert store.read(lambda rows: rows.operations.get("op-2")) == changed


def test_work_that_ended_is_forgotten_after_a_time_and_what_goes_on_is_not(store: AskedStore) -> None:
    ended = [replace(OPERATION, id=f"{state}-{when}", state=state, updated_ns=when) for state in OperationState for when in (9, 10)]
    store.add(*ended)
    assert store.write(lambda rows: rows.operations.remove_ended(before_ns=10)) == 2
    left = store.read(lambda rows: [one.id for one in ended if rows.operations.get(one.id) is not None])
    assert left == ["processing-9", "processing-10", "done-10", "failed-10"]
