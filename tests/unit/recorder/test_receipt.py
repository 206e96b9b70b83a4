from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from lookhear.protocol.channels import ChannelId
from lookhear.recorder.receipt import ReceiptState, build_receipt, channel_label, clock_text, iso_time, write_receipt
from lookhear.recorder.spool.recovery import recover
from lookhear.recorder.spool.rows import EndReason, FragmentFacts, GapRow, SourceRow, SourceState
from tests.fakes.recordings import MIC, SCREEN, begin, complete, fragment_bytes, fragment_facts, init_bytes, init_facts, interrupted, seal

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
    assert receipt.bytes == sum(path.stat().st_size for path in folder.glob("*/*")) == screen.bytes + mic.bytes
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


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (EndReason.DISK_FULL, "The disk was full"),
        (EndReason.SOURCES_LOST, "Every source was lost"),
        (EndReason.RECOVERED, "ended unexpectedly"),
    ],
)
def test_an_end_that_was_not_wished_is_told(tmp_path: Path, reason: EndReason, said: str) -> None:
    with begin(tmp_path, SCREEN) as writer:
        seal(writer, SCREEN, 1)
        writer.end(reason, t_ns=1)
    receipt = build_receipt(writer.folder)
    assert said in receipt.warnings[0]
    assert receipt.end_reason is reason


def test_a_recording_without_end_says_so(tmp_path: Path) -> None:
    receipt = build_receipt(interrupted(tmp_path))
    assert (receipt.state, receipt.end_reason) == (ReceiptState.UNFINISHED, None)
    assert "no end yet" in receipt.warnings[0]


def test_a_track_that_never_recorded_or_heard_anything_is_told(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        facts = fragment_facts(MIC, 1)
        values = {
            name: getattr(facts, name) for name in ("channel", "init", "seq", "tfdt", "duration", "timescale", "samples", "keyframes")
        }
        writer.seal_fragment(FragmentFacts(**values, peak=0.0), fragment_bytes(facts))
        writer.end(EndReason.STOPPED, t_ns=1)
    receipt = build_receipt(writer.folder)
    assert receipt.warnings == ("display 1: nothing was recorded.", "mic: only silence was heard.")
    assert receipt.tracks[0].verdict == "display 1: nothing was recorded"
    assert receipt.tracks[0].first_s is None


def test_an_empty_recording_has_a_receipt_too(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        writer.end(EndReason.STOPPED, t_ns=1)
    receipt = build_receipt(writer.folder)
    assert (receipt.duration_s, receipt.started_at) == (0.0, "2023-11-14T22:13:20.000Z")


def test_times_and_names_read_as_people_write_them() -> None:
    assert [clock_text(seconds) for seconds in (0, 59.9, 60, 723, 3602)] == ["0:00", "0:59", "1:00", "12:03", "1:00:02"]
    assert [channel_label(ChannelId.parse(name)) for name in ("mic:default", "system_audio:default", "display:2", "mic:usb")] == [
        "mic",
        "system audio",
        "display 2",
        "mic usb",
    ]
    assert iso_time(1_700_000_000_123_456_789) == "2023-11-14T22:13:20.123Z"


@pytest.mark.parametrize(
    ("wall_ns", "said"),
    [
        (-1, "1969-12-31T23:59:59.999Z"),
        (-(1 << 63), "1677-09-21T00:12:43.145Z"),
        ((1 << 63) - 1, "2262-04-11T23:47:16.854Z"),
        (10**30, "2262-04-11T23:47:16.854Z"),
        (-(10**30), "1677-09-21T00:12:43.145Z"),
    ],
)
def test_a_time_that_cannot_be_is_said_all_the_same(wall_ns: int, said: str) -> None:
    assert iso_time(wall_ns) == said


def lost_mic(root: Path, *rows: SourceRow | GapRow) -> str:
    """The verdict on a microphone that a killed recording had lost after half a second."""
    lost = SourceRow(channel=MIC, state=SourceState.LOST, reason="unplugged", device="m", t_ns=1_600_000_000)
    with begin(root) as writer:
        seal(writer, MIC, 1)
        for row in (lost, *rows):
            if isinstance(row, GapRow):
                writer.gap(row)
            else:
                writer.source(row)
    recover(writer.folder)
    return build_receipt(writer.folder).tracks[1].verdict


def test_a_source_that_was_lost_when_the_recorder_was_killed_is_not_called_whole(tmp_path: Path) -> None:
    assert lost_mic(tmp_path / "a") == "mic: 0:00, its source was lost and had not come back"
    before = GapRow(channel=MIC, from_ns=1_100_000_000, to_ns=1_200_000_000, reason="late", filled=True)
    assert lost_mic(tmp_path / "b", before) == "mic: 0:00, 1 gap, 0.1 s, its source was lost and had not come back"
    behind = GapRow(channel=MIC, from_ns=1_512_000_000, to_ns=2_512_000_000, reason="unplugged", filled=False)
    assert lost_mic(tmp_path / "c", behind) == "mic: 0:00, 1 gap, 1.0 s"
    back = SourceRow(channel=MIC, state=SourceState.BACK, reason="", device="m", t_ns=1_700_000_000)
    assert lost_mic(tmp_path / "d", back) == "mic: 0:00, no gaps"


def test_a_track_names_every_device_it_was_recorded_from(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        seal(writer, MIC, 1)
        for state, device in ((SourceState.LOST, "d"), (SourceState.BACK, "another"), (SourceState.BACK, "d")):
            writer.source(SourceRow(channel=MIC, state=state, reason="", device=device, t_ns=5))
        writer.end(EndReason.STOPPED, t_ns=9)
    assert {track.channel_id: track.device for track in build_receipt(writer.folder).tracks}["mic:default"] == "d, another"
