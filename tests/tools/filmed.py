"""A recording on disk from real encoders: displays with a bar that moves, and tones; for whoever plays, exports or looks at pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.media.fragments import parse_fragment
from lookhear.media.init_segment import parse_init
from lookhear.media.samples import VideoFormat
from lookhear.protocol.channels import ChannelId
from lookhear.protocol.ids import new_recording_id
from lookhear.recorder.receipt import write_receipt
from lookhear.recorder.spool.manifest import Manifest, ManifestChannel
from lookhear.recorder.spool.rows import EndReason, FragmentFacts, GapRow, InitFacts, MarkerRow, PauseRow, ResumeRow
from lookhear.recorder.spool.writer import RecordingWriter
from tests.tools.footage import pictures, sound

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.footage import Footage

WALL_NS = 1_763_900_000_000_000_000
S = 1_000_000_000


def film(
    root: Path,
    *,
    seconds: float = 4,
    displays: int = 1,
    sounds: int = 2,
    wall_ns: int = WALL_NS,
    marks: tuple[tuple[float, str], ...] = (),
    pause: tuple[float, float] | None = None,
    gap: tuple[float, float] | None = None,
    has_end: bool = True,
) -> Path:
    """Record; gives the folder. Sound begins at second one of the session, the first display with it, the next half a second later.

    ``marks``, ``pause`` and ``gap`` (of the microphone) are in seconds of the session.
    """
    tracks = [pictures(f"display:{number}", seconds=seconds, start_s=0.5 + 0.5 * number) for number in range(1, displays + 1)]
    names = ("mic:default", "system_audio:default")[:sounds]
    tracks += [sound(name, seconds=seconds, start_s=1.0, hertz=440.0 * (number + 1)) for number, name in enumerate(names)]
    manifest = Manifest(
        recording_id=new_recording_id(),
        created_wall_ns=wall_ns,
        clock_wall_origin_ns=wall_ns,
        app_version="0.1.0",
        platform="linux",
        fps=30,
        channels=tuple(
            ManifestChannel(
                channel_id=ChannelId.parse(each.track), name=f"The {each.track}", device="dev", is_primary=each.track == "display:1"
            )
            for each in tracks
        ),
    )
    with RecordingWriter.create(root, manifest, reserve_bytes=0) as writer:
        for each in tracks:
            _seal(writer, each)
        if pause is not None:
            writer.did(PauseRow(t_ns=round(pause[0] * S)))
            writer.did(ResumeRow(t_ns=round(pause[1] * S)))
        if gap is not None:
            mic = ChannelId.parse("mic:default")
            writer.gap(GapRow(channel=mic, from_ns=round(gap[0] * S), to_ns=round(gap[1] * S), reason="lost", filled=True))
        for at_s, text in marks:
            writer.did(MarkerRow(text=text, t_ns=round(at_s * S)))
        if has_end:
            writer.end(EndReason.STOPPED, t_ns=round((seconds + 2) * S))
    if has_end:
        write_receipt(writer.folder)
    return writer.folder


def _seal(writer: RecordingWriter, footage: Footage) -> None:
    channel, fmt = ChannelId.parse(footage.track), parse_init(footage.init)
    facts = InitFacts(channel=channel, init=1, encoder="libx264", source="synthetic", device="dev", t_ns=0, width=160, height=96)
    if not isinstance(fmt, VideoFormat):
        facts = InitFacts(
            channel=channel, init=1, encoder="aac", source="synthetic", device="dev", t_ns=0, rate=48_000, channels=1, priming=fmt.priming
        )
    writer.seal_init(facts, footage.init)
    for seq, data in enumerate(footage.fragments, 1):
        info = parse_fragment(data)
        writer.seal_fragment(
            FragmentFacts(
                channel=channel,
                init=1,
                seq=seq,
                tfdt=info.base_decode_time,
                duration=info.total_duration,
                timescale=fmt.timescale,
                samples=len(info.sizes),
                keyframes=int(info.is_sync.sum()) if channel.kind.is_video else 0,
            ),
            data,
        )
