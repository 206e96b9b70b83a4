"""Every row of the contract's endpoint tables that this backend answers, and which client there is to walk it with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable


class Client(StrEnum):
    """Who asks."""

    PYTHON = "videodb-python"
    NODE = "videodb-node"
    OURS = "lookhear-python"
    RECORDER = "lookhear"  # the program itself: no SDK speaks this part
    PLAIN = "plain"  # anybody with HTTP: no SDK has a method for it


BOTH: Final = frozenset({Client.PYTHON, Client.NODE})
PYTHON: Final = frozenset({Client.PYTHON})
NODE: Final = frozenset({Client.NODE})
RECORDER: Final = frozenset({Client.RECORDER})
PLAIN: Final = frozenset({Client.PLAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One endpoint: ``need`` is S (the quickstart), L (a page it links to) or X (an SDK has it)."""

    need: str
    name: str  # method and path
    clients: frozenset[Client]

    @property
    def pattern(self) -> re.Pattern[str]:
        """What a request of this row looks like, as ``METHOD /path``."""
        return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(self.name)) + "$")

    @property
    def open_parts(self) -> int:
        """How many parts of the path stand for an id: where two rows fit, the one with fewer is meant."""
        return self.name.count("{")


def _rows(need: str, clients: frozenset[Client], *names: str) -> tuple[Row, ...]:
    return tuple(Row(need=need, name=name, clients=clients) for name in names)


ROWS: Final = (
    # collections
    *_rows("S", BOTH, "GET /collection/{cid}"),
    *_rows("L", BOTH, "GET /collection"),
    *_rows("X", BOTH, "POST /collection", "PATCH /collection/{cid}", "DELETE /collection/{cid}"),
    # capture sessions, as a developer's backend and as a recorder sees them
    *_rows(
        "S",
        BOTH,
        "POST /collection/{cid}/capture/session",
        "GET /collection/{cid}/capture/session/{sid}",
        "POST /capture/session/token",
    ),
    *_rows("X", BOTH, "GET /collection/{cid}/capture/session"),
    *_rows("L", PYTHON, "POST /collection/{cid}/capture/session/{sid}/export"),
    *_rows("S", RECORDER, "POST /capture/session/start", "POST /capture/session/{sid}/stop"),
    *_rows("S", PLAIN, "GET /capture/session/{sid}"),
    # streams
    *_rows("X", BOTH, "GET /rtstream", "PATCH /rtstream/{rid}/status"),
    *_rows("X", PYTHON, "POST /rtstream"),
    *_rows("L", BOTH, "GET /rtstream/{rid}", "GET /rtstream/{rid}/stream", "POST /rtstream/{rid}/export"),
    # transcripts
    *_rows("S", BOTH, "POST /rtstream/{rid}/transcription", "GET /rtstream/{rid}/transcription"),
    *_rows("X", PLAIN, "GET /rtstream/{rid}/transcription/status"),
    # indexes of the first kind
    *_rows("S", BOTH, "POST /rtstream/{rid}/index/scene", "GET /rtstream/{rid}/index/scene/{iid}"),
    *_rows(
        "X",
        BOTH,
        "GET /rtstream/{rid}/index/scene",
        "GET /rtstream/{rid}/index/{iid}",
        "PATCH /rtstream/{rid}/index/scene/{iid}/status",
    ),
    *_rows("X", NODE, "PATCH /rtstream/{rid}/index/scene/{iid}", "PATCH /rtstream/{rid}/index/spoken/{iid}/status"),
    # events and alerts
    *_rows("L", BOTH, "POST /rtstream/event", "POST /rtstream/{rid}/index/{iid}/alert"),
    *_rows(
        "X",
        BOTH,
        "GET /rtstream/event",
        "GET /rtstream/{rid}/index/{iid}/alert",
        "PATCH /rtstream/{rid}/index/{iid}/alert/{aid}/status",
    ),
    *_rows(
        "X",
        PYTHON,
        "POST /rtstream/{rid}/indexes/{iid}/alert",
        "GET /rtstream/{rid}/indexes/{iid}/alert",
        "PATCH /rtstream/{rid}/indexes/{iid}/alert/{aid}/status",
    ),
    # understandings and indexes of the second kind
    *_rows(
        "X",
        PYTHON,
        "POST /rtstream/{rid}/understand",
        "GET /rtstream/{rid}/understand",
        "GET /rtstream/{rid}/understand/{uid}",
        "PATCH /rtstream/{rid}/understand/{uid}/status",
        "GET /rtstream/{rid}/understand/{uid}/records",
        "POST /rtstream/{rid}/indexes",
        "GET /rtstream/{rid}/indexes",
        "GET /rtstream/{rid}/indexes/{iid}",
        "PATCH /rtstream/{rid}/indexes/{iid}/status",
        "GET /rtstream/{rid}/indexes/{iid}/records",
    ),
    # search
    *_rows("S", BOTH, "POST /rtstream/{rid}/search"),
    *_rows("L", PYTHON, "POST /video/{vid}/search/v2"),
    *_rows("X", BOTH, "POST /rtstream/collection/{cid}/search", "POST /video/{vid}/search", "POST /collection/{cid}/search"),
    *_rows(
        "X",
        PYTHON,
        "POST /collection/{cid}/search/v2",
        "POST /collection/{cid}/search/title",
        "POST /video/{vid}/ask",
        "POST /collection/{cid}/ask",
        "POST /video/{vid}/semantic-search",
        "POST /collection/{cid}/semantic-search",
        "POST /video/{vid}/query",
        "POST /collection/{cid}/query",
        "POST /video/{vid}/aggregate",
        "POST /collection/{cid}/aggregate",
    ),
    # videos
    *_rows(
        "L",
        BOTH,
        "GET /video/{vid}",
        "GET /video",
        "POST /video/{vid}/index",
        "POST /video/{vid}/stream",
        "GET /video/{vid}/transcription",
        "POST /compile",
    ),
    *_rows("X", PYTHON, "PATCH /video/{vid}", "GET /video/{vid}/index", "GET /video/{vid}/thumbnails"),
    *_rows(
        "X",
        BOTH,
        "DELETE /video/{vid}",
        "POST /video/{vid}/transcription",
        "GET /video/{vid}/thumbnail",
        "POST /video/{vid}/thumbnail",
        "POST /video/{vid}/index/scene",
        "GET /video/{vid}/index/scene",
        "GET /video/{vid}/index/scene/{iid}",
        "DELETE /video/{vid}/index/scene/{iid}",
        "POST /video/{vid}/workflow",
        "POST /download",
        "GET /collection/{cid}/upload_url",
        "POST /collection/{cid}/upload",
        "POST /collection/{cid}/generate/text",
    ),
    *_rows(
        "X",
        PYTHON,
        "POST /video/{vid}/understand",
        "GET /video/{vid}/understand",
        "GET /video/{vid}/understand/{uid}",
        "DELETE /video/{vid}/understand/{uid}",
        "GET /video/{vid}/understand/{uid}/analyzers/{name}/output",
        "POST /video/{vid}/indexes",
        "GET /video/{vid}/indexes",
        "GET /video/{vid}/indexes/{iid}",
        "GET /video/{vid}/indexes/{iid}/records",
        "DELETE /video/{vid}/indexes/{iid}",
        "POST /video/{vid}/clip",
    ),
    *_rows("S", PYTHON, "GET /async-response/{oid}"),
    # sockets
    *_rows("S", BOTH, "GET /collection/{cid}/websocket"),
)


OUTSIDE: Final = (
    # the web, other people's meetings
    "POST /collection/{cid}/search/web",
    "POST /collection/{cid}/meeting/record",
    "GET /meeting/{id}",
    "GET /video/{vid}/meeting",
    # scenes without anything that is said of them, other shapes and languages of a video
    "POST /video/{vid}/scenes",
    "POST /video/{vid}/reframe",
    "DELETE /video/{vid}/storage",
    "POST /collection/{cid}/video/{vid}/translate",
    "POST /collection/{cid}/generate/image",
    "POST /collection/{cid}/generate/audio",
    "POST /collection/{cid}/generate/video",
    "POST /collection/{cid}/generate/video/dub",
    # editing, accounts, other people's computers
    "POST /transcode",
    "GET /transcode/{id}",
    "POST /timeline",
    "POST /editor",
    "GET /billing/usage",
    "GET /billing/invoices",
    "POST /sandbox",
    "GET /sandbox",
    "GET /sandbox/{id}",
    "POST /voice_clone",
    "GET /voice_clone",
    "GET /job/{id}",
)
"""What the SDKs have methods for and this backend does not do; each must say so in a way that they understand."""


def row_of(method: str, path: str) -> Row | None:
    """The row that a request belongs to."""
    fitting = [row for row in ROWS if row.pattern.match(f"{method} {path}")]
    return min(fitting, key=lambda row: row.open_parts, default=None)


def walks(client: Client, *names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Says of a test which rows it walks with a client: checked against what the backend was really asked while it ran."""

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        test.walked = [*getattr(test, "walked", []), *((client, name) for name in names)]  # type: ignore[attr-defined]
        return test

    return decorate
