"""Opening a file that nobody vouches for: what it may be, and what of it is taken.

FFmpeg recognises playlists and lists of files as well, and would open whatever they name. Only formats that hold their media
themselves are let in, and no protocol at all: a file can make nobody read another file, or ask an address for something.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import av
import av.logging
from av.error import FFmpegError
from av.stream import Disposition

from lookhear.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.stream import VideoStream

STILLS: Final = {"png_pipe": "image/png", "jpeg_pipe": "image/jpeg", "webp_pipe": "image/webp", "gif": "image/gif"}
"""Formats of single pictures, and the media types they are served under."""
_FORMATS: Final = (
    *("mov", "mp4", "m4a", "3gp", "3g2", "mj2", "matroska", "webm", "avi", "flv", "mpegts", "mpeg", "asf", "ogg"),
    *("wav", "w64", "mp3", "aac", "flac", "aiff", "caf", "amr"),
    *STILLS,
)
_PICTURE_CODECS: Final = frozenset(
    {"h264", "hevc", "vp8", "vp9", "av1", "mpeg1video", "mpeg2video", "mpeg4", "msmpeg4v3", "h263", "mjpeg", "prores", "dnxhd"}
    | {"theora", "vc1", "wmv1", "wmv2", "wmv3", "flv1", "ffv1", "qtrle", "png", "webp", "gif"}
)
_SOUND_CODECS: Final = frozenset(
    ("aac", "mp3", "mp2", "ac3", "eac3", "opus", "vorbis", "flac", "alac", "amrnb", "amrwb", "wmav1", "wmav2", "wmapro", "adpcm_ms")
)
MAX_PIXELS: Final = 8192 * 4320
MAX_S: Final = 24 * 3600.0
_MAX_STREAMS: Final = 64
_BUFFER_BYTES: Final = 1 << 20
_NOTHING: Final = "none"  # the name of no protocol


class MediaKind(StrEnum):
    """What a file becomes."""

    VIDEO = "video"
    AUDIO = "audio"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Source:
    """An open file and what is taken of it. ``begins_s`` is the time it counts from, ``duration_s`` what it says of its length."""

    container: InputContainer
    kind: MediaKind
    format: str
    pictures: VideoStream | None
    sound: AudioStream | None
    begins_s: float
    duration_s: float | None


@contextmanager
def opened(path: Path, *, wanted: MediaKind | None) -> Iterator[Source]:
    """Open a file for one reading. Raises MediaError with a sentence for everything that cannot be taken."""
    av.logging.set_level(None)
    options = {"format_whitelist": ",".join(_FORMATS), "protocol_whitelist": _NOTHING, "max_streams": str(_MAX_STREAMS)}
    with path.open("rb") as file:
        try:
            container = av.open(file, "r", options=options, metadata_errors="replace", buffer_size=_BUFFER_BYTES)
        except (FFmpegError, ValueError, OSError) as exc:
            raise MediaError(
                "This file is no video, sound or picture that can be read here.",
                hint="MP4, MOV, MKV, WebM, AVI, MP3, M4A, WAV, OGG, FLAC, PNG, JPEG, WebP and GIF can be.",
            ) from exc
        try:
            yield _source(container, wanted)
        except FFmpegError as exc:
            raise MediaError(f"This file is damaged and cannot be read: {exc.strerror}.") from exc
        finally:
            container.close()


def _source(container: InputContainer, wanted: MediaKind | None) -> Source:
    pictures = next((each for each in container.streams.video if not each.disposition & Disposition.attached_pic), None)
    best = container.streams.best("audio")
    sound = next((each for each in container.streams.audio if each is best or (best is not None and each.index == best.index)), None)
    name = next((name for name in STILLS if name == container.format.name), "")
    if wanted is MediaKind.AUDIO:
        pictures = None
    kind = MediaKind.IMAGE if name else MediaKind.VIDEO if pictures is not None else MediaKind.AUDIO
    if pictures is None and sound is None:
        raise MediaError("This file holds neither pictures nor sound.")
    if wanted not in {None, kind}:
        raise MediaError(f"This file is no {wanted}.", hint=f"It holds {kind}: leave media_type out.")
    if pictures is not None:
        _check_pictures(pictures)
    if sound is not None and not _is_known(sound):
        if kind is MediaKind.AUDIO:
            raise MediaError(f"The sound of this file is coded as {sound.codec_context.name}, which cannot be read here.")
        sound = None
    chosen = [each for each in (pictures, sound) if each is not None]
    duration_s = None if container.duration is None else container.duration / av.time_base
    if duration_s is not None and duration_s > MAX_S:
        raise MediaError(f"This file is longer than {MAX_S / 3600:.0f} hours.", hint="Cut it into shorter ones.")
    begins = [each.start_time * each.time_base for each in chosen if each.start_time is not None and each.time_base is not None]
    return Source(container, kind, name, pictures, sound, float(min(begins, default=0)), duration_s)


def _is_known(sound: AudioStream) -> bool:
    name = sound.codec_context.codec.canonical_name
    return name in _SOUND_CODECS or name.startswith("pcm_")


def _check_pictures(stream: VideoStream) -> None:
    context = stream.codec_context
    if context.codec.canonical_name not in _PICTURE_CODECS:
        raise MediaError(f"The pictures of this file are coded as {context.name}, which cannot be read here.")
    if context.width <= 0 or context.height <= 0:
        raise MediaError("This file is damaged: it does not say how large its pictures are.")
    check_size(context.width, context.height)
    context.options = {"max_pixels": str(MAX_PIXELS)}
    context.thread_type = "AUTO"


def check_size(width: int, height: int) -> None:
    """Raises MediaError for pictures that would fill the memory."""
    if width * height > MAX_PIXELS:
        raise MediaError(
            f"The pictures of this file are {width} x {height} pixels large, which is more than is taken.",
            hint="Make them 8192 x 4320 pixels at most.",
        )
