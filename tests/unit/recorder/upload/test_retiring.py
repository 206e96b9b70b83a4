"""When media may go, and what the backend is asked before they do."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import BackendRefused, BackendUnreachable
from lookhear.recorder.spool.binding import Binding, SourceKind, TokenSource, read_binding, write_binding
from lookhear.recorder.upload.http_gateway import HttpGateway
from lookhear.recorder.upload.retiring import is_due, retire
from lookhear.recorder.upload.tokens.explicit import ExplicitProvider
from tests.fakes.backend import TOKEN, FakeBackend, Fault
from tests.fakes.recordings import complete
from tests.fakes.upload_rig import publisher, upload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.recorder.spool.retention import Retirement

DAY_NS = 86_400_000_000_000


@pytest.fixture
def backend() -> Iterator[FakeBackend]:
    with FakeBackend() as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path, backend: FakeBackend) -> Path:
    """A recording that the backend has."""
    made = complete(tmp_path)
    upload(publisher(made, backend))
    return made


def binding_of(folder: Path) -> Binding:
    binding = read_binding(folder)
    assert binding is not None
    assert binding.done_ns is not None
    return binding


def let_go(folder: Path, backend: FakeBackend, *, after_days: float, keep_days: float = 7) -> Retirement:
    binding = binding_of(folder)
    provider = ExplicitProvider("cap-1", backend=backend.url, token=TOKEN)
    now_ns = (binding.done_ns or 0) + round(after_days * DAY_NS)
    return retire(folder, provider=provider, connect=HttpGateway, keep_days=keep_days, now_ns=now_ns)


def media(folder: Path) -> int:
    return len([path for path in folder.rglob("*") if path.suffix in {".m4s", ".mp4"}])


def test_a_hosted_backend_has_to_have_them_for_some_days(folder: Path, backend: FakeBackend) -> None:
    assert let_go(folder, backend, after_days=6.9).reason
    assert media(folder) == 10
    assert let_go(folder, backend, after_days=7.1).freed_bytes
    assert media(folder) == 0
    assert let_go(folder, backend, after_days=8).freed_bytes == 0


def test_the_backend_of_this_computer_has_them_at_once(folder: Path, backend: FakeBackend) -> None:
    write_binding(folder, dataclasses.replace(binding_of(folder), source=TokenSource(kind=SourceKind.EMBEDDED)))
    assert let_go(folder, backend, after_days=0).freed_bytes


@pytest.mark.parametrize("change", [{"is_done": False}, {"refused": 1}, {"grant": None}, {"done_ns": None}])
def test_what_is_not_whole_there_is_never_due(folder: Path, change: dict[str, object]) -> None:
    binding = dataclasses.replace(binding_of(folder), **change)  # type: ignore[arg-type]
    assert not is_due(binding, keep_days=0, now_ns=1 << 62)


def test_a_backend_that_lost_something_since_gets_no_recording_removed(folder: Path, backend: FakeBackend) -> None:
    backend.of("display:1").fragments.pop(2)
    assert "lacks fragments" in let_go(folder, backend, after_days=8).reason
    assert media(folder) == 10


def test_a_backend_that_is_down_gets_no_recording_removed(folder: Path, backend: FakeBackend) -> None:
    backend.plan(Fault.SERVER_ERROR, on="GET")
    with pytest.raises(BackendUnreachable):
        let_go(folder, backend, after_days=8)
    assert media(folder) == 10


def test_a_backend_that_knows_us_no_more_gets_no_recording_removed(folder: Path, backend: FakeBackend) -> None:
    backend.plan(Fault.REVOKED, on="GET")
    with pytest.raises(BackendRefused):
        let_go(folder, backend, after_days=8)
    assert media(folder) == 10


def test_a_backend_that_does_not_answer_an_expired_grant_gets_no_recording_removed(folder: Path, backend: FakeBackend) -> None:
    backend.plan(Fault.EXPIRED, on="GET", times=9)
    with pytest.raises(BackendRefused):
        let_go(folder, backend, after_days=8)
    assert media(folder) == 10


def test_a_recording_that_nobody_bound_stays(tmp_path: Path) -> None:
    provider = ExplicitProvider("cap-1", backend="http://127.0.0.1:1", token=TOKEN)
    assert retire(complete(tmp_path), provider=provider, connect=HttpGateway, keep_days=0, now_ns=1 << 62).reason
