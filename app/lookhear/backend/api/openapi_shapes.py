"""Schemas of what is answered, written short: ``fields("id:str end:num? videos:[Video] error:obj~")``.

A type is str, int, num, bool, obj (any keys), any, or the name of a component; in brackets it is a list of them. ``?`` lets it be null,
``~`` lets it be missing.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

Json: TypeAlias = dict[str, Any]
MODEL: Final = "#/components/schemas/"
_TYPES: Final = {"str": "string", "int": "integer", "num": "number", "bool": "boolean", "obj": "object"}


def fields(told: str) -> Json:
    """An object with these keys, and perhaps more."""
    types = dict(word.split(":") for word in told.split())
    required = [name for name, kind in types.items() if not kind.endswith("~")]
    return {"type": "object", "properties": {name: schema_of(kind) for name, kind in types.items()}, "required": required}


def schema_of(told: str) -> Json:
    """The schema of one type."""
    told = told.removesuffix("~")
    if told.endswith("?"):
        return {"anyOf": [schema_of(told.removesuffix("?")), {"type": "null"}]}
    if told.startswith("["):
        return {"type": "array", "items": schema_of(told.strip("[]"))}
    if told == "any":
        return {}
    return {"type": _TYPES[told]} if told in _TYPES else {"$ref": MODEL + told}


def envelope(data: Json) -> Json:
    """The schema of a successful answer whose ``data`` is this."""
    return {
        "type": "object",
        "properties": {
            "success": {"const": True},
            "status": {"type": "string", "enum": ["done", "processing", "failed"]},
            "request_type": {"type": "string", "enum": ["sync", "async"]},
            "message": {"type": "string"},
            "data": data,
        },
        "required": ["success", "status", "message", "data"],
    }


def slow_envelope(data: Json) -> Json:
    """The schema of an answer that may take longer than a request: it is there, or under way, or it failed."""
    failed = {
        "type": "object",
        "properties": {"success": {"const": False}, "status": {"const": "failed"}, "message": {"type": "string"}},
        "required": ["success", "status", "message"],
    }
    return {"anyOf": [envelope(data), envelope(schema_of("Processing")), failed]}


COMPONENTS: Final[dict[str, Json]] = {
    "Failure": {
        "type": "object",
        "properties": {"success": {"const": False}, "message": {"type": "string"}, "error_code": {"type": "string"}},
        "required": ["success", "message", "error_code"],
        "description": "What every refused call answers: a sentence for people and a code for programs.",
    },
    "Problem": {
        "type": "object",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "success": {"const": False},
            "message": {"type": "string"},
            "error_code": {"type": "string"},
        },
        "required": ["type", "title", "status", "detail", "success", "message", "error_code"],
        "description": "A refusal of ingest (RFC 9457), which is at the same time a Failure.",
    },
    "Collection": fields("id:str name:str description:str is_public:bool keep_days:num? max_bytes:int?"),
    "Channel": fields("channel_id:str type:str name:str store:bool is_primary:bool stream_id:str status:str rtsp_url:str?~"),
    "Session": fields(
        """
        id:str~ session_id:str collection_id:str end_user_id:str client_id:str? status:str stalled:bool callback_url:str?
        ws_connection_id:str? metadata:obj channels:[Channel] primary_video_channel_id:str? exported_video_id:str?
        export_status:str? rtstreams:[RTStream] created_at:num created_at_iso:str recording_id:str? started_at:num?
        last_media_at:num? purged_at:num? player_url:str? stream_url:str? error:obj? ingest:obj~
        """
    ),
    "RTStream": fields(
        """
        id:str rtstream_id:str name:str channel_id:str media_types:[str] collection_id:str capture_session_id:str
        display_name:str source_channel_id:str is_primary:bool store:bool status:str sample_rate:int created_at:str
        stream_url:str? player_url:str? exported_asset_id:str? alias_of:str~
        source_url:str~ audio_rtstream_id:str?~ error:obj?~
        """
    ),
    "Video": fields(
        """
        id:str collection_id:str session_id:str? channel_id:str? name:str description:str stream_url:str player_url:str
        download_url:str thumbnail_url:str length:num size:int status:str version:int created_at:str
        """
    ),
    "Target": fields("stream_id:str track:str url:str"),
    "Ingest": fields("grant:str expires_at:int streams:[Target] limits:obj"),
    "TrackStatus": fields(
        "stream_id:str track:str state:str inits:[Range] have:[Range] last_seq:int? sha256:str? store:bool stop_requested:bool"
    ),
    "Range": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2, "description": "The first and the last."},
    "Processing": fields("output_url:str percentage:num~"),
    "Delivery": fields(
        """
        id:int message_id:str session_id:str? event:str? url:str state:str attempts:int status:int? error:str? created_at:num
        last_try_at:num? delivered_at:num? resent_at:num? body:str~
        """
    ),
    "Transcription": fields(
        """
        rtstream_id:str status:str engine:str? language:str? started_at:str~ updated_at:str? ended_at:str?~ error:any~ masked:obj~
        """
    ),
    "Spoken": fields("start:num end:num text:str word_timestamps:[obj] is_final:bool created_at:str error:any~"),
    "Record": fields("id:int start:num end:num description:str text:str metadata:obj output:str~"),
    "Index": fields(
        """
        rtstream_index_id:str rtstream_id:str extraction_type:str? extraction_config:obj prompt:str? name:str? model_name:str?
        status:str sandbox_id:str? created_at:str updated_at:str error:any masked:obj
        """
    ),
    "Understanding": fields(
        """
        understanding_id:str rtstream_id:str status:str store:any segmentation:any analyzers:any outputs:obj created_at:str
        updated_at:str error:any masked:obj
        """
    ),
    "SearchIndex": fields(
        """
        index_id:str rtstream_id:str name:str? status:str use_for:any source_understanding_id:str? output:str? created_at:str
        updated_at:str
        """
    ),
    "Image": fields(
        """
        id:str collection_id:str name:str description:str url:str width:int height:int size:int video_id:str? time:num?
        created_at:str
        """
    ),
    "SceneIndex": fields(
        """
        scene_index_id:str name:str? status:str extraction_type:str? extraction_config:obj prompt:str? record_count:int created_at:str
        """
    ),
    "Scene": fields("scene_id:str start:num end:num description:str text:str metadata:obj"),
    "VideoUnderstanding": fields(
        """
        understanding_id:str video_id:str collection_id:str status:str analyzers:[obj] segmentation:any percentage:num
        created_at:str error:any
        """
    ),
    "VideoIndex": fields(
        """
        index_id:str video_id:str collection_id:str name:str? status:str use_for:any source:obj record_count:int fields:obj
        field_schema:obj error:any
        """
    ),
    "VideoRecord": fields("video_id:str understanding_id:str? scene_id:str start:num end:num data:obj"),
    "Event": fields("event_id:str event_prompt:str label:str created_at:num"),
    "Alert": fields(
        """
        alert_id:str event_id:str prompt:str label:str callback_url:str ws_connection_id:str? status:str last_triggered_at:num?
        created_at:num
        """
    ),
    "StreamHit": fields(
        """
        rtstream_id:str rtstream_name:str capture_session_id:str start:num end:num text:str score:num scene_index_id:str?
        scene_index_name:str? index_type:str metadata:obj
        """
    ),
    "Shot": fields(
        """
        start:num end:num rtstream_id:str text:str score:num scene_index_id:str? scene_index_name:str? index_type:str metadata:obj
        stream_url:str stream_link:str player_url:str
        """
    ),
    "Group": fields("video_id:str collection_id:str length:num title:str docs:[Shot]"),
    "ApiKey": fields("id:str name:str hint:str created_at:num revoked_at:num? is_start_key:bool"),
}
