"""Recordings made ready for a player: files that can be opened anywhere, and where on their timeline what happened.

The files are exports, made in seconds because nothing is encoded again, and kept while they are likely to be played once more.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.library.entries import MARKER, Mark, Playable, PlayableFile, Span, SpanKind
from lookhear.errors import MediaError, UsageError
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.rows import PAUSED
from lookhear.recorder.wording import channel_label
from lookhear.system.paths import private_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from lookhear.recorder.spool.log import Pause, TrackLog
    from lookhear.recorder.spool.rows import FragmentRow

MIX: Final = "Mix"
_KEPT: Final = 4  # recordings
_SHORTEST_GAP_S: Final = 0.25  # what nobody would see or hear is not shown
_S: Final = 1_000_000_000


def make_playable(folder: Path, *, into: Path, progress: Callable[[float], None] = lambda _share: None) -> Playable:
    """Write the files of a recording to a folder, and tell of them. Blocks for seconds.

    Raises UsageError when nothing was sealed, JournalDamaged, MediaError, DiskFull, FolderUnwritable.
    """
    from lookhear.recorder.exporting import export

    log = RecordingLog.load(folder)
    files = export(folder, private_folder(into) / f"{folder.name}.mp4", progress=progress)
    return playable_of(log, files)


def playable_of(log: RecordingLog, files: Sequence[Path]) -> Playable:
    """The files of a recording, the primary display's first, with what its journal says of them."""
    displays, sounds = _tracks(log)
    begins_ns = {track.channel_id: _begins_ns(track) for track in (*displays, *sounds)}
    if not begins_ns:
        raise UsageError(f"The recording {log.folder.name} holds nothing that could be played.")
    first_ns = min(begins_ns.values())
    first_sound_ns = min((begins_ns[track.channel_id] for track in sounds), default=None)
    names = tuple(track.channel.name or channel_label(track.channel_id) for track in sounds)
    made: list[PlayableFile] = []
    for number, path in enumerate(files):
        display = displays[number] if number < len(displays) else None
        own_ns = [each for each in (first_sound_ns, begins_ns[display.channel_id] if display else None) if each is not None]
        made.append(
            PlayableFile(
                path=path,
                label=(display.channel.name or channel_label(display.channel_id)) if display else "",
                sounds=(MIX, *names) if len(names) > 1 else names,
                begins_s=(min(own_ns, default=first_ns) - first_ns) / _S,
                has_picture=display is not None,
            )
        )
    last_ns = max(track.fragments[-1].to_ns for track in (*displays, *sounds))
    return Playable(
        files=tuple(made),
        duration_s=(last_ns - first_ns) / _S,
        spans=tuple(sorted(_spans(log, (*displays, *sounds), first_ns=first_ns, last_ns=last_ns), key=lambda span: span.from_s)),
        marks=tuple(
            Mark(at_s=max(0.0, (mark.t_ns - first_ns) / _S), text="" if mark.text == MARKER else mark.text) for mark in log.markers
        ),
    )


class PlayableFiles:
    """The files that were made ready, a folder for each recording. Belongs to one thread; whatever is in it may be thrown away."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._made: dict[str, Playable] = {}  # the oldest first

    def sweep(self) -> None:
        """Throw away what an earlier run left."""
        shutil.rmtree(self._home, ignore_errors=True)

    def known(self, recording_id: str) -> Playable | None:
        """What was made ready before, if it is still there."""
        playable = self._made.get(recording_id)
        if playable is None or not all(file.path.exists() for file in playable.files):
            return None
        self._made[recording_id] = self._made.pop(recording_id)
        return playable

    def make(self, recording_id: str, work: Callable[[Path], Playable], *, is_final: bool) -> Playable:
        """Have one made by ``work`` in a folder of its own. One that is not final is made anew the next time."""
        self.forget(recording_id)
        while len(self._made) >= _KEPT:
            self.forget(next(iter(self._made)))
        into = private_folder(self._home / recording_id)
        try:
            playable = work(into)
        except BaseException:
            shutil.rmtree(into, ignore_errors=True)
            raise
        if not playable.files:
            raise MediaError("There is nothing that could be played.")
        if is_final:
            self._made[recording_id] = playable
        return playable

    def forget(self, recording_id: str) -> None:
        """Throw the files of one recording away."""
        self._made.pop(recording_id, None)
        shutil.rmtree(self._home / recording_id, ignore_errors=True)


def _tracks(log: RecordingLog) -> tuple[list[TrackLog], list[TrackLog]]:
    """Displays, the primary one first, and sounds in the order of the manifest; those that sealed something."""
    there = [track for track in log.tracks if track.fragments]
    displays = [track for track in there if track.channel.kind.is_video]
    displays.sort(key=lambda track: (not track.channel.is_primary, int(track.channel_id.key)))
    return displays, [track for track in there if not track.channel.kind.is_video]


def _begins_ns(track: TrackLog) -> int:
    """When the first real sample of a track was captured: an encoder's priming is none."""
    first: FragmentRow = track.fragments[0]
    priming = next((row.priming for row in track.inits if row.init == first.init), None) or 0
    return (first.tfdt + priming) * _S // first.timescale


def _spans(log: RecordingLog, tracks: Iterable[TrackLog], *, first_ns: int, last_ns: int) -> list[Span]:
    found = _pauses(log.pauses, first_ns=first_ns, last_ns=last_ns)
    for track in tracks:
        channel = str(track.channel_id)
        found += _pauses(track.held, first_ns=first_ns, last_ns=last_ns, channel=channel)
        found += [
            Span(kind=SpanKind.GAP, from_s=max(0, row.from_ns - first_ns) / _S, to_s=(row.to_ns - first_ns) / _S, channel=channel)
            for row in track.gaps
            if row.reason != PAUSED and row.to_ns > first_ns
        ]
    return [span for span in found if span.to_s - span.from_s >= _SHORTEST_GAP_S]


def _pauses(pauses: Iterable[Pause], *, first_ns: int, last_ns: int, channel: str = "") -> list[Span]:
    spans = ((max(pause.from_ns, first_ns), min(last_ns, last_ns if pause.to_ns is None else pause.to_ns)) for pause in pauses)
    return [
        Span(kind=SpanKind.PAUSE, from_s=(begin - first_ns) / _S, to_s=(end - first_ns) / _S, channel=channel)
        for begin, end in spans
        if end > begin
    ]
