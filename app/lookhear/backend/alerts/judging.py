"""Looks at every new record for the alerts on its index, behind the requests. A task of the event loop.

How far an alert has looked stands in its row and moves on in the transaction that tells of what was seen: after a crash it
goes on there, and nothing is told twice. Alerts wait while there is no engine, and take what came meanwhile when there is one.

What is seen stays for a while: it is told when it comes into view, and again only after a record in which it was not
(docs/decisions/0042). What is said is said anew each time; there the cool-down alone holds back.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.alerts.telling import Seen, tell
from lookhear.backend.delivery.ringing import ring
from lookhear.backend.masking import Masker
from lookhear.backend.pipelines.engine_bell import ENGINES
from lookhear.backend.records import PipelineKind, RecordFilter
from lookhear.backend.search.bell import RECORDS_TOPIC
from lookhear.backend.streams.times import ns_of, seconds_of
from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed, LookhearError, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.playback.sharing import Sharing
    from lookhear.backend.ports import Bus, Notice, Store, Transaction
    from lookhear.backend.records import Alert, AlertEvent, Record
    from lookhear.backend.streams.links import Links
    from lookhear.understanding.ports import Engines, Judge, Verdict

_LOOK_EVERY_S: Final = 10.0  # for bells that were not heard
_BATCH: Final = 100  # records an alert looks at before the next one gets its turn
_AT_ONCE: Final = 4  # alerts that are judged at a time
_MOST_CRASHES: Final = 3  # of an engine over one record, before an alert leaves it out
_LEAST_S: Final = 1.0  # of a stretch that is played
_SEEN: Final = frozenset({PipelineKind.VISUAL, PipelineKind.UNDERSTANDING})

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What an alert has to look at, in the order of writing."""

    alert: Alert
    event: AlertEvent
    records: tuple[Record, ...]


class AlertWatch:
    """Judges records with the engine there is at that moment.

    For ``cooldown_s`` after a record that was told of no other one is, in the time of the records.
    """

    name = "alerts"

    def __init__(
        self,
        *,
        store: Store,
        bus: Bus,
        engines: Engines,
        sharing: Sharing,
        links: Links,
        cooldown_s: float,
        masker: Masker | None = None,
        now_ns: Callable[[], int],
    ) -> None:
        self._store = store
        self._bus = bus
        self._engines = engines
        self._sharing = sharing
        self._links = links
        self._cooldown_ns = ns_of(cooldown_s)
        self._masker = masker or Masker()
        self._now_ns = now_ns
        self._bell = asyncio.Event()
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._crashes: dict[tuple[str, int], int] = {}  # by alert and the record that it looks at next

    async def run(self) -> None:
        """Work until cancelled."""
        listening = [asyncio.create_task(self._listen(topic)) for topic in (RECORDS_TOPIC, ENGINES)]
        try:
            while True:
                self._bell.clear()
                if not await self.look():
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._bell.wait(), _LOOK_EVERY_S)
        finally:
            for task in listening:
                task.cancel()
            await asyncio.gather(*listening, return_exceptions=True)

    async def look(self) -> bool:
        """Let every enabled alert look at some of what is new for it; whether there may be more at once."""
        if self._engines.judge is None:
            return False
        works = await self._store.read(_works)
        waiting = {(work.alert.id, work.records[0].id) for work in works}
        self._crashes = {place: count for place, count in self._crashes.items() if place in waiting}
        results = await asyncio.gather(*(self._follow(work) for work in works))
        return any(results)

    async def _follow(self, work: _Work) -> bool:
        """Whether everything went well and there was as much as is looked at in one go."""
        async with self._slots:
            for record in work.records:
                judge = self._engines.judge
                if judge is None:  # it went meanwhile
                    return False
                try:
                    await self._look_at(judge, work, record)
                except EngineBusy as exc:
                    _LOG.info("alert %s waits: %s", work.alert.id, exc)
                    return False
                except LookhearError as exc:
                    _LOG.warning("alert %s could not look at record %s: %s", work.alert.id, record.id, exc)
                    return False
        return len(work.records) == _BATCH

    async def _look_at(self, judge: Judge, work: _Work, record: Record) -> None:
        if not record.text.strip() or await self._store.read(lambda tx: self._is_passed_over(tx, work.alert.id, record)):
            await self._note(work, record, None)
            return
        try:
            verdict: Verdict | None = await judge.judge(record.text, prompt=work.event.prompt)
        except EngineFailed as exc:
            if isinstance(exc, EngineBusy) and not self._has_crashed_often(exc, work, record):
                raise
            _LOG.warning("alert %s leaves record %s out: %s", work.alert.id, record.id, exc)
            verdict = None
        except LookhearError:
            raise
        except Exception:  # noqa: BLE001 - a supervisor: what breaks an engine must not hold up every other alert
            _LOG.exception("alert %s leaves record %s out", work.alert.id, record.id)
            verdict = None
        await self._note(work, record, verdict)

    def _has_crashed_often(self, error: EngineBusy, work: _Work, record: Record) -> bool:
        """Whether an engine crashed over a record again and again: then it is left out, and the alert goes on behind it."""
        if not isinstance(error, EngineCrashed):
            return False
        place = work.alert.id, record.id
        self._crashes[place] = self._crashes.get(place, 0) + 1
        return self._crashes[place] >= _MOST_CRASHES

    async def _note(self, work: _Work, record: Record, verdict: Verdict | None) -> None:
        """Move on behind a record, and tell of what was seen in it, both or none. No verdict says nothing of what there is."""
        is_so = verdict is not None and verdict.is_triggered
        addresses = await self._addresses(record) if is_so else ("", "")
        now_ns = self._now_ns()

        def write(tx: Transaction) -> list[Notice]:
            alert = tx.alerts.get(work.alert.id)
            if alert is None or not alert.is_enabled or alert.judged_id >= record.id:
                return []  # it ended meanwhile, or somebody has looked already
            if verdict is None or not is_so or alert.is_in_view or self._is_quiet(alert, record):
                is_in_view = alert.is_in_view and (verdict is None or is_so or _is_partly_read(record))
                tx.alerts.update(dataclasses.replace(alert, judged_id=record.id, is_in_view=is_in_view))
                return []
            triggered = dataclasses.replace(alert, judged_id=record.id, last_triggered_ns=record.end_ns, is_in_view=record.kind in _SEEN)
            tx.alerts.update(triggered)
            why = self._masker.text(verdict.explanation)
            seen = Seen(alert=triggered, event=work.event, record=record, confidence=verdict.confidence, explanation=why)
            return tell(tx, seen, links=addresses, now_ns=now_ns)

        ring(self._bus, await self._store.write(write))

    def _is_passed_over(self, tx: Transaction, alert_id: str, record: Record) -> bool:
        """Whether nobody needs to know what is in a record: something said too soon. What is seen is judged, to know when it goes."""
        alert = tx.alerts.get(alert_id)
        return alert is not None and record.kind not in _SEEN and self._is_quiet(alert, record)

    def _is_quiet(self, alert: Alert, record: Record) -> bool:
        """Whether a record is too soon behind the one that was told of last."""
        last_ns = alert.last_triggered_ns
        return last_ns is not None and abs(record.end_ns - last_ns) < self._cooldown_ns

    async def _addresses(self, record: Record) -> tuple[str, str]:
        """The playlist and the page of the moment; nothing where the stream was removed meanwhile."""
        from_s, to_s = seconds_of(record.start_ns), seconds_of(record.end_ns)
        try:
            slug = await self._sharing.of_stretches(record.stream_id, [(from_s, max(to_s, from_s + _LEAST_S))])
        except NotFound:
            return "", ""
        return self._links.stream(slug), self._links.player(slug)

    async def _listen(self, topic: str) -> None:
        async with self._bus.subscribe(topic) as messages:
            async for _ in messages:
                self._bell.set()


def _is_partly_read(record: Record) -> bool:
    """Whether an engine says that there is more to be seen than it tells: what is not in it may be there all the same."""
    return bool(record.metadata.get("unread"))


def _works(tx: Transaction) -> list[_Work]:
    """What each enabled alert has to look at now; those with nothing are left out."""
    newest_id = tx.records.newest_id()
    works = []
    for alert in tx.alerts.enabled():
        event = tx.alerts.event(alert.event_id)
        wanted = _records_of(tx, alert)
        if event is None or wanted is None or alert.judged_id >= newest_id:
            continue
        records, _ = tx.records.page(wanted, limit=_BATCH, after_id=alert.judged_id)
        if records:
            works.append(_Work(alert=alert, event=event, records=tuple(records)))
    return works


def _records_of(tx: Transaction, alert: Alert) -> RecordFilter | None:
    """What an index shows: its own records, or those of the understanding it reads."""
    pipeline = tx.pipelines.get(alert.pipeline_id)
    if pipeline is None:
        return None
    if pipeline.kind is not PipelineKind.INDEX:
        return RecordFilter(pipeline_ids=(pipeline.id,))
    return None if pipeline.source_id is None else RecordFilter(pipeline_ids=(pipeline.source_id,), output=pipeline.output)
