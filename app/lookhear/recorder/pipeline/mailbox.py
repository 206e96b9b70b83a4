"""Mailboxes: bounded hand-overs between two threads that say what happens when they are full."""

from __future__ import annotations

import threading
from collections import deque
from enum import Enum, auto
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


class Overflow(Enum):
    """What a full mailbox does with one more item."""

    DROP_OLDEST = auto()  # pictures: the newest matters most
    BLOCK = auto()  # fragments: not one may be lost, so the sender waits


class MailboxClosed(Exception):
    """Nothing is left in the mailbox and nothing will come."""


class Mailbox(Generic[T]):
    """A queue of at most ``capacity`` droppable items between one sender and one receiver.

    ``is_droppable`` tells pictures from messages that must arrive; ``merge(kept, dropped)`` gives what stands in for the
    item kept, so that what a dropped picture knew is not lost with it. Items dropped are counted until `take_dropped`.
    """

    def __init__(
        self,
        capacity: int,
        overflow: Overflow,
        *,
        is_droppable: Callable[[T], bool] = lambda _item: True,
        merge: Callable[[T, T], T] = lambda kept, _dropped: kept,
    ) -> None:
        self._capacity, self._overflow = capacity, overflow
        self._is_droppable, self._merge = is_droppable, merge
        self._items: deque[T] = deque()  # this and all below is guarded by _changed
        self._changed = threading.Condition()
        self._is_closed = False
        self._dropped = 0

    def put(self, item: T) -> bool:
        """Hand over an item. A closed mailbox swallows it and says so with False: its receiver has gone."""
        with self._changed:
            if self._is_droppable(item) and sum(map(self._is_droppable, self._items)) >= self._capacity:
                if self._overflow is Overflow.BLOCK:
                    self._changed.wait_for(lambda: self._is_closed or len(self._items) < self._capacity)
                else:
                    self._drop_oldest(item)
                    return True
            if not self._is_closed:
                self._items.append(item)
                self._changed.notify_all()
            return not self._is_closed

    def _drop_oldest(self, item: T) -> None:
        """Drop the oldest droppable item; the next droppable one behind it takes over what it knew."""
        self._dropped += 1
        self._items.append(item)
        at = next(index for index, kept in enumerate(self._items) if self._is_droppable(kept))
        dropped = self._items[at]
        heir = next(index for index in range(at + 1, len(self._items)) if self._is_droppable(self._items[index]))
        self._items[heir] = self._merge(self._items[heir], dropped)
        del self._items[at]
        self._changed.notify_all()

    def get(self, timeout_s: float | None = None) -> T | None:
        """The next item; None when none came in time. Raises MailboxClosed when it is closed and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._items or self._is_closed, timeout_s)
            if self._items:
                item = self._items.popleft()
                self._changed.notify_all()
                return item
            if self._is_closed:
                raise MailboxClosed
            return None

    def items(self, patience_s: Callable[[], float | None]) -> Iterator[T | None]:
        """Every item until the mailbox is closed and empty, and None whenever none came for as long as ``patience_s()`` says."""
        while True:
            try:
                item = self.get(patience_s())
            except MailboxClosed:
                return
            yield item

    def take_dropped(self) -> int:
        """How many items were dropped since the last call."""
        with self._changed:
            dropped, self._dropped = self._dropped, 0
            return dropped

    def close(self) -> None:
        """No more items: the receiver gets what is left, a blocked sender goes on. Harmless when called twice."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
