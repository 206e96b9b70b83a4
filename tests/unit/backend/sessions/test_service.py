"""Commands on sessions: who may, what comes back, and that bells are rung once it is durable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import Credential, CredentialKind, SessionOrigin
from lookhear.backend.sessions.service import NewSession
from lookhear.errors import Conflict, Forbidden, NotFound
from lookhear.protocol.sessions import SessionState
from tests.fakes.serving import NOW_NS, RECORDING, WHOEVER, ServedBackend
from tests.fakes.stored import COLLECTION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = Credential(sha256="", kind=CredentialKind.CLIENT_TOKEN, hint="", created_ns=0)
GRANT = Credential(sha256="", kind=CredentialKind.GRANT, hint="", created_ns=0, recording_id=RECORDING)


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def test_a_new_session_waits_and_has_a_link_and_its_event(backend: ServedBackend) -> None:
    new = NewSession(end_user_id="u-7", callback_url="https://example.test/hook", ws_connection_id="ws-1", metadata={"a": [1]})
    view = backend.store.run(backend.services.sessions.create("default", new))
    session = backend.session(view.session.id)
    assert session == view.session
    assert (session.state, session.end_user_id, session.callback_url) == (SessionState.CREATED, "u-7", "https://example.test/hook")
    assert (session.ws_connection_id, session.metadata, session.created_ns) == ("ws-1", {"a": [1]}, NOW_NS)
    assert view.slug
    assert backend.bus.events() == ["capture_session.created"]


def test_a_session_in_a_collection_that_is_not_there_is_none(backend: ServedBackend) -> None:
    with pytest.raises(NotFound, match="c-none"):
        backend.store.run(backend.services.sessions.create("c-none", NewSession(end_user_id="u")))
    assert backend.bus.rung == []


def test_a_session_is_found_under_default_and_under_its_own_collection_only(backend: ServedBackend) -> None:
    backend.store.add(COLLECTION, replace(COLLECTION, id="c-2"))
    sessions = backend.services.sessions
    made = backend.store.run(sessions.create(COLLECTION.id, NewSession(end_user_id="u"))).session
    for collection in ("default", COLLECTION.id):
        assert backend.store.run(sessions.get(made.id, collection_id=collection)).session == made
    with pytest.raises(NotFound):
        backend.store.run(sessions.get(made.id, collection_id="c-2"))


def test_pages_go_from_the_newest_to_the_oldest(backend: ServedBackend) -> None:
    made = [backend.created().id for _ in range(5)]
    sessions = backend.services.sessions
    seen: list[str] = []
    cursor = None
    for size in (2, 2, 1):
        page = backend.store.run(sessions.page(collection_id="default", state=None, end_user_id=None, limit=2, cursor=cursor))
        assert len(page.views) == size
        seen += [view.session.id for view in page.views]
        cursor = page.next_page
    assert cursor is None
    assert sorted(seen) == sorted(made)


def test_a_page_may_be_of_one_state_or_one_person(backend: ServedBackend) -> None:
    mine = backend.created(end_user_id="me")
    backend.created()
    backend.begun()
    sessions = backend.services.sessions
    of_me = backend.store.run(sessions.page(collection_id="default", state=None, end_user_id="me", limit=9, cursor=None))
    assert [view.session.id for view in of_me.views] == [mine.id]
    starting = backend.store.run(sessions.page(collection_id="default", state="starting", end_user_id=None, limit=9, cursor=None))
    assert [view.session.state for view in starting.views] == [SessionState.STARTING]
    with pytest.raises(NotFound):
        backend.store.run(sessions.page(collection_id="c-none", state=None, end_user_id=None, limit=9, cursor=None))


@pytest.mark.parametrize(
    "who",
    [replace(TOKEN, session_id="cap-other"), replace(GRANT, recording_id="rec-other")],
    ids=["a token of another session", "a grant of another recording"],
)
def test_a_credential_for_something_else_stops_nothing(backend: ServedBackend, who: Credential) -> None:
    begun = backend.begun()
    with pytest.raises(Forbidden):
        backend.store.run(backend.services.sessions.stop(begun.session.id, who=who))
    assert backend.session(begun.session.id).state is SessionState.STARTING


@pytest.mark.parametrize("who", [WHOEVER, TOKEN, GRANT], ids=["key", "token", "grant"])
def test_the_key_a_token_and_the_recordings_grant_may_stop(backend: ServedBackend, who: Credential) -> None:
    begun = backend.begun()
    assert backend.store.run(backend.services.sessions.stop(begun.session.id, who=who)).session.state is SessionState.STOPPING


def test_bells_are_not_rung_for_what_did_not_happen(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.bus.rung.clear()
    with pytest.raises(Conflict):
        backend.begun()
    assert backend.bus.events() == ["capture_session.created"]
    assert begun.session.state is SessionState.STARTING


def test_a_session_that_names_no_receiver_is_told_at_the_servers(tmp_path: Path) -> None:
    default = "https://example.test/all"
    with ServedBackend(tmp_path, default_callback_url=default) as served:
        assert [served.created(callback_url=url).callback_url for url in (None, "", "https://example.test/own")] == [
            default,
            default,
            "https://example.test/own",
        ]
        told = served.store.read(lambda tx: tx.outbox.search(limit=10))
        assert sorted(delivery.url for delivery in told) == [default, default, "https://example.test/own"]


def test_the_session_of_an_uploaded_file_is_no_capture_session(backend: ServedBackend) -> None:
    captured = backend.created()
    uploaded = replace(captured, id="cap-upload", state=SessionState.STOPPED, origin=SessionOrigin.UPLOAD)
    backend.store.write(lambda tx: tx.sessions.add(uploaded))
    sessions = backend.services.sessions
    page = backend.store.run(sessions.page(collection_id="default", state=None, end_user_id=None, limit=10, cursor=None))
    assert [view.session.id for view in page.views] == [captured.id]
    with pytest.raises(NotFound):
        backend.store.run(sessions.get(uploaded.id))
    with pytest.raises(NotFound):
        backend.store.run(sessions.stop(uploaded.id, who=WHOEVER))
    with pytest.raises(NotFound):
        backend.begun(session_id=uploaded.id)
