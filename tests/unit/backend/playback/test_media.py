from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import NotFound
from tests.fakes.serving import NOW_NS, NS_PER_S, ServedBackend
from tests.fakes.stored import FRAGMENT, INIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.playback.media import MediaReader
    from lookhear.backend.playback.sharing import View
    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Stream

ORIGIN_S = NOW_NS / NS_PER_S
COUNT = 120


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as made:
        yield made


@pytest.fixture
def stream(backend: ServedBackend) -> Stream:
    """A display with a minute of half-second fragments of ten bytes each."""
    stream: Stream = backend.begun().streams[0]

    def work(tx: Transaction) -> None:
        tx.streams.add_init(replace(INIT, stream_id=stream.id))
        for seq in range(1, COUNT + 1):
            tx.streams.add_fragment(
                replace(FRAGMENT, stream_id=stream.id, seq=seq, key=f"{stream.id}/{seq}.m4s", size_bytes=10, tfdt=(seq - 1) * 45_000)
            )

    backend.store.write(work)
    for seq in range(1, COUNT + 1):
        backend.store.run(backend.objects.put(f"{stream.id}/{seq}.m4s", f"{seq:010d}".encode()))
    return stream


def reader(backend: ServedBackend) -> MediaReader:
    return backend.services.playback.media


def view_of(backend: ServedBackend, stream: Stream, *stretches: tuple[float, float]) -> View:
    sharing = backend.services.playback.sharing
    where = [(ORIGIN_S + from_s, ORIGIN_S + to_s) for from_s, to_s in stretches]
    slug = backend.store.run(sharing.of_stretches(stream.id, where) if where else sharing.lasting(stream.id))
    return backend.store.run(sharing.view(slug))


def read(backend: ServedBackend, view: View, stream: Stream, *, numbers: tuple[int, int], places: tuple[int, int] | None = None) -> bytes:
    async def scene() -> bytes:
        media = reader(backend)
        segment = await media.segment(view, stream, first=numbers[0], last=numbers[1])
        start, end = places or (0, segment.size_bytes)
        return b"".join([piece async for piece in media.read(segment, start, end)])

    found: bytes = backend.store.run(scene())
    return found


def test_a_segment_is_its_fragments_one_after_the_other_in_any_range(backend: ServedBackend, stream: Stream) -> None:
    view = view_of(backend, stream)
    whole = b"".join(f"{seq:010d}".encode() for seq in range(3, 15))
    assert read(backend, view, stream, numbers=(3, 14)) == whole
    for places in ((0, 1), (9, 11), (15, 95), (119, 120), (20, 30)):
        assert read(backend, view, stream, numbers=(3, 14), places=places) == whole[slice(*places)]


@pytest.mark.parametrize("numbers", [(2, 1), (1, 129), (115, 121), (0, 3)])
def test_what_is_no_segment_is_not_found(backend: ServedBackend, stream: Stream, numbers: tuple[int, int]) -> None:
    with pytest.raises(NotFound):
        read(backend, view_of(backend, stream), stream, numbers=numbers)


def test_two_stretches_show_nothing_of_what_lies_between_them(backend: ServedBackend, stream: Stream) -> None:
    view = view_of(backend, stream, (1.0, 2.0), (57.0, 58.0))
    assert read(backend, view, stream, numbers=(3, 4))
    assert read(backend, view, stream, numbers=(114, 116))
    for numbers in ((3, 116), (1, 110), (60, 62)):
        with pytest.raises(NotFound):
            read(backend, view, stream, numbers=numbers)
    with pytest.raises(NotFound):
        backend.store.run(reader(backend).part(view, stream, 60))


def test_a_stretch_shows_nothing_that_cannot_be_placed_in_time(backend: ServedBackend, stream: Stream) -> None:
    row = replace(FRAGMENT, stream_id=stream.id, seq=COUNT + 1, key="x", size_bytes=10, init=1, tfdt=COUNT * 45_000)
    other = replace(stream, id="rts-without-init", track="display:2", position=5)

    def work(tx: Transaction) -> None:
        tx.streams.add(other)
        tx.streams.add_init(replace(INIT, stream_id=other.id))
        tx.streams.add_fragment(replace(row, stream_id=other.id, seq=1, tfdt=1 << 50))

    backend.store.write(work)
    with pytest.raises(NotFound):
        read(backend, view_of(backend, other, (1.0, 2.0)), other, numbers=(1, 1))


def test_how_long_an_answer_may_be_kept_follows_from_its_link(backend: ServedBackend, stream: Stream) -> None:
    sharing = backend.services.playback.sharing
    short = backend.store.run(sharing.share(stream.id, expires_in_s=60, stretch=None)).slug
    lasting = backend.store.run(sharing.lasting(stream.id))
    for slug, kept in ((short, "private, max-age=60, immutable"), (lasting, "private, max-age=3600, immutable")):
        for name in ("1-4", "2"):
            answer = backend.ask("GET", f"/play/{slug}/{stream.id}/{name}.m4s", headers={"Range": "bytes=2-5"})
            assert (answer.status_code, answer.headers["Cache-Control"]) == (206, kept)
            assert len(answer.content) == 4
    backend.store.write(lambda tx: tx.streams.update(replace(stream, store=False)))
    sharing.forget()
    assert backend.ask("GET", f"/play/{lasting}/{stream.id}/1-4.m4s").headers["Cache-Control"] == "no-store"
