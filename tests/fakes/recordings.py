"""Small recordings for tests of the spool, made by the real writer from fragments with real boxes around made-up samples."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from lookhear.media.fragments import build_fragment
from lookhear.media.init_segment import build_init
from lookhear.media.samples import AudioFormat, Sample, VideoFormat
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.protocol.ids import new_recording_id
from lookhear.recorder.spool.manifest import Manifest, ManifestChannel
from lookhear.recorder.spool.rows import EndReason, FragmentFacts, InitFacts
from lookhear.recorder.spool.writer import RecordingWriter

if TYPE_CHECKING:
    from pathlib import Path

SCREEN = ChannelId.display(1)
MIC = ChannelId(ChannelKind.MIC, "default")
WALL_NS = 1_700_000_000_000_000_000
_SPS = bytes.fromhex("6742c00a8c8d41e0880000030008000003014078443500")
_PPS = bytes.fromhex("68ce3c80")


def manifest(*channels: ChannelId) -> Manifest:
    chosen = channels or (SCREEN, MIC)
    return Manifest(
        recording_id=new_recording_id(),
        created_wall_ns=WALL_NS,
        clock_wall_origin_ns=WALL_NS - 1_000_000_000,
        app_version="0.1.0",
        platform="linux",
        fps=30,
        channels=tuple(
            ManifestChannel(channel_id=channel, name=f"Name of {channel}", device="dev", is_primary=channel == chosen[0])
            for channel in chosen
        ),
    )


def init_facts(channel: ChannelId, init: int = 1) -> InitFacts:
    if channel.kind.is_video:
        return InitFacts(channel=channel, init=init, encoder="libx264", source="synthetic", device="d", t_ns=0, width=64, height=48)
    return InitFacts(
        channel=channel, init=init, encoder="aac", source="synthetic", device="d", t_ns=0, rate=48_000, channels=1, priming=1024
    )


def init_bytes(channel: ChannelId) -> bytes:
    if channel.kind.is_video:
        return build_init(VideoFormat(width=64, height=48, sps=_SPS, pps=_PPS))
    return build_init(AudioFormat(channels=1, specific_config=b"\x11\x88"))


def fragment_facts(channel: ChannelId, seq: int, *, init: int = 1) -> FragmentFacts:
    """Half-second fragments, the first at session second one: 15 pictures of 1/30 s, or 24 AAC frames (0.512 s)."""
    if channel.kind.is_video:
        timescale, samples, each = 90_000, 15, 3000
    else:
        timescale, samples, each = 48_000, 24, 1024
    return FragmentFacts(
        channel=channel,
        init=init,
        seq=seq,
        tfdt=timescale + (seq - 1) * samples * each,
        duration=samples * each,
        timescale=timescale,
        samples=samples,
        keyframes=int(seq == 1 and channel.kind.is_video),
        peak=None if channel.kind.is_video else 0.25,
        clock_error_us=None if channel.kind.is_video else seq * 10,
    )


def fragment_bytes(facts: FragmentFacts) -> bytes:
    """A fragment that says what its facts say; its samples are random, and shaped as H.264 units or AAC frames are."""
    source = random.Random(f"{facts.channel}/{facts.seq}")  # noqa: S311 - the same bytes every time
    is_video = facts.channel.kind.is_video
    samples = []
    for number in range(facts.samples):
        body = source.randbytes(source.randrange(20, 200)) + b"\x80"
        data = len(body).to_bytes(4, "big") + body if is_video else body
        samples.append(Sample(data, facts.duration // facts.samples, is_sync=not is_video or (number == 0 and facts.keyframes == 1)))
    return build_fragment(
        sequence=facts.seq,
        base_decode_time=facts.tfdt,
        timescale=facts.timescale,
        samples=samples,
        wall_ns=WALL_NS,
        is_video=is_video,
    )


def begin(root: Path, *channels: ChannelId) -> RecordingWriter:
    """A recording whose inits are sealed."""
    chosen = channels or (SCREEN, MIC)
    writer = RecordingWriter.create(root, manifest(*chosen), reserve_bytes=0)
    for channel in chosen:
        writer.seal_init(init_facts(channel), init_bytes(channel))
    return writer


def seal(writer: RecordingWriter, channel: ChannelId, *seqs: int) -> None:
    for seq in seqs:
        facts = fragment_facts(channel, seq)
        writer.seal_fragment(facts, fragment_bytes(facts))


def interrupted(root: Path, fragments: int = 4) -> Path:
    """A recording of two tracks that was never ended."""
    with begin(root) as writer:
        for seq in range(1, fragments + 1):
            seal(writer, SCREEN, seq)
            seal(writer, MIC, seq)
    return writer.folder


def complete(root: Path, fragments: int = 4) -> Path:
    """A recording of two tracks with its end."""
    with begin(root) as writer:
        for seq in range(1, fragments + 1):
            seal(writer, SCREEN, seq)
            seal(writer, MIC, seq)
        writer.end(EndReason.STOPPED, t_ns=3_000_000_000)
    return writer.folder
