"""Keeping a Linux desktop awake: a real bus, and a service of the desktop that notes who asked and who went."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any

import pytest
from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

from demo.desktop import VirtualDesktop
from demo.process import wait_until
from lookhear.system.power import keep_awake_of_this_session

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOOK_S = 0.02
SERVICES = {
    "org.freedesktop.ScreenSaver": ("ss", ("Lookhear", "A recording runs")),
    "org.gnome.SessionManager": ("susu", ("Lookhear", 0, "A recording runs", 12)),
}


class Desktop:
    """Answers as the service of that name; ``asked`` has what it was asked, ``asker`` who asked last."""

    def __init__(self, address: str, name: str) -> None:
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self.asker = ""
        self._is_over = threading.Event()
        self._connection = open_dbus_connection(address)
        self._connection.send_and_get_reply(message_bus.RequestName(name))
        self._thread = threading.Thread(target=self._serve, name="fake desktop")
        self._thread.start()

    def close(self) -> None:
        self._is_over.set()
        self._thread.join()
        self._connection.close()

    def _serve(self) -> None:
        while not self._is_over.is_set():
            with contextlib.suppress(TimeoutError):
                message = self._connection.receive(timeout=_LOOK_S)
                if message.header.message_type is not MessageType.method_call:
                    continue
                if message.header.fields[HeaderFields.member] == "Inhibit":
                    self.asked.append((message.header.fields[HeaderFields.signature], message.body))
                    self.asker = message.header.fields[HeaderFields.sender]
                    self._connection.send(new_method_return(message, "u", (7,)))
                else:
                    self._connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "s", ("no",)))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with VirtualDesktop(has_display=False, has_audio=False, has_bus=True) as desktop:
        yield desktop.bus.address


def is_on_the_bus(address: str, name: str) -> bool:
    with open_dbus_connection(address) as connection:
        return bool(connection.send_and_get_reply(message_bus.NameHasOwner(name)).body[0])


@pytest.mark.parametrize("name", list(SERVICES))
def test_the_desktop_is_asked_and_forgets_it_when_the_recording_ends(address: str, name: str) -> None:
    desktop = Desktop(address, name)
    try:
        awake = keep_awake_of_this_session({"DBUS_SESSION_BUS_ADDRESS": address})
        awake.hold()
        assert awake.trouble == ""
        assert desktop.asked == [SERVICES[name]]
        assert is_on_the_bus(address, desktop.asker)
        awake.release()
        wait_until(lambda: not is_on_the_bus(address, desktop.asker), what="the end of the connection")
    finally:
        desktop.close()
