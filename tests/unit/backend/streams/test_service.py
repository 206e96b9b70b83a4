from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import CredentialKind
from lookhear.backend.streams.service import StreamAction, StreamService
from lookhear.errors import Conflict, Forbidden, NotFound
from lookhear.protocol.sessions import SessionState
from tests.fakes.serving import WHOEVER, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


@pytest.fixture
def streams(backend: ServedBackend) -> StreamService:
    services = backend.services
    return StreamService(services.store, services.sources.service, services.sessions)


def test_one_is_found_with_its_session_and_link(backend: ServedBackend, streams: StreamService) -> None:
    begun = backend.begun()
    view = backend.store.run(streams.get(begun.streams[0].id))
    assert (view.stream, view.session) == (begun.streams[0], begun.session)
    assert view.slug


def test_neither_a_stranger_nor_a_derived_track_is_an_rtstream(backend: ServedBackend, streams: StreamService) -> None:
    begun = backend.begun(tracks=("mix:default",))
    for stream_id in ("rts-none", begun.streams[-1].id):
        with pytest.raises(NotFound):
            backend.store.run(streams.get(stream_id))


def test_a_page_says_how_many_there_are(backend: ServedBackend, streams: StreamService) -> None:
    begun = backend.begun(tracks=("mix:default",))
    backend.complete(begun.streams[1])
    views, count = backend.store.run(streams.page(state=None, name=None, limit=1, offset=1, is_newest_first=False))
    assert ([view.stream.track for view in views], count) == (["mic:default"], 2)
    stopped, count = backend.store.run(streams.page(state="stopped", name=None, limit=9, offset=0, is_newest_first=True))
    assert ([view.stream.track for view in stopped], count) == (["mic:default"], 1)
    connected, _ = backend.store.run(streams.page(state="connected", name="display", limit=9, offset=0, is_newest_first=True))
    assert [view.stream.track for view in connected] == ["display:1"]


def test_what_a_stream_does_already_may_be_asked_of_it(backend: ServedBackend, streams: StreamService) -> None:
    begun = backend.begun()
    backend.store.run(streams.act(begun.streams[0].id, StreamAction.START, who=WHOEVER))
    assert backend.session(begun.session.id) == begun.session


def test_the_stop_of_a_stream_is_that_of_its_session_also_when_it_comes_twice(backend: ServedBackend, streams: StreamService) -> None:
    begun = backend.begun()
    for _ in range(2):
        backend.store.run(streams.act(begun.streams[0].id, StreamAction.STOP, who=WHOEVER))
    stopped = backend.session(begun.session.id)
    assert stopped.state is SessionState.STOPPING
    assert stopped.stop_requested_ns is not None


def test_a_token_for_another_session_stops_nothing(backend: ServedBackend, streams: StreamService) -> None:
    begun = backend.begun()
    stranger = replace(WHOEVER, kind=CredentialKind.CLIENT_TOKEN, session_id="cap-other")
    with pytest.raises(Forbidden):
        backend.store.run(streams.act(begun.streams[0].id, StreamAction.STOP, who=stranger))
    assert backend.session(begun.session.id) == begun.session


def test_an_ended_stream_does_not_start_again(backend: ServedBackend, streams: StreamService) -> None:
    begun = backend.begun()
    backend.complete(*begun.streams)
    backend.store.run(streams.act(begun.streams[0].id, StreamAction.STOP, who=WHOEVER))
    with pytest.raises(Conflict, match="ended"):
        backend.store.run(streams.act(begun.streams[0].id, StreamAction.START, who=WHOEVER))
