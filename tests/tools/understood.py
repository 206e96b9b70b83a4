"""Somebody who sends a recording to a hosted backend, has it understood, and reads what came of it: sockets, records, statuses."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from demo.process import wait_until
from lookhear.media.samples import NS_PER_S, Sample
from tests.tools.footage import Footage, Sender, cut
from tests.unit.media.encoded import encode_audio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from websockets.sync.client import ClientConnection

    from tests.tools.hosted import HostedBackend

PHRASES = {440: "budget discussion", 660: "let us meet on Thursday", 880: "goodbye"}
_RATE = 48_000


def speech(*sayings: tuple[float, float, int], seconds: float, start_s: float = 0.1, track: str = "mic:default") -> Footage:
    """Sound that says something from one second to another at a pitch, and is silent otherwise."""
    times = np.arange(round(seconds * _RATE)) / _RATE
    sound = np.zeros(len(times))
    for from_s, to_s, hertz in sayings:
        inside = (times >= from_s) & (times < to_s)
        sound[inside] = 0.4 * np.sin(2 * np.pi * hertz * times[inside])
    audio = encode_audio(sound.astype(np.float32)[:, None])
    return cut(track, audio.fmt, [Sample(data, 1024, is_sync=True) for data in audio.frames], start_s=start_s)


def renumbered(footage: Footage, after: int) -> tuple[bytes, ...]:
    """The fragments of footage under later numbers."""
    found = []
    for seq, data in enumerate(footage.fragments, 1):
        at = data.index(b"mfhd") + 8
        assert int.from_bytes(data[at : at + 4], "big") == seq
        found.append(data[:at] + (seq + after).to_bytes(4, "big") + data[at + 4 :])
    return tuple(found)


def joined(first: Footage, second: Footage) -> Footage:
    """Two stretches of one track with a gap between them."""
    more = renumbered(second, len(first.fragments))
    return Footage(first.track, first.init, first.fragments + more, first.ends_s + second.ends_s)


def context_log(*events: dict[str, object]) -> Footage:
    """The context log of a recording, in one file."""
    return Footage("context:default", b"", ("".join(json.dumps(event) + "\n" for event in events).encode(),), ())


class Developer(Sender):
    """A recorder and the user's backend in one."""

    origin_s = 0.0

    def record(self, *footage: Footage, **session: Any) -> None:  # noqa: ANN401 - as `begin`
        """A session that began ten seconds ago, with an init for each track and no fragment yet."""
        origin_ns = (time.time_ns() - 10 * NS_PER_S) // 1_000_000 * 1_000_000
        self.origin_s = origin_ns / NS_PER_S
        self.begin(*(each.track for each in footage), wall_origin_ns=origin_ns, **session)
        for each in footage:
            if each.init:
                self.put_init(each)

    def finish(self, *footage: Footage) -> None:
        """Send everything and say that this was all."""
        for each in footage:
            self.put(each, init=1 if each.init else 0)
            self.complete(each, inits=(1,) if each.init else ())

    def path(self, track: str, rest: str = "") -> str:
        """The path of something below a track's RTStream."""
        return f"/rtstream/{self.streams[track]}{rest}"

    def start(self, track: str = "mic:default", **body: object) -> dict[str, Any]:
        """Start the transcript."""
        told: dict[str, Any] = self.ask("POST", self.path(track, "/transcription"), {"action": "start", **body})
        return told

    def stop_transcript(self, track: str = "mic:default", **body: object) -> dict[str, Any]:
        """Stop it."""
        told: dict[str, Any] = self.ask("POST", self.path(track, "/transcription"), {"action": "stop", **body})
        return told

    def transcript(self, track: str = "mic:default", **query: float) -> dict[str, Any]:
        """A page of what was said."""
        answer = self.http.get(self.path(track, "/transcription"), params=query, headers={"x-access-token": self.key})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()["data"]
        return found

    def said(self, track: str = "mic:default") -> list[str]:
        """The texts of the transcript."""
        return [record["text"] for record in self.transcript(track)["transcription_records"]]

    def status(self, track: str = "mic:default") -> str:
        """The transcript's status."""
        return str(self.ask("GET", self.path(track, "/transcription/status"))["status"])

    def index(self, track: str, **body: object) -> str:
        """Make an index; gives its id."""
        return str(self.ask("POST", self.path(track, "/index/scene"), body)["rtstream_index_id"])

    def scenes(self, track: str, index: str) -> list[dict[str, Any]]:
        """What an index found."""
        found: list[dict[str, Any]] = self.ask("GET", self.path(track, f"/index/scene/{index}"))["scene_index_records"]
        return found

    def seconds(self, rows: list[dict[str, Any]]) -> list[tuple[float, float]]:
        """From when to when in the session, to the tenth of a second."""
        return [(round(row["start"] - self.origin_s, 1), round(row["end"] - self.origin_s, 1)) for row in rows]


class Ear:
    """A socket of a backend, and everything it was told. Opened and closed as a context."""

    def __init__(self, developer: Developer) -> None:
        self._developer = developer
        self._open = contextlib.ExitStack()
        self.id = ""
        self.heard: list[dict[str, Any]] = []

    def of(self, channel: str) -> list[dict[str, Any]]:
        """What was told on a channel."""
        return [message for message in tuple(self.heard) if message.get("channel") == channel]

    def wait_for(self, channel: str, count: int) -> list[dict[str, Any]]:
        """Wait until so much was told on a channel."""
        wait_until(lambda: len(self.of(channel)) >= count, what=f"{count} messages on {channel}")
        return self.of(channel)

    def _listen(self, socket: ClientConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            for text in socket:
                self.heard.append(json.loads(text))

    def __enter__(self) -> Self:
        url = self._developer.ask("GET", "/collection/default/websocket")["websocket_url"]
        socket = self._open.enter_context(connect(url, proxy=None))
        self.id = str(json.loads(socket.recv())["connection_id"])
        thread = threading.Thread(target=self._listen, args=(socket,), name="ear")
        thread.start()
        self._open.callback(thread.join)
        self._open.callback(socket.close)
        return self

    def __exit__(self, *exc: object) -> None:
        self._open.close()


@contextlib.contextmanager
def developing(backend: HostedBackend) -> Iterator[Developer]:
    """Somebody with the key of a backend."""
    with Developer(backend.url, backend.key) as made:
        yield made
