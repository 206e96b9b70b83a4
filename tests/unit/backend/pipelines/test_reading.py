"""Stored fragments in order of time: from any moment on, behind what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.pipelines.reading import PATIENCE_NS, TrackReader, newest_end_ns
from lookhear.errors import NotFound
from lookhear.media.samples import NS_PER_S, AudioFormat
from lookhear.protocol.sessions import SessionState
from tests.fakes.understanding import Stage
from tests.tools.understood import speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.pipelines.reading import News

MIC = speech(seconds=8, start_s=0)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with Stage(tmp_path, "mic:default") as made:
        yield made


def reader(stage: Stage, stream_id: str | None = None) -> TrackReader:
    found = stream_id or stage.stream("mic:default").id
    return TrackReader(stage.store.store, stage.backend.objects, found, now_ns=stage.backend.clock)


def seqs(news: News) -> list[int]:
    return [piece.row.seq for piece in news.pieces]


def test_what_was_read_is_not_read_again(stage: Stage) -> None:
    stage.keep(MIC)
    reading = reader(stage)
    first = stage.run(reading.look(limit=10))
    assert (seqs(first), first.has_more, first.is_over) == ([*range(1, 11)], True, False)
    assert seqs(stage.run(reading.look(limit=10))) == [*range(11, 17)]
    assert seqs(stage.run(reading.look(limit=10))) == []


@pytest.mark.parametrize(("time_s", "first"), [(0, 1), (0.5, 1), (0.512, 2), (0.6, 2), (4.2, 9), (7.9, 16), (99, 17)])
def test_it_begins_with_the_fragment_that_holds_a_moment(stage: Stage, time_s: float, first: int) -> None:
    stage.keep(MIC)
    reading = reader(stage)
    stage.run(reading.seek(round(time_s * NS_PER_S)))
    assert seqs(stage.run(reading.look(limit=100))) == [*range(first, 17)]
    stage.run(reading.seek(round(time_s * NS_PER_S), run_up=2))
    assert seqs(stage.run(reading.look(limit=100))) == [*range(max(1, first - 2), 17)]


def test_a_missing_fragment_is_waited_for_a_while(stage: Stage) -> None:
    stage.keep(MIC, 1, 2, 5, 6)
    reading = reader(stage)
    assert seqs(stage.run(reading.look(limit=100))) == [1, 2]
    stage.keep(MIC, 3)
    assert seqs(stage.run(reading.look(limit=100))) == [3]
    stage.backend.clock.advance(PATIENCE_NS + 1)
    assert seqs(stage.run(reading.look(limit=100))) == [5, 6]


def test_of_a_track_that_has_ended_nothing_is_waited_for(stage: Stage) -> None:
    stage.keep(MIC, 1, 2, 5)
    stage.complete()
    news = stage.run(reader(stage).look(limit=100))
    assert (seqs(news), news.is_over, news.is_closed) == ([1, 2, 5], True, True)


def test_an_ended_session_is_over_while_late_fragments_may_come(stage: Stage) -> None:
    stage.keep(MIC, 1)
    row = stage.backend.session(stage.session.id)
    stage.store.write(lambda tx: tx.sessions.update(replace(row, state=SessionState.STOPPED)))
    news = stage.run(reader(stage).look(limit=100))
    assert (news.is_over, news.is_closed) == (True, False)
    stage.store.write(lambda tx: tx.sessions.update(replace(row, purged_ns=1)))
    assert stage.run(reader(stage).look(limit=100)).is_closed


def test_bytes_and_formats_that_are_gone_are_none(stage: Stage) -> None:
    stage.keep(MIC, 1)
    reading = reader(stage)
    piece = stage.run(reading.look(limit=1)).pieces[0]
    assert isinstance(stage.run(reading.format_of(1)), AudioFormat)
    assert stage.run(reading.data_of(piece)) == MIC.fragments[0]
    assert stage.run(reading.format_of(2)) is None
    stage.run(stage.backend.objects.delete([piece.row.key]))
    assert stage.run(reading.data_of(piece)) is None


def test_a_stream_that_is_not_there_is_said_to_be_gone(stage: Stage) -> None:
    with pytest.raises(NotFound):
        stage.run(reader(stage, "rts-unknown").look(limit=1))


def test_the_end_of_what_is_stored_is_known(stage: Stage) -> None:
    stream_id = stage.stream("mic:default").id
    assert stage.store.read(lambda tx: newest_end_ns(tx, stream_id)) == 0
    stage.keep(MIC, 1, 2, 3)
    assert stage.store.read(lambda tx: newest_end_ns(tx, stream_id)) == round(MIC.ends_s[2] * NS_PER_S)
