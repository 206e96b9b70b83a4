"""Conversations with portals over the session's D-Bus: calls, requests that a person answers, and signals. Owned by one thread.

See the documentation of ``org.freedesktop.portal.Request``: the answer to a request is a signal of an object whose path is known before.
"""

from __future__ import annotations

import contextlib
import itertools
import secrets
import selectors
from typing import TYPE_CHECKING, Any, Final, Self

from jeepney import DBusAddress, HeaderFields, MatchRule, MessageType, Properties, message_bus, new_method_call

from lookhear.system.buses import open_bus

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

_NAME: Final = "org.freedesktop.portal.Desktop"
_PATH: Final = "/org/freedesktop/portal/desktop"
_REQUEST: Final = "org.freedesktop.portal.Request"
_ANSWER_S: Final = 5.0
_WAKE_BYTES: Final = 64


class BusError(Exception):
    """No bus, no portal, or a refusal."""


class Closing(Exception):
    """The owner wants the thread to end."""


class Bus:
    """One connection. ``heard(member, body)`` gets the signals listened to, also while something else is waited for. Raises BusError.

    A byte at ``woken`` ends a wait: `pump` returns, or `Closing` is raised when ``is_closing`` says so.
    """

    def __init__(
        self, address: str, *, woken: socket.socket, is_closing: Callable[[], bool], heard: Callable[[str, tuple[Any, ...]], None]
    ) -> None:
        self._woken, self._is_closing, self._heard = woken, is_closing, heard
        self._numbers = itertools.count(1)
        self._prefix = f"lookhear{secrets.token_hex(4)}"
        self._interfaces: set[str] = set()
        try:
            self._connection: DBusConnection = open_bus(address)
        except OSError as exc:
            raise BusError(f"the session's bus does not answer: {exc}") from exc
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._connection.sock, selectors.EVENT_READ)
        self._selector.register(woken, selectors.EVENT_READ)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._selector.close()
        with contextlib.suppress(OSError):
            self._connection.close()

    def token(self) -> str:
        """A word that no other object of ours is named by."""
        return f"{self._prefix}_{next(self._numbers)}"

    def register(self, app_id: str) -> None:
        """Say who we are, where the desktop has an interface for that: programs in no sandbox are otherwise guessed at."""
        with contextlib.suppress(BusError):
            self.call(_PATH, "org.freedesktop.host.portal.Registry.Register", "sa{sv}", app_id, {})

    def version_of(self, interface: str) -> int:
        """The version of an interface of the desktop's portal."""
        message = Properties(DBusAddress(_PATH, bus_name=_NAME, interface=interface)).get("version")
        return int(self._reply_to(message)[0][1])

    def listen(self, interface: str) -> None:
        """Hear the signals of an interface."""
        self._match(interface)
        self._interfaces.add(interface)

    def call(self, path: str, call: str, signature: str = "", *body: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as D-Bus
        """Call a method, ``interface.Method``, and wait for its reply."""
        interface, _, method = call.rpartition(".")
        address = DBusAddress(path, bus_name=_NAME, interface=interface)
        return self._reply_to(new_method_call(address, method, signature or None, body))

    def ask(self, call: str, signature: str, *body: Any, options: dict[str, tuple[str, Any]]) -> tuple[int, dict[str, tuple[str, Any]]]:  # noqa: ANN401
        """Call a method, ``interface.Method``, that a person may have to answer; waits for as long as that takes.

        ``signature`` and ``body`` are what stands before the ``options``. Gives the portal's code and results.
        """
        token = self.token()
        sender = str(self._connection.unique_name).removeprefix(":").replace(".", "_")
        path = f"{_PATH}/request/{sender}/{token}"
        self._match(_REQUEST, path=path)
        interface, _, method = call.rpartition(".")
        address = DBusAddress(_PATH, bus_name=_NAME, interface=interface)
        message = new_method_call(address, method, f"{signature}a{{sv}}", (*body, {**options, "handle_token": ("s", token)}))
        code, results = self._converse(message, until=path)
        return int(code), results

    def pump(self) -> None:
        """Hand over signals until somebody wakes us. Raises `Closing`."""
        while (message := self._next()) is not None:
            self._dispatch(message)

    def _match(self, interface: str, path: str | None = None) -> None:
        rule = MatchRule(type="signal", sender=_NAME, interface=interface, path=path)
        self._reply_to(message_bus.AddMatch(rule))

    def _reply_to(self, message: Message) -> tuple[Any, ...]:
        return self._converse(message, until=None)

    def _converse(self, message: Message, *, until: str | None) -> tuple[Any, ...]:
        """Send; give the reply, or the body of the signal ``Response`` of the object at the path ``until``."""
        serial = next(self._connection.outgoing_serial)
        try:
            self._connection.send(message, serial=serial)
        except OSError as exc:
            raise BusError(f"the session's bus is gone: {exc}") from exc
        is_replied = False
        while True:
            heard = self._next(timeout=None if is_replied else _ANSWER_S)
            if heard is None:
                continue
            fields = heard.header.fields
            if fields.get(HeaderFields.reply_serial) == serial:
                if heard.header.message_type is MessageType.error:
                    raise BusError(f"{fields.get(HeaderFields.error_name)}: {' '.join(map(str, heard.body))}")
                if until is None:
                    return tuple(heard.body)
                is_replied = True
            elif until is not None and fields.get(HeaderFields.path) == until and fields.get(HeaderFields.member) == "Response":
                return tuple(heard.body)
            else:
                self._dispatch(heard)

    def _next(self, timeout: float | None = None) -> Message | None:
        """The next message; None when woken. Raises `Closing`, and BusError when nothing comes in time."""
        while True:
            try:
                return self._connection.receive(timeout=0)
            except TimeoutError:
                pass
            except OSError as exc:
                raise BusError(f"the session's bus is gone: {exc}") from exc
            ready = self._selector.select(timeout)
            if not ready:
                raise BusError("the desktop's portal does not answer")
            if any(key.fileobj is self._woken for key, _ in ready):
                self._woken.recv(_WAKE_BYTES)
                if self._is_closing():
                    raise Closing
                return None

    def _dispatch(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type is MessageType.signal and fields.get(HeaderFields.interface) in self._interfaces:
            self._heard(str(fields.get(HeaderFields.member)), tuple(message.body))
