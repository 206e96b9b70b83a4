"""Rows of webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, func, select, update

from lookhear.backend.records import Delivery, DeliveryState
from lookhear.backend.storage.rows import Mapper
from lookhear.backend.storage.tables import DELIVERIES

if TYPE_CHECKING:
    from lookhear.backend.storage.rows import Rows

_MAP: Final = Mapper(Delivery, DELIVERIES)
_ROW: Final = DELIVERIES.c
_SELECT: Final = select(*_MAP.columns)
_IS_WAITING: Final = _ROW.state == DeliveryState.WAITING
_IS_OLDER: Final = func.coalesce(_ROW.resent_ns, _ROW.created_ns) < bindparam("before_ns")
_ADD: Final = _MAP.insert.returning(*_MAP.columns)
_GET: Final = _SELECT.where(_ROW.id == bindparam("id"))
_WAITING: Final = _SELECT.where(_IS_WAITING, _ROW.key == bindparam("key")).order_by(_ROW.id)
_GIVE_UP: Final = (
    update(DELIVERIES)
    .where(_IS_WAITING, _ROW.key == bindparam("the_key"), _IS_OLDER)
    .values(state=DeliveryState.DEAD, error=bindparam("why"))
)
_COUNT: Final = select(func.count()).select_from(DELIVERIES).where(_ROW.state == bindparam("state"))
_REMOVE_DELIVERED: Final = delete(DELIVERIES).where(_ROW.state == DeliveryState.DELIVERED, _ROW.delivered_ns < bindparam("before_ns"))
_REMOVE_DEAD: Final = delete(DELIVERIES).where(_ROW.state == DeliveryState.DEAD, _IS_OLDER)


class SqlOutbox:
    """Port `Outbox` on one connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, delivery: Delivery) -> Delivery:
        """Add one behind all others of its key; its id is made here, that of the argument is ignored."""
        return _MAP.of(self._rows.run(_ADD, **_MAP.new(delivery)).one())

    def get(self, delivery_id: int) -> Delivery | None:
        """One of them."""
        return _MAP.first(self._rows.run(_GET, id=delivery_id))

    def waiting(self, key: str, *, limit: int) -> list[Delivery]:
        """The next that wait of a key, in their order."""
        return _MAP.all(self._rows.run(_WAITING.limit(limit), key=key))

    def update(self, delivery: Delivery) -> None:
        """Replace the row with this id."""
        self._rows.change(_MAP.update, **_MAP.changes(delivery))

    def give_up(self, key: str, *, created_before_ns: int, error: str) -> int:
        """Let those of a key that wait since before a time (created, or sent again last) be dead; gives how many."""
        return self._rows.count(_GIVE_UP, the_key=key, before_ns=created_before_ns, why=error)

    def search(
        self, *, state: DeliveryState | None = None, session_id: str | None = None, limit: int, before: int | None = None
    ) -> list[Delivery]:
        """Webhooks, newest first; ``before`` is the id of the last row of the page before."""
        wanted = {"state": state, "session_id": session_id}
        statement = _SELECT.where(*(_ROW[name] == value for name, value in wanted.items() if value is not None))
        if before is not None:
            statement = statement.where(_ROW.id < before)
        return _MAP.all(self._rows.run(statement.order_by(_ROW.id.desc()).limit(limit)))

    def dead(self, *, after_id: int, session_id: str | None = None, limit: int) -> list[Delivery]:
        """What was given up, of one session or of all, oldest first, behind an id (zero: from the beginning)."""
        statement = _SELECT.where(_ROW.state == DeliveryState.DEAD, _ROW.id > after_id)
        if session_id is not None:
            statement = statement.where(_ROW.session_id == session_id)
        return _MAP.all(self._rows.run(statement.order_by(_ROW.id).limit(limit)))

    def count(self, state: DeliveryState) -> int:
        """How many are in a state."""
        return int(self._rows.run(_COUNT, state=state).scalar_one())

    def remove_delivered(self, *, before_ns: int) -> int:
        """Forget what was delivered before a time; gives how many."""
        return self._rows.count(_REMOVE_DELIVERED, before_ns=before_ns)

    def remove_dead(self, *, before_ns: int) -> int:
        """Forget what was given up and is from before a time; gives how many."""
        return self._rows.count(_REMOVE_DEAD, before_ns=before_ns)
