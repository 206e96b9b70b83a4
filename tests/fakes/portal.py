"""A desktop's portal for global hotkeys on a session bus of a test: answers as the specification says, and its person decides."""

from __future__ import annotations

import contextlib
import queue
import threading
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
REQUEST = "org.freedesktop.portal.Request"
_LOOK_S = 0.02


class FakePortal:
    """``bound`` are the shortcuts of the newest session: name → preferred trigger. ``refuses`` names are left out, as a person may.

    ``answers`` False: the person's question stays open.
    """

    def __init__(self, address: str, *, refuses: set[str] | None = None, answers: bool = True, has_shortcuts: bool = True) -> None:
        self.refuses, self.answers, self.has_shortcuts = refuses or set(), answers, has_shortcuts
        self.registered: list[str] = []
        self.sessions: list[str] = []
        self.closed: list[str] = []
        self.bound: dict[str, str] = {}
        self.descriptions: dict[str, str] = {}
        self.was_asked = threading.Event()
        self._signals: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._is_over = threading.Event()
        self._connection: DBusConnection = open_dbus_connection(address)
        self._connection.send_and_get_reply(message_bus.RequestName(NAME))
        self._thread = threading.Thread(target=self._serve, name="fake portal")
        self._thread.start()

    def close(self) -> None:
        self._is_over.set()
        self._thread.join()
        self._connection.close()

    def press(self, name: str, *, session: str | None = None) -> None:
        """The person presses the keys of a shortcut."""
        body: tuple[Any, ...] = (session or self.sessions[-1], name, 1234, {})
        self._signals.put(new_signal(DBusAddress(PATH, interface=SHORTCUTS), "Activated", "osta{sv}", body))

    def _serve(self) -> None:
        while not self._is_over.is_set():
            while not self._signals.empty():
                self._connection.send(self._signals.get())
            with contextlib.suppress(TimeoutError):
                message = self._connection.receive(timeout=_LOOK_S)
                if message.header.message_type is MessageType.method_call:
                    self._answer(message)

    def _answer(self, message: Message) -> None:
        method = message.header.fields[HeaderFields.member]
        body: tuple[Any, ...] = message.body
        match method:
            case "Get" if self.has_shortcuts:
                self._connection.send(new_method_return(message, "v", (("u", 1),)))
            case "Register":
                self.registered.append(body[0])
                self._connection.send(new_method_return(message))
            case "CreateSession":
                session = f"{PATH}/session/1_1/{body[0]['session_handle_token'][1]}"
                self.sessions.append(session)
                self._respond(message, body[0], 0, {"session_handle": ("s", session)})
            case "BindShortcuts":
                self._bind(message)
            case "Close":
                self.closed.append(message.header.fields[HeaderFields.path])
                self._connection.send(new_method_return(message))
            case _:
                self._connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "s", ("no",)))

    def _bind(self, message: Message) -> None:
        body: tuple[Any, ...] = message.body
        _, shortcuts, _, options = body
        self.bound = {name: about["preferred_trigger"][1] for name, about in shortcuts if name not in self.refuses}
        self.descriptions = {name: about["description"][1] for name, about in shortcuts}
        self.was_asked.set()
        told = [(name, {"trigger_description": ("s", f"Press {keys}")}) for name, keys in self.bound.items()]
        if self.answers:
            self._respond(message, options, 0, {"shortcuts": ("a(sa{sv})", told)})
        else:
            self._connection.send(new_method_return(message, "o", (self._request(message, options),)))

    def _respond(self, message: Message, options: dict[str, Any], code: int, results: dict[str, Any]) -> None:
        path = self._request(message, options)
        self._connection.send(new_method_return(message, "o", (path,)))
        self._connection.send(new_signal(DBusAddress(path, interface=REQUEST), "Response", "ua{sv}", (code, results)))

    @staticmethod
    def _request(message: Message, options: dict[str, Any]) -> str:
        sender = message.header.fields[HeaderFields.sender].removeprefix(":").replace(".", "_")
        return f"{PATH}/request/{sender}/{options['handle_token'][1]}"
