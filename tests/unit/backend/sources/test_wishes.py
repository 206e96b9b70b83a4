from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import SessionOrigin
from lookhear.backend.sources import wishes
from lookhear.backend.sources.wishes import SourceWish
from lookhear.media.rtp.tracks import Begin
from tests.fakes.serving import NOW_NS, NS_PER_S, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.records import Session, Stream

WISH = SourceWish(url="rtsp://a:secret@203.0.114.9/x", has_video=True, has_sound=False)


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def added(backend: ServedBackend) -> tuple[Session, Stream]:
    [stream] = backend.store.write(
        lambda tx: wishes.add(tx, WISH, name="Door", collection_id="default", is_stored=True, connection_id=None, now_ns=NOW_NS)
    )
    session = backend.store.read(lambda tx: tx.sessions.get(stream.session_id))
    assert session is not None
    return session, stream


def test_a_wish_is_kept_whole_and_tells_no_secret() -> None:
    assert SourceWish.of(asdict(WISH)) == WISH
    assert "secret" not in repr(WISH)
    for engine in ({}, {"url": 1, "sample_rate": 30}, {"url": "rtsp://a"}):
        with pytest.raises(ValueError, match="no source"):
            SourceWish.of(engine)


def test_sources_are_wanted_until_they_are_stopped_and_recordings_are_none(backend: ServedBackend) -> None:
    backend.begun()
    session, _ = added(backend)
    assert [each.id for each in backend.store.read(wishes.wanted)] == [session.id]
    backend.store.write(lambda tx: wishes.stop(tx, session, backend.services.sessions.lifecycle, now_ns=NOW_NS))
    assert backend.store.read(wishes.wanted) == []


def test_what_is_wrong_is_noted_once_and_forgotten(backend: ServedBackend) -> None:
    session, _ = added(backend)
    assert backend.store.write(lambda tx: wishes.note(tx, session.id, None)) == []
    assert backend.store.write(lambda tx: wishes.note(tx, session.id, "It is gone."))
    assert backend.store.write(lambda tx: wishes.note(tx, session.id, "It is gone.")) == []
    noted = backend.store.read(lambda tx: tx.sessions.get(session.id))
    assert noted is not None
    assert noted.error == {"code": "source", "message": "It is gone."}
    assert backend.store.write(lambda tx: wishes.note(tx, "src-none", "It is gone.")) == []


def test_a_stream_goes_on_now_and_behind_all_that_ever_was(backend: ServedBackend) -> None:
    session, stream = added(backend)
    assert wishes.session_s(session, NOW_NS + 5 * NS_PER_S) == 5.0
    begin = backend.store.read(lambda tx: wishes.begin_of(tx, stream, now_s=5.0))
    assert begin == Begin(track="display:1", inits=0, sequence=0, at_s=5.0)
    removed = replace(stream, last_seq=41)
    assert backend.store.read(lambda tx: wishes.begin_of(tx, removed, now_s=5.0)).sequence == 41
    assert session.origin is SessionOrigin.STREAM
