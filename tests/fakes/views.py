"""Views of a recording, for tests of what is drawn from them."""

from __future__ import annotations

from pathlib import Path

from lookhear.desktop.engine.view import LastRecording, Proof, RecordingView, TrackVerdict, TrackView
from lookhear.protocol.channels import ChannelId

DISPLAY, MIC, OUTPUT = ChannelId.display(1), ChannelId.parse("mic:default"), ChannelId.parse("system_audio:default")
LABELS = {DISPLAY: "Display 1", MIC: "Microphone", OUTPUT: "System audio"}


def track(channel: ChannelId = MIC, proof: Proof = Proof.GOOD, **fields: object) -> TrackView:
    return TrackView(channel_id=channel, label=LABELS[channel], proof=proof, **fields)  # type: ignore[arg-type]


def recording(*tracks: TrackView, **fields: object) -> RecordingView:
    """Twelve minutes and three seconds, at the beginning of monotonic time."""
    values: dict[str, object] = {"recorded_ns": 723_000_000_000, "at_monotonic_ns": 0, "has_microphone": True, **fields}
    shown = tracks or (track(DISPLAY), track(MIC), track(OUTPUT))
    return RecordingView(recording_id="rec-1", folder=Path("rec-1"), tracks=shown, **values)  # type: ignore[arg-type]


VERDICTS = (TrackVerdict(channel="mic:default", duration_s=723.0), TrackVerdict(channel="display:1", duration_s=723.0))


def last(**fields: object) -> LastRecording:
    values: dict[str, object] = {"duration_s": 723.0, "verdicts": VERDICTS, **fields}
    return LastRecording(recording_id="rec-1", folder=Path("rec-1"), **values)  # type: ignore[arg-type]
