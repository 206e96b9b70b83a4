"""Media go only when the backend provably has every sealed file."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import BackendUnreachable, RecordingBusy
from lookhear.protocol.ingest import StreamState, StreamStatus
from lookhear.recorder.receipt import build_receipt, write_receipt
from lookhear.recorder.spool.acknowledgements import Acknowledgement, AcknowledgementLog
from lookhear.recorder.spool.library import describe, unfinished
from lookhear.recorder.spool.lock import UploadLock, WriterLock
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.recovery import RecoveryOutcome, recover
from lookhear.recorder.spool.retention import retire_media, was_handed_over
from tests.fakes.recordings import complete, interrupted

if TYPE_CHECKING:
    from pathlib import Path


def statuses(folder: Path) -> dict[str, StreamStatus]:
    """What a backend says that has everything."""
    found = {}
    for track in RecordingLog.load(folder).tracks:
        found[str(track.channel_id)] = StreamStatus(
            stream_id="rts-1",
            track=str(track.channel_id),
            state=StreamState.COMPLETE,
            inits=((1, 1),),
            have=((1, len(track.fragments)),),
            last_seq=len(track.fragments),
            sha256=hashlib.sha256(b"".join(bytes.fromhex(row.sha256) for row in track.fragments)).hexdigest(),
        )
    return found


def media(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix in {".m4s", ".mp4"}]


def test_what_the_backend_has_goes_and_what_tells_of_it_stays(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    (folder / "mix").mkdir()
    (folder / "mix" / "complete.json").write_text("{}")
    write_receipt(folder)
    before = {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in {".json", ".ndjson"} and path.parent.name != "mix"
    }
    size = sum(path.stat().st_size for path in media(folder)) + 2
    assert retire_media(folder, status_of=statuses(folder).get, now_ns=5).freed_bytes == size
    assert media(folder) == []
    assert {path: path.read_bytes() for path in before} == before
    assert was_handed_over(folder)


def test_a_recording_without_its_media_is_neither_damaged_nor_unfinished(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    receipt = write_receipt(folder)
    told = describe(folder)
    retire_media(folder, status_of=statuses(folder).get, now_ns=5)
    assert build_receipt(folder) == receipt
    assert describe(folder) == told
    assert unfinished(tmp_path) == []
    assert recover(folder).outcome is RecoveryOutcome.WAS_COMPLETE


@pytest.mark.parametrize(
    "change",
    [
        None,
        {"state": StreamState.OPEN},
        {"have": ((1, 3),)},
        {"inits": ()},
        {"sha256": "0" * 64},
        {"sha256": None},
    ],
)
def test_any_doubt_keeps_everything(tmp_path: Path, change: dict[str, Any] | None) -> None:
    folder = complete(tmp_path)
    said: dict[str, StreamStatus] = statuses(folder)
    if change is None:
        del said["mic:default"]
    else:
        said["mic:default"] = dataclasses.replace(said["mic:default"], **change)
    before = media(folder)
    assert retire_media(folder, status_of=said.get, now_ns=5).reason
    assert media(folder) == before
    assert not was_handed_over(folder)


def test_where_a_backend_gives_no_digest_the_acknowledgements_do(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    with AcknowledgementLog(folder) as log:
        for track in RecordingLog.load(folder).tracks:
            for row in track.fragments:
                log.add(Acknowledgement(track=str(row.channel), number=row.seq, is_init=False, sha256=row.sha256, at_ns=1))
    said = {name: dataclasses.replace(status, sha256=None) for name, status in statuses(folder).items()}
    assert retire_media(folder, status_of=said.get, now_ns=5).freed_bytes


def test_a_recording_without_its_end_stays(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    assert "no end" in retire_media(folder, status_of=statuses(folder).get, now_ns=5).reason


def test_a_backend_that_cannot_be_asked_keeps_everything(tmp_path: Path) -> None:
    folder = complete(tmp_path)

    def unreachable(_track: str) -> StreamStatus | None:
        raise BackendUnreachable("Nobody there.")

    with pytest.raises(BackendUnreachable):
        retire_media(folder, status_of=unreachable, now_ns=5)
    assert len(media(folder)) == 10


@pytest.mark.parametrize("lock", [WriterLock, UploadLock])
def test_nothing_goes_while_somebody_uses_it(tmp_path: Path, lock: type[WriterLock]) -> None:
    folder = complete(tmp_path)
    with lock(folder), pytest.raises(RecordingBusy):
        retire_media(folder, status_of=statuses(folder).get, now_ns=5)
    assert len(media(folder)) == 10


def test_what_was_interrupted_is_finished_without_asking_again(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    files = {path: path.read_bytes() for path in media(folder)}
    retire_media(folder, status_of=statuses(folder).get, now_ns=5)
    for path, data in list(files.items())[:4]:
        path.write_bytes(data)
    assert retire_media(folder, status_of=lambda _track: None, now_ns=6).freed_bytes
    assert media(folder) == []


def test_what_was_taken_and_is_not_stored_need_not_be_there_any_more(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    said = statuses(folder)
    nothing = hashlib.sha256(b"").hexdigest()
    said["mic:default"] = dataclasses.replace(said["mic:default"], have=(), sha256=nothing, is_stored=False)
    assert "lacks fragments" in retire_media(folder, status_of=said.get, now_ns=5).reason, "nothing says that it was ever there"
    with AcknowledgementLog(folder) as log:
        track = next(track for track in RecordingLog.load(folder).tracks if str(track.channel_id) == "mic:default")
        for row in track.fragments:
            log.add(Acknowledgement(track=str(row.channel), number=row.seq, is_init=False, sha256=row.sha256, at_ns=1))
    stored = said | {"mic:default": dataclasses.replace(said["mic:default"], is_stored=True)}
    assert "lacks fragments" in retire_media(folder, status_of=stored.get, now_ns=5).reason
    assert retire_media(folder, status_of=said.get, now_ns=5).freed_bytes
