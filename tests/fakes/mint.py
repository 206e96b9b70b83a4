"""A user's backend on a real socket that answers each path with what a test put there."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.http_server import Answers, HttpServer


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: Any


@dataclass(slots=True)
class Reply:
    """What to answer: a value as JSON, or bytes as they are."""

    value: object = None
    status: int = 200
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


class FakeMint(HttpServer):
    """Use it as a context manager. A path without a reply is 404."""

    def __init__(self, replies: dict[str, Reply]) -> None:
        super().__init__(_Answering)
        self.replies = replies
        self.asked: list[Asked] = []


class _Answering(Answers):
    server: FakeMint

    def answer(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append(Asked(self.path, headers, json.loads(self.content() or b"null")))
        reply = self.server.replies.get(self.path, Reply(b"<!doctype html>not here", 404, "text/html"))
        body = reply.value if isinstance(reply.value, bytes) else json.dumps(reply.value).encode()
        self.send(reply.status, body, Content_Type=reply.content_type, **reply.headers)
