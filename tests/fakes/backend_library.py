"""A backend as the library asks it: lists sessions, removes them, has pictures and videos behind links. On a real socket."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lookhear.recorder.upload.asking import Source
from tests.fakes.http_server import Answers, HttpServer

KEY = "sk-its-key"
PAGE = 2


def session(number: int = 1, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of the session object
    """A session that is over, as a backend tells of it."""
    return {
        "session_id": f"cap-{number}",
        "recording_id": f"rec-{number:026d}",
        "status": "exported",
        "metadata": {"title": f"Session {number}"},
        "channels": [
            {"channel_id": "display:1", "name": "Built-in display", "is_primary": True},
            {"channel_id": "mic:default", "name": "Microphone", "is_primary": False},
        ],
        "started_at": 1_763_900_000.5 + number,
        "last_media_at": 1_763_900_060.5 + number,
        "purged_at": None,
        "player_url": f"http://127.0.0.1:1/watch?v=slug-{number}",
    } | fields


class BackendWithSessions(HttpServer):
    """Use it as a context. ``answer`` replaces every answer where it is set: status, content type, body."""

    def __init__(self, *sessions: dict[str, Any]) -> None:
        super().__init__(_Answering)
        self.sessions = list(sessions)
        self.pictures: dict[str, bytes] = {}
        self.videos: dict[str, bytes] = {}  # by slug
        self.removed: list[str] = []
        self.answer: tuple[int, str, bytes] | None = None
        self.asked: list[tuple[str, str, str]] = []  # method, path, credential

    @property
    def source(self) -> Source:
        return Source(url=self.url, credential=KEY)


class _Answering(Answers):
    server: BackendWithSessions

    def answer(self) -> None:
        self.server.asked.append((self.command, self.path, self.headers.get("x-access-token", "")))
        if self.server.answer is not None:
            self._send(*self.server.answer)
        elif self.command == "DELETE":
            self._remove()
        else:
            self._give()

    def _give(self) -> None:
        parts = urlsplit(self.path)
        names = parts.path.strip("/").split("/")
        if parts.path.endswith("/capture/session"):
            begin = int(parse_qs(parts.query).get("cursor", ["0"])[0])
            page = self.server.sessions[begin : begin + PAGE]
            more = str(begin + PAGE) if begin + PAGE < len(self.server.sessions) else None
            self._tell({"sessions": page, "next_page": more})
        elif names[-1] == "thumbnail.jpg" and names[1] in self.server.pictures:
            self._send(200, "image/jpeg", self.server.pictures[names[1]])
        elif names[-1] == "facts.json" and names[1] in self.server.videos:
            size = len(self.server.videos[names[1]])
            self._tell({"videos": [{"channel": "display:1", "url": f"/play/{names[1]}/m-1.mp4", "size": size}]})
        elif names[-1] == "m-1.mp4" and names[1] in self.server.videos:
            self._send(200, "video/mp4", self.server.videos[names[1]])
        else:
            self._send(404, "application/json", b'{"success": false, "message": "There is no such thing.", "error_code": "NOT_FOUND"}')

    def _remove(self) -> None:
        session_id = self.path.rpartition("/")[2]
        is_there = any(each["session_id"] == session_id for each in self.server.sessions)
        self.server.sessions = [each for each in self.server.sessions if each["session_id"] != session_id]
        self.server.removed.append(session_id)
        if is_there:
            self._tell({})
        else:
            self._send(404, "application/json", b'{"success": false, "message": "There is no such session."}')

    def _tell(self, data: dict[str, object]) -> None:
        self._send(200, "application/json", json.dumps({"success": True, "data": data}).encode())

    def _send(self, status: int, content_type: str, body: bytes) -> None:
        self.send(status, body, Content_Type=content_type)
