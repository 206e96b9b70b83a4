"""Hotkeys on macOS: Carbon's RegisterEventHotKey, which asks for no permission and speaks to the application's event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from lookhear.system.hotkeys.darwin_keys import key_code, modifier_bits
from lookhear.system.hotkeys.kinds import Bound, Trouble, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lookhear.system.hotkeys.kinds import Combination

_EXISTS: Final = -9878  # eventHotKeyExistsErr


class HotkeyEvents(Protocol):
    """What is needed of Carbon. Raises OSError when made where it is not."""

    def listen(self, pressed: Callable[[int], object]) -> None:
        """Call this with the number of each hotkey that is pressed, on the thread of the application's event loop."""
        ...

    def register(self, number: int, modifiers: int, key: int) -> int:
        """Take a hotkey; gives Carbon's status, zero for success."""
        ...

    def unregister(self, number: int) -> None:
        """Give it back."""
        ...

    def close(self) -> None:
        """Listen no more."""
        ...


class MacHotkeys:
    """`Hotkeys` of macOS."""

    def __init__(self, make: Callable[[], HotkeyEvents]) -> None:
        self._make = make
        self._events: HotkeyEvents | None = None
        self._pressed: Callable[[str], object] = lambda _name: None
        self._names: dict[int, str] = {}
        self._next = 1
        self.unavailable: Unavailable | None = None

    def start(self, pressed: Callable[[str], object]) -> None:
        """See `Hotkeys.start`."""
        self._pressed = pressed
        try:
            self._events = self._make()
            self._events.listen(self._on_number)
        except OSError:
            self._events, self.unavailable = None, Unavailable.FAILED

    def bind(self, wanted: Mapping[str, Combination], *, words: Mapping[str, str]) -> Bound:
        """See `Hotkeys.bind`. macOS shows them nowhere."""
        del words
        if self._events is None:
            return Bound({}, {})
        self._unregister_all(self._events)
        troubles = {name: trouble for name, keys in wanted.items() if (trouble := self._register(self._events, name, keys)) is not None}
        return Bound(troubles, {})

    def check(self, combination: Combination) -> Trouble | None:
        """See `Hotkeys.check`."""
        if self._events is None:
            return None
        before = set(self._names)
        trouble = self._register(self._events, "", combination)
        for number in set(self._names) - before:
            self._events.unregister(number)
            del self._names[number]
        return trouble

    def close(self) -> None:
        """See `Hotkeys.close`."""
        if self._events is not None:
            self._unregister_all(self._events)
            self._events.close()
            self._events = None

    def _register(self, events: HotkeyEvents, name: str, keys: Combination) -> Trouble | None:
        key = key_code(keys)
        if key is None:
            return Trouble.UNKNOWN_KEY
        number, self._next = self._next, self._next + 1
        if (status := events.register(number, modifier_bits(keys), key)) != 0:
            return Trouble.TAKEN if status == _EXISTS else Trouble.NOT_BOUND
        self._names[number] = name
        return None

    def _unregister_all(self, events: HotkeyEvents) -> None:
        for number in self._names:
            events.unregister(number)
        self._names.clear()

    def _on_number(self, number: int) -> None:
        if name := self._names.get(number):
            self._pressed(name)
