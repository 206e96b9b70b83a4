"""Rows of events to watch for and of alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, select, true

from lookhear.backend.records import Alert, AlertEvent
from lookhear.backend.storage.rows import Mapper
from lookhear.backend.storage.tables import ALERT_EVENTS, ALERTS

if TYPE_CHECKING:
    from lookhear.backend.storage.rows import Rows

_MAP: Final = Mapper(Alert, ALERTS)
_EVENT: Final = Mapper(AlertEvent, ALERT_EVENTS)
_ROW: Final = ALERTS.c
_OLDEST: Final = select(*_MAP.columns).order_by(_ROW.created_ns, _ROW.id)
_GET: Final = select(*_MAP.columns).where(_ROW.id == bindparam("id"))
_OF_PIPELINE: Final = _OLDEST.where(_ROW.pipeline_id == bindparam("pipeline_id"))
_ENABLED: Final = _OLDEST.where(_ROW.is_enabled == true())
_GET_EVENT: Final = select(*_EVENT.columns).where(ALERT_EVENTS.c.id == bindparam("id"))
_EVENTS: Final = select(*_EVENT.columns).order_by(ALERT_EVENTS.c.created_ns, ALERT_EVENTS.c.id)
_DELETE_EVENT: Final = delete(ALERT_EVENTS).where(ALERT_EVENTS.c.id == bindparam("the_id"))


class SqlAlerts:
    """Port `Alerts` on one connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add_event(self, event: AlertEvent) -> None:
        """Add one."""
        self._rows.run(_EVENT.insert, **_EVENT.parameters(event))

    def event(self, event_id: str) -> AlertEvent | None:
        """One of the events."""
        return _EVENT.first(self._rows.run(_GET_EVENT, id=event_id))

    def events(self) -> list[AlertEvent]:
        """Every event, oldest first."""
        return _EVENT.all(self._rows.run(_EVENTS))

    def delete_event(self, event_id: str) -> None:
        """Remove an event and the alerts on it."""
        self._rows.run(_DELETE_EVENT, the_id=event_id)

    def add(self, alert: Alert) -> None:
        """Add an alert."""
        self._rows.run(_MAP.insert, **_MAP.parameters(alert))

    def get(self, alert_id: str) -> Alert | None:
        """One of the alerts."""
        return _MAP.first(self._rows.run(_GET, id=alert_id))

    def of_pipeline(self, pipeline_id: str) -> list[Alert]:
        """The alerts on a pipeline, oldest first."""
        return _MAP.all(self._rows.run(_OF_PIPELINE, pipeline_id=pipeline_id))

    def enabled(self) -> list[Alert]:
        """Every alert that is enabled, oldest first."""
        return _MAP.all(self._rows.run(_ENABLED))

    def update(self, alert: Alert) -> None:
        """Replace the row with this id."""
        self._rows.change(_MAP.update, **_MAP.changes(alert))
