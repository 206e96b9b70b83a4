"""Which name of the official package stands for what of ours: module → name → where it is. Data only; nothing of it is imported here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = "videodb"

_CAPTURE: Final = {
    name: f"lookhear.capture:{name}" for name in ("AudioChannel", "CaptureClient", "Channel", "ChannelList", "Channels", "VideoChannel")
}
_ERRORS: Final = {
    # The root of all our errors: a program that catches it means whatever the SDK may raise.
    "VideodbError": "lookhear.errors.base:LookhearError",
    **{name: f"lookhear.errors.sdk:{name}" for name in ("AuthenticationError", "InvalidRequestError", "SearchError")},
}
_CONSTANTS: Final = {
    name: f"lookhear.sdk.values.names:{name}"
    for name in (
        "FieldGroup",
        "IndexCapability",
        "IndexType",
        "MediaType",
        "RTStreamChannelType",
        "SceneExtractionType",
        "SearchType",
        "SegmentationType",
        "Segmenter",
        "SubtitleAlignment",
        "SubtitleBorderStyle",
        "SubtitleStyle",
    )
}
_SEARCH: Final = {name: f"lookhear.sdk.blocking.search_results:{name}" for name in ("AskResponse", "SearchResponse", "SearchResult")}
_UNDERSTANDING: Final = {name: f"lookhear.sdk.blocking.understanding:{name}" for name in ("Understanding", "UnderstandingAnalyzer")}
_IMAGE: Final = {"Frame": "lookhear.sdk.values.scenes:Frame", "Image": "lookhear:Image"}

NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    ROOT: {
        **_CAPTURE,
        **_ERRORS,
        **_CONSTANTS,
        **_SEARCH,
        **_UNDERSTANDING,
        **{name: f"lookhear:{name}" for name in ("CaptureSession", "WebSocketConnection", "connect")},
    },
    f"{ROOT}._constants": _CONSTANTS,
    f"{ROOT}.audio": {"Audio": "lookhear:Audio"},
    f"{ROOT}.capture": _CAPTURE,
    f"{ROOT}.capture_session": {"CaptureSession": "lookhear:CaptureSession"},
    f"{ROOT}.client": {"Connection": "lookhear:Connection"},
    f"{ROOT}.collection": {"Collection": "lookhear:Collection"},
    f"{ROOT}.exceptions": _ERRORS | {"RequestTimeoutError": "lookhear.errors.sdk:RequestTimeoutError"},
    f"{ROOT}.image": _IMAGE,
    f"{ROOT}.index": {
        "Index": "lookhear.sdk.blocking.index:Index",
        **{name: f"lookhear.sdk.values.index_records:{name}" for name in ("FieldSchema", "IndexRecord", "RecordPage")},
    },
    f"{ROOT}.rtstream": {
        "RTStream": "lookhear:RTStream",
        "RTStreamExportResult": "lookhear.sdk.values.exports:RTStreamExportResult",
        "RTStreamSearchResult": "lookhear.sdk.blocking.search_results:RTStreamSearchResult",
        "RTStreamShot": "lookhear.sdk.blocking.shots:RTStreamShot",
        **{
            name: f"lookhear.sdk.blocking.rtstream_indexes:{name}"
            for name in ("RTStreamIndex", "RTStreamSceneIndex", "RTStreamUnderstanding")
        },
    },
    f"{ROOT}.scene": {
        "Scene": "lookhear.sdk.values.scenes:VideoScene",
        "SceneCollection": "lookhear.sdk.values.scenes:SceneCollection",
    },
    f"{ROOT}.search": _SEARCH,
    f"{ROOT}.shot": {"Shot": "lookhear.sdk.blocking.shots:Shot"},
    f"{ROOT}.understanding": _UNDERSTANDING,
    f"{ROOT}.video": {"Video": "lookhear:Video"},
    f"{ROOT}.websocket_client": {"WebSocketConnection": "lookhear:WebSocketConnection"},
}
