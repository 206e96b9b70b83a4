"""Pieces say what their rows say; sets of numbers are what sets are, and stay ranges."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lookhear.protocol.ingest import ranges_of
from lookhear.protocol.numbers import Numbers
from lookhear.protocol.tracks import TrackKind
from lookhear.recorder.spool.rows import ContextFacts, ContextRow, FragmentRow, InitRow
from lookhear.recorder.upload.pieces import piece_of
from tests.fakes.recordings import MIC, SCREEN, fragment_bytes, fragment_facts, init_bytes, init_facts


@given(st.lists(st.integers(0, 60)))
def test_numbers_in_any_order_are_the_ranges_of_their_set(numbers: list[int]) -> None:
    made = Numbers.of(numbers)
    assert made.ranges == ranges_of(numbers)
    assert len(made) == len(set(numbers))
    assert made.highest == max(numbers, default=0)
    assert {number for number in range(62) if number in made} == set(numbers)


def test_a_fragment_is_a_piece_that_needs_its_init() -> None:
    facts = fragment_facts(SCREEN, 3)
    row = FragmentRow.of(facts, fragment_bytes(facts))
    piece = piece_of(row)
    assert (piece.track, piece.kind, piece.number, piece.init, piece.is_init) == ("display:1", TrackKind.DISPLAY, 3, 1, False)
    assert (piece.file, piece.bytes, piece.sha256, piece.from_ns, piece.to_ns) == (row.file, row.bytes, row.sha256, row.from_ns, row.to_ns)


def test_an_init_is_a_piece_of_its_own() -> None:
    piece = piece_of(InitRow.of(init_facts(MIC), init_bytes(MIC)))
    assert (piece.track, piece.number, piece.is_init) == ("mic:default", 1, True)


def test_a_file_of_the_context_log_needs_no_init() -> None:
    piece = piece_of(ContextRow.of(ContextFacts(seq=2, from_ns=5, to_ns=9, events=1), b"{}\n"))
    assert (piece.track, piece.kind, piece.number, piece.init) == ("context:default", TrackKind.CONTEXT, 2, 0)
    assert (piece.from_ns, piece.to_ns) == (5, 9)
