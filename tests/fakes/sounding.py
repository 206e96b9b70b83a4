"""Recordings whose sound is really encoded, so that it can be mixed and heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.media.fragments import build_fragment
from lookhear.media.init_segment import build_init
from lookhear.media.samples import Sample
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.spool.rows import FragmentFacts
from tests.fakes.recordings import MIC, WALL_NS, init_facts
from tests.unit.media.encoded import tone

if TYPE_CHECKING:
    from lookhear.recorder.spool.writer import RecordingWriter
    from tests.unit.media.encoded import EncodedAudio

SYSTEM = ChannelId(ChannelKind.SYSTEM_AUDIO, "default")
FRAMES = 24
SECONDS = 4.0


def sound_of(channel: ChannelId) -> EncodedAudio:
    """Four seconds: 440 Hz from the microphone, 1000 Hz from the computer."""
    return tone(seconds=SECONDS, hertz=440.0 if channel == MIC else 1000.0, level=0.4)


def fragments_of(channel: ChannelId) -> int:
    """How many fragments that makes."""
    return len(sound_of(channel).frames) // FRAMES


def seal_init(writer: RecordingWriter, channel: ChannelId) -> None:
    writer.seal_init(init_facts(channel), build_init(sound_of(channel).fmt))


def seal_sound(writer: RecordingWriter, channel: ChannelId, *seqs: int) -> None:
    """Seal fragments of 24 frames; the first sample of all sounds at session second one."""
    for seq in seqs:
        frames = sound_of(channel).frames[(seq - 1) * FRAMES : seq * FRAMES]
        facts = FragmentFacts(
            channel=channel,
            init=1,
            seq=seq,
            tfdt=48_000 - 1024 + (seq - 1) * FRAMES * 1024,
            duration=len(frames) * 1024,
            timescale=48_000,
            samples=len(frames),
            keyframes=len(frames),
            peak=0.4,
        )
        samples = [Sample(frame, 1024, is_sync=True) for frame in frames]
        data = build_fragment(sequence=seq, base_decode_time=facts.tfdt, timescale=48_000, samples=samples, wall_ns=WALL_NS, is_video=False)
        writer.seal_fragment(facts, data)
