from __future__ import annotations

import json
from concurrent.futures import Future

import pytest

from lookhear.sdk.capture.events import MAX_WAITING, CaptureEvent, EventBox


def told(event: str, **payload: object) -> dict[str, object]:
    return {"type": "event", "event": event, "payload": payload}


def taken(box: EventBox) -> list[CaptureEvent]:
    found = []
    while isinstance(event := box.next(), CaptureEvent):
        found.append(event)
    return found


def names(box: EventBox) -> list[str]:
    return [event.event for event in taken(box)]


def test_an_event_is_a_dictionary_with_attributes() -> None:
    event = CaptureEvent(told("recording-complete", session_id="cap-1"))
    assert event.event == event["event"] == "recording-complete"
    assert event.payload == event["payload"] == {"session_id": "cap-1"}
    assert isinstance(event.payload, dict)
    assert json.loads(json.dumps(event)) == told("recording-complete", session_id="cap-1")
    assert "recording-complete" in repr(event)


@pytest.mark.parametrize("message", [{}, {"event": None, "payload": None}, {"event": 3, "payload": [1]}])
def test_an_event_that_lacks_something_has_it_empty(message: dict[str, object]) -> None:
    assert (CaptureEvent(message).event, CaptureEvent(message).payload) == ("", {})


def test_events_come_in_their_order_and_once() -> None:
    box = EventBox()
    box.put(told("one"))
    box.put(told("two"))
    assert names(box) == ["one", "two"]
    assert names(box) == []


def test_whoever_waits_is_woken() -> None:
    box = EventBox()
    waiter, gone = box.next(), box.next()
    assert isinstance(waiter, Future)
    assert isinstance(gone, Future)
    box.forget(gone)
    box.put(told("one"))
    assert waiter.done()
    assert not gone.done()
    box.forget(waiter)  # it was woken meanwhile


def test_nothing_more_comes_when_the_engine_has_ended_and_all_is_taken() -> None:
    box = EventBox()
    waiter = box.next()
    assert isinstance(waiter, Future)
    box.put(told("one"))
    box.engine_ended(was_wished=True, reason="")
    assert waiter.done()
    assert names(box) == ["one"]
    assert box.next() is None
    box.engine_begins()
    assert isinstance(box.next(), Future)


def test_a_recording_whose_engine_dies_ends_with_an_error() -> None:
    box = EventBox()
    box.session_begins("cap-1")
    box.put(told("recording-started", session_id="cap-1"))
    box.engine_ended(was_wished=False, reason="It died.")
    assert taken(box)[1] == told("error", code="engine_gone", message="It died.", session_id="cap-1")


@pytest.mark.parametrize("end", ["recording-complete", "error"])
def test_a_recording_that_has_ended_does_not_end_again_with_its_engine(end: str) -> None:
    box = EventBox()
    box.session_begins("cap-1")
    box.put(told(end, session_id="cap-1"))
    box.engine_ended(was_wished=False, reason="It died.")
    assert names(box) == [end]


def test_a_recording_that_was_ended_with_its_engine_is_no_error() -> None:
    box = EventBox()
    box.session_begins("cap-1")
    box.engine_ended(was_wished=True, reason="")
    assert names(box) == []


def test_a_start_that_was_refused_leaves_the_recording_before_it() -> None:
    box = EventBox()
    assert box.session_begins("cap-1") is None
    before = box.session_begins("cap-2")
    box.session_is(before)
    box.engine_ended(was_wished=False, reason="It died.")
    assert [event.payload["session_id"] for event in taken(box)] == ["cap-1"]


def test_what_nobody_took_of_an_earlier_recording_is_not_taken_for_that_of_the_next() -> None:
    box = EventBox()
    box.session_begins("cap-1")
    box.put(told("permission-status", status="granted"))
    box.put(told("recording-complete", session_id="cap-1"))
    box.put(told("warning", session_id=["cap-1"]))
    box.session_begins("cap-2")
    box.put(told("recording-started", session_id="cap-2"))
    assert names(box) == ["permission-status", "recording-started"]


def test_nothing_is_forgotten_while_somebody_listens() -> None:
    box = EventBox()
    box.session_begins("cap-1")
    with box.listening():
        box.put(told("recording-complete", session_id="cap-1"))
        box.session_begins("cap-2")
    assert names(box) == ["recording-complete"]


def test_when_too_much_waits_old_progress_is_forgotten_first() -> None:
    box = EventBox()
    box.put(told("recording-started"))
    for number in range(MAX_WAITING):
        box.put(told("upload-progress", number=number))
    box.put(told("recording-complete"))
    events = taken(box)
    assert len(events) == MAX_WAITING
    assert events[0].event == "recording-started"
    assert events[1].payload == {"number": 2}
    assert events[-1].event == "recording-complete"


def test_without_progress_the_oldest_is_forgotten() -> None:
    box = EventBox()
    for number in range(MAX_WAITING + 1):
        box.put(told("warning", number=number))
    assert taken(box)[0].payload == {"number": 1}
