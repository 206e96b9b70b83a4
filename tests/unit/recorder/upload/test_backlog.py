"""What waits, in which order it goes, and what is said at the end."""

from __future__ import annotations

import dataclasses
import hashlib
import random
import threading
from typing import TYPE_CHECKING

import pytest

from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.protocol.ingest import StreamState, StreamStatus
from lookhear.protocol.tracks import CONTEXT_TRACK, MIX_TRACK, TrackKind
from lookhear.recorder.spool.recovery import recover
from lookhear.recorder.spool.rows import DamagedRow, EndReason, EndRow, FragmentRow, InitRow
from lookhear.recorder.upload.backlog import Backlog, Known, derived_tracks, tracks_of
from lookhear.recorder.upload.status import UploadState
from tests.fakes.backend import FakeBackend
from tests.fakes.recordings import MIC, SCREEN, fragment_bytes, fragment_facts, init_bytes, init_facts, interrupted, manifest
from tests.fakes.upload_rig import publisher, upload

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.upload.pieces import Piece

TRACKS = {"display:1": TrackKind.DISPLAY, "mic:default": TrackKind.MIC}
END = EndRow(reason=EndReason.STOPPED, t_ns=1)


def init(channel: ChannelId, number: int = 1) -> InitRow:
    return InitRow.of(init_facts(channel, number), init_bytes(channel))


def fragment(channel: ChannelId, seq: int, *, needs: int = 1) -> FragmentRow:
    facts = fragment_facts(channel, seq, init=needs)
    return FragmentRow.of(facts, fragment_bytes(facts))


def backlog(**known: Known) -> Backlog:
    return Backlog(TRACKS, {name.replace("_", ":"): value for name, value in known.items()})


def sent(made: Backlog) -> list[tuple[str, bool, int]]:
    """Take and acknowledge until nothing is left."""
    order = []
    while (piece := made.take()) is not None:
        order.append((piece.track, piece.is_init, piece.number))
        made.tracks[piece.track].acknowledge(piece)
        made.tracks[piece.track].is_busy = False
    return order


def test_an_init_goes_first_and_the_oldest_of_all_tracks_next() -> None:
    made = backlog()
    made.add([fragment(MIC, 2), init(SCREEN), fragment(SCREEN, 1), fragment(SCREEN, 2), init(MIC), fragment(MIC, 1)])
    assert sent(made) == [
        ("display:1", True, 1),
        ("mic:default", True, 1),
        ("display:1", False, 1),
        ("mic:default", False, 1),
        ("display:1", False, 2),
        ("mic:default", False, 2),
    ]


def test_of_one_track_only_one_piece_is_under_way() -> None:
    made = backlog()
    made.add([init(SCREEN), init(MIC), fragment(SCREEN, 1), fragment(SCREEN, 2)])
    first, second = made.take(), made.take()
    assert {piece.track for piece in (first, second) if piece} == {"display:1", "mic:default"}
    assert made.take() is None
    assert not made.has_more()


@pytest.mark.parametrize("seed", range(10))
def test_whatever_order_rows_come_in_a_track_goes_in_order(seed: int) -> None:
    rows = [fragment(SCREEN, seq) for seq in range(1, 20)]
    random.Random(seed).shuffle(rows)  # noqa: S311 - an order for a test
    made = backlog()
    made.add([init(SCREEN), *rows])
    assert [number for _, is_init, number in sent(made) if not is_init] == list(range(1, 20))


def test_what_the_backend_has_does_not_wait() -> None:
    made = backlog(display_1=Known(inits=((1, 1),), have=((1, 2),)))
    made.add([init(SCREEN), *(fragment(SCREEN, seq) for seq in (1, 2, 3))])
    assert sent(made) == [("display:1", False, 3)]


def test_a_fragment_waits_for_the_row_of_its_init() -> None:
    made = backlog()
    made.add([fragment(SCREEN, 1)])
    assert made.take() is None
    made.add([init(SCREEN)])
    assert sent(made) == [("display:1", True, 1), ("display:1", False, 1)]


def test_a_fragment_whose_init_never_comes_is_lost() -> None:
    made = backlog()
    made.add([fragment(SCREEN, 1, needs=1), init(SCREEN, 2), fragment(SCREEN, 2, needs=2), END])
    assert sent(made) == [("display:1", True, 2), ("display:1", False, 2)]
    track = made.tracks["display:1"]
    said = track.completion()
    assert (track.lost, said.last_seq, said.inits, said.lost) == (1, 2, (2,), ((1, 1),))


def test_what_recovery_set_aside_is_lost_unless_the_backend_has_it() -> None:
    made = backlog(display_1=Known(inits=((1, 1),), have=((1, 1),)))
    rows = [fragment(SCREEN, seq) for seq in (1, 2, 3)]
    damaged = [DamagedRow(channel=SCREEN, file=row.file, moved_to="", reason="is missing") for row in rows[:2]]
    made.add([init(SCREEN), *rows, *damaged])
    track = made.tracks["display:1"]
    assert (track.pending, track.lost) == (1, 1)
    assert sent(made) == [("display:1", False, 3)]
    assert track.completion().lost == ((2, 2),)
    made.add([rows[1]])  # found again
    assert (track.pending, track.lost) == (1, 0)


def test_a_number_that_no_row_speaks_for_is_lost() -> None:
    made = backlog()
    made.add([init(SCREEN), fragment(SCREEN, 1), fragment(SCREEN, 4)])
    sent(made)
    assert made.tracks["display:1"].completion().lost == ((2, 3),)


def test_what_was_refused_stays_refused_when_the_rows_are_read_again() -> None:
    rows: list[InitRow | FragmentRow] = [init(SCREEN), fragment(SCREEN, 1), fragment(SCREEN, 2)]
    made = backlog()
    made.add(rows)
    sent_init = made.take()
    assert sent_init is not None
    made.tracks["display:1"].acknowledge(sent_init)
    made.tracks["display:1"].is_busy = False
    piece = made.take()
    assert piece is not None
    made.tracks["display:1"].lose(piece, is_refused=True)
    again = Backlog(TRACKS, {"display:1": Known(inits=((1, 1),))}, before=made)
    again.add(rows)
    assert sent(again) == [("display:1", False, 2)]
    assert (again.tracks["display:1"].refused, again.tracks["display:1"].lost) == (1, 0)


def test_a_complete_track_takes_nothing_more() -> None:
    made = backlog(display_1=Known(inits=((1, 1),), have=((1, 1),), is_complete=True))
    made.add([init(SCREEN), fragment(SCREEN, 1), fragment(SCREEN, 2)])
    assert made.take() is None
    assert made.tracks["display:1"].refused == 1


def test_bytes_and_lag_follow_what_was_acknowledged() -> None:
    made = backlog()
    rows: list[InitRow | FragmentRow] = [init(SCREEN), *(fragment(SCREEN, seq) for seq in (1, 2, 3))]
    made.add(rows)
    track = made.tracks["display:1"]
    assert track.pending_bytes == sum(row.bytes for row in rows)
    assert track.lag_ns == pytest.approx(1.5e9)
    first: Piece | None = None
    for _ in range(2):
        first = made.take()
        assert first is not None
        track.acknowledge(first)
        track.is_busy = False
    assert track.lag_ns == pytest.approx(1e9)
    sent(made)
    assert (track.lag_ns, track.pending_bytes, track.acked_bytes) == (0, 0, sum(row.bytes for row in rows))


def test_the_digest_is_that_of_a_receipt_while_everything_comes_in_order() -> None:
    made = backlog()
    rows = [fragment(SCREEN, seq) for seq in (1, 2)]
    made.add([init(SCREEN), *rows])
    sent(made)
    whole = hashlib.sha256(b"".join(bytes.fromhex(row.sha256) for row in rows)).hexdigest()
    assert made.tracks["display:1"].completion().sha256 == whole
    made.add([fragment(SCREEN, 4)])
    sent(made)
    made.add([fragment(SCREEN, 3)])
    sent(made)
    assert made.tracks["display:1"].completion().sha256 is None


def test_a_recording_of_two_sounds_has_a_mix_and_every_one_a_context_log() -> None:
    assert derived_tracks(manifest(SCREEN, MIC)) == [CONTEXT_TRACK]
    assert derived_tracks(manifest(MIC, ChannelId(ChannelKind.SYSTEM_AUDIO, "default"))) == [MIX_TRACK, CONTEXT_TRACK]
    assert tracks_of(manifest(SCREEN)) == {"display:1": TrackKind.DISPLAY, CONTEXT_TRACK: TrackKind.CONTEXT}


def test_tracks_without_a_place_are_left_out() -> None:
    made = backlog()
    made.keep_only(["mic:default"])
    made.add([init(SCREEN), init(MIC)])
    assert [track for track, _, _ in sent(made)] == ["mic:default"]


def test_what_is_known_is_what_a_backend_says() -> None:
    status = StreamStatus(stream_id="s", track="t", state=StreamState.COMPLETE, inits=((1, 2),), have=((3, 4),), last_seq=4)
    assert Known.of(status) == Known(inits=((1, 2),), have=((3, 4),), is_complete=True)


def test_what_a_backend_has_taken_and_does_not_store_is_not_sent_again(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    with FakeBackend() as backend:
        made = publisher(folder, backend)
        made.start()
        while not made.status().acked_fragments or made.status().pending_fragments:
            threading.Event().wait(0.005)
        made.close()
        mic = backend.of(str(MIC))
        taken = len(mic.fragments)
        mic.is_stored = False
        mic.fragments.clear()  # its window is over
        recover(folder)
        sent = backend.asked("PUT .*mic.*fragments")
        status = upload(publisher(folder, backend))
        assert (status.state, backend.asked("PUT .*mic.*fragments") - sent, len(mic.fragments)) == (UploadState.DONE, 0, 0)
    assert taken > 0
    assert mic.is_complete


def test_what_a_track_had_before_counts_only_where_the_backend_does_not_store_it() -> None:
    before = Backlog(TRACKS, {"mic:default": Known(have=((1, 3),))}).tracks["mic:default"]
    status = StreamStatus(stream_id="s", track="mic:default", state=StreamState.OPEN, inits=(), have=((3, 4),), last_seq=None)
    assert Known.of(status, before=before).have == ((3, 4),)
    assert Known.of(dataclasses.replace(status, is_stored=False), before=before).have == ((1, 4),)
    assert Known.of(dataclasses.replace(status, is_stored=False)).have == ((3, 4),)
