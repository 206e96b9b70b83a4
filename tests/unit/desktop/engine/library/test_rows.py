from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.library.naming import write_name
from lookhear.desktop.engine.library.rows import Row, read_row
from lookhear.recorder.receipt import write_receipt
from lookhear.recorder.spool.binding import Binding, Grant, SourceKind, TokenSource, write_binding
from lookhear.recorder.spool.layout import BINDING, HANDED_OVER, MANIFEST
from lookhear.recorder.spool.library import RecordingState
from tests.fakes.recordings import SCREEN as DISPLAY
from tests.fakes.recordings import WALL_NS, begin, complete, interrupted, seal

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE = TokenSource(kind=SourceKind.EMBEDDED)
GRANT = Grant(
    session_id="cap-1",
    grant="ig-secret",
    expires_at_s=1.0,
    streams=(),
    fragment_bytes=1,
    init_bytes=1,
    player_url="http://127.0.0.1:1/watch?v=slug",
)


def test_a_recording_that_has_its_end(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    write_receipt(folder)
    write_name(folder, "Weekly call")
    row = read_row(folder)
    assert (row.recording_id, row.state, row.name) == (folder.name, RecordingState.COMPLETE, "Weekly call")
    assert row.channels == ("display:1", "mic:default")
    assert row.duration_s == pytest.approx(2.03, abs=0.1)
    assert abs(row.started_wall_ns - WALL_NS) < 1_000_000_000
    assert row.bytes > 1000
    assert row.is_here
    assert row.is_settled
    assert not row.is_bound


def test_one_that_runs_is_not_read_through(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        seal(writer, DISPLAY, 1)
        row = read_row(writer.folder)
    assert (row.state, row.duration_s, row.is_settled) == (RecordingState.RECORDING, 0.0, False)
    assert row.started_wall_ns == WALL_NS


def test_one_that_was_interrupted_tells_what_was_sealed(tmp_path: Path) -> None:
    row = read_row(interrupted(tmp_path))
    assert (row.state, row.is_settled) == (RecordingState.INTERRUPTED, False)
    assert row.duration_s > 1


def test_one_that_is_bound_tells_how_far(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    write_binding(folder, Binding(source=PRIVATE))
    assert read_row(folder).is_bound
    assert not read_row(folder).is_done
    write_binding(folder, Binding(source=PRIVATE, grant=GRANT, is_done=True, refused=2))
    row = read_row(folder)
    assert (row.is_done, row.is_private, row.refused, row.session_id, row.link) == (True, True, 2, "cap-1", GRANT.player_url)
    (folder / HANDED_OVER).write_text("{}")
    assert not read_row(folder).is_here


def test_one_whose_manifest_is_broken_says_why_and_keeps_its_name(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    write_name(folder, "Weekly call")
    (folder / MANIFEST).write_text("{")
    row = read_row(folder)
    assert (row.state, row.name, row.code) == (RecordingState.DAMAGED, "Weekly call", "storage.damaged")
    assert MANIFEST in row.sentence
    assert row.bytes > 1000


def test_a_binding_that_is_broken_is_told_without_its_credentials(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    (folder / BINDING).write_text('{"format": 1, "grant": "ig-secret"')
    row = read_row(folder)
    assert row.is_bound
    assert row.sentence
    assert "ig-secret" not in row.sentence


def test_what_is_written_down_is_read_again(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    write_binding(folder, Binding(source=PRIVATE, grant=GRANT))
    row = read_row(folder)
    assert Row.of_json(json.loads(json.dumps(row.to_json()))) == row


@pytest.mark.parametrize(("name", "value"), [("bytes", "many"), ("is_here", 1), ("bytes", True), ("state", "odd"), ("channels", "x")])
def test_what_was_written_otherwise_is_refused(tmp_path: Path, name: str, value: object) -> None:
    values = read_row(complete(tmp_path)).to_json() | {name: value}
    with pytest.raises((TypeError, ValueError)):
        Row.of_json(values)
    del values[name]
    with pytest.raises(KeyError):
        Row.of_json(values)
