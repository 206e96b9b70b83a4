"""A small capture backend on a real socket: strict about ingest, and clumsy on demand."""

from __future__ import annotations

import hashlib
import json
import re
import socket
import threading
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, urlsplit

from lookhear.protocol.digests import parse_content_digest
from lookhear.protocol.ingest import Problem, missing_in, ranges_of

if TYPE_CHECKING:
    from lookhear.protocol.ingest import Ranges

TOKEN = "st-right"
KEY = "sk-right"
FAR_S = 4_000_000_000


class Fault(Enum):
    """What goes wrong with a request."""

    DROP_ANSWER = auto()  # everything is stored, and nobody hears of it
    CUT = auto()  # the connection ends in the middle of the body
    BUSY = auto()
    SERVER_ERROR = auto()
    FULL = auto()
    EXPIRED = auto()
    REVOKED = auto()
    HTML = auto()
    HTML_NOT_FOUND = auto()
    REDIRECT = auto()
    TOO_SLOW = auto()
    ENDLESS = auto()  # an answer that is longer than any should be


@dataclass(slots=True)
class FakeStream:
    """One track as it was stored."""

    stream_id: str
    track: str
    inits: dict[int, bytes] = field(default_factory=dict)
    fragments: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    lost: Ranges = ()
    last_seq: int | None = None
    is_complete: bool = False
    is_stored: bool = True

    def status(self) -> dict[str, object]:
        return {
            "stream_id": self.stream_id,
            "track": self.track,
            "state": "complete" if self.is_complete else "open",
            "inits": ranges_of(self.inits),
            "have": ranges_of(self.fragments),
            "last_seq": self.last_seq,
            "sha256": self.sha256,
            **({} if self.is_stored else {"store": False}),
        }

    @property
    def sha256(self) -> str:
        """The digest of the track as a receipt has it."""
        digests = [hashlib.sha256(self.fragments[seq][1]).digest() for seq in sorted(self.fragments)]
        return hashlib.sha256(b"".join(digests)).hexdigest()


class Refusal(Exception):
    """A problem to answer with."""

    def __init__(self, problem: Problem, details: dict[str, object] | None = None) -> None:
        super().__init__(problem.value)
        self.problem, self.details = problem, details or {}


class FakeBackend:
    """Use it as a context manager. ``requests`` holds method and path of whatever was asked."""

    def __init__(self) -> None:
        self.sessions: dict[str, str] = {"cap-1": "created"}
        self.recordings: dict[str, str] = {}  # recording → session
        self.streams: dict[str, FakeStream] = {}
        self.requests: list[tuple[str, str]] = []
        self.tracks_wanted = True  # a place for the derived tracks too
        self.grant = "ig-right"
        self.grant_expires_at_s: float = FAR_S
        self.limit_bytes = 8 << 20
        self.minted = 0
        self.is_stop_wished = False  # somebody has asked for the end of every session
        self._faults: list[tuple[Fault, str, int]] = []
        self._state = threading.RLock()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, name="fake-backend")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def plan(self, fault: Fault, *, on: str = "PUT", times: int = 1) -> None:
        """Let the next requests whose method and path match a pattern go wrong."""
        with self._state:
            self._faults.append((fault, on, times))

    def forgive(self) -> None:
        """Nothing goes wrong any more."""
        with self._state:
            self._faults.clear()

    def of(self, track: str) -> FakeStream:
        """The track with this name."""
        return next(stream for stream in self.streams.values() if stream.track == track)

    def asked(self, pattern: str) -> int:
        """How many requests match a pattern."""
        return sum(bool(re.search(pattern, f"{method} {path}")) for method, path in self.requests)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    # ---- what the handler asks

    def fault_for(self, method: str, path: str) -> Fault | None:
        with self._state:
            self.requests.append((method, path))
            for place, (fault, pattern, times) in enumerate(self._faults):
                if re.search(pattern, f"{method} {path}"):
                    self._faults[place] = (fault, pattern, times - 1)
                    self._faults = [each for each in self._faults if each[2] > 0]
                    return fault
            return None

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, object] | None]:
        """Do what a request asks for: status and body. Raises Refusal."""
        parts = urlsplit(path)
        steps = parts.path.strip("/").split("/")
        token = headers.get("x-access-token", "")
        with self._state:
            match method, steps:
                case "POST", ["init-session"]:
                    return self._mint(token)
                case "POST", ["capture", "session", "start"]:
                    self._need(token, TOKEN, KEY)
                    return self._start(json.loads(body))
                case "POST", ["capture", "session", session_id, "stop"]:
                    self._need(token, TOKEN, KEY, self.grant)
                    self.sessions[session_id], self.is_stop_wished = "stopping", True
                    return 200, {"success": True, "data": {}}
                case "GET", ["capture", "session", session_id]:
                    self._need(token, TOKEN, KEY)
                    return 200, {"success": True, "data": {"status": self.sessions[session_id], "player_url": None}}
                case "POST", ["ingest", "v1", "recordings", _, "grant"]:
                    self._need(token, self.grant)
                    self.grant_expires_at_s = FAR_S
                    return 200, self._ingest()
                case _, ["ingest", "v1", "streams", stream_id, *rest]:
                    self._need(token, self.grant)
                    if stream_id not in self.streams:
                        raise Refusal(Problem.NOT_FOUND)
                    return self._stream(method, self.streams[stream_id], rest, parse_qs(parts.query), headers, body)
            raise Refusal(Problem.NOT_FOUND)

    def _mint(self, token: str) -> tuple[int, dict[str, object]]:
        self._need(token, KEY)
        self.minted += 1
        session_id = f"cap-minted-{self.minted}"
        self.sessions[session_id] = "created"
        return 200, {"session_id": session_id, "token": TOKEN, "expires_in": 600, "webhook_url": None}

    def _start(self, said: dict[str, Any]) -> tuple[int, dict[str, object]]:
        session_id, recording_id = said["session_id"], said["recording_id"]
        if session_id not in self.sessions:
            raise Refusal(Problem.NOT_FOUND)
        if self.recordings.get(recording_id, session_id) != session_id or any(
            bound == session_id and other != recording_id for other, bound in self.recordings.items()
        ):
            raise Refusal(Problem.CONFLICT)
        self.recordings[recording_id] = session_id
        self.sessions[session_id] = "starting"
        wanted = [channel["channel_id"] for channel in said["channels"]] + (said["tracks"] if self.tracks_wanted else [])
        for track in wanted:
            stream_id = f"rts-{track.replace(':', '-')}"
            self.streams.setdefault(stream_id, FakeStream(stream_id, track))
        data = {
            "session_id": session_id,
            "status": "starting",
            "recording_id": recording_id,
            "ingest": self._ingest(),
            "player_url": f"{self.url}/watch?v=slug",
        }
        return 200, {"success": True, "status": "done", "data": data}

    def _ingest(self) -> dict[str, object]:
        streams = [
            {"stream_id": s.stream_id, "track": s.track, "url": f"{self.url}/ingest/v1/streams/{s.stream_id}"}
            for s in self.streams.values()
        ]
        limits = {"fragment_bytes": self.limit_bytes, "init_bytes": 65536}
        return {"grant": self.grant, "expires_at": self.grant_expires_at_s, "streams": streams, "limits": limits}

    def _stream(
        self, method: str, stream: FakeStream, rest: list[str], query: dict[str, list[str]], headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, object] | None]:
        match method, rest:
            case "GET", []:
                return 200, stream.status()
            case "POST", ["complete"]:
                return self._complete(stream, json.loads(body))
            case "PUT", [("init" | "fragments") as what, number]:
                self._check(headers, body)
                init = None if what == "init" else int(query["init"][0])
                return self._store(stream, int(number), init, body), None
        raise Refusal(Problem.NOT_FOUND)

    @staticmethod
    def _store(stream: FakeStream, number: int, init: int | None, body: bytes) -> int:
        there = stream.inits.get(number) if init is None else stream.fragments.get(number, (0, None))[1]
        if there is not None:
            if there != body:
                raise Refusal(Problem.CONFLICT)
            return 200
        if stream.is_complete:
            raise Refusal(Problem.CLOSED)
        if init is None:
            stream.inits[number] = body
        elif init and init not in stream.inits:
            raise Refusal(Problem.INIT_MISSING)
        elif init and b"moof" not in body[:100]:
            raise Refusal(Problem.NOT_A_FRAGMENT)
        else:
            stream.fragments[number] = (init, body)
        return 201

    def _check(self, headers: dict[str, str], body: bytes) -> None:
        if parse_content_digest(headers["content-digest"]) != hashlib.sha256(body).hexdigest():
            raise Refusal(Problem.BAD_DIGEST)
        if headers.get("content-type") not in {"video/mp4", "audio/mp4", "application/x-ndjson"}:
            raise Refusal(Problem.WRONG_TYPE)
        if len(body) > self.limit_bytes:
            raise Refusal(Problem.TOO_LARGE)

    @staticmethod
    def _complete(stream: FakeStream, said: dict[str, Any]) -> tuple[int, dict[str, object]]:
        lost = {n for first, last in said.get("lost", []) for n in range(first, last + 1)}
        there = ranges_of([*stream.fragments, *lost])
        missing = missing_in(there, last=said["last_seq"]) if stream.is_stored else ()
        missing_inits = [n for n in said["inits"] if n not in stream.inits]
        if missing or missing_inits:
            raise Refusal(Problem.MISSING, {"missing": missing, "missing_inits": ranges_of(missing_inits)})
        stream.is_complete, stream.last_seq, stream.lost = True, said["last_seq"], tuple(map(tuple, said.get("lost", [])))
        return 200, stream.status()

    @staticmethod
    def _need(token: str, *good: str) -> None:
        if token not in good:
            raise Refusal(Problem.UNAUTHORIZED)


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def __init__(self, backend: FakeBackend) -> None:
        self.backend = backend
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Handler)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - as the base class has it
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        for connection in list(self._open):  # kept alive by clients: their threads wait for a next request
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        super().server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the base class has it
        """A client that went away is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def do_PUT(self) -> None:
        self._handle()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class has it
        """Say nothing."""

    def _handle(self) -> None:
        backend = self.server.backend
        fault = backend.fault_for(self.command, self.path)
        length = int(self.headers.get("content-length") or 0)
        if fault is Fault.CUT:
            self.rfile.read(length // 2)
            self._hang_up()
            return
        body = self.rfile.read(length)
        if fault is not None and fault is not Fault.DROP_ANSWER:
            self._misbehave(fault)
            return
        try:
            status, value = backend.answer(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        except Refusal as refusal:
            status, value = int(refusal.problem.status), _problem(refusal.problem, refusal.details)
        if fault is Fault.DROP_ANSWER:
            self._hang_up()
            return
        headers = {"x-lookhear-stop": "1"} if backend.is_stop_wished and self.command == "PUT" else {}
        if backend.is_stop_wished and value is not None and "have" in value:
            value["stop_requested"] = True
        self._say(status, b"" if value is None else json.dumps(value).encode(), "application/json", headers)

    def _misbehave(self, fault: Fault) -> None:
        problems = {
            Fault.FULL: Problem.DISK_FULL,
            Fault.EXPIRED: Problem.EXPIRED,
            Fault.REVOKED: Problem.REVOKED,
            Fault.TOO_SLOW: Problem.TOO_SLOW,
        }
        if (problem := problems.get(fault)) is not None:
            self._say(int(problem.status), json.dumps(_problem(problem, {})).encode(), "application/problem+json")
        elif fault is Fault.BUSY:
            self._say(503, json.dumps(_problem(Problem.BUSY, {})).encode(), "application/problem+json", {"Retry-After": "7"})
        elif fault is Fault.SERVER_ERROR:
            self._say(500, b"Traceback: it broke", "text/plain")
        elif fault is Fault.REDIRECT:
            self._say(302, b"", "text/html", {"Location": "http://127.0.0.1:1/elsewhere"})
        elif fault is Fault.ENDLESS:
            self._say(200, b" " * (2 << 20), "application/json")
        else:
            self._say(404 if fault is Fault.HTML_NOT_FOUND else 200, b"<!doctype html><title>Sign in</title>", "text/html; charset=utf-8")

    def _say(self, status: int, body: bytes, content_type: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": content_type, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


def _problem(problem: Problem, details: dict[str, object]) -> dict[str, object]:
    name = problem.value
    return {
        "type": problem.type_uri,
        "title": name,
        "status": int(problem.status),
        "detail": f"This is {name}.",
        "success": False,
        "message": f"This is {name}.",
        "error_code": name.upper().replace("-", "_"),
        **details,
    }
