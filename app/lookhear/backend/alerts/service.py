"""Events and alerts as the interface sees them (contract §2.7). Owned by the event loop."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.backend.records import Alert, AlertEvent, PipelineKind
from lookhear.errors import Conflict, NotFound
from lookhear.protocol.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import Store, Transaction
    from lookhear.backend.records import Pipeline

V1_KINDS = frozenset({PipelineKind.VISUAL, PipelineKind.AUDIO})
V2_KINDS = frozenset({PipelineKind.INDEX})
MAX_ALERTS = 100  # on one index: each new record is judged for each


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An index of a stream, as a path names it: ``kinds`` are those the path is for."""

    stream_id: str
    index_id: str
    kinds: frozenset[PipelineKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAlert:
    """What somebody wants to hear of."""

    event_id: str
    callback_url: str | None = None
    ws_connection_id: str | None = None


class AlertService:
    """Events belong to the whole backend; an alert watches for one in one index."""

    def __init__(self, *, store: Store, check_url: Callable[[str], object], now_ns: Callable[[], int]) -> None:
        self._store = store
        self._check_url = check_url
        self._now_ns = now_ns

    async def create_event(self, *, prompt: str, label: str) -> AlertEvent:
        """Something to watch for. The same twice are two."""
        event = AlertEvent(id=new_id("event"), prompt=prompt, label=label, created_ns=self._now_ns())
        await self._store.write(lambda tx: tx.alerts.add_event(event))
        return event

    async def events(self) -> list[AlertEvent]:
        """Every event, oldest first."""
        return await self._store.read(lambda tx: tx.alerts.events())

    async def delete_event(self, event_id: str) -> None:
        """Remove an event; the alerts on it end with it. Raises NotFound."""

        def work(tx: Transaction) -> None:
            _event(tx, event_id)
            tx.alerts.delete_event(event_id)

        await self._store.write(work)

    async def create(self, place: Place, new: NewAlert) -> Alert:
        """Watch for an event in what an index finds from now on.

        Raises NotFound, Conflict when there are too many, InvalidRequest for an address that can never work.
        """
        if new.callback_url is not None:
            self._check_url(new.callback_url)
        now_ns = self._now_ns()

        def work(tx: Transaction) -> Alert:
            _index(tx, place)
            _event(tx, new.event_id)
            if len(tx.alerts.of_pipeline(place.index_id)) >= MAX_ALERTS:
                raise Conflict(f"This index has {MAX_ALERTS} alerts already.", hint="Delete events that nobody needs any more.")
            alert = Alert(
                id=new_id("alert"),
                pipeline_id=place.index_id,
                event_id=new.event_id,
                created_ns=now_ns,
                callback_url=new.callback_url,
                ws_connection_id=new.ws_connection_id,
                judged_id=tx.records.newest_id(),
            )
            tx.alerts.add(alert)
            return alert

        return await self._store.write(work)

    async def of_index(self, place: Place) -> list[tuple[Alert, AlertEvent]]:
        """The alerts on an index with their events, oldest first. Raises NotFound."""

        def work(tx: Transaction) -> list[tuple[Alert, AlertEvent]]:
            _index(tx, place)
            pairs = ((alert, tx.alerts.event(alert.event_id)) for alert in tx.alerts.of_pipeline(place.index_id))
            return [(alert, event) for alert, event in pairs if event is not None]

        return await self._store.read(work)

    async def enable(self, place: Place, alert_id: str, *, is_enabled: bool) -> None:
        """Watch or do not watch. What was found while it did not is never looked at. Said twice it changes nothing. Raises NotFound."""

        def work(tx: Transaction) -> None:
            _index(tx, place)
            alert = tx.alerts.get(alert_id)
            if alert is None or alert.pipeline_id != place.index_id:
                raise NotFound(f"There is no alert {alert_id!r} on this index.")
            if alert.is_enabled is not is_enabled:
                judged_id = tx.records.newest_id() if is_enabled else alert.judged_id
                tx.alerts.update(dataclasses.replace(alert, is_enabled=is_enabled, judged_id=judged_id))

        await self._store.write(work)


def _index(tx: Transaction, place: Place) -> Pipeline:
    pipeline = tx.pipelines.get(place.index_id)
    if pipeline is None or pipeline.stream_id != place.stream_id or pipeline.kind not in place.kinds:
        raise NotFound(f"There is no index {place.index_id!r} on this stream.", hint="Make one first; alerts watch what it finds.")
    return pipeline


def _event(tx: Transaction, event_id: str) -> AlertEvent:
    event = tx.alerts.event(event_id)
    if event is None:
        raise NotFound(f"There is no event {event_id!r}.", hint="It may have been deleted; GET /rtstream/event lists them.")
    return event
