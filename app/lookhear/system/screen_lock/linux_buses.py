"""The buses that `linux` asks over. Declarations of D-Bus calls only."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final

from lookhear.system.buses import SYSTEM, open_bus

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

    from lookhear.system.screen_lock.linux import Buses

_ANSWER_S: Final = 2.0


def open_buses(address: str) -> Buses:
    """The session's bus at its address, and the system's. Raises OSError where neither answers."""
    session, system = _open(address), _open(SYSTEM)
    if session is None and system is None:
        raise OSError("no bus answers")
    return _Buses(session, system)


class _Buses:
    """See `linux.Buses`."""

    def __init__(self, session: DBusConnection | None, system: DBusConnection | None) -> None:
        self._session, self._system = session, system

    def locked_hint(self) -> bool | None:
        """See `Buses`."""
        from jeepney import DBusAddress, Properties

        session = DBusAddress("/org/freedesktop/login1/session/auto", "org.freedesktop.login1", "org.freedesktop.login1.Session")
        answer = _ask(self._system, Properties(session).get("LockedHint"))
        return None if answer is None else bool(answer[0][1])

    def is_active(self, name: str, path: str) -> bool | None:
        """See `Buses`."""
        from jeepney import DBusAddress, MessageFlag, new_method_call

        wish = new_method_call(DBusAddress(path, name, name), "GetActive")
        wish.header.flags = MessageFlag.no_auto_start
        answer = _ask(self._session, wish)
        return None if answer is None else bool(answer[0])

    def close(self) -> None:
        """See `Buses`."""
        for bus in (self._session, self._system):
            if bus is not None:
                with contextlib.suppress(OSError):
                    bus.close()


def _open(bus: str) -> DBusConnection | None:
    try:
        return open_bus(bus)
    except OSError:
        return None


def _ask(bus: DBusConnection | None, wish: Message) -> tuple[Any, ...] | None:
    """The answer; None where there is none, or an error. Raises OSError when the connection is gone."""
    from jeepney import MessageType

    if bus is None:
        return None
    try:
        answer = bus.send_and_get_reply(wish, timeout=_ANSWER_S)
    except TimeoutError:
        return None
    if answer.header.message_type is not MessageType.method_return or not answer.body:
        return None
    return tuple(answer.body)
