"""The recorders that are compared, each started as a person would from a shell, and stopped by Ctrl-C."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from demo.audio import MIC, SPEAKERS
from demo.process import require

if TYPE_CHECKING:
    from pathlib import Path


class ToolName(StrEnum):
    """The recorders there are.

    GSTREAMER is the pipeline as anybody writes it; nothing tells it the pixel format, so it negotiates 4:4:4, which few players
    show. GSTREAMER_420 is the same made to write what all players show, as the others do. `pass=qual` leaves x264enc's `bitrate` of
    2048 kbit/s in force as the cap of x264's buffer model, so that a scene which needs more is made blurred instead;
    GSTREAMER_UNCAPPED is GSTREAMER_420 without that, which is what a constant quality means elsewhere. FFMPEG is `ffmpeg -f x11grab`.
    """

    LOOKHEAR = "lookhear"
    GSTREAMER = "gstreamer"
    GSTREAMER_420 = "gstreamer-420"
    GSTREAMER_UNCAPPED = "gstreamer-uncapped"
    FFMPEG = "ffmpeg"


class Tool(Protocol):
    """A recorder: its command line, and how to see that it records."""

    @property
    def name(self) -> ToolName:
        """Which one it is."""
        ...

    def argv(self, output: Path) -> list[str]:
        """The command that records this desktop at 30 pictures a second, with both sounds, into an MP4 file."""
        ...

    def has_begun(self, output: Path, home: Path) -> bool:
        """True once something of the picture is on disk."""
        ...


@dataclass(frozen=True, slots=True)
class Lookhear:
    """The real program, with all options as they are."""

    name: ToolName = ToolName.LOOKHEAR

    def argv(self, output: Path) -> list[str]:
        """``lookhear record --output …``."""
        return [sys.executable, "-m", "lookhear", "record", "--output", os.fspath(output)]

    def has_begun(self, output: Path, home: Path) -> bool:  # noqa: ARG002 (the port's signature)
        """The first fragment of the display is sealed."""
        return any(home.glob("recordings/rec-*/display-1/*.m4s"))


@dataclass(frozen=True, slots=True)
class GStreamer:
    """x264 ultrafast at the constant quality 23, ximagesrc with its defaults, AAC for each sound.

    The queues hold as many bytes and seconds as they need: with the defaults a muxer that waits for one track stalls the others.
    """

    name: ToolName = ToolName.GSTREAMER
    pixels: str = ""
    coder: str = "x264enc speed-preset=ultrafast pass=qual quantizer=23"

    def argv(self, output: Path) -> list[str]:
        """A pipeline for `gst-launch-1.0 -e`."""
        queue = "queue max-size-buffers=0 max-size-bytes=0 max-size-time=3000000000"
        convert = f"videoconvert ! {self.pixels} !" if self.pixels else "videoconvert !"
        video = f"ximagesrc ! video/x-raw,framerate=30/1 ! {queue} ! {convert} {self.coder} ! h264parse ! {queue} ! m."
        to_aac = "audioconvert ! audioresample ! audio/x-raw,rate=48000 ! avenc_aac"
        sounds = [
            f"pulsesrc device={device} ! {queue} ! {to_aac} bitrate={bits} ! aacparse ! {queue} ! m."
            for device, bits in ((f"{SPEAKERS}.monitor", 128_000), (MIC, 96_000))
        ]
        pipeline = " ".join([f"mp4mux name=m ! filesink location={output}", video, *sounds])
        return [require("gst-launch-1.0", package="gstreamer1.0-tools"), "-q", "-e", *pipeline.split()]

    def has_begun(self, output: Path, home: Path) -> bool:  # noqa: ARG002 (the port's signature)
        """The file has grown beyond its first boxes."""
        return output.exists() and output.stat().st_size > 1000


_I420 = "video/x-raw,format=I420"
_UNCAPPED = f"{GStreamer().coder} bitrate=100000"


@dataclass(frozen=True, slots=True)
class Ffmpeg:
    """``ffmpeg -f x11grab`` with x264 ultrafast at the constant quality 23."""

    name: ToolName = ToolName.FFMPEG

    def argv(self, output: Path) -> list[str]:
        """The command line of FFmpeg's own guide to capturing a desktop, with both sounds."""
        screen = ["-f", "x11grab", "-framerate", "30", "-video_size", "1920x1080", "-i", ""]  # "": the display of $DISPLAY
        sounds = [part for device in (f"{SPEAKERS}.monitor", MIC) for part in ("-f", "pulse", "-i", device)]
        maps = ["-map", "0", "-map", "1", "-map", "2"]
        codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "23", "-pix_fmt", "yuv420p", "-c:a", "aac"]
        return [require("ffmpeg", package="ffmpeg"), "-v", "error", "-nostdin", "-y", *screen, *sounds, *maps, *codecs, os.fspath(output)]

    def has_begun(self, output: Path, home: Path) -> bool:  # noqa: ARG002 (the port's signature)
        """The file is there."""
        return output.exists()


TOOLS: dict[ToolName, Tool] = {
    tool.name: tool
    for tool in (
        Lookhear(),
        GStreamer(),
        GStreamer(ToolName.GSTREAMER_420, _I420),
        GStreamer(ToolName.GSTREAMER_UNCAPPED, _I420, _UNCAPPED),
        Ffmpeg(),
    )
}
