# The types of the names that `lookhear` gives when they are asked for. A test keeps both in step.

from lookhear.capture import CaptureClient
from lookhear.errors import (
    AuthenticationError,
    CaptureFailed,
    ConnectionFailed,
    EngineGone,
    InvalidRequestError,
    LookhearError,
    NotFoundError,
    NotPlayable,
    RequestTimeoutError,
    SdkError,
    SearchError,
    StillWorking,
    WrongArgument,
)
from lookhear.sdk.aio.audio import AsyncAudio
from lookhear.sdk.aio.capture_session import AsyncCaptureSession
from lookhear.sdk.aio.collection import AsyncCollection
from lookhear.sdk.aio.connection import AsyncConnection
from lookhear.sdk.aio.image import AsyncImage
from lookhear.sdk.aio.rtstream import AsyncRTStream
from lookhear.sdk.aio.search_results import AsyncRTStreamSearchResult, AsyncSearchResponse, AsyncSearchResult
from lookhear.sdk.aio.shots import AsyncRTStreamShot, AsyncShot
from lookhear.sdk.aio.video import AsyncVideo
from lookhear.sdk.blocking.audio import Audio
from lookhear.sdk.blocking.capture_session import CaptureSession
from lookhear.sdk.blocking.collection import Collection
from lookhear.sdk.blocking.connection import Connection
from lookhear.sdk.blocking.image import Image
from lookhear.sdk.blocking.rtstream import RTStream
from lookhear.sdk.blocking.search_results import RTStreamSearchResult, SearchResponse, SearchResult
from lookhear.sdk.blocking.shots import RTStreamShot, Shot
from lookhear.sdk.blocking.video import Video
from lookhear.sdk.connect import connect, connect_async
from lookhear.sdk.events import AlertEvent, IndexEvent, LifecycleEvent, OtherEvent, TranscriptEvent, parse_event
from lookhear.sdk.transport.retries import Patience
from lookhear.sdk.values.channels import SessionChannel
from lookhear.sdk.values.names import (
    FieldGroup,
    IndexCapability,
    IndexType,
    MediaType,
    RTStreamChannelType,
    SceneExtractionType,
    SearchType,
    SegmentationType,
    Segmenter,
    SubtitleAlignment,
    SubtitleBorderStyle,
    SubtitleStyle,
)
from lookhear.sdk.websocket import WebSocketConnection

__all__ = [
    "AlertEvent",
    "AsyncAudio",
    "AsyncCaptureSession",
    "AsyncCollection",
    "AsyncConnection",
    "AsyncImage",
    "AsyncRTStream",
    "AsyncRTStreamSearchResult",
    "AsyncRTStreamShot",
    "AsyncSearchResponse",
    "AsyncSearchResult",
    "AsyncShot",
    "AsyncVideo",
    "Audio",
    "AuthenticationError",
    "CaptureClient",
    "CaptureFailed",
    "CaptureSession",
    "Collection",
    "Connection",
    "ConnectionFailed",
    "EngineGone",
    "FieldGroup",
    "Image",
    "IndexCapability",
    "IndexEvent",
    "IndexType",
    "InvalidRequestError",
    "LifecycleEvent",
    "LookhearError",
    "MediaType",
    "NotFoundError",
    "NotPlayable",
    "OtherEvent",
    "Patience",
    "RTStream",
    "RTStreamChannelType",
    "RTStreamSearchResult",
    "RTStreamShot",
    "RequestTimeoutError",
    "SceneExtractionType",
    "SdkError",
    "SearchError",
    "SearchResponse",
    "SearchResult",
    "SearchType",
    "SegmentationType",
    "Segmenter",
    "SessionChannel",
    "Shot",
    "StillWorking",
    "SubtitleAlignment",
    "SubtitleBorderStyle",
    "SubtitleStyle",
    "TranscriptEvent",
    "Video",
    "WebSocketConnection",
    "WrongArgument",
    "connect",
    "connect_async",
    "parse_event",
]

__version__: str
