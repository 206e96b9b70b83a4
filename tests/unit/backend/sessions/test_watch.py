"""The watch: what never started, what was lost, what was not to be kept."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import CredentialKind, DeliveryState, OperationState, Share
from lookhear.backend.sessions.beginning import ChannelRequest
from lookhear.backend.sessions.watch import Watch
from lookhear.errors import ObjectMissing, StoreUnwritable
from lookhear.protocol.sessions import SessionState
from tests.fakes.serving import NS_PER_S, ServedBackend
from tests.fakes.stored import CONNECTION, DELIVERY, GRANT, OPERATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lookhear.backend.ports import Transaction

HOUR_NS = 3600 * NS_PER_S
DAY_NS = 24 * HOUR_NS
UNSTORED = (ChannelRequest(channel_id="mic:default", store=False), ChannelRequest(channel_id="display:1"))


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


@pytest.fixture
def watch(backend: ServedBackend) -> Watch:
    found = backend.services.background[0]
    assert isinstance(found, Watch)
    return found


def test_a_session_whose_recorder_never_came_fails_after_a_day(backend: ServedBackend, watch: Watch) -> None:
    session = backend.created()
    backend.clock.advance(DAY_NS)
    assert backend.store.run(watch.end_overdue()) == 0
    backend.clock.advance(1)
    assert backend.store.run(watch.end_overdue()) == 1
    assert backend.session(session.id).state is SessionState.FAILED
    assert backend.session(session.id).error == {"code": "never_started", "message": "No recorder came."}
    assert backend.bus.events()[-1] == "capture_session.failed"


def test_a_session_is_lost_a_week_after_its_last_fragment(backend: ServedBackend, watch: Watch) -> None:
    begun = backend.begun()
    backend.clock.advance(6 * DAY_NS)
    backend.fragment(begun.streams[0])
    backend.clock.advance(6 * DAY_NS)
    assert backend.store.run(watch.end_overdue()) == 0
    backend.clock.advance(DAY_NS + 1)
    assert backend.store.run(watch.end_overdue()) == 1
    assert backend.session(begun.session.id).state is SessionState.STOPPED
    assert len(backend.store.read(lambda tx: tx.jobs.of_key(begun.session.id))) == 1
    assert backend.store.run(watch.end_overdue()) == 0


def test_what_is_not_to_be_stored_is_deleted_after_its_window_bytes_and_rows(backend: ServedBackend, watch: Watch) -> None:
    begun = backend.begun(channels=UNSTORED)
    mic, display = begun.streams
    old, kept = backend.fragment(mic, 1), backend.fragment(display, 1)
    backend.clock.advance(HOUR_NS)
    young = backend.fragment(mic, 2)
    assert backend.store.run(watch.remove_unstored()) == 0
    backend.clock.advance(1)
    assert backend.store.run(watch.remove_unstored()) == 1
    with pytest.raises(ObjectMissing):
        backend.store.run(backend.objects.get(old.key))
    for fragment in (young, kept):
        assert backend.store.run(backend.objects.get(fragment.key)) == b"bytes"
    assert [row.seq for row in backend.store.read(lambda tx: tx.streams.fragments(mic.id))] == [2]
    event = backend.store.read(lambda tx: tx.sessions.events(begun.session.id))[-1]
    assert event.name == "capture_session.media_removed"
    assert event.payload["data"] == {
        "reason": "store_false",
        "rtstream_id": mic.id,
        "name": "mic:default",
        "fragments": 1,
        "received_before": (backend.clock() - HOUR_NS) / NS_PER_S,
    }


def test_the_window_goes_on_after_the_session_has_ended(backend: ServedBackend, watch: Watch) -> None:
    begun = backend.begun(channels=UNSTORED)
    backend.fragment(begun.streams[0])
    backend.complete(*begun.streams)
    backend.clock.advance(HOUR_NS + 1)
    assert backend.store.run(watch.remove_unstored()) == 1
    assert backend.store.run(watch.remove_unstored()) == 0


def test_media_that_cannot_be_deleted_do_not_keep_those_of_other_streams(
    backend: ServedBackend, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = backend.begun(channels=UNSTORED)
    second = backend.begun(channels=UNSTORED, recording_id=None)
    stuck = {backend.fragment(each.streams[0]).key for each in (first, second)}
    delete = backend.objects.delete

    async def refuse_the_first(keys: Iterable[str]) -> None:
        keys = list(keys)
        if stuck.intersection(keys) and len(stuck) == 2:
            stuck.difference_update(keys)
            raise StoreUnwritable("The disk does not let go.")
        await delete(keys)

    monkeypatch.setattr(backend.objects, "delete", refuse_the_first)
    backend.clock.advance(HOUR_NS + 1)
    assert [backend.store.run(watch.remove_unstored()) for _ in range(3)] == [1, 1, 0]


def test_the_task_does_all_of_it_and_forgets_old_tokens(backend: ServedBackend, watch: Watch) -> None:
    backend.created()
    token = replace(GRANT, sha256="aa" * 32, kind=CredentialKind.CLIENT_TOKEN, expires_ns=backend.clock())
    backend.store.add(token)
    backend.clock.advance(91 * DAY_NS)

    async def scene() -> None:
        task = asyncio.create_task(watch.run())
        while await backend.store.store.read(lambda tx: tx.credentials.get(token.sha256)) is not None:
            pass
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    backend.store.run(scene())
    assert backend.bus.events()[-1] == "capture_session.failed"


def test_a_grant_that_expired_is_kept_while_its_recording_has_an_open_track(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    backend.clock.advance(10 * DAY_NS)
    assert backend.store.write(lambda tx: tx.credentials.remove_expired(before_ns=backend.clock())) == 0
    backend.complete(*begun.streams)
    assert backend.store.write(lambda tx: tx.credentials.remove_expired(before_ns=backend.clock())) == 1


def test_links_and_jobs_that_are_over_are_forgotten_after_a_while(backend: ServedBackend, watch: Watch) -> None:
    begun = backend.begun()
    link = Share(slug="short", target=begun.session.id, created_ns=1, expires_ns=backend.clock())
    backend.store.add(link)

    def done(tx: Transaction) -> int:
        job = tx.jobs.add("export", begun.session.id, {}, run_at_ns=backend.clock())
        assert tx.jobs.lease(["export"], owner="x", now_ns=backend.clock(), until_ns=backend.clock() + 1) is not None
        tx.jobs.finish(job.id, owner="x")
        return tx.jobs.add("export", begun.session.id, {}, run_at_ns=backend.clock()).id

    waiting = backend.store.write(done)

    def left() -> tuple[int, bool, bool]:
        backend.store.run(watch.forget())
        jobs = backend.store.read(lambda tx: tx.jobs.of_key(begun.session.id))
        assert jobs[-1].id == waiting
        shares = backend.store.read(lambda tx: (tx.videos.share("short"), tx.videos.share(begun.slug)))
        return len(jobs), shares[0] is not None, shares[1] is not None

    assert left() == (2, True, True)
    backend.clock.advance(DAY_NS + 1)
    assert left() == (1, True, True)
    backend.clock.advance(29 * DAY_NS)
    assert left() == (1, False, True)


def test_what_was_told_is_forgotten_after_a_while_and_what_waits_or_is_open_is_not(backend: ServedBackend, watch: Watch) -> None:
    begun_ns = backend.clock()
    delivery = replace(DELIVERY, session_id=None, created_ns=begun_ns, delivered_ns=begun_ns)
    open_socket = replace(CONNECTION, id="open", sha256="aa" * 32, expires_ns=begun_ns + 100 * DAY_NS)
    backend.store.add(replace(CONNECTION, id="over", expires_ns=begun_ns), open_socket)
    backend.store.add(*[replace(delivery, state=state) for state in DeliveryState])
    backend.store.add(*[replace(OPERATION, id=state, state=state, session_id=None, updated_ns=begun_ns) for state in OperationState])

    def left(tx: Transaction) -> set[str]:
        sockets = {name for name in ("open", "over") if tx.connections.get(name)}
        webhooks = {row.state.value for row in tx.outbox.search(limit=9)}
        return sockets | webhooks | {state.value for state in OperationState if tx.operations.get(state)}

    def forget_after(days: float) -> set[str]:
        backend.clock.now_ns = begun_ns + round(days * DAY_NS)
        backend.store.run(watch.forget())
        return backend.store.read(left)

    everything = {"open", "over", "waiting", "delivered", "dead", "processing", "done", "failed"}
    assert forget_after(1 / 24) == everything
    assert forget_after(1 / 12) == everything - {"over"}
    assert forget_after(7) == everything - {"over"}
    assert forget_after(7.01) == {"open", "waiting", "dead", "processing"}
    assert forget_after(30) == {"open", "waiting", "dead", "processing"}
    assert forget_after(30.01) == {"open", "waiting", "processing"}
