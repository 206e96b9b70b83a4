"""Names of the files of a recording.

<recordings>/<rec-ULID>/
    manifest.json     what is recorded; written once
    journal.ndjson    what was sealed, one JSON object a line, append-only
    writer.lock       locked by the process that writes; its presence means nothing
    reserve           room kept for the last rows on a full disk
    receipt.json      written at the end, computed from the other files
    binding.json      where the recording is handed over: the source of tokens, then the session, its grant and its streams
    uploads.ndjson    what the backend acknowledged, append-only; a hint, the backend knows better
    upload.lock       locked by the process that uploads; its presence means nothing
    handed-over.json  the media were removed here because the backend has them
    <channel>/init-<n>.mp4, <channel>/<seq>.m4s
    context/<seq>.ndjson    what was done: pauses, devices, markers, one JSON object a line
    mix/              derived, may be deleted at any time
    damaged/          files that were not what the journal promised, set aside by recovery
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lookhear.protocol.channels import ChannelId

MANIFEST: Final = "manifest.json"
JOURNAL: Final = "journal.ndjson"
LOCK: Final = "writer.lock"
RESERVE: Final = "reserve"
RECEIPT: Final = "receipt.json"
BINDING: Final = "binding.json"
UPLOADS: Final = "uploads.ndjson"
UPLOAD_LOCK: Final = "upload.lock"
HANDED_OVER: Final = "handed-over.json"
MIX: Final = "mix"
CONTEXT: Final = "context"
DAMAGED: Final = "damaged"
PART: Final = ".part"

_INIT: Final = re.compile(r"init-([1-9][0-9]{0,8})\.mp4")
_FRAGMENT: Final = re.compile(r"([0-9]{8,12})\.m4s")
_CONTEXT: Final = re.compile(r"([0-9]{8,12})\.ndjson")


def init_name(number: int) -> str:
    """File name of an init segment, counted from one: ``init-1.mp4``."""
    return f"init-{number}.mp4"


def fragment_name(seq: int) -> str:
    """File name of a fragment, counted from one over all inits of its track: ``00000001.m4s``."""
    return f"{seq:08d}.m4s"


def init_file(channel: ChannelId, number: int) -> str:
    """Path of an init segment inside its recording, with forward slashes as in the journal."""
    return f"{_folder(channel)}/{init_name(number)}"


def fragment_file(channel: ChannelId, seq: int) -> str:
    """Path of a fragment inside its recording, with forward slashes as in the journal."""
    return f"{_folder(channel)}/{fragment_name(seq)}"


def context_file(seq: int) -> str:
    """Path of a file of the context log inside its recording, counted from one: ``context/00000001.ndjson``."""
    return f"{CONTEXT}/{seq:08d}.ndjson"


@functools.lru_cache(maxsize=64)
def _folder(channel: ChannelId) -> str:
    """The channel's folder: worked out once, asked for with every row."""
    return channel.slug


def init_number(name: str) -> int | None:
    """The number in an init segment's file name, or None for another name."""
    match = _INIT.fullmatch(name)
    return int(match[1]) if match else None


def fragment_seq(name: str) -> int | None:
    """The sequence number in a fragment's file name, or None for another name."""
    match = _FRAGMENT.fullmatch(name)
    return int(match[1]) if match and fragment_name(int(match[1])) == name else None


def context_seq(name: str) -> int | None:
    """The number in the file name of a context log, or None for another name."""
    match = _CONTEXT.fullmatch(name)
    return int(match[1]) if match and context_file(int(match[1])) == f"{CONTEXT}/{name}" else None
