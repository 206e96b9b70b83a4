from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lookhear.desktop.engine.diagnostics.summaries import LATEST, summaries
from lookhear.recorder.receipt import write_receipt
from lookhear.recorder.spool.binding import Binding, SourceKind, TokenSource, write_binding
from lookhear.recorder.spool.layout import BINDING, RECEIPT
from tests.fakes.recordings import complete, interrupted

if TYPE_CHECKING:
    from pathlib import Path


def test_a_recording_is_told_in_numbers_and_states(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    write_receipt(folder)
    write_binding(folder, Binding(source=TokenSource(kind=SourceKind.EMBEDDED, token="st-secret")))
    (told,) = summaries([tmp_path])
    assert told["recording_id"] == folder.name
    assert (told["now"], told["state"], told["binding"], told["is_done"]) == ("complete", "complete", "embedded", False)
    assert [track["kind"] for track in told["tracks"]] == ["display", "mic"]
    assert told["tracks"][0]["fragments"] == 4
    text = json.dumps(told)
    for hidden in ("st-secret", "Name of", "dev"):
        assert hidden not in text


def test_one_that_was_interrupted_says_so(tmp_path: Path) -> None:
    interrupted(tmp_path)
    (told,) = summaries([tmp_path])
    assert (told["now"], told["binding"]) == ("interrupted", "none")


def test_files_that_were_tampered_with_neither_break_nor_leak(tmp_path: Path) -> None:
    first, second, third = complete(tmp_path), complete(tmp_path), complete(tmp_path)
    (first / RECEIPT).write_text('{"state": "my secret plan", "tracks": [{"kind": "x y z", "encoder": ["a b"], "bytes": {}}, 3]}', "utf-8")
    (second / RECEIPT).write_text("[", "utf-8")
    (third / BINDING).write_text("{", "utf-8")
    text = json.dumps(summaries([tmp_path]))
    assert "secret plan" not in text
    assert "x y z" not in text
    assert len(summaries([tmp_path])) == 3


def test_only_the_latest_are_told_the_newest_first(tmp_path: Path) -> None:
    for number in range(LATEST + 5):
        (tmp_path / f"rec-{number:026d}").mkdir()
    told = [each["recording_id"] for each in summaries([tmp_path, tmp_path / "missing"])]
    assert told == [f"rec-{number:026d}" for number in reversed(range(5, LATEST + 5))]
