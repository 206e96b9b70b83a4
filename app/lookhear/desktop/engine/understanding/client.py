"""Asks a backend to understand a recording, and for what it found: the routes of docs/api.md that are needed here, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from lookhear.errors import BackendRefused, EngineOff
from lookhear.recorder.upload.answers import unsuitable
from lookhear.recorder.upload.asking import AskedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INDEX_NAME: Final = "Lookhear"
"""What the indexes are called that this application starts; others belong to other programs."""
WAITING: Final = "waiting_for_engine"
RUNNING: Final = "running"
_PAGE: Final = 50  # a page of screen text stays far below what an answer may have
_MOST_PAGES: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """A stream of a session, and the track it is made of."""

    stream_id: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """A transcript (without ``index_id``) or an index: what it does, and why not. ``has_sound``: it is made of what was said.

    ``is_off``: its engine is switched off. ``moved`` is different whenever it got on.
    """

    status: str
    index_id: str = ""
    name: str = ""
    has_sound: bool = False
    sentence: str = ""
    is_off: bool = False
    moved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamHit:
    """A place that a search found; ``start_s`` is epoch seconds."""

    session_id: str
    channel: str
    start_s: float
    text: str
    index_type: str


class UnderstandingClient(AskedBackend):
    """One backend. Blocks; owns connections: use it as a context. Whatever fails raises UploadError."""

    def socket(self) -> tuple[str, str]:
        """The URL of a WebSocket, which is its credential, and the id that pipelines are given."""
        match self._ask("GET", "/collection/default/websocket"):
            case {"websocket_url": str(url), "connection_id": str(connection_id)}:
                return url, connection_id
        raise unsuitable(self._who, "offers no WebSocket")

    def streams(self, session_id: str) -> list[Stream]:
        """The streams of a session."""
        told = self._ask("GET", f"/capture/session/{_part(session_id)}").get("rtstreams")
        return [
            Stream(stream_id=each["rtstream_id"], channel=each["source_channel_id"])
            for each in (told if isinstance(told, list) else ())
            if isinstance(each, dict) and isinstance(each.get("rtstream_id"), str) and isinstance(each.get("source_channel_id"), str)
        ]

    # --- transcripts ---------------------------------------------------------------------------------------------------------------

    def start_transcript(self, stream_id: str, *, connection_id: str = "", language: str = "") -> Pipeline:
        """Have what is said written down."""
        body = {"action": "start"} | _if("ws_connection_id", connection_id) | _if("language_code", language)
        return _pipeline(self._ask("POST", f"/rtstream/{_part(stream_id)}/transcription", body))

    def stop_transcript(self, stream_id: str) -> None:
        """Have it written down no more."""
        self._ask("POST", f"/rtstream/{_part(stream_id)}/transcription", {"action": "stop"})

    def transcript(self, stream_id: str) -> Pipeline:
        """Whether what is said is written down."""
        return _pipeline(self._ask("GET", f"/rtstream/{_part(stream_id)}/transcription/status"))

    def spoken(self, stream_id: str, *, from_s: float | None = None) -> list[dict[str, Any]]:
        """What was said, in order; from a wall time on."""
        return list(self._pages(f"/rtstream/{_part(stream_id)}/transcription", "transcription_records", from_s))

    # --- indexes -------------------------------------------------------------------------------------------------------------------

    def start_index(self, stream_id: str, wish: Mapping[str, object], *, connection_id: str = "") -> Pipeline:
        """Have an index made: `sights` or `digest` say of what. The same once more is the same index."""
        body = {"name": INDEX_NAME, **wish} | _if("ws_connection_id", connection_id)
        return _pipeline(self._ask("POST", f"/rtstream/{_part(stream_id)}/index/scene", body))

    def stop_index(self, stream_id: str, index_id: str) -> None:
        """Have an index go on no more."""
        self._ask("PATCH", f"/rtstream/{_part(stream_id)}/index/scene/{_part(index_id)}/status", {"action": "stop"})

    def indexes(self, stream_id: str) -> list[Pipeline]:
        """The indexes of a stream, whoever started them."""
        told = self._ask("GET", f"/rtstream/{_part(stream_id)}/index/scene").get("scene_indexes")
        return [_pipeline(each) for each in (told if isinstance(told, list) else ()) if isinstance(each, dict)]

    def index(self, stream_id: str, index_id: str) -> Pipeline:
        """One of them."""
        return _pipeline(self._ask("GET", f"/rtstream/{_part(stream_id)}/index/{_part(index_id)}"))

    def found(self, stream_id: str, index_id: str, *, from_s: float | None = None) -> list[dict[str, Any]]:
        """What an index found, in order; from a wall time on."""
        return list(self._pages(f"/rtstream/{_part(stream_id)}/index/scene/{_part(index_id)}", "scene_index_records", from_s))

    def alerts(self, stream_id: str, index_id: str) -> list[dict[str, Any]]:
        """The alerts of an index, with when each was last told."""
        told = self._ask("GET", f"/rtstream/{_part(stream_id)}/index/{_part(index_id)}/alert")
        rows = next((value for value in told.values() if isinstance(value, list)), [])
        return [each for each in rows if isinstance(each, dict)]

    # --- searching -----------------------------------------------------------------------------------------------------------------

    def search(self, text: str, *, most: int = 100) -> list[StreamHit]:
        """Search everything that was understood."""
        told = self._ask("POST", "/rtstream/collection/default/search", {"query": text, "result_threshold": most}).get("results")
        found: list[StreamHit] = []
        for each in told if isinstance(told, list) else ():
            match each:
                case {"capture_session_id": str(session_id), "start": int() | float() as start_s, "text": str(said), **rest}:
                    found.append(
                        StreamHit(
                            session_id=session_id,
                            channel=str(rest.get("rtstream_name", "")),
                            start_s=float(start_s),
                            text=said,
                            index_type=str(rest.get("index_type", "")),
                        )
                    )
        return found

    def _pages(self, path: str, key: str, from_s: float | None) -> Iterator[dict[str, Any]]:
        for page in range(1, _MOST_PAGES + 1):
            query = {"page": page, "page_size": _PAGE} | ({} if from_s is None else {"start": f"{from_s:.3f}"})
            told = self._ask("GET", f"{path}?{urlencode(query)}")
            rows = told.get(key)
            if not isinstance(rows, list):
                raise BackendRefused(f"{self._who} tells nothing of what it found.")
            yield from (row for row in rows if isinstance(row, dict))
            if told.get("next_page") is not True:
                return


def sights(*, every_s: float) -> dict[str, object]:
    """An index of what is on a display, one picture for each stretch of time."""
    return {"extraction_type": "time", "extraction_config": {"time": every_s, "frame_count": 1}}


def digest(*, every_s: float, prompt: str) -> dict[str, object]:
    """An index of what was said, summed up for each stretch of time. It starts no transcript by itself."""
    config = {"segmenter": "time", "segmentation_value": every_s}
    return {"extraction_type": "transcript", "extraction_config": config, "prompt": prompt, "auto_start_transcript": False}


def _pipeline(row: Mapping[str, Any]) -> Pipeline:
    told = row.get("error")
    error = told if isinstance(told, dict) else {}
    said = error.get("message")
    index_id, name = row.get("rtstream_index_id"), row.get("name")
    return Pipeline(
        status=str(row.get("status", "")),
        index_id=index_id if isinstance(index_id, str) else "",
        name=name if isinstance(name, str) else "",
        has_sound=row.get("extraction_type") == "transcript",
        sentence=said if isinstance(said, str) else "",
        is_off=error.get("code") == EngineOff.code,
        moved=str(row.get("updated_at") or ""),
    )


def _if(name: str, value: str) -> dict[str, object]:
    return {name: value} if value else {}


def _part(text: str) -> str:
    return quote(text, safe="")
