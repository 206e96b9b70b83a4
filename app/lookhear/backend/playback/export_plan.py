"""What an exported file is made of, worked out from rows alone. Runs beside the event loop, on a thread of its own."""

from __future__ import annotations

import dataclasses
import hashlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from lookhear.backend.playback.virtual_file import describe
from lookhear.backend.records import SessionOrigin
from lookhear.errors import MediaError
from lookhear.media.fragments import FragmentInfo
from lookhear.media.movie_plan import MovieTrack, plan_movie
from lookhear.media.sample_index import unpack
from lookhear.media.samples import NS_PER_S
from lookhear.media.timeline import TimelineBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lookhear.backend.records import Fragment, Init, Session, Stream
    from lookhear.media.timeline import TrackTimeline

_KEY_CHARS = 32
_UNREADABLE = "What decodes its media was lost."
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A stored track: its rows, in order, and the bytes of its inits by number."""

    stream: Stream
    inits: dict[int, Init]
    init_bytes: dict[int, bytes]
    fragments: list[Fragment]

    @property
    def end_ns(self) -> int:
        """Session time at which its last fragment ends."""
        if not self.fragments:
            return 0
        last = self.fragments[-1]
        return (last.tfdt + last.duration) * NS_PER_S // self.inits[last.init].timescale

    @property
    def is_whole(self) -> bool:
        """Whether no fragment is missing before its last."""
        return not self.fragments or (self.fragments[0].seq, self.fragments[-1].seq) == (1, len(self.fragments))


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A fragment that is in no row: ``info`` counts from the start of the object it lies in."""

    key: str
    info: FragmentInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """The mix of all stored sound: the recorder's, as far as it goes, and what was made behind it."""

    init: bytes
    recorded: Recorded | None
    extra: tuple[Extra, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One file to make: the display it shows and whether all sound goes with it, or the one track it is."""

    channel: str | None
    is_session: bool
    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A file that is ready to be stored: its description and what its row says. ``digest`` changes when its content does."""

    wanted: Wanted
    description: bytes
    digest: str
    size_bytes: int
    duration_s: float
    is_video: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A recorded track that cannot be put into a file, and why, as a sentence."""

    track: str
    name: str
    is_channel: bool
    reason: str


Lines: TypeAlias = "dict[str, TrackTimeline[str]]"
"""The samples of the tracks that can be used, by track."""


def lines_of(recorded: Sequence[Recorded]) -> tuple[Lines, list[LeftOut]]:
    """The samples of every recorded channel, and the channels whose media cannot be used. Tracks without fragments are neither."""
    lines: Lines = {}
    left_out: list[LeftOut] = []
    for each in recorded:
        if not each.stream.kind.is_channel or not each.fragments:
            continue
        reason = "None of its pictures can be decoded: the ones they need were lost." if each.stream.kind.is_video else _UNREADABLE
        try:
            line = _timeline(each)
        except MediaError as exc:
            line, reason = None, f"Its media contradict each other. {exc}"
        if line is not None:
            lines[each.stream.track] = line
        else:
            left_out.append(LeftOut(track=each.stream.track, name=each.stream.name, is_channel=True, reason=reason))
    return lines, left_out


def standard_set(session: Session, streams: Iterable[Stream]) -> list[Wanted]:
    """What is made of every session: its video with the primary display, and each channel by itself. ``streams`` can be used.

    A file that was handed over becomes one file.
    """
    title = _title(session)
    channels = [stream for stream in streams if stream.kind.is_channel]
    if not channels:
        return []
    displays = [stream for stream in channels if stream.kind.is_video]
    primary = next((stream for stream in displays if stream.is_primary), displays[0] if displays else None)
    whole = Wanted(channel=primary.track if primary else None, is_session=True, name=title or "Recording", title=title)
    if session.origin is SessionOrigin.UPLOAD:
        return [whole]
    return [whole, *(Wanted(channel=stream.track, is_session=False, name=stream.name, title=title) for stream in channels)]


def display_video(session: Session, stream: Stream) -> Wanted:
    """The session's video with another display."""
    title = _title(session)
    return Wanted(channel=stream.track, is_session=True, name=f"{title or 'Recording'} ({stream.name})", title=title)


def plan_files(lines: Lines, recorded: Sequence[Recorded], mix: Mix | None, *, session: Session, display: str | None) -> list[Planned]:
    """Plan the standard set of files, or the video with one display; nothing where there is nothing to put in.

    A mix that contradicts itself is left out. Raises MediaError for a file that would be beyond what MP4 can tell.
    """
    streams = [each.stream for each in recorded if each.stream.track in lines]
    if display is None:
        wanted = standard_set(session, streams)
    else:
        wanted = [display_video(session, stream) for stream in streams if stream.track == display and stream.kind.is_video]
    mixed = None if mix is None else _mix_timeline(mix)
    names = {stream.track: stream.name for stream in streams}
    return [_planned(each, lines, mixed, names=names, session=session) for each in wanted]


def _planned(
    wanted: Wanted,
    lines: Lines,
    mixed: TrackTimeline[str] | None,
    *,
    names: dict[str, str],
    session: Session,
) -> Planned:
    tracks: list[MovieTrack[str]] = []
    if wanted.channel is not None and wanted.channel in lines:
        tracks.append(MovieTrack(name=names[wanted.channel], timeline=lines[wanted.channel]))
    if wanted.is_session:
        sounds = [track for track, line in lines.items() if not line.is_video]
        if mixed is not None:
            tracks.append(MovieTrack(name="Mix", timeline=mixed))
        tracks += [
            MovieTrack(name=names[track], timeline=lines[track], is_default=mixed is None and number == 0)
            for number, track in enumerate(sounds)
        ]
    plan = plan_movie(tracks, title=wanted.title, created_wall_ns=session.clock_wall_origin_ns)
    is_video = any(track.is_video for track in plan.tracks)
    facts: dict[str, object] = {
        "session_start_ns": plan.session_start_ns,
        "duration_ns": plan.duration_ns,
        "size_bytes": plan.size_bytes,
        "is_video": is_video,
    }
    description = describe(plan, facts)
    return Planned(
        wanted=wanted,
        description=description,
        digest=_digest(wanted, description),
        size_bytes=plan.size_bytes,
        duration_s=round(plan.duration_ns / NS_PER_S, 3),
        is_video=is_video,
    )


def _digest(wanted: Wanted, description: bytes) -> str:
    """Another one for each file of a session, and for each content of one."""
    told = f"{wanted.is_session} {wanted.channel}\n".encode()
    return hashlib.sha256(told + description).hexdigest()[:_KEY_CHARS]


def _timeline(recorded: Recorded) -> TrackTimeline[str] | None:
    """A track's samples. Pictures that need lost ones are left out: the last good one stays until the next key frame."""
    builder: TimelineBuilder[str] = TimelineBuilder()
    _append(builder, recorded)
    return builder.finish()


def _append(builder: TimelineBuilder[str], recorded: Recorded) -> None:
    is_video = recorded.stream.kind.is_video
    init = last_seq = 0
    is_broken = is_video
    for row in recorded.fragments:
        if is_video:
            is_broken = not row.begins_with_sync and (is_broken or row.seq != last_seq + 1)
        last_seq = row.seq
        if is_broken or row.init not in recorded.init_bytes:
            continue
        if row.init != init:
            builder.begin_part(recorded.init_bytes[row.init])
            init = row.init
        builder.add(row.key, _info(row))


def _mix_timeline(mix: Mix) -> TrackTimeline[str] | None:
    builder: TimelineBuilder[str] = TimelineBuilder()
    try:
        if mix.recorded is not None:
            _append(builder, mix.recorded)
        if mix.extra:
            builder.begin_part(mix.init)
        for extra in mix.extra:
            builder.add(extra.key, extra.info)
        return builder.finish()
    except MediaError as exc:
        _LOG.warning("an export is made without the mix of its sound: %s", exc)
        return None


def _info(row: Fragment) -> FragmentInfo:
    samples = unpack(row.table)
    return FragmentInfo(
        sequence=row.seq,
        base_decode_time=row.tfdt,
        durations=samples.durations,
        sizes=samples.sizes,
        is_sync=samples.is_sync,
        payload_offset=row.payload_offset,
        payload_bytes=row.payload_bytes,
        total_duration=row.duration,
        wall_ns=None,
    )


def placed_in(info: FragmentInfo, offset: int) -> FragmentInfo:
    """A fragment's samples when it begins at an offset of a larger object."""
    return dataclasses.replace(info, payload_offset=info.payload_offset + offset)


def _title(session: Session) -> str:
    for key in ("title", "name"):
        value = session.metadata.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()[:200]
    return ""
