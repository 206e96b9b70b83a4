"""Hotkeys on Windows: RegisterHotKey, which belongs to the thread that called it and speaks to its message queue."""

from __future__ import annotations

import queue
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from lookhear.system.hotkeys.kinds import Bound, Trouble
from lookhear.system.hotkeys.windows_keys import modifier_bits, virtual_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lookhear.system.hotkeys.kinds import Combination


@dataclass(frozen=True, slots=True)
class Pressed:
    """The hotkey of this number was pressed."""

    number: int


class Messages(Protocol):
    """The message queue of the thread that made it, and its hotkeys."""

    def register(self, number: int, modifiers: int, key: int) -> bool:
        """Take a hotkey; False when another program has it."""
        ...

    def unregister(self, number: int) -> None:
        """Give it back."""
        ...

    def of_character(self, character: str) -> int | None:
        """The virtual key that types a character on this keyboard."""
        ...

    def wait(self) -> Pressed | None:
        """The next hotkey; None when somebody called `rouse`."""
        ...

    def rouse(self) -> None:
        """Let `wait` return. For any thread."""
        ...


class WindowsHotkeys:
    """`Hotkeys` of Windows: everything happens on one thread, which takes its work from a queue."""

    def __init__(self, make: Callable[[], Messages]) -> None:
        self._make = make
        self._pressed: Callable[[str], object] = lambda _name: None
        self._work: queue.SimpleQueue[tuple[Callable[[Messages], object], Future[object]] | None] = queue.SimpleQueue()
        self._messages: Messages | None = None
        self._names: dict[int, str] = {}
        self._next = 1
        self._thread: threading.Thread | None = None
        self.unavailable = None

    def start(self, pressed: Callable[[str], object]) -> None:
        """See `Hotkeys.start`."""
        self._pressed = pressed
        is_ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(is_ready,), name="hotkeys")
        self._thread.start()
        is_ready.wait()

    def bind(self, wanted: Mapping[str, Combination], *, words: Mapping[str, str]) -> Bound:
        """See `Hotkeys.bind`. Windows shows them nowhere."""
        del words
        answer = self._do(lambda messages: self._bind(messages, wanted))
        return answer if isinstance(answer, Bound) else Bound({}, {})

    def check(self, combination: Combination) -> Trouble | None:
        """See `Hotkeys.check`."""
        answer = self._do(lambda messages: self._try(messages, combination))
        return answer if isinstance(answer, Trouble) else None

    def close(self) -> None:
        """See `Hotkeys.close`."""
        if self._thread is None or self._messages is None:
            return
        self._work.put(None)
        self._messages.rouse()
        self._thread.join()
        self._thread = None

    def _do(self, work: Callable[[Messages], object]) -> object:
        if self._thread is None or self._messages is None:
            return None
        answer: Future[object] = Future()
        self._work.put((work, answer))
        self._messages.rouse()
        return answer.result()

    # --- on the thread ---------------------------------------------------------------------------------------------

    def _run(self, is_ready: threading.Event) -> None:
        self._messages = messages = self._make()
        is_ready.set()
        while True:
            heard = messages.wait()
            if heard is not None:
                if (name := self._names.get(heard.number)) is not None:
                    self._pressed(name)
                continue
            while not self._work.empty():
                if (piece := self._work.get()) is None:
                    self._unregister_all(messages)
                    return
                work, answer = piece
                answer.set_result(work(messages))

    def _bind(self, messages: Messages, wanted: Mapping[str, Combination]) -> Bound:
        self._unregister_all(messages)
        troubles = {name: trouble for name, keys in wanted.items() if (trouble := self._register(messages, name, keys)) is not None}
        return Bound(troubles, {})

    def _register(self, messages: Messages, name: str, keys: Combination) -> Trouble | None:
        key = virtual_key(keys, of_character=messages.of_character)
        if key is None:
            return Trouble.UNKNOWN_KEY
        number, self._next = self._next, self._next + 1
        if not messages.register(number, modifier_bits(keys), key):
            return Trouble.TAKEN
        self._names[number] = name
        return None

    def _try(self, messages: Messages, keys: Combination) -> Trouble | None:
        before = set(self._names)
        trouble = self._register(messages, "", keys)
        for number in set(self._names) - before:
            messages.unregister(number)
            del self._names[number]
        return trouble

    def _unregister_all(self, messages: Messages) -> None:
        for number in self._names:
            messages.unregister(number)
        self._names.clear()
