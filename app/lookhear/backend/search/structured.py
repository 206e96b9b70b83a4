"""Records without words to look for: filtered, sorted, counted (`query` and `aggregate` of the SDKs). Owned by the event loop."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final

from lookhear.backend.search.conditions import agrees, conditions_of, fact
from lookhear.backend.search.scope import EVERYTHING, label_of
from lookhear.backend.search.service import Hit
from lookhear.backend.streams.times import seconds_of
from lookhear.errors import InvalidRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lookhear.backend.ports import Store, Transaction
    from lookhear.backend.records import Record
    from lookhear.backend.search.conditions import Filter
    from lookhear.backend.search.scope import Choice, Scope

MOST_LOOKED_AT: Final = 20_000
_PAGE: Final = 1000
_MOST_NAMES: Final = 8
_CUT: Final = ("too_many_records", f"Only the first {MOST_LOOKED_AT} records were looked at. Narrow it down by an index or a video.")


class Metric(StrEnum):
    """What is told of a group of records."""

    COUNT = "count"
    DURATION = "duration"  # seconds of all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """By what records are sorted."""

    name: str
    is_descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which records, in which order, and how many."""

    limit: int
    choice: Choice = EVERYTHING
    conditions: Filter = None
    orders: tuple[Order, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """The records that agree, and whether there were more than are looked at."""

    hits: tuple[Hit, ...]
    warnings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """A value that records have, and what is told of those."""

    key: object
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Buckets:
    """The groups, largest first, and the same of everything together."""

    buckets: tuple[Bucket, ...]
    total: float
    warnings: tuple[tuple[str, str], ...] = ()


class StructuredSearch:
    """Goes through the records of a scope."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def select(self, selection: Selection, scoped: Callable[[Transaction], Scope]) -> Selected:
        """Records that agree, by their time where nothing else is said. Raises NotFound, InvalidRequest."""
        conditions = conditions_of(selection.conditions)

        def work(tx: Transaction) -> Selected:
            scope = scoped(tx)
            looked_at = _Counted(tx, scope)
            found = [record for record in looked_at if agrees(record, conditions)]
            for order in reversed(selection.orders):
                found.sort(key=partial(_place, name=order.name), reverse=order.is_descending)
            hits = (_hit(tx, scope, record) for record in found[: selection.limit])
            return Selected(hits=tuple(hit for hit in hits if hit is not None), warnings=looked_at.warnings)

        return await self._store.read(work)

    async def aggregate(
        self, selection: Selection, scoped: Callable[[Transaction], Scope], *, group_by: str | None, metric: Metric
    ) -> Buckets:
        """Counts of records by what they say under a name; a list counts for each of its values. Raises NotFound, InvalidRequest."""
        conditions = conditions_of(selection.conditions)
        if any(order.name not in {"key", "value", metric.value, group_by} for order in selection.orders):
            raise InvalidRequest(f"sort: by key, or by {metric.value}.")

        def work(tx: Transaction) -> Buckets:
            looked_at = _Counted(tx, scoped(tx))
            sums: dict[tuple[str, str], Bucket] = {}
            total: float = 0
            for record in looked_at:
                if not agrees(record, conditions):
                    continue
                amount = 1 if metric is Metric.COUNT else seconds_of(record.end_ns - record.start_ns)
                total += amount
                for value in _values(record, group_by):
                    place = (type(value).__name__, str(value))
                    before = sums[place].value if place in sums else 0
                    sums[place] = Bucket(key=value, value=before + amount)
            buckets = sorted(sums.values(), key=lambda bucket: (-bucket.value, str(bucket.key)))
            for order in reversed(selection.orders):
                is_by_key = order.name in {"key", group_by}
                buckets.sort(key=lambda each: _rank(each.key if is_by_key else each.value), reverse=order.is_descending)
            return Buckets(buckets=tuple(buckets[: selection.limit]), total=total, warnings=looked_at.warnings)

        return await self._store.read(work)


class _Counted:
    """The records of a scope by their start, as many as are looked at."""

    def __init__(self, tx: Transaction, scope: Scope) -> None:
        self._tx = tx
        self._scope = scope
        self.warnings: tuple[tuple[str, str], ...] = ()

    def __iter__(self) -> Iterator[Record]:
        if self._scope.is_empty:
            return
        for offset in range(0, MOST_LOOKED_AT, _PAGE):
            rows, count = self._tx.records.page(self._scope.wanted, limit=_PAGE, offset=offset)
            yield from (record for record in rows if self._scope.covers(record))
            if offset + _PAGE >= count:
                return
        self.warnings = (_CUT,)


def orders_of(sort: object) -> tuple[Order, ...]:
    """What a client's ``sort`` means: ``"start"``, ``"-start"``, or pairs of a name and asc or desc. Raises InvalidRequest."""
    if sort in (None, "", []):
        return ()
    parts = sort if isinstance(sort, list) else [sort]
    if len(parts) > _MOST_NAMES:
        raise InvalidRequest(f"sort: {_MOST_NAMES} names at most.")
    return tuple(_order(part) for part in parts)


def _order(part: object) -> Order:
    match part:
        case str():
            return Order(name=part.removeprefix("-"), is_descending=part.startswith("-"))
        case [str(name), str(direction)] if direction.lower() in {"asc", "desc"}:
            return Order(name=name, is_descending=direction.lower() == "desc")
        case _:
            raise InvalidRequest('sort: a name, or pairs such as [["start", "desc"]].')


def _values(record: Record, group_by: str | None) -> list[object]:
    value = None if group_by is None else fact(record, group_by)
    if isinstance(value, list):
        return list(dict.fromkeys(str(each) if isinstance(each, dict | list) else each for each in value))
    return [str(value) if isinstance(value, dict) else value]


def _place(record: Record, name: str) -> tuple[int, float, str]:
    return _rank(fact(record, name))


def _rank(value: object) -> tuple[int, float, str]:
    """A key by which values of any kind can be sorted: nothing, numbers, texts."""
    if value is None:
        return 0, 0.0, ""
    if isinstance(value, int | float):
        return 1, float(value), ""
    return 2, 0.0, str(value)


def _hit(tx: Transaction, scope: Scope, record: Record) -> Hit | None:
    stream, session = tx.streams.get(record.stream_id), tx.sessions.get(record.session_id)
    if stream is None or session is None:
        return None
    return Hit(record=record, score=1.0, label=label_of(tx, scope, record), stream=stream, session=session)
