from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.recorder.pipeline.mailbox import Mailbox, MailboxClosed, Overflow


def drained(mailbox: Mailbox[str]) -> list[str]:
    mailbox.close()
    items: list[str] = []
    try:
        while (item := mailbox.get()) is not None:
            items.append(item)
    except MailboxClosed:
        pass
    return items


def dropping(capacity: int) -> Mailbox[str]:
    """Lower-case items are pictures, upper-case ones are messages; what a dropped picture knew is put before its heir."""
    return Mailbox(capacity, Overflow.DROP_OLDEST, is_droppable=str.islower, merge=lambda kept, dropped: dropped + kept)


def test_items_come_out_in_order() -> None:
    mailbox = dropping(3)
    for item in "aBc":
        mailbox.put(item)
    assert drained(mailbox) == ["a", "B", "c"]


def test_a_full_mailbox_drops_its_oldest_picture_and_keeps_what_it_knew() -> None:
    mailbox = dropping(2)
    for item in "abcd":
        mailbox.put(item)
    assert mailbox.take_dropped() == 2
    assert drained(mailbox) == ["abc", "d"]


def test_messages_are_never_dropped_and_keep_their_place() -> None:
    mailbox = dropping(1)
    for item in "AabBcC":
        mailbox.put(item)
    assert drained(mailbox) == ["A", "B", "abc", "C"]


def test_drops_are_counted_once() -> None:
    mailbox = dropping(1)
    for item in "abc":
        mailbox.put(item)
    assert [mailbox.take_dropped(), mailbox.take_dropped()] == [2, 0]


@given(st.lists(st.sampled_from(["a", "b", "c", "A", "B"]), max_size=60), st.integers(1, 4))
def test_nothing_that_was_put_in_is_lost_without_a_trace(items: list[str], capacity: int) -> None:
    mailbox = dropping(capacity)
    for item in items:
        mailbox.put(item)
    left = drained(mailbox)
    assert [item for item in left if item.isupper()] == [item for item in items if item.isupper()]
    pictures = [item for item in left if item.islower()]
    assert "".join(pictures) == "".join(item for item in items if item.islower())
    assert len(pictures) <= capacity
    assert mailbox.take_dropped() == sum(map(str.islower, items)) - len(pictures)


def test_nothing_in_time_is_none() -> None:
    assert dropping(1).get(0.0) is None


def test_closing_lets_the_receiver_take_what_is_left_and_swallows_the_rest() -> None:
    mailbox = dropping(2)
    mailbox.put("a")
    mailbox.close()
    mailbox.close()
    mailbox.put("b")
    assert mailbox.get() == "a"
    with pytest.raises(MailboxClosed):
        mailbox.get()


def test_a_sender_that_may_lose_nothing_waits_for_room() -> None:
    mailbox: Mailbox[str] = Mailbox(1, Overflow.BLOCK)
    mailbox.put("a")
    sender = threading.Thread(target=mailbox.put, args=("b",))
    sender.start()
    assert mailbox.get() == "a"
    assert mailbox.get() == "b"  # waits for the sender, who waited for room
    sender.join()
    assert mailbox.take_dropped() == 0


def test_closing_wakes_a_sender_that_waits_for_room() -> None:
    mailbox: Mailbox[str] = Mailbox(1, Overflow.BLOCK)
    mailbox.put("a")
    sender = threading.Thread(target=mailbox.put, args=("b",))
    sender.start()
    mailbox.close()
    sender.join()
    assert drained(mailbox) == ["a"]


def test_closing_wakes_a_receiver_that_waits() -> None:
    mailbox = dropping(1)
    ended = threading.Event()

    def receive() -> None:
        with pytest.raises(MailboxClosed):
            mailbox.get()
        ended.set()

    receiver = threading.Thread(target=receive)
    receiver.start()
    mailbox.close()
    assert ended.wait(10)
    receiver.join()


def test_many_items_pass_between_two_threads_without_loss() -> None:
    mailbox: Mailbox[int] = Mailbox(3, Overflow.BLOCK)
    got: list[int] = []

    def receive() -> None:
        try:
            while (item := mailbox.get()) is not None:
                got.append(item)
        except MailboxClosed:
            pass

    receiver = threading.Thread(target=receive)
    receiver.start()
    for number in range(500):
        mailbox.put(number)
    mailbox.close()
    receiver.join()
    assert got == list(range(500))


def test_items_come_until_the_mailbox_is_closed_and_none_when_patience_ends() -> None:
    mailbox: Mailbox[str] = Mailbox(5, Overflow.BLOCK)
    assert mailbox.put("a")
    patience = iter([None, 0.0, 0.0])
    items = mailbox.items(lambda: next(patience))
    assert [next(items), next(items)] == ["a", None]
    assert mailbox.put("b")
    mailbox.close()
    assert not mailbox.put("too late")
    patience = iter([0.0, 0.0])
    assert list(items) == ["b"]
