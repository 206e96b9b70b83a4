from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from lookhear.recorder.receipt import ContextReceipt, PausedSpan, ReceiptState, build_receipt, write_receipt
from lookhear.recorder.spool.rows import PAUSED, EndReason, FragmentFacts, GapRow, MarkerRow, PauseRow, ResumeRow, SourceRow, SourceState
from tests.fakes.recordings import MIC, SCREEN, begin, complete, fragment_bytes, fragment_facts, init_bytes, init_facts, seal

if TYPE_CHECKING:
    from pathlib import Path


def test_the_receipt_counts_what_the_files_hold(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    receipt = build_receipt(folder)
    screen, mic = receipt.tracks
    assert (receipt.state, receipt.end_reason, receipt.verified) == (ReceiptState.COMPLETE, EndReason.STOPPED, False)
    assert receipt.started_at == "2023-11-14T22:13:20.000Z"
    assert receipt.duration_s == pytest.approx(2.048)
    assert (screen.frames, screen.keyframes, screen.samples, screen.fragments) == (60, 1, None, 4)
    assert (mic.samples, mic.frames, mic.fragments) == (4 * 24 * 1024 - 1024, None, 4)
    assert (screen.first_s, screen.last_s, screen.duration_s) == (1.0, 3.0, 2.0)
    assert mic.first_s == pytest.approx(1 + 1024 / 48_000, abs=1e-6)
    assert receipt.bytes == sum(path.stat().st_size for path in folder.glob("*/*.m*")) == screen.bytes + mic.bytes
    assert mic.clock_error_ms is not None
    assert (mic.clock_error_ms.max_abs, mic.clock_error_ms.last) == (0.04, 0.04)
    digests = b"".join(hashlib.sha256(path.read_bytes()).digest() for path in sorted((folder / "mic-default").glob("*.m4s")))
    assert mic.sha256 == hashlib.sha256(digests).hexdigest()
    assert [track.verdict for track in receipt.tracks] == ["display 1: 0:02, no gaps", "mic: 0:02, no gaps"]
    assert receipt.warnings == ()


def test_the_written_receipt_is_what_the_files_give_again(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    write_receipt(folder)
    assert json.loads((folder / "receipt.json").read_bytes()) == json.loads(json.dumps(build_receipt(folder).to_json()))


def test_gaps_are_counted_and_told(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        seal(writer, MIC, 1)
        writer.gap(GapRow(channel=MIC, from_ns=1_512_000_000, to_ns=2_512_000_000, reason="unplugged", filled=False))
        late = fragment_facts(MIC, 2)
        values = {name: getattr(late, name) for name in ("channel", "init", "duration", "timescale", "samples", "keyframes")}
        moved = FragmentFacts(**values, seq=2, tfdt=late.tfdt + 48_000, silence_samples=12_000)
        writer.seal_fragment(moved, fragment_bytes(moved))
        writer.gap(GapRow(channel=MIC, from_ns=2_600_000_000, to_ns=2_850_000_000, reason="late", filled=True))
        writer.end(EndReason.STOPPED, t_ns=1)
    track = build_receipt(writer.folder).tracks[1]
    assert [(gap.from_s, gap.to_s, gap.reason, gap.filled) for gap in track.gaps] == [
        (1.512, 2.512, "unplugged", False),
        (2.6, 2.85, "late", True),
    ]
    assert (track.gap_total_s, track.missing_s, track.silence_filled_s) == (1.25, 1.0, 0.25)
    assert track.verdict == "mic: 0:02, 2 gaps, 1.2 s"


def test_time_that_is_missing_without_a_reason_is_told(tmp_path: Path) -> None:
    with begin(tmp_path, SCREEN) as writer:
        seal(writer, SCREEN, 1, 3)
        writer.gap(GapRow(channel=SCREEN, from_ns=60_000_000_000, to_ns=90_000_000_000, reason="never came back", filled=False))
        writer.end(EndReason.STOPPED, t_ns=1)
    receipt = build_receipt(writer.folder)
    assert receipt.tracks[0].missing_s == 0.5
    assert receipt.warnings == ("display 1: 0.5 s are missing, and nothing says why.",)


def test_every_new_init_takes_its_priming_out_of_what_was_heard(tmp_path: Path) -> None:
    with begin(tmp_path, MIC) as writer:
        seal(writer, MIC, 1)
        writer.seal_init(init_facts(MIC, 2), init_bytes(MIC))
        facts = fragment_facts(MIC, 2, init=2)
        writer.seal_fragment(facts, fragment_bytes(facts))
    track = build_receipt(writer.folder).tracks[0]
    assert (track.samples, track.inits) == (2 * (24 * 1024 - 1024), 2)


def test_files_that_are_not_as_promised_count_as_lost_and_in_nothing_else(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    (folder / "display-1" / "00000002.m4s").unlink()
    (folder / "display-1" / "00000003.m4s").write_bytes(b"short")
    track = build_receipt(folder).tracks[0]
    assert (track.fragments, track.lost_fragments, track.frames) == (2, 2, 30)
    assert track.bytes == sum((folder / "display-1" / name).stat().st_size for name in ("init-1.mp4", "00000001.m4s", "00000004.m4s"))
    assert "2 files lost" in track.verdict


def test_verifying_finds_a_byte_that_changed(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    changed = folder / "mic-default" / "00000002.m4s"
    content = bytearray(changed.read_bytes())
    content[-5] ^= 1
    changed.write_bytes(content)
    assert [track.lost_fragments for track in build_receipt(folder).tracks] == [0, 0]
    verified = build_receipt(folder, verify=True)
    assert verified.verified
    assert [track.lost_fragments for track in verified.tracks] == [0, 1]


def test_verifying_finds_a_row_that_counts_wrong(tmp_path: Path) -> None:
    with begin(tmp_path, SCREEN) as writer:
        facts = fragment_facts(SCREEN, 1)
        told = FragmentFacts(
            channel=SCREEN, init=1, seq=1, tfdt=facts.tfdt, duration=facts.duration, timescale=90_000, samples=99, keyframes=1
        )
        writer.seal_fragment(told, fragment_bytes(facts))
    assert build_receipt(writer.folder).tracks[0].frames == 99
    assert build_receipt(writer.folder, verify=True).tracks[0].lost_fragments == 1


def test_an_empty_recording_has_a_receipt_too(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        writer.end(EndReason.STOPPED, t_ns=1)
    receipt = build_receipt(writer.folder)
    assert (receipt.duration_s, receipt.started_at) == (0.0, "2023-11-14T22:13:20.000Z")


def test_a_track_names_every_device_it_was_recorded_from(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        seal(writer, MIC, 1)
        for state, device in ((SourceState.LOST, "d"), (SourceState.BACK, "another"), (SourceState.BACK, "d")):
            writer.source(SourceRow(channel=MIC, state=state, reason="", device=device, t_ns=5))
        writer.end(EndReason.STOPPED, t_ns=9)
    assert {track.channel_id: track.device for track in build_receipt(writer.folder).tracks}["mic:default"] == "d, another"


def test_a_pause_is_told_apart_from_a_gap(tmp_path: Path) -> None:
    with begin(tmp_path, MIC) as writer:
        seal(writer, MIC, 1)
        writer.did(PauseRow(t_ns=1_500_000_000))
        writer.gap(GapRow(channel=MIC, from_ns=1_512_000_000, to_ns=2_024_000_000, reason=PAUSED, filled=False))
        writer.did(ResumeRow(t_ns=2_000_000_000))
        seal(writer, MIC, 3)
        writer.gap(GapRow(channel=MIC, from_ns=2_500_000_000, to_ns=2_600_000_000, reason="late", filled=True))
        writer.did(PauseRow(t_ns=3_000_000_000))
        writer.end(EndReason.STOPPED, t_ns=3_250_000_000)
    receipt = build_receipt(writer.folder, verify=True)
    (track,) = receipt.tracks
    assert receipt.pauses == (PausedSpan(from_s=1.5, to_s=2.0), PausedSpan(from_s=3.0, to_s=3.25))
    assert receipt.paused_s == 0.75
    assert (track.paused_s, track.gap_total_s, track.missing_s) == (0.512, 0.1, 0.512)
    assert [gap.reason for gap in track.gaps] == [PAUSED, "late"]


def test_the_context_log_has_its_evidence(tmp_path: Path) -> None:
    with begin(tmp_path, MIC) as writer:
        first = writer.seal_context()
        writer.did(MarkerRow(text="here", t_ns=1))
        writer.end(EndReason.STOPPED, t_ns=2)
    assert first is not None
    files = sorted((writer.folder / "context").iterdir())
    digest = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)).hexdigest()
    size = sum(path.stat().st_size for path in files)
    context = build_receipt(writer.folder, verify=True).context
    assert context == ContextReceipt(files=2, lost_files=0, events=3, bytes=size, sha256=digest)
    files[0].write_bytes(b"other")
    context = build_receipt(writer.folder).context
    assert (context.files, context.lost_files, context.events) == (1, 1, 2)
