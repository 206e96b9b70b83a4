"""Proof of each track: out of what was sealed and when, never out of a wish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.engine.evidence import Evidence
from lookhear.desktop.engine.view import Proof
from lookhear.errors import SourceUnavailable
from lookhear.recorder.events import FragmentSealed, Journalled, RecordingStarted
from lookhear.recorder.spool.rows import FragmentFacts, FragmentRow, SourceRow, SourceState
from tests.fakes.engine_parts import DISPLAY, MIC

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from lookhear.protocol.channels import ChannelId

S = 1_000_000_000
BEGAN = 100 * S


def made() -> Evidence:
    return Evidence([(DISPLAY, "Screen"), (MIC, "Desk")], now_ns=BEGAN)


def sealed(channel: ChannelId, *, seq: int = 1, peak: float | None = None) -> FragmentSealed:
    facts = FragmentFacts(channel=channel, init=1, seq=seq, tfdt=0, duration=500, timescale=1000, samples=15, keyframes=1, peak=peak)
    return FragmentSealed(FragmentRow.of(facts, b"1234"))


def proofs(evidence: Evidence, at_s: float, *, held: Collection[ChannelId] = ()) -> list[Proof]:
    return [view.proof for view in evidence.views(held=held, now_ns=BEGAN + round(at_s * S))]


def test_a_track_is_awaited_then_good_and_without_seals_doubtful_after_three_and_missing_after_ten_seconds() -> None:
    evidence = made()
    assert proofs(evidence, 1) == [Proof.AWAITED, Proof.AWAITED]
    evidence.hear(sealed(DISPLAY), now_ns=BEGAN + 1 * S)
    assert proofs(evidence, 2.9) == [Proof.GOOD, Proof.AWAITED]
    assert proofs(evidence, 3) == [Proof.GOOD, Proof.DOUBTFUL]
    assert proofs(evidence, 4) == [Proof.DOUBTFUL, Proof.DOUBTFUL]
    assert proofs(evidence, 10) == [Proof.DOUBTFUL, Proof.MISSING]
    evidence.hear(sealed(MIC, peak=0.5), now_ns=BEGAN + 11 * S)
    assert proofs(evidence, 11) == [Proof.MISSING, Proof.GOOD]


def test_bytes_and_seconds_without_proof_are_told() -> None:
    evidence = made()
    evidence.hear(sealed(DISPLAY), now_ns=BEGAN)
    evidence.hear(sealed(DISPLAY, seq=2), now_ns=BEGAN + S)
    display, mic = evidence.views(held=(), now_ns=BEGAN + 5 * S)
    assert (display.sealed_bytes, display.unproven_s, display.label) == (8, 4.0, "Screen")
    assert (mic.sealed_bytes, mic.unproven_s) == (0, 5.0)
    assert evidence.sealed_bytes == 8


def test_what_is_paused_or_muted_needs_no_proof_and_is_awaited_again_afterwards() -> None:
    evidence = made()
    evidence.hear(sealed(DISPLAY), now_ns=BEGAN)
    evidence.wish(is_paused=True, held=(), now_ns=BEGAN + S)
    assert proofs(evidence, 60) == [Proof.PAUSED, Proof.PAUSED]
    evidence.wish(is_paused=False, held={MIC}, now_ns=BEGAN + 60 * S)
    assert proofs(evidence, 61, held={MIC}) == [Proof.AWAITED, Proof.MUTED]
    assert proofs(evidence, 63, held={MIC}) == [Proof.DOUBTFUL, Proof.MUTED]
    evidence.wish(is_paused=False, held=(), now_ns=BEGAN + 63 * S)
    assert proofs(evidence, 65) == [Proof.DOUBTFUL, Proof.AWAITED]


def test_the_reason_is_why_a_source_is_away_until_it_is_back(tmp_path: Path) -> None:
    evidence = made()
    failure = SourceUnavailable("There is no microphone.")
    evidence.hear(RecordingStarted("rec-1", tmp_path, 0, ((MIC, failure),)), now_ns=BEGAN)
    assert [view.reason for view in evidence.views(held=(), now_ns=BEGAN)] == ["", "There is no microphone."]
    for state, reason in ((SourceState.OPENED, ""), (SourceState.LOST, "Pulled out."), (SourceState.BACK, "")):
        row = SourceRow(channel=MIC, state=state, reason=reason, device="usb", t_ns=0)
        evidence.hear(Journalled(row), now_ns=BEGAN)
        assert evidence.views(held=(), now_ns=BEGAN)[1].reason == reason


def test_a_microphone_that_gives_only_silence_is_told_apart() -> None:
    evidence = made()
    for second in range(12):
        evidence.hear(sealed(MIC, seq=second + 1, peak=0.0), now_ns=BEGAN + second * S)
        evidence.hear(sealed(DISPLAY, seq=second + 1), now_ns=BEGAN + second * S)
    assert [view.is_silent for view in evidence.views(held=(), now_ns=BEGAN + 11 * S)] == [False, True]
    evidence.hear(sealed(MIC, seq=13, peak=0.2), now_ns=BEGAN + 12 * S)
    assert not evidence.views(held=(), now_ns=BEGAN + 12 * S)[1].is_silent


def test_each_track_without_proof_is_told_of_once_until_it_is_good_again() -> None:
    evidence = made()

    def newly(at_s: float, proof: Proof = Proof.MISSING) -> list[ChannelId]:
        return [view.channel_id for view in evidence.newly(proof, held=(), now_ns=BEGAN + round(at_s * S))]

    assert newly(5) == []
    assert newly(5, Proof.DOUBTFUL) == [DISPLAY, MIC]
    evidence.hear(sealed(DISPLAY), now_ns=BEGAN + 9 * S)
    assert newly(10) == [MIC]
    assert newly(11) == []
    evidence.hear(sealed(MIC), now_ns=BEGAN + 12 * S)
    assert newly(12) == []
    assert newly(30) == [DISPLAY, MIC]
    assert newly(30, Proof.DOUBTFUL) == [DISPLAY, MIC]
