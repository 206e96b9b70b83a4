"""Everybody hears every event, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.engine.events import LibraryChanged, Wish, Wished
from lookhear.desktop.engine.hub import Hub

if TYPE_CHECKING:
    from lookhear.desktop.engine.events import Event


def test_every_listener_hears_every_event_in_order() -> None:
    hub, one, other = Hub(), list[object](), list[object]()
    hub.listen(one.append)
    hub.publish(LibraryChanged())
    hub.listen(other.append)
    hub.publish(Wished(Wish.QUIT))
    assert one == [LibraryChanged(), Wished(Wish.QUIT)]
    assert other == [Wished(Wish.QUIT)]


def test_who_begins_to_listen_while_something_is_told_hears_the_next() -> None:
    hub, late = Hub(), list[object]()

    def first(_event: Event) -> None:
        if not late:
            hub.listen(late.append)

    hub.listen(first)
    hub.publish(LibraryChanged())
    assert late == []
    hub.publish(LibraryChanged())
    assert late == [LibraryChanged()]
