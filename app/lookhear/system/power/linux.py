"""Keeping a Linux desktop awake: whoever of the session's services answers is asked, and forgets it when the connection is closed.

Sources: the idle inhibition service of freedesktop.org (org.freedesktop.ScreenSaver), GNOME's session manager
(org.gnome.SessionManager.Inhibit, flags 4 suspend and 8 idle), and logind's inhibitor locks (org.freedesktop.login1.Manager.Inhibit).
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.system.buses import SYSTEM, open_bus

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME: Final = "Lookhear"
_WHY: Final = "A recording runs"
_ANSWER_S: Final = 2.0
_GNOME_SUSPEND_AND_IDLE: Final = 4 | 8


class Asking(Protocol):
    """A connection over which the session is asked; closing it takes everything back."""

    def ask_screen_saver(self) -> bool:
        """Whether org.freedesktop.ScreenSaver agreed."""
        ...

    def ask_gnome(self) -> bool:
        """Whether GNOME's session manager agreed."""
        ...

    def ask_logind(self) -> bool:
        """Whether logind agreed: it knows of machines without a desktop that counts idle time."""
        ...

    def close(self) -> None:
        """Take everything back. Never raises."""
        ...


class LinuxKeepAwake:
    """See `lookhear.system.power.kinds.KeepAwake`. ``open_session`` raises OSError where nobody answers."""

    def __init__(self, open_session: Callable[[], Asking]) -> None:
        self._open = open_session
        self._session: Asking | None = None
        self.trouble = ""

    def hold(self) -> None:
        """See the port."""
        if self._session is not None:
            return
        self.trouble = "Nothing in this session can keep the computer awake."
        with contextlib.suppress(OSError):
            self._session = session = self._open()
            # All are asked: which of them really decides depends on the desktop.
            agreed = [session.ask_gnome(), session.ask_screen_saver(), session.ask_logind()]
            if any(agreed):
                self.trouble = ""

    def release(self) -> None:
        """See the port."""
        self.trouble = ""
        if self._session is not None:
            self._session.close()
            self._session = None


def dial(address: str) -> Asking:
    """A connection to the session's bus. Raises OSError."""
    return _Buses(address)


class _Buses:
    """See `Asking`."""

    def __init__(self, address: str) -> None:
        self._session = open_bus(address)
        self._lock_fd = -1

    def ask_screen_saver(self) -> bool:
        """See `Asking`."""
        return self._ask("org.freedesktop.ScreenSaver", "ss", (_NAME, _WHY))

    def ask_gnome(self) -> bool:
        """See `Asking`."""
        return self._ask("org.gnome.SessionManager", "susu", (_NAME, 0, _WHY, _GNOME_SUSPEND_AND_IDLE))

    def ask_logind(self) -> bool:
        """See `Asking`. The lock is an open file, which logind gives over the system's bus."""
        from jeepney import DBusAddress, MessageType, new_method_call

        login = DBusAddress("/org/freedesktop/login1", "org.freedesktop.login1", "org.freedesktop.login1.Manager")
        with contextlib.suppress(OSError), open_bus(SYSTEM, takes_files=True) as system:
            wish = new_method_call(login, "Inhibit", "ssss", ("idle", _NAME, _WHY, "block"))
            answer = system.send_and_get_reply(wish, timeout=_ANSWER_S)
            if answer.header.message_type is MessageType.method_return:
                self._lock_fd = answer.body[0].to_raw_fd()
                return True
        return False

    def close(self) -> None:
        """See `Asking`."""
        with contextlib.suppress(OSError):
            self._session.close()
        if self._lock_fd >= 0:
            os.close(self._lock_fd)
            self._lock_fd = -1

    def _ask(self, name: str, signature: str, body: tuple[object, ...]) -> bool:
        from jeepney import DBusAddress, MessageType, new_method_call

        with contextlib.suppress(OSError):  # another may answer
            service = DBusAddress("/" + name.replace(".", "/"), name, name)
            wish = new_method_call(service, "Inhibit", signature, body)
            answer = self._session.send_and_get_reply(wish, timeout=_ANSWER_S)
            return answer.header.message_type is MessageType.method_return
        return False
