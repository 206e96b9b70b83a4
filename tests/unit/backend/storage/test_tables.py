"""Tables have a column for each field of their records, and text for what SQL has no common type for."""

from __future__ import annotations

import dataclasses

from lookhear.backend import records
from lookhear.backend.storage import tables

RECORDS = {
    records.Collection: tables.COLLECTIONS,
    records.Credential: tables.CREDENTIALS,
    records.Session: tables.SESSIONS,
    records.SessionEvent: tables.EVENTS,
    records.Stream: tables.STREAMS,
    records.Init: tables.INITS,
    records.Fragment: tables.FRAGMENTS,
    records.Video: tables.VIDEOS,
    records.Image: tables.IMAGES,
    records.Share: tables.SHARES,
    records.Job: tables.JOBS,
    records.Delivery: tables.DELIVERIES,
    records.Connection: tables.CONNECTIONS,
    records.SocketMessage: tables.MESSAGES,
    records.Pipeline: tables.PIPELINES,
    records.Record: tables.RECORDS,
    records.AlertEvent: tables.ALERT_EVENTS,
    records.Alert: tables.ALERTS,
    records.Operation: tables.OPERATIONS,
}


def test_every_record_has_a_table_with_its_fields() -> None:
    classes = {value for value in vars(records).values() if dataclasses.is_dataclass(value)}
    assert (
        classes - {records.Place, records.Extent, records.PlacedVector, records.RecordFilter} == RECORDS.keys()
    )  # those are looks at several
    for record, table in RECORDS.items():
        assert [field.name for field in dataclasses.fields(record)] == [column.name for column in table.columns]


def test_what_may_be_none_may_be_null_and_nothing_else() -> None:
    for record, table in RECORDS.items():
        optional = {field.name for field in dataclasses.fields(record) if "None" in str(field.type)}
        assert optional == {column.name for column in table.columns if column.nullable}
