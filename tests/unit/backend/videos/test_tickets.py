"""The addresses that files are sent to."""

from __future__ import annotations

import pytest

from lookhear.backend.videos.tickets import LIFE_S, Tickets
from lookhear.errors import CredentialExpired, Unauthorized
from tests.fakes.clock import ManualClock

NS = 1_000_000_000
NOW_NS = 1_800_000_000 * NS


def test_a_ticket_names_its_upload_for_a_day() -> None:
    clock = ManualClock(NOW_NS)
    tickets = Tickets(b"key", clock)
    ticket = tickets.issue()
    upload_id = tickets.read(ticket)
    assert upload_id.startswith("up-")
    assert tickets.upload_of(f"https://capture.example.org/base/upload/{ticket}") == upload_id
    later = Tickets(b"key", lambda: NOW_NS + (LIFE_S + 1) * NS)
    with pytest.raises(CredentialExpired):
        later.read(ticket)
    assert later.upload_of(f"http://127.0.0.1/upload/{ticket}") == upload_id  # what was sent in time may be taken later


def test_two_tickets_are_never_the_same() -> None:
    tickets = Tickets(b"key", lambda: NOW_NS)
    assert tickets.issue() != tickets.issue()


@pytest.mark.parametrize("place", [0, 5, 30, 45, -1])
def test_a_changed_ticket_is_none(place: int) -> None:
    tickets = Tickets(b"key", lambda: NOW_NS)
    ticket = list(tickets.issue())
    ticket[place] = "z" if ticket[place] != "z" else "y"
    with pytest.raises(Unauthorized):
        tickets.read("".join(ticket))


def test_a_ticket_of_another_key_is_none() -> None:
    with pytest.raises(Unauthorized):
        Tickets(b"key", lambda: NOW_NS).read(Tickets(b"other", lambda: NOW_NS).issue())


@pytest.mark.parametrize("url", ["https://example.org/film.mp4", "https://example.org/upload/film.mp4", "http://[broken", ""])
def test_other_addresses_are_no_tickets(url: str) -> None:
    assert Tickets(b"key", lambda: NOW_NS).upload_of(url) is None
