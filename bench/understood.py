"""A recording through the backend of this computer, and who listens to what is understood of it meanwhile. For other benches."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bench.machine import cpu_of, tree
from bench.runs import Recording
from bench.tools import TOOLS, ToolName
from demo.process import wait_until
from lookhear.protocol.discovery import DISCOVERY_FILE, FOLDER, Discovery
from lookhear.recorder.pipeline.clock import raw_now_ns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench.rig import Rig

SETTLE_S: Final = 30.0  # until everything that stands on the screen at first is read
_START_S: Final = 60.0


class Ear:
    """A socket that notes when it was told what, on the clock of scenes. Opened and closed as a context."""

    def __init__(self, url: str) -> None:
        self._open = ExitStack()
        self._socket = self._open.enter_context(connect(url, proxy=None))
        self.id = str(json.loads(self._socket.recv())["connection_id"])
        self.heard: list[tuple[int, dict[str, Any]]] = []
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        try:
            for text in self._socket:
                self.heard.append((raw_now_ns(), json.loads(text)))
        except ConnectionClosed:
            pass

    def close(self) -> None:
        """Hear no more."""
        self._open.close()
        self._thread.join()


class Client:
    """Somebody with the key of the backend of this computer."""

    def __init__(self, server: Discovery) -> None:
        self._http = httpx.Client(base_url=server.url, headers={"x-access-token": server.api_key}, trust_env=False, timeout=30)

    def ask(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        """The data of an answer."""
        answer = self._http.request(method, path, json=body)
        answer.raise_for_status()
        return answer.json()["data"]

    def streams(self, session_id: str) -> list[dict[str, Any]]:
        """The RTStreams of a session."""
        found: list[dict[str, Any]] = self.ask("GET", f"/collection/default/capture/session/{session_id}")["rtstreams"]
        return found

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


class Spent:
    """CPU seconds of the backend's own process, of its workers, and of the recorder, from now on."""

    def __init__(self, backend: int, recorder: int) -> None:
        self._backend, self._recorder = backend, recorder
        self._begun_s, self._before = time.monotonic(), self._now()

    def shares(self) -> str:
        """Milliseconds of a second."""
        wall_s = time.monotonic() - self._begun_s
        return " / ".join(f"{1000 * (now - before) / wall_s:.1f}" for now, before in zip(self._now(), self._before, strict=True))

    def _now(self) -> tuple[float, float, float]:
        workers = sum(cpu_of(pid) for pid in children(self._backend))
        return cpu_of(self._backend), workers, cpu_of(self._recorder)


def children(pid: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    return [each for each in tree(pid) if each != pid]


@dataclass(frozen=True, slots=True)
class Understood:
    """A recording that goes on, its backend, who asks that, and who listens; ``streams`` are its RTStreams."""

    recording: Recording
    server: Discovery
    client: Client
    ear: Ear
    streams: list[dict[str, Any]]

    def spent(self) -> Spent:
        """What is used from now on."""
        return Spent(self.server.pid, self.recording.pid)


@contextmanager
def understood(rig: Rig, *, output: Path) -> Iterator[Understood]:
    """Record until the end of the context, or until somebody interrupts it. Nothing is asked of the backend yet."""
    with ExitStack() as stack:
        recording = Recording(TOOLS[ToolName.LOOKHEAR], output=output, rig=rig, backend="embedded")
        stack.callback(recording.abort)
        recording.wait_until_begun()
        server = wait_until(lambda: _backend_of(recording.home), what="the backend getting ready", deadline_s=_START_S)
        stack.callback(_end_backend, server.pid)
        client = Client(server)
        stack.callback(client.close)
        ear = Ear(client.ask("GET", "/collection/default/websocket")["websocket_url"])
        stack.callback(ear.close)
        folder = next(recording.home.glob("recordings/rec-*"))
        session_id = wait_until(lambda: _session_of(folder), what="the session", deadline_s=_START_S)
        streams = wait_until(lambda: client.streams(session_id), what="its streams", deadline_s=_START_S)
        yield Understood(recording, server, client, ear, streams)


def _session_of(folder: Path) -> str | None:
    """The session that a recording is bound to, None as long as it is not."""
    try:
        return str(json.loads((folder / "binding.json").read_bytes())["grant"]["session_id"])
    except (OSError, ValueError, TypeError, KeyError):
        return None  # not bound yet


def _backend_of(home: Path) -> Discovery | None:
    """The backend of a home, None as long as there is none."""
    try:
        return Discovery.parse((home / FOLDER / DISCOVERY_FILE).read_bytes())
    except (OSError, ValueError):
        return None


def _end_backend(pid: int) -> None:
    """End a backend that is no child of ours, and wait until it has gone."""
    try:
        os.kill(pid, signal.SIGTERM)
        while cpu_of(pid) > 0:
            time.sleep(0.05)
    except ProcessLookupError:
        pass
