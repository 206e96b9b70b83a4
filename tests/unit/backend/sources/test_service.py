from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import PipelineKind, SessionOrigin
from lookhear.backend.sources.service import NewSource, SourceService
from lookhear.errors import AddressRefused, Conflict, NotFound
from lookhear.protocol.sessions import SessionState
from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.records import Session, Stream

URL = "rtsp://203.0.114.9/live"
BOTH = NewSource(url=URL, name="Door", has_video=True, has_sound=True, is_stored=True)


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


@pytest.fixture
def sources(backend: ServedBackend) -> SourceService:
    return backend.services.sources.service


def rows(backend: ServedBackend, stream_id: str) -> tuple[Session, list[Stream]]:
    stream = backend.store.read(lambda tx: tx.streams.get(stream_id))
    assert stream is not None
    session = backend.store.read(lambda tx: tx.sessions.get(stream.session_id))
    assert session is not None
    return session, backend.store.read(lambda tx: tx.streams.of_session(session.id))


def test_a_source_is_a_session_with_a_stream_for_what_is_seen_and_one_for_what_is_heard(
    backend: ServedBackend, sources: SourceService
) -> None:
    stream_id = backend.store.run(sources.connect(BOTH))
    session, (pictures, sound) = rows(backend, stream_id)
    assert (session.origin, session.state) == (SessionOrigin.STREAM, SessionState.STARTING)
    assert (pictures.id, pictures.track, sound.track, sound.name) == (stream_id, "display:1", "mic:default", "Door")
    assert backend.store.read(lambda tx: tx.pipelines.find(sound.id, PipelineKind.TRANSCRIPT, "")) is not None
    assert backend.store.run(sources.heard_at(stream_id)) == sound.id
    assert backend.store.run(sources.heard_at("rts-none")) == "rts-none"


def test_pictures_alone_have_nothing_to_be_heard(backend: ServedBackend, sources: SourceService) -> None:
    stream_id = backend.store.run(sources.connect(NewSource(url=URL)))
    assert len(rows(backend, stream_id)[1]) == 1
    assert backend.store.run(sources.heard_at(stream_id)) == stream_id


def test_what_cannot_be_is_refused_and_leaves_nothing(backend: ServedBackend, sources: SourceService) -> None:
    for url in ("rtsp://10.0.0.1/x", "rtsp://203.0.114.9:25/x", "http://203.0.114.9/x"):
        with pytest.raises(AddressRefused):
            backend.store.run(sources.connect(NewSource(url=url)))
    with pytest.raises(NotFound):
        backend.store.run(sources.connect(NewSource(url=URL, collection_id="c-none")))
    assert backend.store.read(lambda tx: tx.sessions.search(origin=SessionOrigin.STREAM, limit=9)) == []


def test_one_that_never_sent_anything_fails_when_it_is_stopped_and_can_be_started_again(
    backend: ServedBackend, sources: SourceService
) -> None:
    stream_id = backend.store.run(sources.connect(BOTH))
    session, _ = rows(backend, stream_id)
    for _ in range(2):
        backend.store.run(sources.stop(session.id))
    stopped, streams = rows(backend, stream_id)
    assert stopped.state is SessionState.FAILED
    assert {stream.last_seq for stream in streams} == {0}
    for _ in range(2):
        backend.store.run(sources.start(session.id))
    assert rows(backend, stream_id)[0].state is SessionState.STARTING


def test_there_are_so_many_and_a_capture_session_is_none(backend: ServedBackend, sources: SourceService) -> None:
    for _ in range(backend.settings.most_sources):
        backend.store.run(sources.connect(BOTH))
    with pytest.raises(Conflict, match="at a time"):
        backend.store.run(sources.connect(BOTH))
    with pytest.raises(NotFound):
        backend.store.run(sources.stop(backend.begun().session.id))
