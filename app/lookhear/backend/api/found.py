"""How what was found is shown: rows of streams in epoch seconds, groups of videos in seconds from their beginning (contract §2.9, §3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.backend.streams.times import seconds_of
from lookhear.media.samples import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lookhear.backend.search.service import Found, Hit
    from lookhear.backend.search.video_search import Group, Groups, Shot
    from lookhear.backend.streams.links import Links

_WORDS: Final = "words"  # of the metadata of an utterance


def stream_rows(found: Found) -> dict[str, object]:
    """The answer of a search in streams."""
    return {"results": [_stream_row(hit) for hit in found.hits], "warnings": shown_warnings(found.warnings)}


def shown_groups(
    found: Groups, links: Links, *, fields: str | list[str] | None = None, is_by_time: bool = False
) -> list[dict[str, object]]:
    """The groups of a search in videos. ``fields`` names what of the metadata is wanted, everything when nothing is named."""
    names = None if not fields else {fields} if isinstance(fields, str) else set(fields)
    return [_group(group, links, names=names, is_by_time=is_by_time) for group in found.groups]


def shown_warnings(warnings: Iterable[tuple[str, str]]) -> list[dict[str, object]]:
    """What should be known of an answer: a code, and a sentence that the SDKs show once."""
    return [{"code": code, "message": message} for code, message in warnings]


def _stream_row(hit: Hit) -> dict[str, object]:
    record = hit.record
    return {
        "rtstream_id": hit.stream.id,
        "rtstream_name": hit.stream.track,
        "capture_session_id": hit.session.id,
        "start": seconds_of(record.start_ns),
        "end": seconds_of(record.end_ns),
        **_told(hit, hit.record.metadata),
    }


def _group(group: Group, links: Links, *, names: set[str] | None, is_by_time: bool) -> dict[str, object]:
    shots = sorted(group.shots, key=lambda shot: shot.start_s) if is_by_time else group.shots
    return {
        "video_id": group.video.id,
        "collection_id": group.video.collection_id,
        "length": group.video.duration_s,
        "title": group.video.name,
        "docs": [_doc(shot, links, names=names) for shot in shots],
    }


def _doc(shot: Shot, links: Links, *, names: set[str] | None) -> dict[str, object]:
    address = links.stream(shot.slug)
    metadata = in_video(shot.hit.record.metadata, begins_s=shot.begins_ns / NS_PER_S)
    return {
        "start": shot.start_s,
        "end": shot.end_s,
        "rtstream_id": shot.hit.stream.id,
        **_told(shot.hit, {key: value for key, value in metadata.items() if names is None or key in names}),
        "stream_url": address,
        "stream_link": address,
        "player_url": links.player(shot.slug),
    }


def in_video(metadata: Mapping[str, object], *, begins_s: float) -> dict[str, object]:
    """What an engine added, with the times of words in seconds from the beginning of a video."""
    words = metadata.get(_WORDS)
    if not isinstance(words, list):
        return dict(metadata)
    return dict(metadata) | {_WORDS: [_in_video(word, begins_s) for word in words]}


def _in_video(word: object, begins_s: float) -> object:
    if not isinstance(word, dict):
        return word
    times = {key: max(0.0, round(word[key] - begins_s, 3)) for key in ("start", "end") if isinstance(word.get(key), int | float)}
    return word | times


def _told(hit: Hit, metadata: Mapping[str, object]) -> dict[str, object]:
    return {
        "text": hit.record.text,
        "score": hit.score,
        "scene_index_id": hit.label.index_id,
        "scene_index_name": hit.label.name or None,
        "index_type": hit.record.kind.value,
        "metadata": dict(metadata),
    }
