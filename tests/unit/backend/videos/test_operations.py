"""Work that takes longer than a request may."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import OperationState
from lookhear.backend.videos import operations
from lookhear.backend.videos.operations import OperationKind
from tests.fakes.serving import NOW_NS, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.records import Operation


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as made:
        yield made


def begun(backend: ServedBackend, *, kind: OperationKind = OperationKind.IMPORT, is_anew: bool = False) -> Operation:
    return backend.store.write(lambda tx: operations.begin(tx, kind, "up-1", now_ns=NOW_NS, is_anew=is_anew))


def test_it_is_under_way_with_an_absolute_address_of_who_asks(backend: ServedBackend) -> None:
    operation = begun(backend)
    backend.store.write(lambda tx: operations.progress(tx, operation.id, 40.0, now_ns=NOW_NS))
    backend.services.stopping.set()  # or the answer would be held for a while
    answer = backend.ask("GET", f"/async-response/{operation.id}").json()
    assert (answer["success"], answer["status"], answer["request_type"]) == (True, "processing", "sync")
    assert answer["data"] == {"id": operation.id, "output_url": f"http://127.0.0.1:8787/async-response/{operation.id}", "percentage": 40.0}


def test_asked_for_again_it_is_the_same_until_it_fails(backend: ServedBackend) -> None:
    first = begun(backend)
    assert begun(backend) == first
    backend.store.write(lambda tx: operations.fail(tx, first.id, "It broke.", now_ns=NOW_NS))
    assert begun(backend).id != first.id


def test_what_is_done_is_begun_anew_only_when_that_is_wanted(backend: ServedBackend) -> None:
    first = begun(backend)
    backend.store.write(lambda tx: operations.finish(tx, first.id, {}, now_ns=NOW_NS))
    assert begun(backend).id == first.id
    assert begun(backend, is_anew=True).id != first.id


def test_a_failure_is_told_as_sdks_read_it(backend: ServedBackend) -> None:
    operation = begun(backend)
    backend.store.write(lambda tx: operations.fail(tx, operation.id, "The file is broken.", now_ns=NOW_NS))
    answer = backend.ask("GET", f"/async-response/{operation.id}")
    told = answer.json()
    assert (answer.status_code, told["status"]) == (200, "failed")
    assert told["response"] == {"success": False, "message": "The file is broken.", "error_code": "FAILED"}


def test_an_end_is_one_and_rings_once(backend: ServedBackend) -> None:
    operation = begun(backend)
    notices = backend.store.write(lambda tx: operations.finish(tx, operation.id, {"x": 1}, now_ns=NOW_NS))
    assert notices == [(operations.topic_of(operation.id), {"state": "done"})]
    assert backend.store.write(lambda tx: operations.fail(tx, operation.id, "late", now_ns=NOW_NS)) == []
    stored = backend.store.read(lambda tx: tx.operations.get(operation.id))
    assert stored is not None
    assert (stored.state, stored.result, stored.percentage) == (OperationState.DONE, {"x": 1}, 100.0)


def test_progress_never_moves_back(backend: ServedBackend) -> None:
    operation = begun(backend)
    for percentage in (30.0, 20.0):
        backend.store.write(lambda tx, value=percentage: operations.progress(tx, operation.id, value, now_ns=NOW_NS))  # type: ignore[misc]
    stored = backend.store.read(lambda tx: tx.operations.get(operation.id))
    assert stored is not None
    assert stored.percentage == 30.0


def test_one_that_nobody_began_is_not_there(backend: ServedBackend) -> None:
    assert backend.ask("GET", "/async-response/op-nothing").status_code == 404


def test_a_credential_of_another_session_does_not_see_it(backend: ServedBackend) -> None:
    operation = begun(backend)
    other, session = backend.created(), backend.created()
    backend.store.write(lambda tx: tx.operations.update(dataclasses.replace(operation, session_id=other.id)))
    token, _ = backend.store.run(backend.services.auth.mint_token(expires_in_s=60, session_id=session.id))
    assert backend.ask("GET", f"/async-response/{operation.id}", key=token).status_code == 403
