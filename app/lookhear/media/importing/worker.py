"""The process that reads a file nobody vouches for: its path as argument, messages on its standard output. See `messages`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from av.error import FFmpegError

from lookhear.errors import LookhearError, MediaError
from lookhear.media.importing.messages import Message, MessageKind, packed
from lookhear.media.importing.pictures import TRACK as PICTURES
from lookhear.media.importing.pictures import Look, look_at, picture_converter
from lookhear.media.importing.sounds import TRACK as SOUND
from lookhear.media.importing.sounds import sound_converter
from lookhear.media.importing.source import STILLS, MediaKind, check_size, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lookhear.media.importing.cutting import Piece
    from lookhear.media.importing.source import Source

MEMORY_BYTES: Final = 4 << 30
"""What such a process may take; whoever starts `work` sets its limits first."""
_STEPS: Final = 200


def work(arguments: Sequence[str]) -> int:
    """Read one file: ``<path> [video|audio|image]``."""
    output = os.dup(sys.stdout.fileno())
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what a library prints is no message

    def tell(message: Message) -> None:
        view = memoryview(packed(message))
        while view:
            view = view[os.write(output, view) :]

    wanted = MediaKind(arguments[1]) if len(arguments) > 1 and arguments[1] else None
    try:
        read(Path(arguments[0]), wanted, tell)
    except FFmpegError as exc:
        tell(Message(MessageKind.REFUSED, {"message": f"This file is damaged and cannot be read: {exc.strerror}."}))
    except MemoryError:
        tell(Message(MessageKind.REFUSED, {"message": "This file needs more memory than is given to a file."}))
    except LookhearError as exc:
        tell(Message(MessageKind.REFUSED, {"message": exc.for_people()}))
    return 0


def read(path: Path, wanted: MediaKind | None, tell: Callable[[Message], None]) -> None:
    """Tell everything of a file. Raises MediaError, EncodeError, FFmpegError."""
    with opened(path, wanted=wanted) as source:
        if source.kind is MediaKind.IMAGE:
            tell(_still(source))
            tell(Message(MessageKind.END, {}))
            return
        look = Look(is_copied=False, turn=0) if source.pictures is None else look_at(source)
    with opened(path, wanted=wanted) as source:
        tracks = [track for track, stream in ((PICTURES, source.pictures), (SOUND, source.sound)) if stream is not None]
        tell(Message(MessageKind.PLAN, {"media": source.kind.value, "tracks": tracks, "duration_s": source.duration_s}))
        count = 0
        for piece in _pieces(source, look, tell):
            kind = MessageKind.INIT if piece.is_init else MessageKind.FRAGMENT
            tell(Message(kind, {"track": piece.track, "number": piece.number}, piece.data))
            count += not piece.is_init
        if not count:
            raise MediaError("Nothing of this file can be decoded: it is damaged or cut off.")
    tell(Message(MessageKind.END, {}))


def _pieces(source: Source, look: Look, tell: Callable[[Message], None]) -> Iterator[Piece]:
    converters = {}
    if source.pictures is not None and (pictures := picture_converter(source, look)) is not None:
        converters[source.pictures.index] = pictures
    if source.sound is not None and (sound := sound_converter(source)) is not None:
        converters[source.sound.index] = sound
    told = 0
    damaged = 0
    for packet in source.container.demux([source.container.streams[index] for index in converters]):
        try:
            yield from converters[packet.stream.index].feed(packet)
        except FFmpegError:
            damaged += 1  # one packet that cannot be decoded; what follows may be as it should
            continue
        if source.duration_s and packet.pts is not None and packet.time_base is not None:
            fraction = max(0.0, min(1.0, (float(packet.pts * packet.time_base) - source.begins_s) / source.duration_s))
            if int(fraction * _STEPS) > told:
                told = int(fraction * _STEPS)
                tell(Message(MessageKind.PROGRESS, {"fraction": fraction}))
    for converter in converters.values():
        yield from converter.finish()


def _still(source: Source) -> Message:
    """What a picture is; it is decoded once, so that what is kept can be shown."""
    stream = source.pictures
    if stream is None:
        raise MediaError("This file holds no picture.")
    for packet in source.container.demux(stream):
        for frame in stream.codec_context.decode(packet):
            check_size(frame.width, frame.height)
            return Message(MessageKind.STILL, {"content_type": STILLS[source.format], "width": frame.width, "height": frame.height})
    raise MediaError("This picture cannot be decoded: it is damaged or cut off.")
