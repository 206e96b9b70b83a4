"""Connections to a D-Bus message bus: whatever keeps one from answering is an OSError, and none is waited for long. Linux desktops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

SYSTEM: Final = "SYSTEM"
_ANSWER_S: Final = 2.0


def open_bus(address: str, *, takes_files: bool = False) -> DBusConnection:
    """The bus at an address, or that of the `SYSTEM`. ``takes_files``: answers may have open files in them. Raises OSError.

    An address that is no address is one that does not answer: it comes from the environment.
    """
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import DBusErrorResponse

    if not address:
        raise OSError("there is no bus")
    try:
        return open_dbus_connection(bus=address, enable_fds=takes_files, auth_timeout=_ANSWER_S)
    except (ValueError, RuntimeError, StopIteration, DBusErrorResponse) as exc:  # it refuses us, or the address is none
        raise OSError(f"the bus does not answer ({type(exc).__name__})") from exc
