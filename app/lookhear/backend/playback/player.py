"""What a link plays: its master playlists, the playlists of its tracks, and what a page wants to know. Owned by the event loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.records import ExportState
from lookhear.backend.sessions.reading import is_exporting
from lookhear.errors import InvalidRequest, NotFound
from lookhear.media.playlist import Picture, Sound, master
from lookhear.media.samples import NS_PER_S
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lookhear.backend.playback.sharing import View
    from lookhear.backend.playback.timelines import Timeline, Timelines
    from lookhear.backend.ports import Store, Transaction
    from lookhear.backend.records import Init, Stream, Video

RELOAD_WAIT_S: Final = 8.0
"""How long a reload is held: then the playlist comes as it is, and the player asks again."""

_FIRST_WAIT_S: Final = 10.0  # for the first whole segment: players refuse a playlist of parts alone
_MIX_SLACK_NS: Final = 5 * NS_PER_S
_PLAIN_STATES: Final = {
    SessionState.CREATED: "waiting",
    SessionState.STARTING: "waiting",
    SessionState.STOPPING: "ending",
    SessionState.FAILED: "failed",
}
_GUESSED_BIT_RATE: Final = 3_000_000  # before anything was measured
_SOUND_BIT_RATE: Final = 128_000
_MIX_NAME: Final = "Mix"


@dataclass(frozen=True, slots=True)
class Position:
    """What a player has already, and wants to wait for: a segment (`_HLS_msn`), or one of its parts (`_HLS_part`)."""

    segment: int | None = None
    part: int | None = None
    is_delta: bool = False


@dataclass(frozen=True, slots=True)
class Track:
    """A stream that has something to play."""

    stream: Stream
    timeline: Timeline
    init: Init


class Player:
    """Answers what pages and players ask about a link."""

    def __init__(self, store: Store, timelines: Timelines, *, now_ns: Callable[[], int], stalled_after_s: float) -> None:
        self._store = store
        self._timelines = timelines
        self._now_ns = now_ns
        self._stalled_ns = round(stalled_after_s * NS_PER_S)

    async def master(self, view: View, *, display: str | None, subtitles_uri: str | None = None) -> str:
        """The master playlist with a display, the primary one for None. Raises NotFound when there is nothing to play."""
        tracks = await self._tracks(view)
        pictures = [track for track in tracks if track.stream.kind.is_video]
        sounds = _in_order([track for track in tracks if not track.stream.kind.is_video])
        if not tracks:
            raise NotFound("Nothing of it has arrived yet.", hint="Try again in a moment.")
        picture = next((each for each in pictures if each.stream.track == display), None)
        if display is not None and picture is None:
            raise NotFound(f"This link shows no {display}.")
        if picture is None and pictures:
            picture = next((each for each in pictures if each.stream.is_primary), pictures[0])
        default = _default_sound(sounds, is_live=view.session.state.is_running)
        return master(
            None if picture is None else _picture(picture),
            [_sound(each, is_default=each is default) for each in sounds],
            subtitles_uri=subtitles_uri,
        )

    async def shown(self, view: View) -> tuple[Track | None, Track | None]:
        """What of a link is seen and heard by itself: its primary display and its default sound, as far as there is something to play."""
        tracks = await self._tracks(view)
        pictures = [track for track in tracks if track.stream.kind.is_video]
        sounds = _in_order([track for track in tracks if not track.stream.kind.is_video])
        picture = next((each for each in pictures if each.stream.is_primary), pictures[0] if pictures else None)
        return picture, _default_sound(sounds, is_live=view.session.state.is_running)

    async def playlist(self, view: View, stream_id: str, position: Position) -> str:
        """The playlist of a track; waits for what ``position`` asks for. Raises NotFound, InvalidRequest."""
        timeline = await self._timelines.get(view.stream(stream_id).id)
        if view.stretches:
            return timeline.playlist.clip(view.stretches)
        if position.part is not None and position.segment is None:
            raise InvalidRequest("_HLS_part needs _HLS_msn.")
        wanted = position.segment
        if wanted is not None:
            if not timeline.playlist.is_ended and not timeline.playlist.may_come(wanted):
                raise InvalidRequest("_HLS_msn is further ahead than the next segments.")
            await timeline.until(lambda playlist: playlist.has(wanted, position.part), timeout_s=RELOAD_WAIT_S)
        elif not timeline.playlist.segments:
            await timeline.until(lambda playlist: bool(playlist.segments) or playlist.is_ended, timeout_s=_FIRST_WAIT_S)
        return timeline.playlist.text(is_delta=position.is_delta)

    async def facts(self, view: View) -> dict[str, object]:
        """What a page tells about a link, as JSON."""
        tracks = await self._tracks(view)
        videos, is_exporting = await self._store.read(lambda tx: (_videos(tx, view), _is_exporting(tx, view)))
        session = view.session
        displays = [track for track in tracks if track.stream.kind.is_video]
        sounds = _in_order([track for track in tracks if not track.stream.kind.is_video])
        default = _default_sound(sounds, is_live=session.state.is_running)
        starts = [track.timeline.playlist.start_ns for track in tracks]
        ends = [track.timeline.playlist.end_ns for track in tracks]
        jumped = [track.timeline.playlist.jumped_ns for track in tracks]
        origin_ns, is_running = session.clock_wall_origin_ns, session.state.is_running
        title = view.wording.title or session.metadata.get("title") or session.metadata.get("name")
        return {
            "state": self._state(view, is_playable=bool(tracks), has_video=bool(videos), is_exporting=is_exporting),
            "is_live": bool(tracks) and not view.stretches and not all(track.timeline.playlist.is_ended for track in tracks),
            "is_playable": bool(tracks),
            "title": title if isinstance(title, str) else "",
            "name": view.video.name if view.video else view.streams[0].name if len(view.streams) == 1 else "",
            "now": self._now_ns() / NS_PER_S,
            "started_at": None if origin_ns is None or not tracks else (origin_ns + min(starts)) / NS_PER_S,
            "duration": _length_ns(view, min(starts), max(ends), jumped_ns=max(jumped)) / NS_PER_S if tracks else 0.0,
            "stalled_for": max(0.0, (self._now_ns() - session.last_media_ns) / NS_PER_S) if is_running and session.last_media_ns else None,
            "tracks_expected": len(view.streams),
            "displays_expected": sum(stream.kind.is_video for stream in view.streams),
            "displays": [{"id": each.stream.track, "name": each.stream.name, "is_primary": each.stream.is_primary} for each in displays],
            "sounds": [{"id": each.stream.track, "name": _name(each.stream), "is_default": each is default} for each in sounds],
            "videos": [_file(view, video) for video in videos],
            "expires_at": None if view.expires_ns is None else view.expires_ns / NS_PER_S,
            "error": session.error.get("message") if session.error else None,
        }

    def _state(self, view: View, *, is_playable: bool, has_video: bool, is_exporting: bool) -> str:
        session = view.session
        if session.purged_ns is not None and not is_playable:
            return "removed"
        if session.state is SessionState.ACTIVE:
            quiet_ns = self._now_ns() - (session.last_media_ns or session.changed_ns)
            return "stalled" if quiet_ns > self._stalled_ns else "live"
        if session.state is SessionState.STOPPED:
            return "exporting" if is_exporting else "ended"
        if session.state is SessionState.EXPORTED:
            return "ready" if has_video else "ended"
        return _PLAIN_STATES[session.state]

    async def _tracks(self, view: View) -> list[Track]:
        """The streams of a link that have something to play: a whole segment, or all there will be."""
        found = []
        for stream in view.streams:
            timeline = await self._timelines.get(stream.id)
            if timeline.inits and any(not segment.is_gap for segment in timeline.playlist.segments):
                found.append(Track(stream, timeline, timeline.inits[max(timeline.inits)]))
        return found


def _is_exporting(tx: Transaction, view: View) -> bool:
    """Whether a finished session's files are being made; also when they are made since the view was looked up."""
    session = tx.sessions.get(view.session.id)
    return session is not None and (session.state is SessionState.EXPORTED or is_exporting(tx, session))


def _length_ns(view: View, start_ns: int, end_ns: int, *, jumped_ns: int) -> int:
    """How long a link plays, of tracks from ``start_ns`` to ``end_ns``: its stretches, or all that is not left out."""
    if view.stretches:
        return sum(max(0, min(to_ns, end_ns) - max(from_ns, start_ns)) for from_ns, to_ns in view.stretches)
    return end_ns - start_ns - jumped_ns


def _videos(tx: Transaction, view: View) -> list[Video]:
    """The finished files a link may hand out; none for a link to a stretch, and none whose media were removed."""
    if view.stretches or view.session.purged_ns is not None:
        return []
    shown = {stream.track for stream in view.streams}
    is_whole = len(view.streams) > 1
    return [
        video
        for video in tx.videos.of_session(view.session.id)
        if video.state is ExportState.EXPORTED
        and (
            video.id == view.video.id if view.video else video.is_session is is_whole and (video.channel in shown or video.channel is None)
        )
    ]


def _file(view: View, video: Video) -> dict[str, object]:
    return {
        "id": video.id,
        "name": video.name,
        "channel": video.channel,
        "size": video.size_bytes,
        "duration": video.duration_s,
        "url": f"/play/{view.slug}/{video.id}.mp4",
    }


def _in_order(sounds: Sequence[Track]) -> list[Track]:
    """The mix first, then as the recorder named them."""
    return sorted(sounds, key=lambda each: (each.stream.kind is not TrackKind.MIX, each.stream.position))


def _default_sound(sounds: Sequence[Track], *, is_live: bool) -> Track | None:
    """The mix where there is one that goes to the end, else the first sound."""
    if not sounds:
        return None
    first = sounds[0]
    last_ns = max(each.timeline.playlist.media_end_ns for each in sounds)
    is_short = not is_live and first.timeline.playlist.media_end_ns < last_ns - _MIX_SLACK_NS
    return sounds[1] if first.stream.kind is TrackKind.MIX and is_short else first


def _name(stream: Stream) -> str:
    return _MIX_NAME if stream.kind is TrackKind.MIX else stream.name


def _picture(track: Track) -> Picture:
    peak, mean = track.timeline.playlist.bit_rates
    return Picture(
        uri=f"{track.stream.id}.m3u8",
        codec=track.init.codec,
        width=track.init.width or 0,
        height=track.init.height or 0,
        peak_bit_rate=peak or _GUESSED_BIT_RATE,
        mean_bit_rate=mean or _GUESSED_BIT_RATE,
    )


def _sound(track: Track, *, is_default: bool) -> Sound:
    peak, _ = track.timeline.playlist.bit_rates
    return Sound(
        uri=f"{track.stream.id}.m3u8",
        codec=track.init.codec,
        name=_name(track.stream),
        is_default=is_default,
        channels=track.init.channels or 1,
        bit_rate=peak or _SOUND_BIT_RATE,
    )
