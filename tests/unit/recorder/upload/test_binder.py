"""Binding: from nothing to a grant, kept at every step, taken up again from wherever it stood."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import BackendRefused, BackendUnreachable
from lookhear.protocol.ingest import Problem
from lookhear.recorder.spool.binding import Binding, Grant, SourceKind, Ticket, TokenSource, read_binding, write_binding
from lookhear.recorder.spool.manifest import read_manifest
from lookhear.recorder.upload.binder import Binder, moved
from lookhear.recorder.upload.http_gateway import HttpGateway
from tests.fakes.backend import TOKEN, FakeBackend, Fault
from tests.fakes.recordings import complete

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Tickets:
    """Gives one after the other; ``at`` is where the backend is now."""

    def __init__(self, *tickets: Ticket, at: str | None = None) -> None:
        self.left = list(tickets)
        self.at = at

    def obtain(self) -> Ticket:
        if not self.left:
            raise BackendUnreachable("Nobody mints.")
        return self.left.pop(0)

    def locate(self, api_url: str) -> str:
        return self.at or api_url


@pytest.fixture
def backend() -> Iterator[FakeBackend]:
    with FakeBackend() as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return complete(tmp_path)


def ticket(backend: FakeBackend, *, session_id: str = "cap-1", token: str = TOKEN) -> Ticket:
    return Ticket(session_id=session_id, token=token, expires_at_s=None, api_url=backend.url)


def binder(folder: Path, tickets: Tickets) -> Binder:
    source = TokenSource(kind=SourceKind.MINT, mint_url="https://a.example/init-session")
    made = Binder(folder, read_manifest(folder), source=source, provider=tickets, connect=HttpGateway)
    made.load()
    return made


def test_what_will_be_tried_is_kept_before_anybody_is_asked(folder: Path) -> None:
    made = binder(folder, Tickets())
    with pytest.raises(BackendUnreachable):
        made.bind()
    kept = read_binding(folder)
    assert kept is not None
    assert (kept.source.mint_url, kept.ticket) == ("https://a.example/init-session", None)


def test_a_ticket_is_kept_before_it_is_used_and_used_again(folder: Path, backend: FakeBackend) -> None:
    backend.plan(Fault.DROP_ANSWER, on="start")
    first = binder(folder, Tickets(ticket(backend)))
    with pytest.raises(BackendUnreachable):
        first.bind()
    first.close()
    again = binder(folder, Tickets())
    assert again.had_session
    again.bind()
    assert again.grant.session_id == "cap-1"
    again.close()
    assert read_binding(folder) == again.binding


def test_a_grant_is_enough_for_the_next_process(folder: Path, backend: FakeBackend) -> None:
    first = binder(folder, Tickets(ticket(backend)))
    first.bind()
    first.close()
    asked = len(backend.requests)
    again = binder(folder, Tickets())
    again.bind()
    again.close()
    assert (again.grant, len(backend.requests)) == (first.grant, asked)


def test_a_kept_ticket_that_ran_out_is_replaced_once(folder: Path, backend: FakeBackend) -> None:
    first = binder(folder, Tickets(ticket(backend, token="st-old")))
    with pytest.raises(BackendRefused):
        first.bind()
    first.close()
    again = binder(folder, Tickets(ticket(backend)))
    again.bind()
    again.close()
    assert again.grant.session_id == "cap-1"


def test_a_fresh_ticket_that_is_refused_is_refused(folder: Path, backend: FakeBackend) -> None:
    tickets = Tickets(ticket(backend, token="st-wrong"), ticket(backend))
    made = binder(folder, tickets)
    with pytest.raises(BackendRefused):
        made.bind()
    made.close()
    assert len(tickets.left) == 1


def test_a_grant_that_is_not_renewed_is_started_again(folder: Path, backend: FakeBackend) -> None:
    made = binder(folder, Tickets(ticket(backend)))
    made.bind()
    backend.plan(Fault.REVOKED, on="/grant")
    made.renew()
    made.close()
    assert backend.asked("POST /capture/session/start") == 2


def test_a_backend_that_moved_is_followed_and_its_player_too(folder: Path, backend: FakeBackend) -> None:
    tickets = Tickets(dataclasses.replace(ticket(backend), api_url="http://127.0.0.1:1"), at=backend.url)
    made = binder(folder, tickets)
    made.bind()
    with FakeBackend() as moved_to:
        tickets.at = moved_to.url
        made.bind()
        assert made.grant.player_url == f"{moved_to.url}/watch?v=slug"
        made.close()


@pytest.mark.parametrize(
    ("api_url", "player_url"),
    [("http://127.0.0.1:7", "http://127.0.0.1:7/watch?v=x"), ("https://inside.example", "http://127.0.0.1:5/watch?v=x")],
)
def test_only_addresses_of_this_computer_move(api_url: str, player_url: str) -> None:
    assert moved("http://127.0.0.1:5/watch?v=x", api_url) == player_url


def test_being_done_is_kept_with_its_time(folder: Path, backend: FakeBackend) -> None:
    made = binder(folder, Tickets(ticket(backend)))
    made.finish(refused=2, now_ns=9)
    made.finish(refused=0, now_ns=10)
    kept = read_binding(folder)
    assert kept is not None
    assert (kept.is_done, kept.refused, kept.done_ns) == (True, 2, 9)


def test_without_a_binding_there_is_nobody_to_speak_to(folder: Path) -> None:
    made = binder(folder, Tickets())
    with pytest.raises(LookupError):
        _ = made.gateway
    with pytest.raises(LookupError):
        _ = made.grant
    write_binding(folder, made.binding)


def forgotten(folder: Path, backend: FakeBackend, *, kind: SourceKind) -> Binding:
    """A binding to a session that the backend knows nothing of any more, as after its folder was removed."""
    old = Ticket(session_id="cap-gone", token="st-gone", expires_at_s=None, api_url=backend.url)
    grant = Grant(session_id="cap-gone", grant="ig-gone", expires_at_s=4e9, streams=(), fragment_bytes=1, init_bytes=1, player_url="")
    binding = Binding(source=TokenSource(kind=kind, mint_url=f"{backend.url}/init-session"), ticket=old, grant=grant)
    write_binding(folder, binding)
    return binding


def test_a_session_that_the_backend_of_this_computer_has_forgotten_is_replaced(folder: Path, backend: FakeBackend) -> None:
    forgotten(folder, backend, kind=SourceKind.EMBEDDED)
    made = binder(folder, Tickets(ticket(backend)))
    made.bind()
    assert made.begin_anew(BackendRefused("no", reason=Problem.UNAUTHORIZED))
    kept = read_binding(folder)
    assert kept is not None
    assert kept.grant is not None
    assert (kept.grant.session_id, kept.source.kind) == ("cap-1", SourceKind.EMBEDDED)
    assert not made.begin_anew(BackendRefused("no", reason=Problem.UNAUTHORIZED))  # it gave this one itself
    made.close()


def test_the_old_session_stands_when_no_other_can_be_had(folder: Path, backend: FakeBackend) -> None:
    old = forgotten(folder, backend, kind=SourceKind.EMBEDDED)
    made = binder(folder, Tickets())
    made.bind()
    with pytest.raises(BackendUnreachable):
        made.begin_anew(BackendRefused("no", reason=Problem.UNAUTHORIZED))
    assert read_binding(folder) == made.binding == old
    made.close()


def test_a_session_that_somebody_chose_is_not_replaced(folder: Path, backend: FakeBackend) -> None:
    old = forgotten(folder, backend, kind=SourceKind.MINT)
    made = binder(folder, Tickets(ticket(backend)))
    made.bind()
    assert not made.begin_anew(BackendRefused("no", reason=Problem.UNAUTHORIZED))
    assert made.binding == old
    made.close()
