"""A video, the streams it shows, and its clock: what everything that is asked of a video begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.errors import Conflict

if TYPE_CHECKING:
    from lookhear.backend.playback.clocks import VideoClock
    from lookhear.backend.playback.videos import VideoService
    from lookhear.backend.ports import Store, Transaction
    from lookhear.backend.records import Session, Stream, Video


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoPlace:
    """A finished video with its streams that hold something; derived ones are not among them."""

    video: Video
    session: Session
    clock: VideoClock
    streams: tuple[Stream, ...]

    @property
    def sounds(self) -> tuple[Stream, ...]:
        """What is heard in it, each source by itself."""
        return tuple(stream for stream in self.streams if not stream.kind.is_video)

    @property
    def display(self) -> Stream | None:
        """What is seen in it."""
        return next((stream for stream in self.streams if stream.kind.is_video), None)

    def seen(self) -> Stream:
        """What is seen in it. Raises Conflict for a sound."""
        if self.display is None:
            raise Conflict("This is a sound: there is nothing to be seen in it.", hint="Use a video, whose id begins with m-.")
        return self.display

    def heard(self) -> tuple[Stream, ...]:
        """What is heard in it. Raises Conflict for silent pictures."""
        if not self.sounds:
            raise Conflict("This video has no sound, so nothing can be heard in it.")
        return self.sounds


class Places:
    """Finds them."""

    def __init__(self, store: Store, videos: VideoService) -> None:
        self._store = store
        self._videos = videos

    async def of(self, video_id: str) -> VideoPlace:
        """The place of a finished video. Raises NotFound, MediaRemoved, MediaError."""
        video = await self._videos.row(video_id)
        clock = await self._videos.clock(video)
        session, streams = await self._store.read(lambda tx: _shown(tx, video))
        return VideoPlace(video=video, session=session, clock=clock, streams=streams)


def _shown(tx: Transaction, video: Video) -> tuple[Session, tuple[Stream, ...]]:
    session = tx.sessions.get(video.session_id)
    if session is None:
        raise Conflict("The recording of this video is gone.")
    streams = [each for each in tx.streams.of_session(session.id) if each.kind.is_channel and each.store]
    if video.is_session:
        streams = [each for each in streams if not each.kind.is_video or each.track == video.channel]
    else:
        streams = [each for each in streams if each.track == video.channel]
    return session, tuple(each for each in streams if tx.streams.extent(each.id).count)
