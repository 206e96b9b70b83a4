"""Videos, sounds and pictures as clients read them (contract §2.10): the prefix of the id says which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.backend.records import Image
from lookhear.backend.streams.times import iso_of

if TYPE_CHECKING:
    from lookhear.backend.records import Video
    from lookhear.backend.streams.links import Links
    from lookhear.backend.videos.transcripts import Transcript


def shown_video(video: Video, slug: str, links: Links) -> dict[str, object]:
    """The video object. ``length`` is always a number (H5)."""
    return {
        "id": video.id,
        "collection_id": video.collection_id,
        "session_id": video.session_id,
        "channel_id": video.channel,
        "name": video.name,
        "description": video.description,
        "stream_url": links.stream(slug),
        "player_url": links.player(slug),
        "download_url": links.file(slug, video.id),
        "thumbnail_url": links.thumbnail(slug) if video.id.startswith("m-") else "",
        "length": video.duration_s,
        "size": video.size_bytes,
        "status": video.state.value,
        "version": video.version,
        "created_at": iso_of(video.created_ns),
    }


def shown_image(image: Image, slug: str, links: Links) -> dict[str, object]:
    """The image object; ``url`` needs no header."""
    return {
        "id": image.id,
        "collection_id": image.collection_id,
        "name": image.name,
        "description": image.description,
        "url": links.picture(slug),
        "width": image.width,
        "height": image.height,
        "size": image.size_bytes,
        "video_id": image.video_id,
        "time": image.at_s,
        "created_at": iso_of(image.created_ns),
    }


def shown_media(made: Video | Image, slug: str, links: Links) -> dict[str, object]:
    """Whichever it is."""
    return shown_image(made, slug, links) if isinstance(made, Image) else shown_video(made, slug, links)


def shown_transcript(transcript: Transcript) -> dict[str, object]:
    """What is said: segments in seconds of the video, and all of it as one text."""
    rows: list[object] = [{"start": each.start_s, "end": each.end_s, "text": each.text} for each in transcript.segments]
    return {"word_timestamps": rows, "text": transcript.text, "status": transcript.progress.status}
