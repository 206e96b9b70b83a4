from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.backend.playback.sharing import JOINT, MAX_JOINED, Wording
from lookhear.errors import InvalidRequest, LinkExpired, NotFound
from tests.fakes.serving import NOW_NS, NS_PER_S, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.playback.sharing import Sharing

ORIGIN_S = NOW_NS / NS_PER_S


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as made:
        yield made


def sharing(backend: ServedBackend) -> Sharing:
    return backend.services.playback.sharing


def test_a_session_s_link_shows_its_media_and_not_its_context_log(backend: ServedBackend) -> None:
    begun = backend.begun(tracks=("mix:default", "context:default"))
    view = backend.store.run(sharing(backend).view(begun.slug))
    assert [stream.track for stream in view.streams] == ["display:1", "mic:default", "mix:default"]
    with pytest.raises(NotFound):
        view.stream("rts-another")


def test_a_stream_s_link_shows_that_stream_alone(backend: ServedBackend) -> None:
    stream = backend.begun().streams[1]
    slug = backend.store.run(sharing(backend).lasting(stream.id))
    assert backend.store.run(sharing(backend).view(slug)).streams == (stream,)
    assert backend.store.run(sharing(backend).lasting(stream.id)) == slug


def test_the_same_stretch_gives_the_same_link_and_it_has_session_times(backend: ServedBackend) -> None:
    stream = backend.begun().streams[0]
    stretches = [(ORIGIN_S + 10, ORIGIN_S + 20), (ORIGIN_S + 30, None)]
    slug = backend.store.run(sharing(backend).of_stretches(stream.id, stretches))
    assert backend.store.run(sharing(backend).of_stretches(stream.id, stretches)) == slug
    view = backend.store.run(sharing(backend).view(slug))
    assert view.stretches[0] == pytest.approx((10 * NS_PER_S, 20 * NS_PER_S), abs=1000)
    assert view.stretches[1][1] > 10**18
    first = backend.store.run(sharing(backend).view(slug.split(JOINT)[0]))
    assert len(first.stretches) == 1


@pytest.mark.parametrize("origin_ms", [1_795_386_019_795, 1_795_386_019_796, 1_795_386_019_999])
def test_a_stretch_that_ends_with_a_fragment_does_not_end_in_the_next_one(backend: ServedBackend, origin_ms: int) -> None:
    stream = backend.begun(clock_wall_origin_ns=origin_ms * 1_000_000).streams[0]
    origin_s = origin_ms / 1000  # which no double holds exactly
    slug = backend.store.run(sharing(backend).of_stretches(stream.id, [(origin_s + 0.5, origin_s + 2.0)]))
    assert backend.store.run(sharing(backend).view(slug)).stretches == ((NS_PER_S // 2, 2 * NS_PER_S),)


@pytest.mark.parametrize("stretches", [[(5.0, 5.0)], [(5.0, 1.0)], [(-1.0, 1.0)], [(1.0, 2.0)] * (MAX_JOINED + 1)])
def test_stretches_that_make_no_sense_are_refused(backend: ServedBackend, stretches: list[tuple[float, float | None]]) -> None:
    stream = backend.begun().streams[0]
    with pytest.raises(InvalidRequest):
        backend.store.run(sharing(backend).of_stretches(stream.id, stretches))


def test_links_of_different_targets_cannot_be_joined(backend: ServedBackend) -> None:
    begun = backend.begun()
    slugs = [backend.store.run(sharing(backend).lasting(stream.id)) for stream in begun.streams]
    with pytest.raises(NotFound):
        backend.store.run(sharing(backend).view(JOINT.join(slugs)))


def test_a_link_expires_even_while_it_is_remembered(backend: ServedBackend) -> None:
    begun = backend.begun()
    share = backend.store.run(sharing(backend).share(begun.session.id, expires_in_s=60, stretch=None))
    assert backend.store.run(sharing(backend).view(share.slug)).expires_ns == NOW_NS + 60 * NS_PER_S
    backend.clock.advance(60 * NS_PER_S)
    with pytest.raises(LinkExpired):
        backend.store.run(sharing(backend).view(share.slug))
    assert backend.store.run(sharing(backend).view(begun.slug)).expires_ns is None


def test_a_link_that_is_taken_back_is_gone_at_once(backend: ServedBackend) -> None:
    begun = backend.begun()
    share = backend.store.run(sharing(backend).share(begun.session.id, expires_in_s=None, stretch=(ORIGIN_S, None)))
    backend.store.run(sharing(backend).view(share.slug))
    backend.store.run(sharing(backend).remove(share.slug))
    with pytest.raises(NotFound):
        backend.store.run(sharing(backend).view(share.slug))
    with pytest.raises(NotFound):
        backend.store.run(sharing(backend).remove(share.slug))


def test_a_lasting_link_that_is_taken_back_is_followed_by_another_one(backend: ServedBackend) -> None:
    begun = backend.begun()
    before = backend.store.run(sharing(backend).lasting(begun.session.id))
    backend.store.run(sharing(backend).remove(before))
    with pytest.raises(NotFound):
        backend.store.run(sharing(backend).view(before))
    after = backend.data("GET", f"/capture/session/{begun.session.id}")["player_url"].partition("v=")[2]
    assert after not in {"", before}
    assert backend.store.run(sharing(backend).view(after)).session.id == begun.session.id


def test_nothing_is_shared_that_is_not_there(backend: ServedBackend) -> None:
    with pytest.raises(NotFound):
        backend.store.run(sharing(backend).share("cap-nobody", expires_in_s=None, stretch=None))


@pytest.mark.parametrize("stretch", [None, (ORIGIN_S + 1, ORIGIN_S + 2), (ORIGIN_S + 1, None)])
def test_a_link_with_words_of_its_own_is_another_one_and_lasts(backend: ServedBackend, stretch: tuple[float, float | None] | None) -> None:
    stream = backend.begun().streams[0]
    wording = Wording(title="Monday", description="What was said", prefix="standup")
    slug = backend.store.run(sharing(backend).worded(stream.id, wording, stretch=stretch))
    assert slug == backend.store.run(sharing(backend).worded(stream.id, wording, stretch=stretch))
    assert slug.startswith("standup-")
    view = backend.store.run(sharing(backend).view(slug))
    assert (view.wording.title, view.wording.description) == ("Monday", "What was said")
    assert (view.streams, len(view.stretches)) == ((stream,), 0 if stretch is None else 1)
    lasting = backend.store.run(sharing(backend).lasting(stream.id))
    assert lasting not in slug
    assert backend.store.run(sharing(backend).view(lasting)).wording == Wording()
    other = backend.store.run(sharing(backend).worded(stream.id, Wording(title="Tuesday"), stretch=stretch))
    assert other != slug


def test_words_for_a_stretch_that_makes_no_sense_are_refused(backend: ServedBackend) -> None:
    stream = backend.begun().streams[0]
    with pytest.raises(InvalidRequest):
        backend.store.run(sharing(backend).worded(stream.id, Wording(title="x"), stretch=(5.0, 1.0)))
