"""Events and alerts as they are asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.alerts.service import MAX_ALERTS, V1_KINDS, V2_KINDS, AlertService, NewAlert, Place
from lookhear.errors import Conflict, InvalidRequest, NotFound
from tests.fakes.found import DISPLAY, LOOKS, LOOKS_INDEX, MIC, SCENES, SPEECH, SUMMARY, FoundRows, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.records import Alert

ON_SCENES = Place(stream_id=DISPLAY.id, index_id=SCENES.id, kinds=V1_KINDS)
ON_LOOKS = Place(stream_id=DISPLAY.id, index_id=LOOKS_INDEX.id, kinds=V2_KINDS)


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[FoundRows]:
    with FoundRows(tmp_path) as rows:
        yield rows


def service(rows: FoundRows) -> AlertService:
    def check(url: str) -> None:
        if not url.startswith("https://"):
            raise InvalidRequest("callback_url: it can never work.")

    return AlertService(store=rows.store, check_url=check, now_ns=rows.clock)


def created(rows: FoundRows, place: Place = ON_SCENES) -> Alert:
    alerts = service(rows)
    event = rows.run(alerts.create_event(prompt="Somebody shows a red car", label="red car"))
    return rows.run(alerts.create(place, NewAlert(event_id=event.id, callback_url="https://example.test/alert")))


def test_events_are_listed_in_the_order_they_were_made(rows: FoundRows) -> None:
    first = rows.run(service(rows).create_event(prompt="A car", label="car"))
    rows.clock.advance(1)
    second = rows.run(service(rows).create_event(prompt="A car", label="car"))
    assert first.id != second.id
    assert rows.run(service(rows).events()) == [first, second]


@pytest.mark.parametrize("place", [ON_SCENES, ON_LOOKS])
def test_an_alert_stands_on_its_index_with_its_event(rows: FoundRows, place: Place) -> None:
    alert = created(rows, place)
    [(listed, event)] = rows.run(service(rows).of_index(place))
    assert listed == alert
    assert (event.label, event.prompt) == ("red car", "Somebody shows a red car")


def test_what_was_found_before_an_alert_is_not_looked_at(rows: FoundRows) -> None:
    [before] = rows.found(record(SCENES, "a red car"))
    assert created(rows).judged_id == before.id


@pytest.mark.parametrize(
    "place",
    [
        Place(stream_id=MIC.id, index_id=SCENES.id, kinds=V1_KINDS),  # of another stream
        Place(stream_id=DISPLAY.id, index_id="nothing", kinds=V1_KINDS),
        Place(stream_id="rts-9", index_id=SCENES.id, kinds=V1_KINDS),
        Place(stream_id=MIC.id, index_id=SPEECH.id, kinds=V1_KINDS),  # a transcript is no index
        Place(stream_id=DISPLAY.id, index_id=SCENES.id, kinds=V2_KINDS),  # of the first version
        Place(stream_id=DISPLAY.id, index_id=LOOKS_INDEX.id, kinds=V1_KINDS),
        Place(stream_id=DISPLAY.id, index_id=LOOKS.id, kinds=V2_KINDS),  # an understanding is no index
    ],
)
def test_an_alert_needs_an_index_of_that_stream(rows: FoundRows, place: Place) -> None:
    with pytest.raises(NotFound, match="no index"):
        created(rows, place)
    with pytest.raises(NotFound, match="no index"):
        rows.run(service(rows).of_index(place))


def test_an_alert_on_an_event_that_is_not_there_any_more_is_refused(rows: FoundRows) -> None:
    alerts = service(rows)
    event = rows.run(alerts.create_event(prompt="A car", label="car"))
    rows.run(alerts.delete_event(event.id))
    with pytest.raises(NotFound, match=event.id):
        rows.run(alerts.create(ON_SCENES, NewAlert(event_id=event.id)))
    with pytest.raises(NotFound, match=event.id):
        rows.run(alerts.delete_event(event.id))


def test_alerts_end_with_their_event(rows: FoundRows) -> None:
    alert = created(rows)
    rows.run(service(rows).delete_event(alert.event_id))
    assert rows.run(service(rows).of_index(ON_SCENES)) == []


def test_an_address_that_can_never_work_is_refused_before_anything_is_written(rows: FoundRows) -> None:
    alerts = service(rows)
    event = rows.run(alerts.create_event(prompt="A car", label="car"))
    with pytest.raises(InvalidRequest, match="never work"):
        rows.run(alerts.create(ON_SCENES, NewAlert(event_id=event.id, callback_url="ftp://example.test")))
    assert rows.run(alerts.of_index(ON_SCENES)) == []


def test_an_alert_that_was_off_does_not_look_at_what_came_meanwhile(rows: FoundRows) -> None:
    alert = created(rows)
    rows.run(service(rows).enable(ON_SCENES, alert.id, is_enabled=False))
    assert rows.read(lambda tx: tx.alerts.enabled()) == []
    [meanwhile] = rows.found(record(SCENES, "a red car"))
    rows.run(service(rows).enable(ON_SCENES, alert.id, is_enabled=True))
    assert [each.judged_id for each in rows.read(lambda tx: tx.alerts.enabled())] == [meanwhile.id]


def test_enabling_what_is_enabled_leaves_what_it_has_to_look_at(rows: FoundRows) -> None:
    alert = created(rows)
    rows.found(record(SCENES, "a red car"))
    rows.run(service(rows).enable(ON_SCENES, alert.id, is_enabled=True))
    assert rows.read(lambda tx: tx.alerts.get(alert.id)) == alert


def test_an_alert_is_reached_by_its_own_index_only(rows: FoundRows) -> None:
    alert = created(rows)
    elsewhere = Place(stream_id=MIC.id, index_id=SUMMARY.id, kinds=V1_KINDS)
    with pytest.raises(NotFound, match=alert.id):
        rows.run(service(rows).enable(elsewhere, alert.id, is_enabled=False))


def test_an_index_has_so_many_alerts_and_no_more(rows: FoundRows) -> None:
    alert = created(rows)
    rows.add(*(replace(alert, id=f"alert-{number}") for number in range(MAX_ALERTS - 1)))
    with pytest.raises(Conflict, match=str(MAX_ALERTS)):
        created(rows)
