"""RTStreams as they are shown: one row for each channel, in the shape of contract §2.4 and §3.4."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lookhear.backend.streams.times import iso_of
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.tracks import TrackKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lookhear.backend.records import Session, Stream
    from lookhear.backend.streams.links import Links

ALIAS: Final = "screen"
CONNECTED: Final = "connected"
STOPPED: Final = "stopped"
_CATEGORY_ORDER: Final = (TrackKind.MIC, TrackKind.SYSTEM_AUDIO, TrackKind.DISPLAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamView:
    """A stream with what its row needs from elsewhere. ``sample_rate`` is Hz of sound, or 30 as the vendor's rows say for pictures.

    ``told`` is what a live source says besides, or otherwise.
    """

    stream: Stream
    session: Session
    slug: str | None
    sample_rate: int
    exported_asset_id: str | None = None
    told: Mapping[str, object] = field(default_factory=dict)


def is_connected(stream: Stream, session: Session) -> bool:
    """Whether more may come of it."""
    return stream.state is StreamState.OPEN and session.state.is_begun


def clean_row(stream: Stream) -> dict[str, object]:
    """The short row of events: the category under ``channel_id``, the channel's own name under ``name``."""
    return {
        "rtstream_id": stream.id,
        "name": stream.track,
        "media_types": ["video" if stream.kind.is_video else "audio"],
        "channel_id": stream.kind.value,
    }


def clean_rows(streams: Iterable[Stream]) -> list[dict[str, object]]:
    """The short rows of a session's channels, in the order of `session_rows`."""
    return [clean_row(stream) for stream in sorted((stream for stream in streams if stream.kind.is_channel), key=_place)]


def full_row(view: StreamView, links: Links) -> dict[str, object]:
    """The row of lists and of a session. It carries ``id`` and ``rtstream_id``, because SDKs read either."""
    stream = view.stream
    row = clean_row(stream) | {
        "id": stream.id,
        "collection_id": stream.collection_id,
        "capture_session_id": stream.session_id,
        "display_name": stream.name,
        "source_channel_id": stream.track,
        "is_primary": stream.is_primary,
        "store": stream.store,
        "status": CONNECTED if is_connected(stream, view.session) else STOPPED,
        "sample_rate": view.sample_rate,
        "created_at": iso_of(stream.created_ns),
        "stream_url": links.stream(view.slug) if view.slug else None,
        "player_url": links.player(view.slug) if view.slug else None,
        "exported_asset_id": view.exported_asset_id,
    }
    return row | dict(view.told)


def session_rows(views: Iterable[StreamView], links: Links, *, has_aliases: bool) -> list[dict[str, object]]:
    """The rows of a session: microphones, system audio, displays with the primary one first, then the displays' aliases.

    An alias is the same stream under the category ``screen``, which official clients look for; it has no media types, so that a
    program which works through all rows does not count a display twice.
    """
    ordered = sorted((view for view in views if view.stream.kind.is_channel), key=lambda view: _place(view.stream))
    rows = [full_row(view, links) for view in ordered]
    if has_aliases:
        displays = [row for row in rows if row["channel_id"] == TrackKind.DISPLAY.value]
        rows += [row | {"channel_id": ALIAS, "media_types": [], "alias_of": row["id"]} for row in displays]
    return rows


def _place(stream: Stream) -> tuple[int, bool, int]:
    return _CATEGORY_ORDER.index(stream.kind), not stream.is_primary, stream.position
