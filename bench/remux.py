"""How long an export takes: a synthesised recording of one display and three sounds, beside `ffmpeg -c copy -movflags +faststart`.

    .venv/bin/python bench/remux.py [--minutes 60] [--kbit 4000] [--folder DIR]

Twenty seconds are really encoded (scrolling noise and tones) and repeated with advancing decode times until the recording is as
long as asked for, cut into fragments of half a second. FFmpeg gets each track's fragments joined into one file (`cat init *.m4s`),
which is not counted, and copies the same streams.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from lookhear.media.fragments import build_fragment
from lookhear.media.h264 import read_access_unit
from lookhear.media.init_segment import build_init
from lookhear.media.remux import ExportTrack, TrackPart, export_mp4
from lookhear.media.samples import AudioFormat, Sample, TrackFormat, VideoFormat

LOOP_S = 20
FPS = 30


@dataclass(frozen=True)
class Loop:
    """What is repeated: the samples of twenty seconds."""

    name: str
    fmt: TrackFormat
    samples: list[Sample]


def video_loop(kbit: int) -> Loop:
    """720p pictures with as much noise in motion as makes the bit rate."""
    context = av.CodecContext.create("libx264", "w")
    if not isinstance(context, av.VideoCodecContext):
        raise TypeError("no video encoder")
    context.width, context.height, context.pix_fmt = 1280, 720, "yuv420p"
    context.time_base, context.framerate, context.gop_size = Fraction(1, FPS), Fraction(FPS), 4 * FPS
    context.bit_rate = kbit * 1000
    context.options = {"preset": "ultrafast", "tune": "zerolatency"}
    noise = np.random.default_rng(1).integers(0, 255, (720, 4096, 3), np.uint8)
    units = []
    for number in range(LOOP_S * FPS):
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(noise[:, number * 4 : number * 4 + 1280]), format="rgb24")
        frame = frame.reformat(format="yuv420p")
        frame.pts = number
        units += [read_access_unit(bytes(packet)) for packet in context.encode(frame)]
    fmt = VideoFormat(width=1280, height=720, sps=units[0].sps, pps=units[0].pps)
    return Loop("Display 1", fmt, [Sample(unit.data, 90_000 // FPS, unit.is_idr) for unit in units])


def audio_loop(name: str, *, channels: int, bit_rate: int) -> Loop:
    """Noise, the frames of which are about as large as the bit rate says."""
    context = av.CodecContext.create("aac", "w")
    if not isinstance(context, av.AudioCodecContext):
        raise TypeError("no audio encoder")
    layout = "stereo" if channels == 2 else "mono"
    context.sample_rate, context.layout, context.format, context.bit_rate = 48_000, layout, "fltp", bit_rate
    context.time_base, context.options = Fraction(1, 48_000), {"aac_coder": "fast"}
    noise = np.random.default_rng(2).normal(0, 0.1, (channels, 1024 * 60)).astype(np.float32)
    frames = []
    for number in range(LOOP_S * 48_000 // 1024):
        block = np.ascontiguousarray(noise[:, number % 60 * 1024 :][:, :1024])
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
        frame.sample_rate, frame.pts = 48_000, number * 1024
        frames += [bytes(packet) for packet in context.encode(frame)]
    fmt = AudioFormat(channels=channels, specific_config=bytes(context.extradata or b"")[:2], bit_rate=bit_rate)
    return Loop(name, fmt, [Sample(data, 1024, is_sync=True) for data in frames])


def spool(folder: Path, loop: Loop, *, minutes: float, start_s: float) -> TrackPart:
    """Fragments of half a second until the recording is long enough."""
    folder.mkdir(parents=True)
    scale = loop.fmt.timescale
    per_fragment = FPS // 2 if isinstance(loop.fmt, VideoFormat) else 24
    decode_time, end = round(start_s * scale), round((start_s + minutes * 60) * scale)
    paths: list[Path] = []
    position = 0
    while decode_time < end:
        samples = loop.samples[position : position + per_fragment]
        position = (position + per_fragment) % len(loop.samples)
        data = build_fragment(
            sequence=len(paths) + 1,
            base_decode_time=decode_time,
            timescale=scale,
            samples=samples,
            wall_ns=1_700_000_000_000_000_000,
            is_video=isinstance(loop.fmt, VideoFormat),
        )
        decode_time += sum(sample.duration for sample in samples)
        paths.append(folder / f"{len(paths) + 1:08d}.m4s")
        paths[-1].write_bytes(data)
    return TrackPart(build_init(loop.fmt, name=loop.name), paths)


def joined(track: ExportTrack, path: Path) -> Path:
    """The track as one file, as ffmpeg can read it."""
    with path.open("wb") as out:
        for part in track.parts:
            if isinstance(part.init, bytes):
                out.write(part.init)
            for fragment in part.fragments:
                out.write(fragment.read_bytes())
    return path


def cpu_s() -> float:
    """CPU seconds of this process and its ended children."""
    return sum(os.times()[:4])


def peak_rss() -> str:
    """The most memory this process had, where Linux tells it."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((f"{int(line.split()[1]) / 1024:.0f} MB" for line in lines if line.startswith("VmHWM")), "unknown")


def timed(what: str, work: object, *args: object) -> float:
    """Run and print; wall seconds including the sync of the file to disk."""
    if not callable(work):
        raise TypeError("nothing to run")
    getattr(os, "sync", int)()  # what was written before is not counted
    wall, cpu = time.perf_counter(), cpu_s()
    work(*args)
    wall, cpu = time.perf_counter() - wall, cpu_s() - cpu
    print(f"{what:<34} {wall:7.2f} s wall {cpu:7.2f} s CPU")
    return wall


def ffmpeg_copy(inputs: list[Path], output: Path) -> None:
    """The same with ffmpeg, synced like ours."""
    command = ["ffmpeg", "-v", "error", "-y", "-copyts"]
    for path in inputs:
        command += ["-i", str(path)]
    for number in range(len(inputs)):
        command += ["-map", str(number)]
    command += ["-c", "copy", "-avoid_negative_ts", "make_zero", "-movflags", "+faststart", str(output)]
    subprocess.run(command, check=True)
    with output.open("rb+") as file:
        os.fsync(file.fileno())


def main() -> None:
    """Make the recording, export it with both, print the table."""
    parser = argparse.ArgumentParser(description="Measure the export beside ffmpeg.")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--kbit", type=int, default=4000, help="of the video")
    parser.add_argument("--folder", type=Path, help="where to work; needs three times the recording's size")
    wish = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="remux-", dir=wish.folder))
    try:
        loops = [
            video_loop(wish.kbit),
            audio_loop("Mix", channels=2, bit_rate=128_000),
            audio_loop("Microphone", channels=1, bit_rate=96_000),
            audio_loop("System audio", channels=2, bit_rate=128_000),
        ]
        tracks = [
            ExportTrack(name=loop.name, parts=[spool(folder / str(number), loop, minutes=wish.minutes, start_s=1 + 0.1 * number)])
            for number, loop in enumerate(loops)
        ]
        fragments = sum(len(part.fragments) for track in tracks for part in track.parts)
        ours = timed("lookhear export", export_mp4, tracks, folder / "ours.mp4")
        again = timed("lookhear export, once more", export_mp4, tracks, folder / "ours.mp4")
        inputs = [joined(track, folder / f"{number}.mp4") for number, track in enumerate(tracks)]
        theirs = timed("ffmpeg -c copy +faststart", ffmpeg_copy, inputs, folder / "theirs.mp4")
        size, their_size = ((folder / name).stat().st_size / 1e6 for name in ("ours.mp4", "theirs.mp4"))
        print(f"{wish.minutes:g} min, {fragments} fragments, {size:.0f} MB (ffmpeg's {their_size:.0f} MB)")
        print(f"ratio {min(ours, again) / theirs:.2f}, peak RSS {peak_rss()}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
