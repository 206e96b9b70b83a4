"""A narrow binding of libxcb by ctypes: a connection to an X server that hears events and can be woken. Means nothing without a server.

libxcb may be used by several threads at once. Layouts of replies and events: the X11 core protocol. Who needs more calls declares them.
"""

from __future__ import annotations

import abc
import ctypes
import ctypes.util
import struct
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Generic, TypeVar

T = TypeVar("T")
REPLY_HEADER_BYTES: Final = 32
_EVENT_BYTES: Final = 32
_CLIENT_MESSAGE: Final = 33
_COPY_DEPTH, _INPUT_ONLY, _COPY_VISUAL = 0, 2, 0

POINTER, U8, U16, U32 = ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32
Declarations = tuple[tuple[str, Any, tuple[Any, ...]], ...]
"""Functions without their ``xcb_``: the name, what it gives and what it takes."""


class NoServer(Exception):
    """No X server answers, or there is no libxcb."""


class Cookie(ctypes.Structure):
    """What a request gives, to ask for its reply with."""

    _fields_ = (("sequence", ctypes.c_uint),)


class _Roots(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("rem", ctypes.c_int), ("index", ctypes.c_int))


@dataclass(frozen=True, slots=True)
class Woken:
    """`HearingConnection.wake` was called, or the server is gone."""


_DECLARATIONS: Final[Declarations] = (
    ("connect", POINTER, (ctypes.c_char_p, POINTER)),
    ("connection_has_error", ctypes.c_int, (POINTER,)),
    ("disconnect", None, (POINTER,)),
    ("get_setup", POINTER, (POINTER,)),
    ("setup_roots_iterator", _Roots, (POINTER,)),
    ("generate_id", U32, (POINTER,)),
    ("create_window", Cookie, (POINTER, U8, U32, U32, ctypes.c_int16, ctypes.c_int16, U16, U16, U16, U16, U32, U32, POINTER)),
    ("wait_for_event", POINTER, (POINTER,)),
    ("poll_for_event", POINTER, (POINTER,)),
    ("send_event", Cookie, (POINTER, U8, U32, U32, ctypes.c_char_p)),
    ("flush", ctypes.c_int, (POINTER,)),
)


class HearingConnection(abc.ABC, Generic[T]):
    """One connection to an X server; ``T`` is what is heard of it. Raises NoServer."""

    declarations: ClassVar[Declarations]
    """What is called besides the functions that every connection needs."""

    def __init__(self, display: str) -> None:
        try:
            self._xcb = ctypes.CDLL(ctypes.util.find_library("xcb") or "libxcb.so.1")
        except OSError as exc:
            raise NoServer(str(exc)) from exc
        self._libc = ctypes.CDLL(None)
        self._libc.free.argtypes = (POINTER,)
        for name, result, arguments in (*_DECLARATIONS, *self.declarations):
            function = getattr(self._xcb, f"xcb_{name}")
            function.restype, function.argtypes = result, arguments
        self._connection = self._xcb.xcb_connect(display.encode(), None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self._xcb.xcb_disconnect(self._connection)
            raise NoServer(display)
        self._setup = self._xcb.xcb_get_setup(self._connection)
        self.root: int = struct.unpack("<I", ctypes.string_at(self._xcb.xcb_setup_roots_iterator(self._setup).data, 4))[0]
        self._window = self._xcb.xcb_generate_id(self._connection)  # only to send ourselves a message
        self._xcb.xcb_create_window(
            self._connection, _COPY_DEPTH, self._window, self.root, 0, 0, 1, 1, 0, _INPUT_ONLY, _COPY_VISUAL, 0, None
        )
        self._xcb.xcb_flush(self._connection)

    def wait(self) -> T | Woken:
        """The next thing heard. Blocks; `wake` ends it."""
        while True:
            event = self._xcb.xcb_wait_for_event(self._connection)
            if not event:
                return Woken()
            if (heard := self._taken(event)) is not None:
                return heard

    def poll(self) -> T | Woken | None:
        """What was heard already, or None."""
        while event := self._xcb.xcb_poll_for_event(self._connection):
            if (heard := self._taken(event)) is not None:
                return heard
        return None

    def wake(self) -> None:
        """Let `wait` return, in whichever thread it waits."""
        message = struct.pack("<BBHII20x", _CLIENT_MESSAGE, 32, 0, self._window, 0)
        self._xcb.xcb_send_event(self._connection, 0, self._window, 0, message)
        self._xcb.xcb_flush(self._connection)

    def close(self) -> None:
        """End the connection; the server takes back what it gave. Nobody may wait any more."""
        self._xcb.xcb_disconnect(self._connection)

    @abc.abstractmethod
    def _heard(self, kind: int, event: bytes) -> T | None:
        """What an event of the server says; None when it says nothing that matters.

        Errors of requests that nobody waits for come as events of kind 0.
        """

    def _taken(self, event: int) -> T | Woken | None:
        data = ctypes.string_at(event, _EVENT_BYTES)
        self._libc.free(event)
        kind = data[0] & 0x7F  # without the mark of those that a program sent
        if kind != _CLIENT_MESSAGE:
            return self._heard(kind, data)
        # Messages to other windows wake nobody: a tray that comes is told of through the root window.
        return Woken() if struct.unpack_from("<I", data, 4)[0] == self._window else None

    def _reply(self, ask: Any, cookie: Cookie) -> bytes | None:  # noqa: ANN401 - a function of C
        """The whole reply to a request, at least its header; None when the server refuses it or is gone."""
        error = ctypes.c_void_p()
        reply = ask(self._connection, cookie, ctypes.byref(error))
        if not reply:
            self._libc.free(error)
            return None
        length = struct.unpack("<I", ctypes.string_at(reply + 4, 4))[0] * 4
        data = ctypes.string_at(reply, REPLY_HEADER_BYTES + length)
        self._libc.free(reply)
        return data

    def _needed_reply(self, ask: Any, cookie: Cookie) -> bytes:  # noqa: ANN401 - a function of C
        """The same for a request that no server refuses. Raises NoServer."""
        reply = self._reply(ask, cookie)
        if reply is None:
            raise NoServer("it does not answer")
        return reply
