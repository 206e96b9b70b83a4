"""Subtitles of a link: what is said in its video, made of the transcript whenever a player asks. Owned by the event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.backend.pipelines.requests import Segmenter
from lookhear.backend.videos.transcripts import Cut, captions
from lookhear.errors import NotFound
from lookhear.media.webvtt import Cue, subtitle_playlist, webvtt

if TYPE_CHECKING:
    from lookhear.backend.playback.sharing import View
    from lookhear.backend.videos.places import Places, VideoPlace
    from lookhear.backend.videos.transcripts import VideoTranscripts

FILE = "subtitles.vtt"
PLAYLIST = "subtitles.m3u8"


class Subtitles:
    """Answers for links."""

    def __init__(self, places: Places, transcripts: VideoTranscripts) -> None:
        self._places = places
        self._transcripts = transcripts

    async def playlist(self, view: View) -> str:
        """The playlist of the subtitles. Raises NotFound for a link of no video, and of one track among others."""
        place = await self._place(view)
        return subtitle_playlist(FILE, length_s=place.clock.length_s)

    async def file(self, view: View) -> str:
        """What is said, as far as it is known and the link shows it. Raises NotFound for a link of no video, and without a transcript."""
        place = await self._place(view)
        found = await self._transcripts.get(place.video.id, Cut(segmenter=Segmenter.SENTENCE))
        origin_ns = place.session.clock_wall_origin_ns or 0
        cues = [
            Cue(start_s=each.start_s, end_s=each.end_s, text=each.text)
            for each in captions(found.segments)
            if _is_shown(view, place.clock.wall_ns(each.start_s) - origin_ns, place.clock.wall_ns(each.end_s) - origin_ns)
        ]
        return webvtt(cues, media_ns=place.clock.begins_ns - origin_ns)

    async def _place(self, view: View) -> VideoPlace:
        video_id = view.video.id if view.video else view.session.exported_video_id
        if video_id is None:
            raise NotFound("There are no subtitles for this link.")
        place = await self._places.of(video_id)
        if not {stream.id for stream in place.sounds} <= {stream.id for stream in view.streams}:
            raise NotFound("This link does not show everything that is said, so there are no subtitles for it.")
        return place


def _is_shown(view: View, start_ns: int, end_ns: int) -> bool:
    """Whether a link shows any of this stretch of session time."""
    return not view.stretches or any(start_ns < to_ns and end_ns > from_ns for from_ns, to_ns in view.stretches)
