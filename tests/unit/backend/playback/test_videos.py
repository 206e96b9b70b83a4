"""Exported files as rows: what their removal leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.jobs.queues import EXPORT_QUEUE
from lookhear.protocol.sessions import SessionState
from tests.fakes.serving import NOW_NS, ServedBackend
from tests.fakes.stored import VIDEO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.ports import Transaction


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def run_its_job(tx: Transaction) -> None:
    job = tx.jobs.lease([EXPORT_QUEUE], owner="x", now_ns=NOW_NS, until_ns=NOW_NS + 1)
    assert job is not None
    assert tx.jobs.finish(job.id, owner="x")


@pytest.mark.parametrize(("deleted", "status", "left"), [("m-main", None, None), ("m-other", "exported", "m-main")])
def test_a_session_names_no_video_that_was_deleted(backend: ServedBackend, deleted: str, status: str | None, left: str | None) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    backend.complete(*begun.streams)
    for video_id, channel in (("m-main", "display:1"), ("m-other", "display:2")):
        backend.store.add(replace(VIDEO, id=video_id, session_id=begun.session.id, channel=channel, key=None))
    lifecycle = backend.services.sessions.lifecycle
    backend.store.write(lambda tx: lifecycle.exported(tx, begun.session.id, video_id="m-main", data={}, now_ns=backend.clock()))
    backend.store.write(run_its_job)
    assert backend.ask("DELETE", f"/video/{deleted}").status_code == 200
    session = backend.session(begun.session.id)
    assert (session.state, session.exported_video_id) == (SessionState.EXPORTED, left)
    assert backend.data("GET", f"/capture/session/{session.id}")["export_status"] == status
