"""Rows of WebSockets and of what was told them; the module `connections` is about those to the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, func, select, update

from lookhear.backend.records import Connection, SocketMessage
from lookhear.backend.storage.rows import Mapper
from lookhear.backend.storage.tables import CONNECTIONS, LISTENERS, MESSAGES

if TYPE_CHECKING:
    from lookhear.backend.storage.rows import Rows

_MAP: Final = Mapper(Connection, CONNECTIONS)
_MESSAGE: Final = Mapper(SocketMessage, MESSAGES)
_ROW: Final = CONNECTIONS.c
_OF_CONNECTION: Final = MESSAGES.c.connection_id == bindparam("the_id")
_GET: Final = select(*_MAP.columns).where(_ROW.id == bindparam("id"))
_OF_TICKET: Final = select(*_MAP.columns).where(_ROW.sha256 == bindparam("sha256"))
_EXTEND: Final = update(CONNECTIONS).where(_ROW.id == bindparam("the_id")).values(expires_ns=bindparam("until_ns"))
_NOTE_OPENED: Final = (
    update(CONNECTIONS)
    .where(_ROW.id == bindparam("the_id"))
    .values(expires_ns=bindparam("until_ns"), opened_ns=func.coalesce(_ROW.opened_ns, bindparam("now_ns")))
)
_COUNT: Final = select(func.count()).select_from(CONNECTIONS).where(_ROW.expires_ns > bindparam("at_ns"))
_LAST_NUMBER: Final = select(func.coalesce(func.max(MESSAGES.c.number), 0)).where(_OF_CONNECTION)
_ADD_MESSAGE: Final = _MESSAGE.insert.returning(MESSAGES.c.id)
_FORGET: Final = delete(MESSAGES).where(_OF_CONNECTION, MESSAGES.c.number <= bindparam("last"))
_MESSAGES: Final = select(*_MESSAGE.columns).where(_OF_CONNECTION, MESSAGES.c.id > bindparam("after_id")).order_by(MESSAGES.c.number)
_NEWEST: Final = select(*_MESSAGE.columns).where(_OF_CONNECTION).order_by(MESSAGES.c.number.desc()).limit(1)
_IS_EXPIRED: Final = _ROW.expires_ns < bindparam("before_ns")
_UNLISTEN: Final = delete(LISTENERS).where(LISTENERS.c.connection_id.in_(select(_ROW.id).where(_IS_EXPIRED)))
_REMOVE_EXPIRED: Final = delete(CONNECTIONS).where(_IS_EXPIRED)


class SqlConnections:
    """Port `Connections` on one connection to the database."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, connection: Connection) -> None:
        """Add one."""
        self._rows.run(_MAP.insert, **_MAP.parameters(connection))

    def get(self, connection_id: str) -> Connection | None:
        """One of them."""
        return _MAP.first(self._rows.run(_GET, id=connection_id))

    def of_ticket(self, sha256: str) -> Connection | None:
        """The connection that a ticket opens, expired ones too."""
        return _MAP.first(self._rows.run(_OF_TICKET, sha256=sha256))

    def extend(self, connection_id: str, *, expires_ns: int) -> None:
        """Move its end; one that is gone is no error."""
        self._rows.run(_EXTEND, the_id=connection_id, until_ns=expires_ns)

    def note_opened(self, connection_id: str, *, now_ns: int, expires_ns: int) -> None:
        """Move its end, and keep when it was opened for the first time; one that is gone is no error."""
        self._rows.run(_NOTE_OPENED, the_id=connection_id, now_ns=now_ns, until_ns=expires_ns)

    def count(self, *, open_at_ns: int) -> int:
        """How many have not expired."""
        return int(self._rows.run(_COUNT, at_ns=open_at_ns).scalar_one())

    def add_message(self, connection_id: str, payload: dict[str, object], *, now_ns: int, keep: int) -> SocketMessage:
        """Add a message and forget all of the connection but the newest ``keep``. Its id grows over all connections."""
        number = int(self._rows.run(_LAST_NUMBER, the_id=connection_id).scalar_one()) + 1
        values = {"connection_id": connection_id, "payload": payload, "created_ns": now_ns, "number": number}
        message_id = self._rows.run(_ADD_MESSAGE, **values).scalar_one()
        if number > keep:
            self._rows.run(_FORGET, the_id=connection_id, last=number - keep)
        return SocketMessage(id=message_id, connection_id=connection_id, payload=payload, created_ns=now_ns, number=number)

    def newest(self, connection_id: str) -> SocketMessage | None:
        """The last message that was added to a connection."""
        return _MESSAGE.first(self._rows.run(_NEWEST, the_id=connection_id))

    def messages(self, connection_id: str, *, after_id: int, limit: int) -> list[SocketMessage]:
        """What was told behind a message, in order."""
        return _MESSAGE.all(self._rows.run(_MESSAGES.limit(limit), the_id=connection_id, after_id=after_id))

    def remove_expired(self, *, before_ns: int) -> int:
        """Forget the connections that ended before a time, with their messages and what they listened to; gives how many."""
        self._rows.run(_UNLISTEN, before_ns=before_ns)
        return self._rows.count(_REMOVE_EXPIRED, before_ns=before_ns)
