"""Fetches the videos of a recording from the backend that has them, when its media are no longer on this computer.

The link to its player is the permission, so that a recording can be fetched long after its token has run out; only a further
display's video, which a backend makes on request, wants a credential.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

import httpx

from lookhear.errors import BackendRefused, BackendUnreachable, UsageError
from lookhear.media.copying import complete_file
from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.upload.answers import unsuitable
from lookhear.recorder.upload.asking import AskedBackend
from lookhear.recorder.upload.http import TIMEOUT, is_this_computer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.spool.binding import Binding
    from lookhear.recorder.spool.manifest import Manifest
    from lookhear.recorder.upload.asking import Source

_MAKING_S: Final = 60.0  # how long a backend may take to make a video
_LOOK_S: Final = 0.25
_PIECE_BYTES: Final = 1 << 20


def fetch(
    manifest: Manifest, binding: Binding, output: Path, *, source: Source, progress: Callable[[float], None] | None = None
) -> list[Path]:
    """Write the recording's video to ``output`` and further displays to ``<output>-display-2.mp4`` and so on; gives the files.

    ``output`` is replaced, the others take a free name. ``progress`` hears fractions from 0 to 1. Raises BackendUnreachable,
    BackendRefused, BackendUnsuitable, DiskFull, FolderUnwritable, and UsageError for a recording that was never handed over.
    """
    if binding.grant is None or not binding.grant.player_url:
        raise UsageError(f"The recording {manifest.recording_id} was never handed over.", hint="`lookhear uploads` says why.")
    slug = parse_qs(urlsplit(binding.grant.player_url).query).get("v", [""])[0]
    with _Fetching(source, slug=slug) as fetching:
        files: list[Path] = []
        displays = _displays(manifest)
        for number, display in enumerate(displays):
            path = output if number == 0 else _free_name(output, display)
            if number:
                fetching.ask_for(binding.grant.session_id, str(display))
            video = fetching.video_of(str(display) if display else None)
            fetching.write(video, path, told=_share(progress, number, len(displays)))
            files.append(path)
    return files


class _Fetching(AskedBackend):
    """The requests to one backend about one link."""

    def __init__(self, source: Source, *, slug: str) -> None:
        super().__init__(source)
        self._slug = slug

    def ask_for(self, session_id: str, display: str) -> None:
        """Have the video of a further display made."""
        self._ask("POST", f"/collection/default/capture/session/{session_id}/export", {"video_channel_id": display})

    def video_of(self, channel: str | None) -> dict[str, Any]:
        """Wait for a video to be there."""
        give_up_s = time.monotonic() + _MAKING_S
        pause = threading.Event()  # never set: it only waits
        while time.monotonic() < give_up_s:
            videos = self._ask("GET", f"/play/{self._slug}/facts.json", is_open=True).get("videos")
            for video in videos if isinstance(videos, list) else []:
                match video:
                    case {"channel": found, "url": str(), "size": int()} if found == channel:
                        return dict(video)
            pause.wait(_LOOK_S)
        raise BackendRefused(f"{self._who} has no video of this recording.", hint="Watch it there, or try again later.")

    def write(self, video: dict[str, Any], path: Path, *, told: Callable[[float], None]) -> None:
        """Copy it into a file of this computer."""
        if not video["url"].startswith("/"):
            raise unsuitable(self._who, "keeps its videos elsewhere")
        host = urlsplit(self._source.url).hostname or ""
        try:
            with (
                httpx.Client(timeout=TIMEOUT, trust_env=not is_this_computer(host)) as client,
                client.stream("GET", self._source.url + video["url"]) as answer,
                complete_file(path) as file,
            ):
                answer.raise_for_status()
                for piece in answer.iter_bytes(_PIECE_BYTES):
                    file.write(piece)
                    told(file.tell() / max(1, video["size"]))
        except httpx.HTTPError as exc:
            raise BackendUnreachable(f"{self._who} did not give the whole video ({type(exc).__name__}).") from exc


def _displays(manifest: Manifest) -> list[ChannelId | None]:
    """The primary display, then the others by number; None stands for the video of a recording of sound alone."""
    displays = [channel for channel in manifest.channels if channel.kind is ChannelKind.DISPLAY]
    ordered = sorted(displays, key=lambda channel: (not channel.is_primary, int(channel.channel_id.key)))
    return [channel.channel_id for channel in ordered] or [None]


def _free_name(output: Path, display: ChannelId | None) -> Path:
    stem = f"{output.stem}-{display.slug if display else ''}"
    path, number = output.with_name(f"{stem}{output.suffix}"), 2
    while path.exists():
        path, number = output.with_name(f"{stem} ({number}){output.suffix}"), number + 1
    return path


def _share(progress: Callable[[float], None] | None, number: int, count: int) -> Callable[[float], None]:
    """Progress of one file of several as progress of all."""
    return (lambda _fraction: None) if progress is None else lambda fraction: progress((number + fraction) / count)
