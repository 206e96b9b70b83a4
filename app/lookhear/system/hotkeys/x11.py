"""Hotkeys on X11: passive grabs on the root window, heard by a thread of their own."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.system.hotkeys.kinds import Bound, Trouble, Unavailable
from lookhear.system.hotkeys.xcb import KeyConnection, KeyEvent, MappingChanged
from lookhear.system.xcb import NoServer, Woken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lookhear.system.hotkeys.kinds import Combination
    from lookhear.system.hotkeys.x11_keys import Keyboard
    from lookhear.system.hotkeys.xcb import Heard

_LOG: Final = logging.getLogger(__name__)


class Connection(Protocol):
    """What is needed of `KeyConnection`, where it is told what each does."""

    def keyboard(self) -> Keyboard:
        """The mapping now."""
        ...

    def grab(self, keycode: int, mask: int) -> bool:
        """Take a key."""
        ...

    def release(self, keycode: int, mask: int) -> None:
        """Give it back."""
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


class X11Hotkeys:
    """`Hotkeys` of an X11 session. Lock: the grabs, which the thread takes anew when the keyboard's layout changes."""

    def __init__(self, display: str, connect: Callable[[str], Connection] = KeyConnection) -> None:
        self._display, self._connect = display, connect
        self._connection: Connection | None = None
        self._lock = threading.Lock()
        self._wanted: dict[str, Combination] = {}
        self._grabs: dict[tuple[int, int], str] = {}  # keycode and mask without locks → name
        self._pressed: Callable[[str], object] = lambda _name: None
        self._is_closing = False
        self._thread: threading.Thread | None = None
        self.unavailable: Unavailable | None = None

    def start(self, pressed: Callable[[str], object]) -> None:
        """See `Hotkeys.start`."""
        self._pressed = pressed
        try:
            self._connection = self._connect(self._display)
        except NoServer as exc:
            _LOG.info("no hotkeys: the X server does not answer: %s", exc)
            self.unavailable = Unavailable.NO_DISPLAY
            return
        self._thread = threading.Thread(target=self._hear, args=(self._connection,), name="hotkeys")
        self._thread.start()

    def bind(self, wanted: Mapping[str, Combination], *, words: Mapping[str, str]) -> Bound:
        """See `Hotkeys.bind`. X11 shows them nowhere."""
        del words
        if self._connection is None:
            return Bound({}, {})
        with self._lock:
            self._wanted = dict(wanted)
            try:
                return Bound(self._grab_all(self._connection), {})
            except NoServer:
                return Bound(dict.fromkeys(wanted, Trouble.NOT_BOUND), {})

    def check(self, combination: Combination) -> Trouble | None:
        """See `Hotkeys.check`."""
        if self._connection is None:
            return None
        with self._lock:
            try:
                keyboard = self._connection.keyboard()
                keycodes, mask = keyboard.keycodes(combination), keyboard.mask(combination)
                if not keycodes:
                    return Trouble.UNKNOWN_KEY
                tried = [keycode for keycode in keycodes if (keycode, mask) not in self._grabs]
                granted = [keycode for keycode in tried if self._connection.grab(keycode, mask)]
            except NoServer:
                return None
            for keycode in granted:
                self._connection.release(keycode, mask)
        return None if granted == tried else Trouble.TAKEN

    def close(self) -> None:
        """See `Hotkeys.close`."""
        if self._connection is None:
            return
        self._is_closing = True
        self._connection.wake()
        if self._thread is not None:
            self._thread.join()
        self._connection.close()
        self._connection = None

    def _grab_all(self, connection: Connection) -> dict[str, Trouble]:
        """With the lock: let go of what is grabbed, and grab what is wanted."""
        keyboard = connection.keyboard()
        locks = tuple(keyboard.locks())
        for keycode, mask in self._grabs:
            for lock in locks:
                connection.release(keycode, mask | lock)
        self._grabs.clear()
        troubles = {}
        for name, combination in self._wanted.items():
            mask, keycodes = keyboard.mask(combination), keyboard.keycodes(combination)
            results = [connection.grab(keycode, mask | lock) for keycode in keycodes for lock in locks]
            self._grabs.update({(keycode, mask): name for keycode in keycodes})
            if not keycodes:
                troubles[name] = Trouble.UNKNOWN_KEY
            elif not all(results):
                troubles[name] = Trouble.TAKEN
        return troubles

    # --- on the thread ---------------------------------------------------------------------------------------------

    def _hear(self, connection: Connection) -> None:
        held: set[int] = set()
        waiting: Heard | None = None
        while True:
            heard, waiting = waiting or connection.wait(), None
            match heard:
                case Woken():
                    if not self._is_closing:
                        _LOG.warning("no hotkeys any more: the X server is gone")
                    return
                case MappingChanged():
                    self._grab_again(connection)
                case KeyEvent(is_press=True):
                    if heard.keycode not in held:
                        held.add(heard.keycode)
                        self._tell(heard)
                case KeyEvent():
                    waiting = connection.poll()
                    is_repeated = isinstance(waiting, KeyEvent) and waiting.is_press and waiting.keycode == heard.keycode
                    if isinstance(waiting, KeyEvent) and is_repeated and waiting.time_ms == heard.time_ms:
                        waiting = None  # a key that is held goes up and down in the same moment
                    else:
                        held.discard(heard.keycode)

    def _tell(self, event: KeyEvent) -> None:
        with self._lock:
            names = [name for (keycode, mask), name in self._grabs.items() if keycode == event.keycode and event.state & mask == mask]
            exact = max(names, key=lambda name: len(self._wanted[name].modifiers), default=None)
        if exact is not None:
            self._pressed(exact)

    def _grab_again(self, connection: Connection) -> None:
        with self._lock:
            try:
                self._grab_all(connection)
            except NoServer:
                _LOG.warning("no hotkeys any more: the X server is gone")
