"""The active window on X11: what the window manager says on the root window (EWMH), and what the window says of itself.

Nothing is polled. A window manager that ends takes its word with it; the next one gives its own, which is a change like any other.
"""

from __future__ import annotations

import logging
import struct
import threading
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.system.active_window.kinds import ActiveWindow, Unavailable
from lookhear.system.active_window.xcb import Changed, WindowConnection
from lookhear.system.xcb import NoServer, Woken

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.system.active_window.xcb import Heard

_ATOMS: Final = ("_NET_ACTIVE_WINDOW", "_NET_WM_NAME", "WM_NAME", "WM_CLASS", "_NET_WM_PID")
_LOG: Final = logging.getLogger(__name__)


class Connection(Protocol):
    """What is needed of `WindowConnection`, where it is told what each does."""

    root: int

    def atom(self, name: str) -> int:
        """The number of a name."""
        ...

    def property(self, window: int, atom: int) -> bytes:
        """What a property holds."""
        ...

    def listen(self, window: int, *, is_wanted: bool = True) -> None:
        """Hear of a window."""
        ...

    def wait(self) -> Heard:
        """The next thing heard."""
        ...

    def poll(self) -> Heard | None:
        """What was heard already."""
        ...

    def wake(self) -> None:
        """Let `wait` return."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


class X11Windows:
    """`ActiveWindows` of an X11 session."""

    def __init__(self, display: str, connect: Callable[[str], Connection] = WindowConnection) -> None:
        self._display, self._connect = display, connect
        self._connection: Connection | None = None
        self._thread: threading.Thread | None = None
        self._is_closing = threading.Event()
        self.unavailable: Unavailable | None = None

    def start(self, changed: Callable[[ActiveWindow], object]) -> None:
        """See `ActiveWindows.start`."""
        self.unavailable = None
        self._is_closing.clear()
        try:
            self._connection = connection = self._connect(self._display)
            watch = _Watch(connection, changed)
        except NoServer:
            _LOG.info("the active window is not told: the X server does not answer")
            self.unavailable = Unavailable.NO_DISPLAY
            return
        self._thread = threading.Thread(target=self._run, args=(watch,), name="active-window")
        self._thread.start()

    def close(self) -> None:
        """See `ActiveWindows.close`."""
        if self._connection is None:
            return
        self._is_closing.set()
        if self._thread is not None:
            self._connection.wake()
            self._thread.join()
        self._connection.close()
        self._connection = self._thread = None

    def _run(self, watch: _Watch) -> None:
        watch.look()
        while watch.hears() and not self._is_closing.is_set():
            watch.look()
        if not self._is_closing.is_set():
            _LOG.info("the active window is not told any more: the X server is gone")


class _Watch:
    """What one thread knows: which window it listens to, and what it told last. Raises NoServer."""

    def __init__(self, connection: Connection, changed: Callable[[ActiveWindow], object]) -> None:
        self._connection, self._changed = connection, changed
        self._active, self._net_name, self._name, self._class, self._pid = (connection.atom(name) for name in _ATOMS)
        self._window = 0
        self._told: ActiveWindow | None = None
        connection.listen(connection.root)

    def hears(self) -> bool:
        """Wait until something may be different; False when there is nothing more to hear. What comes together is one change."""
        heard: Heard | None = self._connection.wait()
        while not self._matters(heard):
            heard = self._connection.wait()
        while heard is not None:
            if isinstance(heard, Woken):
                return False
            heard = self._connection.poll()
        return True

    def look(self) -> None:
        """Tell the window of now, if it is another one or has another title."""
        window = _number(self._connection.property(self._connection.root, self._active)) or 0
        if window != self._window:
            if self._window:
                self._connection.listen(self._window, is_wanted=False)
            self._window = window
            if window:
                self._connection.listen(window)
        if not window:
            return
        found = self._read(window)
        if found != self._told and (found.app or found.title):  # neither: it died meanwhile
            self._told = found
            self._changed(found)

    def _matters(self, heard: Heard | None) -> bool:
        match heard:
            case Changed(window=window, atom=atom) if window == self._connection.root:
                return atom == self._active
            case Changed(window=window, atom=atom):
                return window == self._window and atom in {None, self._net_name, self._name, self._class, self._pid}
            case _:
                return True

    def _read(self, window: int) -> ActiveWindow:
        name = self._connection.property(window, self._net_name).decode("utf-8", "replace")
        title = name or self._connection.property(window, self._name).decode("latin-1")
        return ActiveWindow(
            app=program_of(self._connection.property(window, self._class)),
            title=title.rstrip("\0"),
            pid=_number(self._connection.property(window, self._pid)) or None,
        )


def program_of(wm_class: bytes) -> str:
    """The name of a program as people know it, from the class its window has: ``firefox`` is Firefox, ``org.gnome.Nautilus`` Nautilus."""
    names = [name.decode("utf-8", "replace") for name in wm_class.split(b"\0") if name]
    name = names[-1] if names else ""
    if "." in name and " " not in name and name.split(".")[0] in {"org", "com", "net", "io", "de", "app", "dev"}:
        name = name.rsplit(".", 1)[-1] or name
    return name[:1].upper() + name[1:] if name.islower() else name


def _number(data: bytes) -> int | None:
    return int(struct.unpack_from("<I", data)[0]) if len(data) >= struct.calcsize("<I") else None
