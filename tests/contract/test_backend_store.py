"""What every store of rows promises: each kind of row comes back as it went in, and a unit of work happens whole or not at all."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import Collection, CredentialKind, SessionOrigin
from lookhear.errors import InvalidRequest, StoreConflict
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from tests.fakes.stored import COLLECTION, FRAGMENT, GRANT, INIT, SESSION, SHARE, STREAM, VIDEO, AskedStore, add_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import Transaction


EVERYTHING = (SESSION, STREAM, INIT, FRAGMENT, VIDEO, SHARE)


# ---------------------------------------------------------------------------------------------------- units of work
def test_what_a_unit_of_work_gives_is_given_on(store: AskedStore) -> None:
    assert store.write(lambda _: 42) == 42
    assert store.read(lambda _: "seen") == "seen"


def test_a_unit_that_raises_leaves_nothing_and_its_error_comes_back(store: AskedStore) -> None:
    def half(rows: Transaction) -> None:
        rows.sessions.add(SESSION)
        raise LookupError("no further")

    with pytest.raises(LookupError, match="no further"):
        store.write(half)
    assert store.read(lambda rows: rows.sessions.get(SESSION.id)) is None


def test_units_of_one_moment_hurt_each_other_neither_by_errors_nor_by_order(store: AskedStore) -> None:
    def one(number: int) -> Callable[[Transaction], int]:
        def work(rows: Transaction) -> int:
            rows.collections.add(replace(COLLECTION, id=f"c-{number}"))
            if number % 3 == 0:
                raise ValueError(str(number))
            return number

        return work

    async def scene() -> list[int | BaseException]:
        return await asyncio.gather(*(store.store.write(one(number)) for number in range(60)), return_exceptions=True)

    results = store.run(scene())
    assert [str(result) for result in results] == [str(number) for number in range(60)]
    kept = {collection.id for collection in store.read(lambda rows: rows.collections.all())}
    assert kept == {"default"} | {f"c-{number}" for number in range(60) if number % 3}


def test_a_unit_sees_what_it_and_those_before_it_wrote(store: AskedStore) -> None:
    def add(rows: Transaction) -> int:
        number = len(rows.collections.all())
        rows.collections.add(replace(COLLECTION, id=f"c-{number}"))
        return number

    async def scene() -> list[int]:
        return await asyncio.gather(*(store.store.write(add) for _ in range(20)))

    assert store.run(scene()) == list(range(1, 21))


def test_a_read_sees_one_moment_however_much_is_written_meanwhile(store: AskedStore) -> None:
    async def scene() -> tuple[int, int]:
        loop = asyncio.get_running_loop()

        def look_twice(rows: Transaction) -> tuple[int, int]:
            before = len(rows.collections.all())
            asyncio.run_coroutine_threadsafe(store.store.write(lambda w: w.collections.add(COLLECTION)), loop).result()
            return before, len(rows.collections.all())

        return await store.store.read(look_twice)

    assert store.run(scene()) == (1, 1)
    assert len(store.read(lambda rows: rows.collections.all())) == 2


def test_a_read_that_writes_is_a_bug_and_changes_nothing(store: AskedStore) -> None:
    with pytest.raises(RuntimeError, match="must change nothing"):
        store.read(lambda rows: rows.collections.add(COLLECTION))
    assert store.read(lambda rows: rows.collections.get(COLLECTION.id)) is None


# ------------------------------------------------------------------------------------------------------ collections
def test_the_default_collection_always_exists(store: AskedStore) -> None:
    [default] = store.read(lambda rows: rows.collections.all())
    assert default == Collection(id="default", name="Default", description="", is_public=False, created_ns=1)


def test_a_collection_is_kept_changed_and_removed(store: AskedStore) -> None:
    store.write(lambda rows: rows.collections.add(COLLECTION))
    assert store.read(lambda rows: rows.collections.get("c-1")) == COLLECTION
    changed = replace(COLLECTION, name="Other", keep_days=None, max_bytes=None, is_public=False)
    store.write(lambda rows: rows.collections.update(changed))
    assert [row.id for row in store.read(lambda rows: rows.collections.all())] == ["default", "c-1"]
    assert store.read(lambda rows: rows.collections.get("c-1")) == changed
    store.write(lambda rows: rows.collections.delete("c-1"))
    assert store.read(lambda rows: rows.collections.get("c-1")) is None


def test_a_collection_that_holds_something_is_not_removed(store: AskedStore) -> None:
    store.write(lambda rows: rows.sessions.add(SESSION))
    with pytest.raises(StoreConflict):
        store.write(lambda rows: rows.collections.delete("default"))
    assert store.read(lambda rows: rows.sessions.get(SESSION.id)) == SESSION


# ------------------------------------------------------------------------------------------------------ credentials
def test_a_credential_is_found_by_its_digest_also_when_it_is_no_longer_good(store: AskedStore) -> None:
    store.write(lambda rows: rows.credentials.add(GRANT))
    assert store.read(lambda rows: rows.credentials.get(GRANT.sha256)) == GRANT
    assert store.write(lambda rows: rows.credentials.revoke(GRANT.sha256, now_ns=5)) is True
    assert store.write(lambda rows: rows.credentials.revoke(GRANT.sha256, now_ns=6)) is False
    assert store.write(lambda rows: rows.credentials.revoke("unknown", now_ns=6)) is False
    assert store.read(lambda rows: rows.credentials.get(GRANT.sha256)) == replace(GRANT, revoked_ns=5)


def test_the_end_of_a_credential_is_moved(store: AskedStore) -> None:
    store.write(lambda rows: rows.credentials.add(GRANT))
    store.write(lambda rows: rows.credentials.extend(GRANT.sha256, expires_ns=99))
    assert store.read(lambda rows: rows.credentials.get(GRANT.sha256)) == replace(GRANT, expires_ns=99)
    with pytest.raises(StoreConflict):
        store.write(lambda rows: rows.credentials.extend("unknown", expires_ns=1))


def test_what_expired_is_forgotten_but_a_grant_is_needed_as_long_as_a_track_is_open(store: AskedStore) -> None:
    token = replace(GRANT, sha256="a", kind=CredentialKind.CLIENT_TOKEN, expires_ns=9)
    lasting = replace(token, sha256="b", expires_ns=None)
    later = replace(token, sha256="c", expires_ns=11)
    store.add(SESSION, replace(STREAM, state=StreamState.OPEN), GRANT, token, lasting, later)
    assert store.write(lambda rows: rows.credentials.remove_expired(before_ns=11)) == 1
    store.write(lambda rows: rows.streams.update(STREAM))
    assert store.write(lambda rows: rows.credentials.remove_expired(before_ns=11)) == 1
    left = store.read(lambda rows: [row.sha256 for row in (GRANT, token, lasting, later) if rows.credentials.get(row.sha256)])
    assert left == ["b", "c"]


# --------------------------------------------------------------------------------------------------------- sessions
def test_a_session_comes_back_with_every_field(store: AskedStore) -> None:
    bare = replace(SESSION, id="cap-0", recording_id=None, error=None, metadata={}, engine={}, client_id=None, purged_ns=None)
    store.add(SESSION, bare)
    assert store.read(lambda rows: [rows.sessions.get(row.id) for row in (SESSION, bare)]) == [SESSION, bare]
    changed = replace(bare, state=SessionState.FAILED, error={"code": "never_started"}, metadata={"a": "b"})
    store.write(lambda rows: rows.sessions.update(changed))
    assert store.read(lambda rows: rows.sessions.get("cap-0")) == changed


def test_what_is_twice_or_refers_to_nothing_is_refused(store: AskedStore) -> None:
    store.add(*EVERYTHING)
    refused: list[Callable[[Transaction], object]] = [
        lambda rows: rows.sessions.add(SESSION),
        lambda rows: rows.sessions.add(replace(SESSION, id="cap-2", collection_id="none")),
        lambda rows: rows.sessions.update(replace(SESSION, id="cap-2")),
        lambda rows: rows.sessions.add_event("cap-2", "x", {}, now_ns=1),
        lambda rows: rows.streams.add(replace(STREAM, id="rts-2")),  # the same track of the same session
        lambda rows: rows.streams.add(replace(STREAM, id="rts-2", session_id="cap-2")),
        lambda rows: rows.streams.add_init(INIT),
        lambda rows: rows.streams.add_fragment(FRAGMENT),
        lambda rows: rows.streams.add_fragment(replace(FRAGMENT, stream_id="rts-2")),
        lambda rows: rows.videos.add(VIDEO),
        lambda rows: rows.videos.add(replace(VIDEO, id="m-2", session_id="cap-2")),
        lambda rows: rows.videos.add_share(SHARE),
    ]
    for work in refused:
        with pytest.raises(StoreConflict):
            store.write(work)


@pytest.mark.parametrize(
    "work",
    [
        lambda rows: rows.sessions.add(replace(SESSION, id="cap-2", changed_ns=1 << 63)),
        lambda rows: rows.videos.add_share(replace(SHARE, slug="new", expires_ns=1 << 70)),
        lambda rows: rows.streams.add_fragment(replace(FRAGMENT, seq=2, tfdt=1 << 63)),
        lambda rows: rows.streams.fragment(STREAM.id, 1 << 64),
        lambda rows: rows.sessions.add(replace(SESSION, id="cap-2", end_user_id="\ud800")),
    ],
)
def test_a_value_that_cannot_be_kept_is_refused_and_changes_nothing(store: AskedStore, work: Callable[[Transaction], object]) -> None:
    store.add(*EVERYTHING)
    with pytest.raises(InvalidRequest, match="kept"):
        store.write(work)
    assert store.read(lambda rows: (rows.sessions.get("cap-2"), rows.videos.share("new"))) == (None, None)
    assert store.read(lambda rows: rows.streams.have(STREAM.id)) == ((1, 1),)
    store.write(lambda rows: rows.sessions.add(replace(SESSION, id="cap-3", changed_ns=(1 << 63) - 1)))


def test_the_session_of_a_recording_is_the_newest_one_it_was_bound_to(store: AskedStore) -> None:
    again = replace(SESSION, id="cap-2", created_ns=SESSION.created_ns + 1)
    store.add(SESSION, again)
    assert store.read(lambda rows: rows.sessions.of_recording("rec-1")) == again
    assert store.read(lambda rows: rows.sessions.of_recording("rec-2")) is None


def test_sessions_are_found_newest_first_page_by_page(store: AskedStore) -> None:
    rows = [replace(SESSION, id=f"cap-{number}", created_ns=number // 2) for number in range(7)]  # some minted in one moment
    store.add(*rows)
    expected = [f"cap-{number}" for number in reversed(range(7))]
    found = pages = [row.id for row in store.read(lambda t: t.sessions.search(limit=3))]
    while pages:
        last = found[-1]
        pages = [row.id for row in store.read(lambda t, last=last: t.sessions.search(limit=3, before=last))]  # type: ignore[misc]
        found = found + pages
    assert found == expected
    assert store.read(lambda t: t.sessions.search(limit=3, before="unknown")) == []


def test_sessions_are_found_by_collection_state_and_user(store: AskedStore) -> None:
    rows = [
        SESSION,
        replace(SESSION, id="cap-2", collection_id="c-1", created_ns=1),
        replace(SESSION, id="cap-3", state=SessionState.STOPPED, created_ns=2),
        replace(SESSION, id="cap-4", end_user_id="u-2", created_ns=3),
    ]
    store.add(COLLECTION, *rows)
    ids = {
        name: [row.id for row in store.read(lambda t, wish=wish: t.sessions.search(limit=9, **wish))]  # type: ignore[misc]
        for name, wish in {
            "collection": {"collection_id": "c-1"},
            "state": {"state": "stopped"},
            "user": {"end_user_id": "u-2"},
            "two": {"collection_id": "default", "state": "active"},
            "none": {"state": "no such state"},
            "only": {"only": "cap-3"},
            "only_other": {"only": "cap-3", "state": "active"},
        }.items()
    }
    assert ids == {
        "collection": ["cap-2"],
        "state": ["cap-3"],
        "user": ["cap-4"],
        "two": ["cap-1", "cap-4"],
        "none": [],
        "only": ["cap-3"],
        "only_other": [],
    }
    states = {SessionState.ACTIVE, SessionState.STOPPED}
    assert [row.id for row in store.read(lambda t: t.sessions.in_states(states))] == ["cap-2", "cap-3", "cap-4", "cap-1"]
    assert store.read(lambda t: t.sessions.in_states([])) == []


def test_the_time_of_the_newest_media_never_goes_back(store: AskedStore) -> None:
    store.write(lambda rows: rows.sessions.add(replace(SESSION, last_media_ns=None)))
    seen = []
    for now_ns in (10, 30, 20):
        store.write(lambda rows, now_ns=now_ns: rows.sessions.touch_media(SESSION.id, now_ns=now_ns))  # type: ignore[misc]
        row = store.read(lambda rows: rows.sessions.get(SESSION.id))
        seen.append(row and row.last_media_ns)
    assert seen == [10, 30, 30]
    store.write(lambda rows: rows.sessions.touch_media("gone", now_ns=1))


def test_events_keep_their_order_and_their_numbers_never_come_again(store: AskedStore) -> None:
    def add(rows: Transaction) -> list[int]:
        rows.sessions.add(SESSION)
        return [rows.sessions.add_event(SESSION.id, name, {"data": {"n": name}}, now_ns=5).id for name in ("a", "b")]

    first = store.write(add)
    events = store.read(lambda rows: rows.sessions.events(SESSION.id))
    assert [(event.id, event.name, event.payload, event.created_ns) for event in events] == [
        (first[0], "a", {"data": {"n": "a"}}, 5),
        (first[1], "b", {"data": {"n": "b"}}, 5),
    ]
    store.write(lambda rows: rows.sessions.delete(SESSION.id))
    assert min(store.write(add)) > max(first)


def test_removing_a_session_removes_everything_of_it_and_nothing_else(store: AskedStore) -> None:
    targets = ("cap-1", "rts-1", "m-1", "cap-2")

    def prepare(rows: Transaction) -> None:
        add_rows(rows, *EVERYTHING)
        rows.sessions.add_event(SESSION.id, "a", {}, now_ns=1)
        rows.sessions.add(replace(SESSION, id="cap-2"))
        for target in targets:
            rows.videos.add_share(replace(SHARE, slug=f"of {target}", target=target))
        rows.credentials.add(GRANT)
        rows.credentials.add(replace(GRANT, sha256="token", kind=CredentialKind.CLIENT_TOKEN))

    store.write(prepare)
    store.write(lambda rows: rows.sessions.delete("cap-1"))

    def left(rows: Transaction) -> list[object]:
        streams, videos = rows.streams, rows.videos
        parts = [rows.sessions.events("cap-1"), streams.of_session("cap-1"), streams.inits("rts-1"), streams.fragments("rts-1")]
        shares = [share.target for target in targets if (share := videos.share(f"of {target}"))]
        return [*parts, videos.of_session("cap-1"), shares, rows.credentials.get(GRANT.sha256)]

    assert store.read(left) == [[], [], [], [], [], ["cap-2"], None]
    assert store.read(lambda rows: (rows.sessions.get("cap-1"), rows.credentials.get("token") is None)) == (None, False)
    assert store.read(lambda rows: [row.id for row in rows.sessions.search(limit=9)]) == ["cap-2"]


def test_credentials_of_a_kind_are_told_oldest_first_whatever_became_of_them(store: AskedStore) -> None:
    keys = [replace(GRANT, sha256=sha256, kind=CredentialKind.API_KEY, created_ns=when) for sha256, when in (("a", 3), ("b", 1), ("c", 2))]
    store.add(*keys, GRANT)
    assert store.read(lambda rows: rows.credentials.of_kind(CredentialKind.API_KEY)) == [keys[1], keys[2], keys[0]]
    assert store.read(lambda rows: rows.credentials.of_kind(CredentialKind.GRANT)) == [GRANT]
    assert store.read(lambda rows: rows.credentials.of_kind(CredentialKind.CLIENT_TOKEN)) == []


def test_what_was_uploaded_is_told_apart_from_what_was_captured(store: AskedStore) -> None:
    uploaded = replace(SESSION, id="cap-2", origin=SessionOrigin.UPLOAD)
    fetched = replace(SESSION, id="cap-3", origin=SessionOrigin.STREAM)
    theirs, live = replace(STREAM, id="rts-2", session_id="cap-2"), replace(STREAM, id="rts-3", session_id="cap-3")
    store.add(SESSION, uploaded, fetched, STREAM, theirs, live)
    sessions = {origin: store.read(lambda rows, origin=origin: rows.sessions.search(origin=origin, limit=9)) for origin in SessionOrigin}  # type: ignore[misc]
    assert sessions == {SessionOrigin.CAPTURE: [SESSION], SessionOrigin.UPLOAD: [uploaded], SessionOrigin.STREAM: [fetched]}
    streams = {
        origin: store.read(lambda rows, origin=origin: rows.streams.search(origins=[origin], limit=9, offset=0))  # type: ignore[misc]
        for origin in SessionOrigin
    }
    assert streams == {SessionOrigin.CAPTURE: ([STREAM], 1), SessionOrigin.UPLOAD: ([theirs], 1), SessionOrigin.STREAM: ([live], 1)}
