"""A backend as the application asks it for what was understood: streams, transcripts, indexes, a search. On a real socket."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lookhear.recorder.upload.asking import Source
from tests.fakes.http_server import Answers, HttpServer

KEY = "sk-its-key"
BEGAN_S = 1_763_899_200.0


def spoken(at_s: float, text: str, *, end_s: float | None = None) -> dict[str, Any]:
    """A record of a transcript, so many seconds behind `BEGAN_S`."""
    return {"start": BEGAN_S + at_s, "end": BEGAN_S + (at_s + 2 if end_s is None else end_s), "text": text, "is_final": True}


def seen(at_s: float, *lines: str, app: str = "Editor", title: str = "Notes") -> dict[str, Any]:
    """A record of a visual index."""
    metadata = {"app": app, "title": title, "lines": [{"text": line} for line in lines]}
    return {"id": 1, "start": BEGAN_S + at_s, "end": BEGAN_S + at_s + 4, "text": f"User is in {app}", "metadata": metadata}


class UnderstoodBackend(HttpServer):
    """Use it as a context. ``status`` is that of whatever is started; ``refusal`` answers everything where it is set."""

    def __init__(self, **streams: str) -> None:
        super().__init__(_Answering)
        self.streams = streams or {"rts-1": "display:1", "rts-2": "mic:default"}
        self.status = "running"
        self.spoken: dict[str, list[dict[str, Any]]] = {}
        self.found: dict[str, list[dict[str, Any]]] = {}  # by index
        self.transcripts: dict[str, str] = {}
        self.indexes: dict[str, dict[str, Any]] = {}
        self.alerts: list[dict[str, Any]] = []
        self.hits: list[dict[str, Any]] = []
        self.socket_url = "ws://127.0.0.1:1/ws/none"
        self.refusal: tuple[int, dict[str, Any]] | None = None
        self.asked: list[tuple[str, str, dict[str, Any]]] = []

    @property
    def source(self) -> Source:
        return Source(url=self.url, credential=KEY)

    def started(self, stream_id: str, body: dict[str, Any]) -> dict[str, Any]:
        """An index that somebody wants; the same once more is the same."""
        kind = "transcript" if body.get("extraction_type") == "transcript" else "time"
        index_id = f"idx-{stream_id}-{kind}"
        row = {"rtstream_index_id": index_id, "extraction_type": kind, "name": body.get("name"), "status": self.status, "error": None}
        return self.indexes.setdefault(index_id, row | {"rtstream_id": stream_id})

    def set_status(self, status: str) -> None:
        """Everything stands so from now on."""
        self.status = status
        self.transcripts = dict.fromkeys(self.transcripts, status)
        for row in self.indexes.values():
            row["status"] = status


class _Answering(Answers):
    server: UnderstoodBackend

    def answer(self) -> None:
        parts = urlsplit(self.path)
        body = json.loads(self.content() or b"{}")
        self.server.asked.append((self.command, parts.path, body))
        if self.server.refusal is not None:
            self._send(*self.server.refusal)
            return
        answer = self._answer(parts.path.strip("/").split("/"), body, parse_qs(parts.query))
        if answer is None:
            self._send(404, {"success": False, "message": "There is no such thing.", "error_code": "NOT_FOUND"})
        else:
            self._send(200, {"success": True, "data": answer})

    def _answer(self, names: list[str], body: dict[str, Any], query: dict[str, list[str]]) -> dict[str, Any] | None:  # noqa: PLR0911 - a table
        backend = self.server
        match names:
            case ["collection", "default", "websocket"]:
                return {"websocket_url": backend.socket_url, "connection_id": "con-1", "expires_in": 60}
            case ["capture", "session", _]:
                return {"rtstreams": [{"rtstream_id": each, "source_channel_id": channel} for each, channel in backend.streams.items()]}
            case ["rtstream", "collection", "default", "search"]:
                return {"results": backend.hits}
            case ["rtstream", stream_id, "transcription", "status"]:
                return {"status": backend.transcripts.get(stream_id, "not_configured")}
            case ["rtstream", stream_id, "transcription"] if self.command == "POST":
                backend.transcripts[stream_id] = backend.status if body["action"] == "start" else "stopped"
                return {"status": backend.transcripts[stream_id]}
            case ["rtstream", stream_id, "transcription"]:
                return self._page("transcription_records", backend.spoken.get(stream_id, []), query)
        return self._index_answer(names, body, query)

    def _index_answer(self, names: list[str], body: dict[str, Any], query: dict[str, list[str]]) -> dict[str, Any] | None:  # noqa: PLR0911 - the same
        backend = self.server
        match names:
            case ["rtstream", stream_id, "index", "scene"] if self.command == "POST":
                return backend.started(stream_id, body)
            case ["rtstream", stream_id, "index", "scene"]:
                return {"scene_indexes": [row for row in backend.indexes.values() if row["rtstream_id"] == stream_id]}
            case ["rtstream", _, "index", "scene", index_id, "status"]:
                backend.indexes[index_id]["status"] = "stopped"
                return {"status": "stopped"}
            case ["rtstream", _, "index", "scene", index_id]:
                return self._page("scene_index_records", backend.found.get(index_id, []), query)
            case ["rtstream", _, "index", _, "alert"]:
                return {"alerts": backend.alerts}
            case ["rtstream", _, "index", index_id]:
                return backend.indexes.get(index_id)
        return None

    def _page(self, key: str, rows: list[dict[str, Any]], query: dict[str, list[str]]) -> dict[str, Any]:
        begin_s = float(query.get("start", ["0"])[0])
        page, size = int(query["page"][0]), int(query["page_size"][0])
        wanted = [row for row in rows if row["end"] > begin_s]
        shown = wanted[(page - 1) * size : page * size]
        return {key: shown, "next_page": page * size < len(wanted), "total_count": len(wanted), "page": page, "page_size": size}

    def _send(self, status: int, body: dict[str, Any]) -> None:
        self.send(status, json.dumps(body).encode(), Content_Type="application/json")
