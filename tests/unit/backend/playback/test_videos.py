"""Exported files as rows: what their removal leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.jobs.queues import EXPORT_QUEUE
from lookhear.backend.records import SessionOrigin
from lookhear.errors import ObjectMissing
from lookhear.protocol.sessions import SessionState
from tests.fakes.serving import NOW_NS, ServedBackend
from tests.fakes.stored import VIDEO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Session


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def run_its_job(tx: Transaction) -> None:
    job = tx.jobs.lease([EXPORT_QUEUE], owner="x", now_ns=NOW_NS, until_ns=NOW_NS + 1)
    assert job is not None
    assert tx.jobs.finish(job.id, owner="x")


def exported(backend: ServedBackend, *, origin: SessionOrigin = SessionOrigin.CAPTURE) -> tuple[str, str]:
    """A session with two videos, the main one and another, and the key of a fragment of it."""
    begun = backend.begun(recording_id=None)
    fragment = backend.fragment(begun.streams[0])
    backend.complete(*begun.streams)
    for video_id, channel in (("m-main", "display:1"), ("m-other", "display:2")):
        backend.store.add(replace(VIDEO, id=video_id, session_id=begun.session.id, channel=channel, key=None))
    lifecycle = backend.services.sessions.lifecycle
    backend.store.write(lambda tx: lifecycle.exported(tx, begun.session.id, video_id="m-main", data={}, now_ns=backend.clock()))
    backend.store.write(run_its_job)
    backend.store.write(lambda tx: tx.sessions.update(replace(backend_session(tx, begun.session.id), origin=origin)))
    return begun.session.id, fragment.key


def backend_session(tx: Transaction, session_id: str) -> Session:
    session = tx.sessions.get(session_id)
    assert session is not None
    return session


@pytest.mark.parametrize(("deleted", "status", "left"), [("m-main", None, None), ("m-other", "exported", "m-main")])
def test_a_session_names_no_video_that_was_deleted(backend: ServedBackend, deleted: str, status: str | None, left: str | None) -> None:
    session_id, key = exported(backend)
    assert backend.ask("DELETE", f"/video/{deleted}").status_code == 200
    session = backend.session(session_id)
    assert (session.state, session.exported_video_id) == (SessionState.EXPORTED, left)
    assert backend.data("GET", f"/capture/session/{session.id}")["export_status"] == status
    assert backend.store.run(backend.objects.get(key)) == b"bytes"


def test_of_a_file_that_was_handed_over_nothing_stays_when_it_is_removed(backend: ServedBackend) -> None:
    session_id, key = exported(backend, origin=SessionOrigin.UPLOAD)
    assert backend.ask("DELETE", "/video/m-other").status_code == 200  # something made of it
    assert backend.session(session_id).exported_video_id == "m-main"
    assert backend.ask("DELETE", "/video/m-main").status_code == 200
    assert backend.store.read(lambda tx: (tx.sessions.get(session_id), tx.videos.get("m-main"))) == (None, None)
    with pytest.raises(ObjectMissing):
        backend.store.run(backend.objects.get(key))
    assert backend.ask("DELETE", "/video/m-main").status_code == 404


def test_a_file_that_was_handed_over_stays_while_something_is_made_of_it(backend: ServedBackend) -> None:
    session_id, _ = exported(backend, origin=SessionOrigin.UPLOAD)
    backend.store.write(lambda tx: tx.jobs.add(EXPORT_QUEUE, session_id, {}, run_at_ns=NOW_NS))
    assert backend.ask("DELETE", "/video/m-main").status_code == 409
    assert backend.store.read(lambda tx: tx.videos.get("m-main")) is not None
