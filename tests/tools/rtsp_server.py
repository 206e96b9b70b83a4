"""A small live source for tests: an RTSP server over TCP that sends a file made by FFmpeg again and again, at its own pace.

Packets are made here and not by the code that takes them apart: H.264 as single units and FU-A (RFC 6184), AAC as RFC 3640 says.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import re
import socket
import socketserver
import struct
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import av

if TYPE_CHECKING:
    from pathlib import Path

_MOST_PAYLOAD = 1200
REALM, NONCE = "camera", "0123456789abcdef"


@dataclass
class Footage:
    """What is sent: samples by their time in seconds, of pictures (Annex B units) and of sound."""

    seconds: float
    units: list[tuple[float, list[bytes]]] = field(default_factory=list)
    frames: list[tuple[float, bytes]] = field(default_factory=list)
    config: bytes = b""
    rate: int = 48_000
    sets: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, path: Path) -> Self:
        """Read a transport stream with H.264 and, perhaps, AAC in ADTS."""
        footage = cls(seconds=0.0)
        with av.open(str(path)) as container:
            begin = min(float(each.start_time * each.time_base) for each in container.streams if each.start_time is not None)  # type: ignore[operator]
            for packet in container.demux():
                if packet.pts is None or packet.time_base is None:
                    continue
                at_s = float(packet.pts * packet.time_base) - begin
                data = bytes(packet)
                if packet.stream.type == "video":
                    nals = [nal.rstrip(b"\x00") for nal in re.split(rb"\x00\x00\x01", data) if nal.strip(b"\x00")]
                    footage.units.append((at_s, nals))
                    footage.sets = footage.sets or tuple(nal for nal in nals if nal[0] & 31 in {7, 8})
                else:
                    profile, rate, channels = (data[2] >> 6) + 1, data[2] >> 2 & 15, (data[2] & 1) << 2 | data[3] >> 6
                    footage.config = (profile << 11 | rate << 7 | channels << 3).to_bytes(2, "big")
                    footage.rate = packet.stream.codec_context.sample_rate  # type: ignore[attr-defined]
                    while len(data) > 7:
                        size = (data[3] & 3) << 11 | data[4] << 3 | data[5] >> 5
                        footage.frames.append((len(footage.frames) * 1024 / footage.rate, data[7:size]))
                        data = data[size:]
        ends = [at_s for at_s, _ in footage.units[-1:]] + [at_s for at_s, _ in footage.frames[-1:]]
        footage.seconds = max(ends) + 0.04
        return footage

    def description(self) -> str:
        """Its SDP."""
        lines = ["v=0", "o=- 0 0 IN IP4 127.0.0.1", "s=test", "t=0 0", "a=control:*"]
        if self.units:
            sets = ",".join(base64.b64encode(each).decode() for each in self.sets)
            lines += ["m=video 0 RTP/AVP 96", "a=rtpmap:96 H264/90000"]
            lines += [f"a=fmtp:96 packetization-mode=1;sprop-parameter-sets={sets}", "a=control:trackID=0"]
        if self.frames:
            lines += ["m=audio 0 RTP/AVP 97", f"a=rtpmap:97 MPEG4-GENERIC/{self.rate}/1"]
            told = f"streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config={self.config.hex()}"
            lines += [f"a=fmtp:97 {told}", "a=control:trackID=1"]
        return "\r\n".join([*lines, ""])


class RtspServer:
    """Listens on a free port of this machine. ``login`` asks for one (Digest); ``answers`` are said instead of its own, by method.

    ``asked`` are the requests that came, ``description`` is what it says it sends.
    """

    def __init__(self, footage: Footage, *, login: tuple[str, str] | None = None, port: int = 0) -> None:
        self.footage = footage
        self.login = login
        self.description = footage.description()
        self.answers: dict[str, str] = {}
        self.asked: list[str] = []
        self.is_silent = False
        self._lines: list[socket.socket] = []
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer._lines.append(self.connection)
                with contextlib.suppress(OSError, ValueError):  # who asked is gone
                    _Talk(outer, self).run()

        class Listening(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = False
            block_on_close = True

        self._server = Listening(("127.0.0.1", port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="rtsp-server")
        self.stopping = threading.Event()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Its address."""
        return f"rtsp://127.0.0.1:{self.port}/live"

    def hang_up(self) -> None:
        """End every connection."""
        for line in self._lines:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.hang_up()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Talk:
    """One connection."""

    def __init__(self, server: RtspServer, handler: Any) -> None:  # noqa: ANN401 - the class of the handler is made per server
        self.server = server
        self.line = handler.connection
        self.file = handler.rfile
        self.lock = threading.Lock()
        self.channels: dict[str, int] = {}
        self.is_over = threading.Event()

    def run(self) -> None:
        sender = threading.Thread(target=self._send, name="rtsp-sender")
        try:
            while (first := self.file.readline().decode()).strip():
                headers: dict[str, str] = {}
                while (line := self.file.readline().decode().strip()) != "":
                    name, _, value = line.partition(":")
                    headers[name.lower()] = value.strip()
                method, uri, _ = first.split()
                self.server.asked.append(f"{method} {uri}")
                self._answer(method, uri, headers)
                if method == "PLAY" and not sender.ident and not self.server.answers.get(method):
                    sender.start()
        finally:
            self.is_over.set()
            if sender.ident:
                sender.join()

    def _answer(self, method: str, uri: str, headers: dict[str, str]) -> None:
        told = [f"CSeq: {headers['cseq']}"]
        body = ""
        status = "200 OK"
        if self.server.answers.get(method):
            status, *more = self.server.answers[method].split("\r\n")
            told += more
        elif self.server.login is not None and not self._is_known(method, headers.get("authorization", "")):
            status = "401 Unauthorized"
            told.append(f'WWW-Authenticate: Digest realm="{REALM}", nonce="{NONCE}"')
        elif method == "DESCRIBE":
            body = self.server.description
            told += [f"Content-Base: {uri}/", "Content-Type: application/sdp", f"Content-Length: {len(body)}"]
        elif method == "SETUP":
            channel = int(headers["transport"].partition("interleaved=")[2].partition("-")[0])
            self.channels[uri.rpartition("=")[2]] = channel
            told += [f"Transport: {headers['transport']}", "Session: 4711;timeout=60"]
        elif method in {"PLAY", "GET_PARAMETER"}:
            told.append("Session: 4711")
        elif method == "OPTIONS":
            told.append("Public: DESCRIBE, SETUP, PLAY")
        with self.lock:
            self.line.sendall("\r\n".join([f"RTSP/1.0 {status}", *told, "", body]).encode())

    def _is_known(self, method: str, header: str) -> bool:
        assert self.server.login is not None
        user, password = self.server.login
        asked = dict(re.findall(r'(\w+)="([^"]*)"', header))

        def digest(text: str) -> str:
            return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

        who, what = digest(f"{user}:{REALM}:{password}"), digest(f"{method}:{asked.get('uri')}")
        wanted = digest(f"{who}:{NONCE}:{what}")
        return asked.get("username") == user and asked.get("response") == wanted

    def _send(self) -> None:
        footage = self.server.footage
        begun = time.monotonic()
        numbers = {"0": 65_500, "1": 10}
        turn = 0
        samples = sorted([(at_s, "0", unit) for at_s, unit in footage.units] + [(at_s, "1", [each]) for at_s, each in footage.frames])
        try:
            while True:
                for at_s, track, data in samples:
                    due_s = turn * footage.seconds + at_s
                    if self.is_over.wait(max(0.0, begun + due_s - time.monotonic())) or self.server.stopping.is_set():
                        return
                    if track not in self.channels or self.server.is_silent:
                        continue
                    rate = 90_000 if track == "0" else footage.rate
                    base = 0xFFFF_0000 if track == "0" else 0
                    stamp = (base + round(due_s * rate)) % (1 << 32)
                    payloads = _pictures(data) if track == "0" else [b"\x00\x10" + (len(data[0]) << 3).to_bytes(2, "big") + data[0]]
                    for place, payload in enumerate(payloads, 1):
                        mark = 0x80 if place == len(payloads) else 0
                        kind = (96 if track == "0" else 97) | mark
                        packet = struct.pack(">BBHII", 0x80, kind, numbers[track] & 0xFFFF, stamp, 1) + payload
                        numbers[track] += 1
                        with self.lock:
                            self.line.sendall(struct.pack(">cBH", b"$", self.channels[track], len(packet)) + packet)
                turn += 1
        except OSError:
            return  # who listened is gone


def _pictures(nals: list[bytes]) -> list[bytes]:
    """The payloads of one picture."""
    payloads: list[bytes] = []
    for nal in nals:
        if len(nal) <= _MOST_PAYLOAD:
            payloads.append(nal)
            continue
        parts = [nal[at : at + _MOST_PAYLOAD] for at in range(1, len(nal), _MOST_PAYLOAD)]
        for place, part in enumerate(parts):
            edge = 0x80 if place == 0 else 0x40 if place == len(parts) - 1 else 0
            payloads.append(bytes([nal[0] & 0xE0 | 28, nal[0] & 31 | edge]) + part)
    return payloads
