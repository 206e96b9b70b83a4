"""What cannot be seen from a route's outside: a sentence about it, and the shape of its answer. By operation: module_function."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from lookhear.backend.api.openapi_shapes import fields, schema_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.backend.api.openapi_shapes import Json


@dataclass(frozen=True, slots=True)
class Media:
    """An answer that is no JSON. ``has_ranges``: a part of it can be asked for."""

    types: tuple[str, ...]
    has_ranges: bool = False


_NOTHING: Final = fields("")
_LINKS: Final = fields("stream_url:str player_url:str")
_EXPORT: Final = """
    video_channel_id:str?~ export_status:str video_id:str~ name:str~ duration:num~ stream_url:str~ player_url:str~
    download_url:str~ error:any~
"""

ANSWERS: Final[Mapping[str, tuple[str, Json]]] = {
    "health_healthz": ("Whether the process runs.", fields("status:str service:str version:str")),
    "health_readyz": ("Whether it can do its work: it writes through its store and looks at its disk.", fields("status:str")),
    "tokens_mint": ("Mint a client token for a desktop.", fields("token:str expires_in:int expires_at:int")),
    "tokens_revoke": ("Take a client token or an ingest grant back.", fields("revoked:bool")),
    "keys_page": ("The API keys; none of them is told again.", fields("keys:[ApiKey]")),
    "keys_create": ("Make an API key. This answer has the only copy of it.", fields("id:str name:str key:str hint:str created_at:num")),
    "keys_revoke": ("Take an API key back.", fields("revoked:bool")),
    "sessions_create": ("Create a capture session.", schema_of("Session")),
    "sessions_page": ("Capture sessions, the newest first.", fields("sessions:[Session] next_page:str?")),
    "sessions_get": ("One capture session.", schema_of("Session")),
    "sessions_start": (
        "A recorder comes: its channels get streams, and it gets a grant to fill them.",
        fields("session_id:str status:str recording_id:str? primary_video_channel_id:str? ingest:Ingest player_url:str"),
    ),
    "sessions_status": ("A session as its recorder sees it, with where its tracks go.", schema_of("Session")),
    "sessions_stop": ("The recorder stops. Again is no error.", fields("session_id:str status:str")),
    "collections_all_of_them": ("Every collection.", fields("collections:[Collection] default_collection:str")),
    "collections_create": ("Create a collection.", schema_of("Collection")),
    "collections_get": ("One collection.", schema_of("Collection")),
    "collections_change": ("Change a collection; what is left out stays.", schema_of("Collection")),
    "collections_delete": ("Remove an empty collection.", _NOTHING),
    "rtstreams_page": ("RTStreams, a page of them.", fields("results:[RTStream] count:int next:str? previous:str?")),
    "rtstreams_get": ("One RTStream.", schema_of("RTStream")),
    "rtstreams_act": ("Start or stop an RTStream.", _NOTHING),
    "exports_export_session": (
        "Make the video of a session, or say how far it is. Ask again to poll.",
        fields("session_id:str" + _EXPORT),
    ),
    "exports_export_stream": ("Make the file of one stream, or say how far it is.", fields("rtstream_id:str" + _EXPORT)),
    "exports_play_stream": ("Links to a stream: live, or a stretch in epoch seconds.", _LINKS),
    "shares_share": (
        "Make a link for others.",
        fields("slug:str target:str url:str embed_url:str stream_url:str expires_at:num?"),
    ),
    "shares_remove": ("Take a link back.", _NOTHING),
    "videos_page": ("Videos, the newest first.", fields("videos:[Video]")),
    "videos_get": ("One video.", schema_of("Video")),
    "videos_rename": ("Give a video another name.", fields("name:str")),
    "videos_delete": ("Remove a video.", _NOTHING),
    "videos_stream": ("Links to a video, or to stretches of it in seconds from its beginning.", _LINKS),
}
PLAIN: Final[Mapping[str, tuple[str, Json]]] = {
    "init_session_init_session": (
        "A session and a client token in one call: the backend as a user's backend of its own.",
        fields("session_id:str webhook_url:str? api_url:str token:str expires_in:int expires_at:int"),
    ),
    "init_session_health": ("What the first preset of recorders asks.", fields("status:str tunnel:str?")),
    "playback_facts": ("What a page tells about a link.", fields("state:str is_live:bool is_playable:bool duration:num")),
}
_PLAYLIST: Final = ("application/vnd.apple.mpegurl",)
_SEGMENT: Final = ("video/iso.segment",)
_MP4: Final = ("video/mp4",)
MEDIA: Final[Mapping[str, tuple[str, Media]]] = {
    "playback_master": ("The HLS playlist of a link.", Media(_PLAYLIST)),
    "playback_playlist": ("The HLS playlist of one track, with low latency while it is live.", Media(_PLAYLIST)),
    "playback_init": ("An init segment.", Media(_MP4, has_ranges=True)),
    "playback_silence": ("Silence, where a microphone was away.", Media(_SEGMENT, has_ranges=True)),
    "playback_gap": ("The place of a segment that was never recorded: always 404.", Media(_SEGMENT)),
    "playback_segment": ("A segment.", Media(_SEGMENT, has_ranges=True)),
    "playback_part": ("A part of a segment.", Media(_SEGMENT, has_ranges=True)),
    "playback_file": ("An exported file.", Media(("video/mp4", "audio/mp4"), has_ranges=True)),
    "pages_watch": ("The page that plays a link.", Media(("text/html",))),
    "pages_embed": ("The same for frames in other pages.", Media(("text/html",))),
    "pages_asset": ("A file of these pages.", Media(("text/css", "text/javascript", "text/plain"), has_ranges=True)),
    "videos_download": ("The file of a video: a redirect to it.", Media(_MP4)),
}
STATUSES: Final[Mapping[str, frozenset[HTTPStatus]]] = {
    "health_readyz": frozenset({HTTPStatus.INSUFFICIENT_STORAGE}),
}
"""What else can be answered when all is not well, beyond what follows from what a route takes."""
REDIRECTS: Final = frozenset({"videos_download"})


def summary_of(operation_id: str) -> str | None:
    """A sentence about an operation; None for one that nobody described."""
    found = ANSWERS.get(operation_id) or PLAIN.get(operation_id) or MEDIA.get(operation_id)
    return None if found is None else found[0]


def data_of(operation_id: str) -> Json:
    """The schema of an operation's ``data``: any object for one that nobody described."""
    found = ANSWERS.get(operation_id)
    return _NOTHING if found is None else found[1]
