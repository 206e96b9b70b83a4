"""Hotkeys on Wayland: the portal ``org.freedesktop.portal.GlobalShortcuts``, which lets the desktop bind keys, and the person choose them.

A session of the portal binds once, so that other keys mean another session. The bus is spoken by a thread of its own; what is to be done
comes to it through a queue.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import socket
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Final

from lookhear.system.hotkeys.kinds import Bound, Trouble, Unavailable
from lookhear.system.hotkeys.portal_bus import Bus, BusError, Closing
from lookhear.system.hotkeys.portal_words import trigger_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lookhear.system.hotkeys.kinds import Combination

_LOG: Final = logging.getLogger(__name__)
_SHORTCUTS: Final = "org.freedesktop.portal.GlobalShortcuts"
_CLOSE: Final = "org.freedesktop.portal.Session.Close"
_GRANTED: Final = 0


class PortalHotkeys:
    """`Hotkeys` of a Wayland session. ``address`` is that of the session's bus."""

    def __init__(self, address: str, *, app_id: str) -> None:
        self._address, self._app_id = address, app_id
        self._pressed: Callable[[str], object] = lambda _name: None
        self._wishes: queue.SimpleQueue[tuple[Mapping[str, Combination], Mapping[str, str], Future[Bound]]] = queue.SimpleQueue()
        self._wake: socket.socket | None = None
        self._woken: socket.socket | None = None
        self._ready: Future[Unavailable | None] = Future()
        self._thread: threading.Thread | None = None
        self._session: str | None = None
        self._chosen: dict[str, str] = {}
        self._is_closing = False
        self.unavailable: Unavailable | None = None

    def start(self, pressed: Callable[[str], object]) -> None:
        """See `Hotkeys.start`."""
        self._pressed = pressed
        self._wake, self._woken = socket.socketpair()
        self._thread = threading.Thread(target=self._run, args=(self._woken,), name="hotkeys")
        self._thread.start()
        self.unavailable = self._ready.result()

    def bind(self, wanted: Mapping[str, Combination], *, words: Mapping[str, str]) -> Bound:
        """See `Hotkeys.bind`. The desktop may ask the person, and this waits for the answer."""
        if self.unavailable is not None or self._thread is None:
            return Bound({}, {})
        answer: Future[Bound] = Future()
        self._wishes.put((dict(wanted), dict(words), answer))
        self._rouse()
        if self._is_closing:  # the thread may not have seen it any more
            self._refuse_all()
        return answer.result()

    def check(self, combination: Combination) -> Trouble | None:
        """See `Hotkeys.check`: only the desktop knows, and it would ask the person."""
        del combination
        return None

    def close(self) -> None:
        """See `Hotkeys.close`."""
        if self._thread is None:
            return
        self._is_closing = True
        self._rouse()
        self._thread.join()
        self._thread = None
        for end in (self._wake, self._woken):
            if end is not None:
                end.close()

    def _rouse(self) -> None:
        if self._wake is not None:
            self._wake.send(b"!")

    # --- on the thread ---------------------------------------------------------------------------------------------

    def _run(self, woken: socket.socket) -> None:
        try:
            with Bus(self._address, woken=woken, is_closing=lambda: self._is_closing, heard=self._heard) as bus:
                bus.register(self._app_id)
                bus.version_of(_SHORTCUTS)
                bus.listen(_SHORTCUTS)
                self._ready.set_result(None)
                self._serve(bus)
        except Closing:
            pass
        except BusError as exc:
            _LOG.info("no hotkeys: %s", exc)
            if self._ready.done():
                self.unavailable = Unavailable.FAILED
            else:
                self._ready.set_result(Unavailable.NO_PORTAL)
        finally:
            if not self._ready.done():
                self._ready.set_result(Unavailable.FAILED)
            self._is_closing = True
            self._refuse_all()

    def _serve(self, bus: Bus) -> None:
        """Until `Closing` or BusError."""
        while True:
            with contextlib.suppress(queue.Empty):
                while True:
                    wanted, words, answer = self._wishes.get_nowait()
                    try:
                        answer.set_result(self._bind(bus, wanted, words))
                    finally:
                        if not answer.done():
                            answer.set_result(_none_of(wanted))
            bus.pump()

    def _bind(self, bus: Bus, wanted: Mapping[str, Combination], words: Mapping[str, str]) -> Bound:
        if self._session is not None:
            with contextlib.suppress(BusError):
                bus.call(self._session, _CLOSE)
            self._session = None
        self._chosen = {}
        if not wanted:
            return Bound({}, {})
        try:
            code, results = bus.ask(f"{_SHORTCUTS}.CreateSession", "", options={"session_handle_token": ("s", bus.token())})
            if code != _GRANTED:
                return _none_of(wanted)
            self._session = str(results["session_handle"][1])
            shortcuts = [
                (name, {"description": ("s", words.get(name, name)), "preferred_trigger": ("s", trigger_of(keys))})
                for name, keys in wanted.items()
            ]
            code, results = bus.ask(f"{_SHORTCUTS}.BindShortcuts", "oa(sa{sv})s", self._session, shortcuts, "", options={})
        except (BusError, KeyError) as exc:
            _LOG.warning("the desktop binds no hotkeys: %s", exc)
            return _none_of(wanted)
        self._remember(results.get("shortcuts", ("", []))[1] if code == _GRANTED else [])
        return Bound({name: Trouble.NOT_BOUND for name in wanted if name not in self._chosen}, dict(self._chosen))

    def _heard(self, name: str, body: tuple[object, ...]) -> None:
        """A signal of the portal."""
        match name, body:
            case "Activated", (session, str(shortcut), *_) if session == self._session:
                self._pressed(shortcut)
            case "ShortcutsChanged", (session, list(shortcuts), *_) if session == self._session:
                self._remember(shortcuts)

    def _remember(self, shortcuts: list[tuple[str, dict[str, tuple[str, object]]]]) -> None:
        self._chosen = {name: str(about.get("trigger_description", ("s", ""))[1]) for name, about in shortcuts}

    def _refuse_all(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                wanted, _, answer = self._wishes.get_nowait()
                answer.set_result(_none_of(wanted))


def _none_of(wanted: Mapping[str, Combination]) -> Bound:
    return Bound(dict.fromkeys(wanted, Trouble.NOT_BOUND), {})
