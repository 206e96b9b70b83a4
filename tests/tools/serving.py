"""Runs the real `lookhear serve` as a child, and begins sessions on it as a recorder does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import httpx

from lookhear.protocol.digests import content_digest
from lookhear.protocol.ids import new_recording_id
from lookhear.protocol.tracks import TrackId
from tests.tools.program import end

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes.bodies import Body

API_KEY = "sk-test-key-of-this-backend"
END_S = 60.0


@dataclass(frozen=True, slots=True)
class Begun:
    """What a recorder was told at the start: its grant, and stream ids by track."""

    session_id: str
    recording_id: str
    grant: str
    streams: dict[str, str]

    def headers(self, body: Body, track: str) -> dict[str, str]:
        """The headers of an upload to a track."""
        return {
            "x-access-token": self.grant,
            "Content-Type": TrackId.parse(track).kind.content_type,
            "Content-Digest": content_digest(body.sha256),
        }

    def fragment(self, track: str, seq: int, *, init: int = 1) -> str:
        """The path of a fragment."""
        query = "" if track.startswith("context:") else f"?init={init}"
        return f"/ingest/v1/streams/{self.streams[track]}/fragments/{seq}{query}"

    def init(self, track: str, number: int = 1) -> str:
        """The path of an init."""
        return f"/ingest/v1/streams/{self.streams[track]}/init/{number}"


class ServedBackend:
    """A backend on a data folder. It may be killed and started again; what runs at the end is ended by its process id.

    ``options`` are further ones of `lookhear serve`.
    """

    def __init__(self, data_dir: Path, *options: str) -> None:
        self.data_dir = data_dir
        self._options = options
        self.url = ""
        self._child: subprocess.Popen[str] | None = None
        self._port = 0

    @property
    def pid(self) -> int:
        """The process id of what runs."""
        assert self._child is not None
        return self._child.pid

    def start(self) -> None:
        """Start it, the second time at the same port, and wait until it answers."""
        env = {**os.environ, "LOOKHEAR_HOME": str(self.data_dir.with_name("home")), "LOOKHEAR_API_KEY": API_KEY}
        argv = [sys.executable, "-m", "lookhear", "serve", "--port", str(self._port), "--data-dir", str(self.data_dir), "--json"]
        argv.extend(self._options)
        self._child = subprocess.Popen(argv, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        assert line, f"the backend ended with {self._child.wait()}"
        self.url = json.loads(line)["url"]
        self._port = httpx.URL(self.url).port or 0

    def kill(self) -> None:
        """End it as a crash does."""
        assert self._child is not None
        end(self._child)

    def stop(self) -> None:
        """Let it end in order."""
        assert self._child is not None
        self._child.terminate()
        assert self._child.wait(END_S) == 0
        end(self._child)

    def begin(self, *channels: str, tracks: tuple[str, ...] = ()) -> Begun:
        """A new session with a recorder on it."""
        with httpx.Client(base_url=self.url, headers={"x-access-token": API_KEY}) as client:
            session = client.post("/collection/default/capture/session", json={"end_user_id": "somebody"}).raise_for_status().json()["data"]
            wanted = {
                "session_id": session["session_id"],
                "recording_id": new_recording_id(),
                "clock_wall_origin_ns": 1_700_000_000_000_000_000,
                "channels": [{"channel_id": channel, "store": True} for channel in channels],
                "tracks": list(tracks),
            }
            begun = client.post("/capture/session/start", json=wanted).raise_for_status().json()["data"]
        streams = {stream["track"]: stream["stream_id"] for stream in begun["ingest"]["streams"]}
        return Begun(begun["session_id"], begun["recording_id"], begun["ingest"]["grant"], streams)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        if self._child is not None:
            end(self._child)
