from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from lookhear.recorder.receipt import ReceiptState, build_receipt
from lookhear.recorder.spool.recovery import recover
from lookhear.recorder.spool.rows import PAUSED, EndReason, FragmentFacts, GapRow, PauseRow, SourceRow, SourceState
from tests.fakes.recordings import MIC, SCREEN, begin, fragment_bytes, fragment_facts, interrupted, seal
from tests.tools.watching import SYSTEM_AUDIO

if TYPE_CHECKING:
    from pathlib import Path


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


def test_system_audio_that_was_silent_is_nothing_to_warn_of(tmp_path: Path) -> None:
    with begin(tmp_path, SYSTEM_AUDIO) as writer:
        facts = fragment_facts(SYSTEM_AUDIO, 1)
        writer.seal_fragment(dataclasses.replace(facts, peak=0.0), fragment_bytes(facts))
        writer.end(EndReason.STOPPED, t_ns=1)
    assert build_receipt(writer.folder).warnings == ()


def test_a_pause_is_told_and_is_nothing_to_warn_of(tmp_path: Path) -> None:
    with begin(tmp_path, MIC) as writer:
        seal(writer, MIC, 1)
        writer.source(SourceRow(channel=MIC, state=SourceState.PAUSED, reason=PAUSED, device="d", t_ns=1_500_000_000))
        writer.gap(GapRow(channel=MIC, from_ns=1_512_000_000, to_ns=2_024_000_000, reason=PAUSED, filled=False))
        seal(writer, MIC, 3)
        writer.end(EndReason.STOPPED, t_ns=3_000_000_000)
    receipt = build_receipt(writer.folder)
    assert receipt.warnings == ()
    assert receipt.tracks[0].verdict == "mic: 0:01, no gaps, paused 0.5 s"


def test_a_recorder_that_was_killed_while_paused_lost_no_source(tmp_path: Path) -> None:
    with begin(tmp_path, MIC) as writer:
        seal(writer, MIC, 1)
        writer.source(SourceRow(channel=MIC, state=SourceState.PAUSED, reason=PAUSED, device="d", t_ns=1_500_000_000))
        writer.did(PauseRow(t_ns=1_500_000_000))
    recover(writer.folder)
    receipt = build_receipt(writer.folder)
    assert receipt.tracks[0].verdict == "mic: 0:00, no gaps"
    assert len(receipt.warnings) == 1
    assert "ended unexpectedly" in receipt.warnings[0]
