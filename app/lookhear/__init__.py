"""Lookhear: a desktop recorder that seals what it sees and hears before it says so, and a backend that takes it live.

    import lookhear

    conn = lookhear.connect()

The names of the SDK come when they are asked for, so that `import lookhear.capture` loads the standard library only. Their types stand
in __init__.pyi.
"""

from __future__ import annotations

import importlib

__version__ = "0.6.0"

_NAMES = {
    "connect": "lookhear.sdk.connect",
    "connect_async": "lookhear.sdk.connect",
    "Connection": "lookhear.sdk.blocking.connection",
    "Collection": "lookhear.sdk.blocking.collection",
    "CaptureSession": "lookhear.sdk.blocking.capture_session",
    "RTStream": "lookhear.sdk.blocking.rtstream",
    "Video": "lookhear.sdk.blocking.video",
    "Audio": "lookhear.sdk.blocking.audio",
    "Image": "lookhear.sdk.blocking.image",
    "AsyncConnection": "lookhear.sdk.aio.connection",
    "AsyncCollection": "lookhear.sdk.aio.collection",
    "AsyncCaptureSession": "lookhear.sdk.aio.capture_session",
    "AsyncRTStream": "lookhear.sdk.aio.rtstream",
    "AsyncVideo": "lookhear.sdk.aio.video",
    "AsyncAudio": "lookhear.sdk.aio.audio",
    "AsyncImage": "lookhear.sdk.aio.image",
    "WebSocketConnection": "lookhear.sdk.websocket",
    "SessionChannel": "lookhear.sdk.values.channels",
    "Patience": "lookhear.sdk.transport.retries",
    "AlertEvent": "lookhear.sdk.events",
    "IndexEvent": "lookhear.sdk.events",
    "LifecycleEvent": "lookhear.sdk.events",
    "OtherEvent": "lookhear.sdk.events",
    "TranscriptEvent": "lookhear.sdk.events",
    "parse_event": "lookhear.sdk.events",
    "CaptureClient": "lookhear.capture",
    "AuthenticationError": "lookhear.errors",
    "CaptureFailed": "lookhear.errors",
    "ConnectionFailed": "lookhear.errors",
    "EngineGone": "lookhear.errors",
    "InvalidRequestError": "lookhear.errors",
    "LookhearError": "lookhear.errors",
    "NotFoundError": "lookhear.errors",
    "RequestTimeoutError": "lookhear.errors",
    "SdkError": "lookhear.errors",
    "SearchError": "lookhear.errors",
    "MediaType": "lookhear.sdk.values.names",
    "SearchType": "lookhear.sdk.values.names",
    "IndexType": "lookhear.sdk.values.names",
    "IndexCapability": "lookhear.sdk.values.names",
    "FieldGroup": "lookhear.sdk.values.names",
    "SceneExtractionType": "lookhear.sdk.values.names",
    "Segmenter": "lookhear.sdk.values.names",
    "SegmentationType": "lookhear.sdk.values.names",
    "RTStreamChannelType": "lookhear.sdk.values.names",
    "SubtitleAlignment": "lookhear.sdk.values.names",
    "SubtitleBorderStyle": "lookhear.sdk.values.names",
    "SubtitleStyle": "lookhear.sdk.values.names",
    "Shot": "lookhear.sdk.blocking.shots",
    "RTStreamShot": "lookhear.sdk.blocking.shots",
    "SearchResult": "lookhear.sdk.blocking.search_results",
    "SearchResponse": "lookhear.sdk.blocking.search_results",
    "RTStreamSearchResult": "lookhear.sdk.blocking.search_results",
    "AsyncShot": "lookhear.sdk.aio.shots",
    "AsyncRTStreamShot": "lookhear.sdk.aio.shots",
    "AsyncSearchResult": "lookhear.sdk.aio.search_results",
    "AsyncSearchResponse": "lookhear.sdk.aio.search_results",
    "AsyncRTStreamSearchResult": "lookhear.sdk.aio.search_results",
    "NotPlayable": "lookhear.errors",
    "StillWorking": "lookhear.errors",
    "WrongArgument": "lookhear.errors",
}


def __getattr__(name: str) -> object:
    """A name of the SDK, from where it is."""
    module = _NAMES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(module), name)


def __dir__() -> list[str]:
    """What can be asked for."""
    return sorted({*globals(), *_NAMES})
