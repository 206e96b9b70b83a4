"""Small recordings for tests of the spool: values where the bytes of media do not matter."""

from __future__ import annotations

from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.protocol.ids import new_recording_id
from lookhear.recorder.spool.manifest import Manifest, ManifestChannel
from lookhear.recorder.spool.rows import FragmentFacts, InitFacts

SCREEN = ChannelId.display(1)
MIC = ChannelId(ChannelKind.MIC, "default")
WALL_NS = 1_700_000_000_000_000_000


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


def fragment_facts(channel: ChannelId, seq: int, *, init: int = 1) -> FragmentFacts:
    timescale = 90_000 if channel.kind.is_video else 48_000
    half = timescale // 2
    return FragmentFacts(
        channel=channel,
        init=init,
        seq=seq,
        tfdt=timescale + (seq - 1) * half,
        duration=half,
        timescale=timescale,
        samples=15,
        keyframes=int(seq == 1),
    )
