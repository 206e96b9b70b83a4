"""The backend under kill -9 while recorders upload over bad lines: every acknowledged byte is there once, and nothing else is left."""

from __future__ import annotations

import hashlib
import random
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx
import pytest

from lookhear.backend.storage.database import FILE_NAME, SqliteStore
from lookhear.backend.storage.objects import STALE_NS, LocalObjects
from lookhear.protocol.tracks import TrackId
from tests.fakes.bodies import fragment_of, init_of
from tests.fakes.stored import AskedStore
from tests.tools.serving import ServedBackend

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Fragment, Init
    from tests.fakes.bodies import Body
    from tests.tools.serving import Begun

pytestmark = [pytest.mark.system, pytest.mark.linux]

KILLS = 50
RECORDINGS = 2
TRACKS = ("display:1", "mic:default", "context:default")
CUT, DROPPED = 0.05, 0.05
SIZE = {"display:1": 150_000, "mic:default": 8_000, "context:default": 0}
ANSWER_S = 10.0
LONGEST_LIFE_S = 0.6


@dataclass
class Uploader:
    """One track of a recorder that sends its fragments one behind the other until told to stop, whatever happens on the way."""

    backend: ServedBackend
    begun: Begun
    track: str
    chance: random.Random
    acknowledged: dict[int, Body] = field(default_factory=dict)
    repeated: int = 0
    _client: httpx.Client | None = None

    def run(self, enough: threading.Event) -> None:
        """Send until enough; the fragment under way is sent to its end."""
        if not self.track.startswith("context:"):
            self._surely(self.begun.init(self.track), init_of(TrackId.parse(self.track).kind))
        seq = 0
        while not enough.is_set():
            seq += 1
            body = fragment_of(TrackId.parse(self.track).kind, seq, size_bytes=SIZE[self.track])
            self._surely(self.begun.fragment(self.track, seq), body)
            self.acknowledged[seq] = body
        self._close()

    def _surely(self, path: str, body: Body) -> None:
        """Send until it is acknowledged."""
        while True:
            try:
                if self._attempt(path, body):
                    return
            except (httpx.HTTPError, OSError):  # the backend is dead, or died just now
                self._close()
            self.repeated += 1
            threading.Event().wait(self.chance.uniform(0.005, 0.05))

    def _attempt(self, path: str, body: Body) -> bool:
        if self.chance.random() < CUT:
            return self._cut(path, body)
        if self._client is None:
            self._client = httpx.Client(base_url=self.backend.url, timeout=ANSWER_S)
        answer = self._client.put(path, content=body.data, headers=self.begun.headers(body, self.track))
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            return False
        assert answer.status_code in {200, 201}, answer.text
        return self.chance.random() >= DROPPED  # some answers are never seen

    def _cut(self, path: str, body: Body) -> bool:
        """Send a part of the body, and go away."""
        url = httpx.URL(self.backend.url)
        headers = self.begun.headers(body, self.track) | {"Host": "127.0.0.1", "Content-Length": str(len(body.data))}
        head = "\r\n".join([f"PUT {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]) + "\r\n\r\n"
        with socket.create_connection((url.host, url.port or 0), timeout=ANSWER_S) as line:
            line.sendall(head.encode() + body.data[: self.chance.randrange(len(body.data))])
        return False

    def _close(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = None


@pytest.mark.timeout(900)
def test_what_was_acknowledged_is_there_once_after_fifty_kills(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    chance = random.Random(seed)  # noqa: S311
    with ServedBackend(tmp_path / "data") as backend:
        begun = [backend.begin(*TRACKS[:2], tracks=TRACKS[2:]) for _ in range(RECORDINGS)]
        uploaders = [
            Uploader(backend, one, track, random.Random(f"{seed} {one.session_id} {track}"))  # noqa: S311
            for one in begun
            for track in TRACKS
        ]
        enough = threading.Event()
        with ThreadPoolExecutor(len(uploaders)) as threads:
            running = [threads.submit(uploader.run, enough) for uploader in uploaders]
            try:
                for _ in range(KILLS):
                    threading.Event().wait(chance.uniform(0.0, LONGEST_LIFE_S))
                    backend.kill()
                    backend.start()
            finally:
                enough.set()
            for future in running:
                future.result()
        for uploader in uploaders:
            assert_complete(backend, uploader)
        backend.stop()
    assert sum(uploader.repeated for uploader in uploaders) > KILLS
    assert_stored(tmp_path / "data", uploaders)


def assert_complete(backend: ServedBackend, uploader: Uploader) -> None:
    """The backend agrees that a track is whole."""
    last = max(uploader.acknowledged)
    wanted = {"last_seq": last, "inits": [] if uploader.track.startswith("context:") else [1]}
    url = f"{backend.url}/ingest/v1/streams/{uploader.begun.streams[uploader.track]}/complete"
    answer = httpx.post(url, json=wanted, headers={"x-access-token": uploader.begun.grant}, timeout=ANSWER_S)
    assert (answer.status_code, answer.json().get("have")) == (200, [[1, last]]), answer.text


def rows_of(stream_id: str) -> Callable[[Transaction], tuple[list[Fragment], list[Init]]]:
    """What the store has of a track."""
    return lambda tx: (tx.streams.fragments(stream_id), tx.streams.inits(stream_id))


def assert_stored(data_dir: Path, uploaders: list[Uploader]) -> None:
    """Every acknowledged fragment has one row and one object with its bytes, and beside them there is nothing but what an export made."""
    objects = LocalObjects.open(data_dir / "objects", now_ns=lambda: time.time_ns() + 2 * STALE_NS)  # … as it would be an hour later
    kept: set[str] = set()
    with AskedStore(SqliteStore.open(data_dir / FILE_NAME, now_ns=time.time_ns)) as store:
        for uploader in uploaders:
            stream_id = uploader.begun.streams[uploader.track]
            rows, inits = store.read(rows_of(stream_id))
            assert [row.seq for row in rows] == sorted(uploader.acknowledged)
            for row in rows:
                body = uploader.acknowledged[row.seq]
                stored = objects.path(row.key).read_bytes()
                assert (row.sha256, hashlib.sha256(stored).hexdigest(), len(stored)) == (body.sha256, body.sha256, row.size_bytes)
                kept.add(row.key)
            kept |= {init.key for init in inits}
        store.run(objects.close())
    folder = data_dir / "objects"
    streams = {uploader.begun.streams[uploader.track] for uploader in uploaders}
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.parent.name in streams}
    assert found == kept
    assert list(folder.rglob("*.part")) == []
