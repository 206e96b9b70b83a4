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
    """An answer that is no JSON. ``has_ranges``: a part of it can be asked for; ``fails_alike``: why there is none is of its type, too."""

    types: tuple[str, ...]
    has_ranges: bool = False
    fails_alike: bool = False


_NOTHING: Final = fields("")
_LINKS: Final = fields("stream_url:str player_url:str")
_EXPORT: Final = """
    video_channel_id:str?~ export_status:str video_id:str~ name:str~ duration:num~ stream_url:str~ player_url:str~
    download_url:str~ error:any~
"""
_SECRETS: Final = fields("secret:str previous:str? previous_until:num?")
_ALERT: Final = fields("alert_id:str event_id:str status:str")
_GROUPS: Final = fields("results:[Group] warnings:[obj]")
_SHOTS: Final = fields("response_type:str results:[Group] session_id:str? waiting_for:str clarification:any trace:any warnings:[obj]")
_ANSWER: Final = fields("answer:str sources:[Group] warnings:[obj]")
_STATUS: Final = fields("status:str")
_PAGING: Final = " next_page:bool total_count:int page:int page_size:int"
_RECORDS: Final = fields("records:[Record]" + _PAGING)
_WORDS: Final = fields("word_timestamps:[obj] text:str status:str")
_INDEXED: Final = fields("status:str video_id:str")
_SIGNED: Final = fields("signed_url:str")
_COUNTS: Final = fields("group_by:str? metric:str results:[obj] total:num warnings:[obj]")

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
    "sessions_delete": ("Remove a session that is over with all that is of it: media, files, texts, links, webhooks.", _NOTHING),
    "collections_all_of_them": ("Every collection.", fields("collections:[Collection] default_collection:str")),
    "collections_create": ("Create a collection.", schema_of("Collection")),
    "collections_get": ("One collection.", schema_of("Collection")),
    "collections_change": ("Change a collection; what is left out stays.", schema_of("Collection")),
    "collections_delete": ("Remove an empty collection.", _NOTHING),
    "rtstreams_page": ("RTStreams, a page of them.", fields("results:[RTStream] count:int next:str? previous:str?")),
    "rtstreams_get": ("One RTStream.", schema_of("RTStream")),
    "sources_connect": ("Follow a live source: an RTStream for its pictures, one for its sound.", schema_of("RTStream")),
    "rtstreams_act": ("Start or stop an RTStream. The stop of one that is recorded is that of its session.", _NOTHING),
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
    "sockets_offer": (
        "The URL of a WebSocket. It is the credential, and good for one connection at a time.",
        fields("websocket_url:str connection_id:str expires_in:int"),
    ),
    "webhooks_page": ("Webhooks and what became of them, the newest first.", fields("deliveries:[Delivery] counts:obj next_page:str?")),
    "webhooks_get": ("One webhook, with its body.", schema_of("Delivery")),
    "webhooks_resend": ("Send one webhook again.", schema_of("Delivery")),
    "webhooks_resend_dead": ("Send again what was given up.", fields("resent:int")),
    "webhooks_secret": ("What webhooks are signed with.", _SECRETS),
    "webhooks_rotate": ("Sign with a new secret from now on; the one before stays good for a day.", _SECRETS),
    "transcriptions_act": ("Start or stop the transcript of a stream. Again is no error.", schema_of("Transcription")),
    "transcriptions_page": ("What was said, a page of it.", fields("transcription_records:[Spoken]" + _PAGING)),
    "transcriptions_status": ("Whether what is said is written down.", schema_of("Transcription")),
    "indexes_create": ("Index what a stream shows or says. The same once more is the same index.", schema_of("Index")),
    "indexes_of_stream": ("The indexes of a stream.", fields("scene_indexes:[Index]")),
    "indexes_records": ("What an index found, a page of it.", fields("scene_index_records:[Record]" + _PAGING)),
    "indexes_change": ("Ask an index for something else from now on.", fields("prompt:str")),
    "indexes_act": ("Start or stop an index.", _STATUS),
    "indexes_act_spoken": ("Start or stop an index of what is said.", _STATUS),
    "indexes_get": ("One index.", schema_of("Index")),
    "understandings_understand": ("Have a display understood.", schema_of("Understanding")),
    "understandings_understandings": ("The understandings of a stream.", fields("understandings:[Understanding]")),
    "understandings_understanding": ("One understanding.", schema_of("Understanding")),
    "understandings_act": ("Start or stop an understanding.", _STATUS),
    "understandings_records": ("What an understanding found, a page of it.", _RECORDS),
    "understandings_create_index": ("Index an output of an understanding.", schema_of("SearchIndex")),
    "understandings_indexes": ("The indexes over understandings of a stream.", fields("indexes:[SearchIndex]")),
    "understandings_index": ("One index over an understanding.", schema_of("SearchIndex")),
    "understandings_act_index": ("Start or stop an index over an understanding.", _STATUS),
    "understandings_index_records": ("What such an index holds, a page of it.", _RECORDS),
    "alerts_create_event": ("Something to watch for, in words.", schema_of("Event")),
    "alerts_events": ("What is watched for.", fields("events:[Event]")),
    "alerts_delete_event": ("Remove an event, and the alerts on it.", _NOTHING),
    "alerts_create_index": ("Tell somebody when an event shows up in an index.", _ALERT),
    "alerts_of_index_index": ("The alerts of an index.", fields("alerts:[Alert]")),
    "alerts_enable_index": ("Enable or disable an alert.", _NOTHING),
    "alerts_create_indexes": ("The same for an index of the second version.", _ALERT),
    "alerts_of_index_indexes": ("The alerts of an index of the second version.", fields("alerts:[Alert]")),
    "alerts_enable_indexes": ("Enable or disable an alert of an index of the second version.", _NOTHING),
    "search_in_stream": ("Search the transcript and all indexes of a stream. Times are epoch seconds.", fields("results:[StreamHit]")),
    "search_in_collection": ("Search the streams of a collection.", fields("results:[StreamHit]")),
    "search_shots_video": ("Search a video. Times are seconds from its beginning.", _SHOTS),
    "search_shots_collection": ("Search the videos of a collection.", _SHOTS),
    "search_groups_video": ("Search a video, as the first version did.", _GROUPS),
    "search_groups_collection": ("Search the videos of a collection, as the first version did.", _GROUPS),
    "search_titles": ("Videos by what they are called.", schema_of("[obj]")),
    "search_web": ("Nothing on the web is searched: always 404.", _NOTHING),
    "texts_ask_video": ("A question about a video, answered by an engine.", _ANSWER),
    "texts_ask_collection": ("A question about a collection, answered by an engine.", _ANSWER),
    "texts_search_video": ("Moments of a video, by the indexes that are named.", _GROUPS),
    "texts_search_collection": ("Moments of a collection, by the indexes that are named.", _GROUPS),
    "texts_query_video": ("Records of a video that agree with a filter.", _GROUPS),
    "texts_query_collection": ("Records of a collection that agree with a filter.", _GROUPS),
    "texts_aggregate_video": ("Counts of a video's records.", _COUNTS),
    "texts_aggregate_collection": ("Counts of a collection's records.", _COUNTS),
    "texts_write": ("Text that an engine writes.", fields("output:any")),
    "uploads_upload_url": ("An address to send a file to; it is the credential.", fields("upload_url:str name:str")),
    "uploads_receive": ("The file itself, as the field `file` of a form.", fields("size:int")),
    "uploads_take_in": ("Take a file in that was sent, or that is to be fetched.", fields("")),
    "workflows_join": ("One link that plays shots of several videos.", _LINKS),
    "workflows_download": (
        "The file of a link's video.",
        fields("id:str name:str status:str size:int download_url:str stream_url:str"),
    ),
    "workflows_clip": ("Shots of a video that a prompt finds.", _GROUPS),
    "workflows_workflow": ("Subtitles of what is said.", fields("stream_url:str player_url:str subtitle_url:str status:str")),
    "video_transcripts_get_video": ("What is said in a video.", _WORDS),
    "video_transcripts_get_audio": ("What is said in a sound.", _WORDS),
    "video_transcripts_start_video": ("Have it written down what is said in a video.", _WORDS),
    "video_transcripts_start_audio": ("Have it written down what is said in a sound.", _WORDS),
    "video_transcripts_index": ("Index what is said in a video.", _INDEXED),
    "video_scenes_create": ("Index what a video shows or says, or scenes of one's own.", fields("scene_index_id:str status:str")),
    "video_scenes_indexes": ("The indexes of scenes of a video.", fields("scene_indexes:[SceneIndex]")),
    "video_scenes_records": ("What such an index found.", fields("scene_index_records:[Scene] scene_index_id:str status:str")),
    "video_scenes_delete": ("Remove an index of scenes.", _NOTHING),
    "video_scenes_all_scenes": ("Everything that the indexes of a video found.", schema_of("[Scene]")),
    "video_scenes_extract": ("Cut scenes out without describing them: always refused, with what to ask instead.", _NOTHING),
    "video_scenes_collections": ("Collections of scenes, of which there are none.", fields("scene_collections:[obj]")),
    "video_scenes_collection": ("One of them: always 404.", _NOTHING),
    "video_understandings_understand": ("Have a video understood.", schema_of("VideoUnderstanding")),
    "video_understandings_page_understand": ("The understandings of a video.", fields("understanding_results:[VideoUnderstanding]")),
    "video_understandings_get_understand": ("One understanding of a video.", schema_of("VideoUnderstanding")),
    "video_understandings_delete_understand": ("Remove an understanding of a video.", _NOTHING),
    "video_understandings_output": ("What an understanding found.", fields("segments:[VideoRecord] status:str?")),
    "video_understandings_create": ("Index an understanding of a video.", schema_of("VideoIndex")),
    "video_understandings_page_indexes": (
        "The indexes over understandings, or the one with a name.",
        {"anyOf": [fields("indexes:[VideoIndex]"), schema_of("VideoIndex")]},
    ),
    "video_understandings_get_indexes": ("One index over an understanding of a video.", schema_of("VideoIndex")),
    "video_understandings_delete_indexes": ("Remove an index over an understanding of a video.", _NOTHING),
    "video_understandings_records": ("What such an index holds.", fields("records:[VideoRecord] next_cursor:str?")),
    "images_thumbnail_video": ("A picture that speaks for a video.", fields("thumbnail_url:str")),
    "images_take": ("The picture of a moment.", schema_of("Image")),
    "images_taken": ("The pictures that were taken of a video.", schema_of("[Image]")),
    "images_page": ("Pictures.", fields("images:[Image]")),
    "images_get": ("One picture.", schema_of("Image")),
    "images_delete": ("Remove a picture.", _NOTHING),
    "images_signed": ("A link to a picture that ends by itself.", _SIGNED),
    "audios_page": ("Sounds, the newest first.", fields("audios:[Video]")),
    "audios_get": ("One sound.", schema_of("Video")),
    "audios_delete": ("Remove a sound.", _NOTHING),
    "audios_signed": ("A link to a sound that ends by itself.", _SIGNED),
    "operations_get": ("What became of work that takes longer than a request may.", schema_of("any")),
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
    "workflows_playlist": ("The HLS playlist of a link, with subtitles.", Media(_PLAYLIST)),
    "workflows_file": ("Its subtitles.", Media(("text/vtt",))),
    "images_picture": ("A picture.", Media(("image/png", "image/jpeg", "image/webp", "image/gif"))),
    "images_thumbnail_play": ("A picture that speaks for a link.", Media(("image/jpeg",))),
    "pages_watch": ("The page that plays a link.", Media(("text/html",), fails_alike=True)),
    "pages_embed": ("The same for frames in other pages.", Media(("text/html",), fails_alike=True)),
    "pages_asset": ("A file of these pages.", Media(("text/css", "text/javascript", "text/plain"), has_ranges=True)),
    "videos_download": ("The file of a video: a redirect to it.", Media(_MP4)),
}
STATUSES: Final[Mapping[str, frozenset[HTTPStatus]]] = {
    "health_readyz": frozenset({HTTPStatus.INSUFFICIENT_STORAGE}),
    "uploads_receive": frozenset({HTTPStatus.UNAUTHORIZED}),  # its ticket, which is in the path
    **dict.fromkeys(
        ("transcriptions_act", "indexes_create", "understandings_understand", "understandings_create_index"),
        frozenset({HTTPStatus.BAD_REQUEST}),  # a stream of another kind
    ),
}
"""What else can be answered when all is not well, beyond what follows from what a route takes."""
SLOW: Final = frozenset(
    {
        "operations_get",
        "uploads_take_in",
        "texts_ask_video",
        "texts_ask_collection",
        "texts_write",
        "video_transcripts_get_video",
        "video_transcripts_get_audio",
        "video_transcripts_start_video",
        "video_transcripts_start_audio",
        "video_transcripts_index",
        "video_scenes_create",
    }
)
"""What may answer that it is at it, and where to ask for the rest (contract §1.4)."""
BODIES: Final[Mapping[str, Json]] = {
    "uploads_receive": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}, "required": ["file"]}
            }
        },
    }
}
"""Bodies that are no JSON."""
REDIRECTS: Final = frozenset({"videos_download"})


def summary_of(operation_id: str) -> str | None:
    """A sentence about an operation; None for one that nobody described."""
    found = ANSWERS.get(operation_id) or PLAIN.get(operation_id) or MEDIA.get(operation_id)
    return None if found is None else found[0]


def data_of(operation_id: str) -> Json:
    """The schema of an operation's ``data``: any object for one that nobody described."""
    found = ANSWERS.get(operation_id)
    return _NOTHING if found is None else found[1]
