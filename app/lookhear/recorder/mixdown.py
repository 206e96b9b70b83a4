"""The mix of a recording's sounds: kept up by the thread `mix` while recording, or finished when an export wants it.

Encoding an hour at the end would take a minute; beside the recording it takes a few percent of a core, and nothing depends on it.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import LookhearError, StorageError
from lookhear.media.init_segment import parse_init
from lookhear.media.mix import Mixer
from lookhear.media.samples import AUDIO_TIMESCALE, NS_PER_S, AudioFormat
from lookhear.recorder.spool.layout import MIX, init_file
from lookhear.recorder.spool.lock import WriterLock
from lookhear.recorder.spool.mix_folder import MixFolder, SourcesDigest, sources_digest
from lookhear.recorder.spool.rows import FragmentRow, HoldRow, ReleaseRow
from lookhear.recorder.spool.tail import SpoolTail
from lookhear.system.threads import lower_this_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from lookhear.media.mix import MixFragment
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.spool.manifest import Manifest

_WAITED_FOR_NS: Final = 10 * NS_PER_S  # how far a track may be behind the newest before the mix goes on without it
_RUN_UP_NS: Final = NS_PER_S  # a mix that is continued hears this much again
_PERIOD_S: Final = 0.5  # a viewer of the live recording hears the mix, and the picture waits for it

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MixedTrack:
    """A mix for an export: its init segment and its fragments in order."""

    init: Path
    fragments: tuple[Path, ...]


def audio_channels(manifest: Manifest) -> list[ChannelId]:
    """The channels that a mix is made of."""
    return [channel.channel_id for channel in manifest.channels if not channel.kind.is_video]


class _Formats:
    """The formats of the tracks, each init segment read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[tuple[ChannelId, int], AudioFormat | None] = {}

    def of(self, row: FragmentRow) -> AudioFormat | None:
        """The format of a fragment, or None when its init segment cannot be read."""
        key = (row.channel, row.init)
        if key not in self._known:
            try:
                fmt = parse_init((self._folder / init_file(*key)).read_bytes())
            except (OSError, LookhearError):
                fmt = None
            self._known[key] = fmt if isinstance(fmt, AudioFormat) else None
        return self._known[key]


class LiveMix:
    """Follows one recording and writes its mix as it grows. Owned by one thread of the process that writes the recording."""

    def __init__(self, folder: Path) -> None:
        self._tail = SpoolTail(folder)
        self._folder = folder
        self._channels = set(audio_channels(self._tail.manifest))
        self._mixer = Mixer(map(str, self._channels), wall_origin_ns=self._tail.manifest.clock_wall_origin_ns)
        self._files = MixFolder(folder / MIX)
        self._formats = _Formats(folder)
        self._sources = SourcesDigest()
        self._newest_ns = 0
        self._has_begun = False

    @property
    def is_needed(self) -> bool:
        """Whether there are several sounds: one alone is its own mix."""
        return len(self._channels) > 1

    def advance(self) -> None:
        """Mix what was sealed since the last call. Raises MediaError, EncodeError, DiskFull, StorageError."""
        for row in self._tail.read():
            if isinstance(row, HoldRow | ReleaseRow) and row.channel in self._channels:  # nobody need wait for what is held
                (self._mixer.close_track if isinstance(row, HoldRow) else self._mixer.open_track)(str(row.channel))
            elif isinstance(row, FragmentRow):
                self._newest_ns = max(self._newest_ns, row.to_ns)
                if row.channel in self._channels and (fmt := self._formats.of(row)) is not None:
                    self._sources.add(row)
                    self._mixer.feed(str(row.channel), fmt, self._folder / row.file)
        for fragment in self._mixer.advance(self._newest_ns - _WAITED_FOR_NS):
            self._write(fragment)

    def finish(self) -> None:
        """Mix what is left behind the last row and say that the mix is complete. Raises as `advance` does."""
        self.advance()
        for fragment in self._mixer.finish():
            self._write(fragment)
        if self._has_begun:
            self._files.complete(self._sources.hexdigest())

    def _write(self, fragment: MixFragment) -> None:
        if not self._has_begun:
            self._files.begin(self._mixer.init)
            self._has_begun = True
        self._files.write(fragment.sequence, fragment.data)


class MixThread:
    """The thread `mix` of a recording. It may fail without harm: an export makes what is missing."""

    def __init__(self, folder: Path, *, period_s: float = _PERIOD_S) -> None:
        self._folder = folder
        self._period_s = period_s
        self._is_over = threading.Event()
        self._is_wanted = True
        self._thread = threading.Thread(target=self._run, name="mix")

    def start(self) -> None:
        """Start it; the recording must have its manifest."""
        self._thread.start()

    def finish(self, *, is_wanted: bool = True) -> None:
        """Mix the rest, if anybody wants it, and end the thread. Call when the last row is written; harmless when it was never started."""
        self._is_wanted = is_wanted
        self._is_over.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            live = LiveMix(self._folder)
            if not live.is_needed:
                return
            lower_this_thread()
            while not self._is_over.wait(self._period_s):
                live.advance()
            if self._is_wanted:
                live.finish()
        except LookhearError as exc:
            log.info("the mix is left to the export: %s", exc)
        except Exception as exc:  # noqa: BLE001 - the thread's outermost frame: nothing depends on the mix, and no traceback may tell of content
            log.warning("the mix is left to the export: %s", type(exc).__name__)


def mixed_track(
    folder: Path, manifest: Manifest, rows: Sequence[FragmentRow], *, workspace: Path, progress: Callable[[float], None] | None = None
) -> MixedTrack:
    """The mix of these fragments, made as far as it is not there yet.

    What is made goes into the recording's own folder, or into ``workspace`` while another process writes the recording or the
    folder cannot be written. Raises MediaError for a damaged fragment, EncodeError, DiskFull, FolderUnwritable.
    """
    own, sources = MixFolder(folder / MIX), sources_digest(rows)
    if own.is_complete(sources):
        return MixedTrack(own.init, tuple(own.fragments()))
    try:
        with WriterLock(folder):
            track = _continued(own, own, folder=folder, manifest=manifest, rows=rows, progress=progress)
            own.complete(sources)
            return track
    except StorageError:  # another process writes it, or this one may not
        return _continued(own, MixFolder(workspace), folder=folder, manifest=manifest, rows=rows, progress=progress)


def _continued(
    begun: MixFolder,
    target: MixFolder,
    *,
    folder: Path,
    manifest: Manifest,
    rows: Sequence[FragmentRow],
    progress: Callable[[float], None] | None,
) -> MixedTrack:
    """Keep what is whole of a mix that was begun, and write the rest to ``target``."""
    # A mix that was complete for other sources than these is made anew.
    kept, end = ([], 0) if begun.was_completed else begun.whole_fragments()
    mixer = _mixer(manifest, kept=len(kept), end=end)
    if not kept or not begun.has_init(mixer.init):
        kept, end = [], 0
        mixer = _mixer(manifest, kept=0, end=0)
        target.begin(mixer.init)
    elif target is begun:
        target.cut(len(kept))
    else:
        target.begin(mixer.init)
    formats = _Formats(folder)
    resumed_ns = end * NS_PER_S // AUDIO_TIMESCALE
    for row in sorted(rows, key=lambda row: row.seq):
        if row.to_ns > resumed_ns - _RUN_UP_NS and (fmt := formats.of(row)) is not None:
            mixer.feed(str(row.channel), fmt, folder / row.file)
    last_ns = max((row.to_ns for row in rows), default=0)
    for fragment in mixer.finish():
        kept.append(target.write(fragment.sequence, fragment.data))
        if progress is not None:
            made_ns = (fragment.base_decode_time + fragment.duration) * NS_PER_S // AUDIO_TIMESCALE - resumed_ns
            progress(min(1.0, made_ns / max(1, last_ns - resumed_ns)))
    return MixedTrack(target.init, tuple(kept))


def _mixer(manifest: Manifest, *, kept: int, end: int) -> Mixer:
    return Mixer(
        map(str, audio_channels(manifest)),
        first_sequence=kept + 1,
        resume_at=end if kept else None,
        wall_origin_ns=manifest.clock_wall_origin_ns,
    )
