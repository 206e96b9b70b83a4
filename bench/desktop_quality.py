"""What the three qualities cost and give: bytes, the processor's time and likeness, of the same pictures.

    .venv/bin/python -m bench.desktop_quality [--seconds 4]

Pictures of each scene are grabbed as a recording grabs them, converted and kept; then every quality encodes the very same ones. Likeness
is SSIM of luma between the picture that went in and the one that comes out of a decoder, the mean of every fifth. The first picture is
whole, as every fourth second's is in a recording, every eighth's while almost nothing changes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from typing import Any, Final

import av
import numpy as np

from bench.pictures import Picture, likeness
from bench.report import table
from bench.rig import Rig, SceneWish
from lookhear.bootstrap import Machine
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.pipeline.convert import Canvas
from lookhear.recorder.pipeline.video_encoder import VideoEncoder
from lookhear.recorder.quality import Quality

_SCENES: Final = {"static": 2.0, "scroll": 1.0, "video": 1.0}  # and how much longer than the others it is looked at
_FPS: Final = 30
_COMPARED_EVERY: Final = 5
_BYTES_TO_GB_PER_HOUR: Final = 3600 / 1e9


def grabbed(seconds: float) -> list[tuple[int, av.VideoFrame]]:
    """The pictures of display 1 for so long, as the encoder sees them, with their times in ns."""
    machine = Machine()
    kept: list[tuple[int, av.VideoFrame]] = []
    canvas: Canvas | None = None
    with machine.screens.open(ChannelId.display(1), fps=_FPS) as source:
        end_s = time.monotonic() + seconds
        while time.monotonic() < end_s:
            frame = source.read(0.25)
            if frame is not None:
                canvas = canvas or Canvas(frame.picture.width & ~1, frame.picture.height & ~1)
                picture = canvas.update(frame)
                kept.append((frame.t_ns, av.VideoFrame.from_ndarray(picture.to_ndarray(), format="yuv420p")))
    return kept


def encoded(pictures: list[tuple[int, av.VideoFrame]], quality: Quality) -> dict[str, Any]:
    """Bytes, milliseconds for each picture, and likeness."""
    width, height = pictures[0][1].width, pictures[0][1].height
    encoder = VideoEncoder(width=width, height=height, fps=_FPS, quality=quality)
    decoder = av.CodecContext.create("h264", "r")
    first_ns, size, spent_s, likenesses = pictures[0][0], 0, 0.0, []
    for number, (t_ns, picture) in enumerate(pictures):
        began_s = time.thread_time()
        units = encoder.encode(picture, t_ns=t_ns - first_ns + 1, is_idr=number == 0)
        spent_s += time.thread_time() - began_s
        size += sum(len(unit.data) for unit in units)
        for unit in units:
            shown = decoder.decode(av.Packet(unit.data))
            if number % _COMPARED_EVERY == 0:
                likenesses += [likeness(Picture.of_frame(each), Picture.of_frame(picture)).ssim for each in shown]
    seconds = max(1e-9, (pictures[-1][0] - first_ns) / 1e9 + 1 / _FPS)
    return {
        "kbit": size * 8 / seconds / 1000,
        "gb": size / seconds * _BYTES_TO_GB_PER_HOUR,
        "ssim": float(np.mean(likenesses)),
        "ms": spent_s / len(pictures) * 1000,
        "pictures": len(pictures) / seconds,
        "encoder": encoder.name,
    }


def quality_table(rig: Rig, *, seconds: float) -> str:
    """A row for each scene and quality."""
    rows = []
    for scene, longer in _SCENES.items():
        with rig.scene(SceneWish(scene)):
            child = rig.desktop.start(
                f"quality-{scene}", [sys.executable, "-m", "bench.desktop_quality", "--grab", "--seconds", str(longer * seconds)]
            )
            try:
                child.wait(60 + 90 * seconds)
                found = json.loads(child.log.read_text("utf-8").splitlines()[-1])
            finally:
                child.stop()
        for quality, each in found.items():
            row = [scene, quality, f"{each['kbit']:.0f}", f"{each['gb']:.2f}", f"{each['ssim']:.4f}", f"{each['ms']:.1f}"]
            rows.append([*row, f"{each['pictures']:.0f}", each["encoder"]])
    return table(["scene", "quality", "kbit/s", "GB/h", "SSIM", "CPU ms/picture", "pictures/s", "encoder"], rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what the qualities cost and give.")
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--grab", action="store_true", help="be the process that grabs and encodes")
    args = parser.parse_args()
    if args.grab:
        os.nice(5)
        pictures = grabbed(args.seconds)
        print(json.dumps({quality.value: encoded(pictures, quality) for quality in Quality}))
        return
    with Rig() as rig:
        print(quality_table(rig, seconds=args.seconds))


if __name__ == "__main__":
    main()
