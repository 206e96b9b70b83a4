"""How long a state change takes to a WebSocket and to a webhook, with a thousand sockets open; beside a bare echo in the same run.

    .venv/bin/python -m bench.delivery [--sockets 1000] [--sessions 60] [--at-once 3] [--every 0.15] [--patience 60]

The real `lookhear serve` has a thousand sockets open. Sessions live through REST and real ingest, some at once: created, started, their
first fragment, stopped, complete. Each change is caused at its time whether or not the one before has arrived anywhere. Counted is from
right before the request that causes it is written to its message at the client of one socket, and to the whole body at a receiver of
webhooks. The echo is another process with as many sockets: a message of the same size there and back, at the same pace.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import httpx
from websockets.asyncio.client import ClientConnection, connect

from bench.machine import Others, cpu_of, rss_bytes, wait_for_calm
from bench.report import table
from lookhear.protocol.digests import content_digest
from lookhear.protocol.ids import new_recording_id
from lookhear.protocol.tracks import TrackKind
from tests.fakes.bodies import fragment_of, init_of
from tests.tools.receiver import Receiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.fakes.bodies import Body

API_KEY: Final = "sk-of-a-measurement-0123456789"
GOALS_MS: Final = {"WebSocket": 100, "webhook": 200}
_OPEN_PER_S: Final = 60
_MESSAGE_BYTES: Final = 450
_NS_PER_MS: Final = 1_000_000
_MB: Final = 1_000_000
_SETTLE_S: Final = 3.0
_FRAGMENT_BYTES: Final = 150 << 10
_CHANGES: Final = 5  # of one session


@dataclass(slots=True)
class Arrivals:
    """When something was caused, and when it was there: wall time in ns, by session and event. Owned by the event loop."""

    caused: dict[tuple[str, str], int] = field(default_factory=dict)
    answered: dict[tuple[str, str], int] = field(default_factory=dict)
    at_socket: dict[tuple[str, str], int] = field(default_factory=dict)
    at_receiver: dict[tuple[str, str], int] = field(default_factory=dict)

    def took_ms(self, arrived: dict[tuple[str, str], int], event: str | None = None) -> list[float]:
        """Milliseconds from cause to arrival, of one event or all. Raises RuntimeError when something never came."""
        wanted = [key for key in self.caused if event in {None, key[1]}]
        missing = [key for key in wanted if key not in arrived]
        if missing:
            raise RuntimeError(f"{len(missing)} of {len(wanted)} never came, such as {missing[0]}")
        return [(arrived[key] - self.caused[key]) / _NS_PER_MS for key in wanted]


class Backend:
    """`lookhear serve` on a folder of its own, which may send webhooks to this machine."""

    def __init__(self, folder: Path) -> None:
        argv = [sys.executable, "-m", "lookhear", "serve", "--port", "0", "--data-dir", str(folder / "data"), "--json"]
        argv += ["--webhook-allow", "127.0.0.1/32", "--rate-limit", "0"]
        env = {**os.environ, "LOOKHEAR_HOME": str(folder / "home"), "LOOKHEAR_API_KEY": API_KEY}
        self._child = subprocess.Popen(argv, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        assert self._child.stdout is not None  # noqa: S101 - for the type checker
        self.url = str(json.loads(self._child.stdout.readline())["url"])
        self.pid = self._child.pid

    def stop(self) -> None:
        """End it by its process id."""
        self._child.terminate()
        self._child.wait()


@contextmanager
def echo_server() -> Iterator[str]:
    """The bare echo: its URL."""
    child = subprocess.Popen([sys.executable, "-m", "bench.delivery_echo"], stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None  # noqa: S101 - for the type checker
        yield f"ws://127.0.0.1:{child.stdout.readline().strip()}"
    finally:
        child.terminate()
        child.wait()


async def opened(stack: AsyncExitStack, url: str) -> ClientConnection:
    """One client; it neither pings nor compresses."""
    client = connect(url, compression=None, ping_interval=None, max_queue=None, proxy=None, open_timeout=60)
    return await stack.enter_async_context(client)


async def echoes_ms(stack: AsyncExitStack, url: str, *, sockets: int, count: int, every_s: float) -> list[float]:
    """There and back over sockets chosen at random, of as many as are open."""
    clients = [await opened(stack, url) for _ in range(sockets)]
    message, took = "x" * _MESSAGE_BYTES, []
    for _ in range(count):
        client = random.choice(clients)  # noqa: S311 - no secret
        began = time.perf_counter()
        await client.send(message)
        await client.recv()
        took.append(1000 * (time.perf_counter() - began))
        await asyncio.sleep(every_s)
    return took


class Scene:
    """Sessions that come and go on a backend with many sockets."""

    def __init__(self, backend: Backend, api: httpx.AsyncClient, receiver: Receiver) -> None:
        self._backend = backend
        self._api = api
        self._receiver = receiver
        self._tasks: list[asyncio.Task[None]] = []
        self.arrivals = Arrivals()
        self.connections: list[str] = []

    async def open(self, stack: AsyncExitStack, count: int) -> None:
        """Open so many sockets, one after the other."""
        for _ in range(count):
            began = time.monotonic()
            told = (await self._api.get("/collection/default/websocket")).raise_for_status().json()["data"]
            client = await opened(stack, told["websocket_url"])
            self.connections.append(json.loads(await client.recv())["connection_id"])
            self._tasks.append(asyncio.create_task(self._listen(client)))
            await asyncio.sleep(max(0.0, began + 1 / _OPEN_PER_S - time.monotonic()))

    async def sessions(self, count: int, *, every_s: float) -> None:
        """Sessions one after the other, each through its whole life."""
        for _ in range(count):
            await self._session(every_s)

    async def close(self) -> None:
        """Note what the receiver has, and listen no more."""
        for request in self._receiver.wait_for(lambda _: True):
            body = json.loads(request.body)
            self.arrivals.at_receiver.setdefault((body["capture_session_id"], body["event"]), request.at_ns)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _listen(self, client: ClientConnection) -> None:
        async for text in client:
            now = time.time_ns()
            message = json.loads(text)
            self.arrivals.at_socket.setdefault((message["capture_session_id"], message["event"]), now)

    async def _session(self, every_s: float) -> None:
        wanted = {
            "end_user_id": "somebody",
            "callback_url": f"{self._receiver.url}/hook",
            "ws_connection_id": random.choice(self.connections),  # noqa: S311 - no secret
        }
        created = await self._cause(None, "created", path="/collection/default/capture/session", json=wanted)
        session_id = created["session_id"]
        channel = {"channel_id": "display:1", "store": False}
        start = {
            "session_id": session_id,
            "recording_id": new_recording_id(),
            "clock_wall_origin_ns": time.time_ns(),
            "channels": [channel],
        }
        await asyncio.sleep(every_s)
        begun = await self._cause(session_id, "starting", path="/capture/session/start", json=start)
        stream, grant = begun["ingest"]["streams"][0]["stream_id"], begun["ingest"]["grant"]
        ingest = f"/ingest/v1/streams/{stream}"
        await self._put(f"{ingest}/init/1", init_of(TrackKind.DISPLAY), grant)
        fragment = fragment_of(TrackKind.DISPLAY, 1, size_bytes=_FRAGMENT_BYTES)
        await asyncio.sleep(every_s)
        caused = time.time_ns()
        await self._put(f"{ingest}/fragments/1?init=1", fragment, grant)
        self._note(session_id, "active", caused)
        await asyncio.sleep(every_s)
        await self._cause(session_id, "stopping", path=f"/capture/session/{session_id}/stop")
        await asyncio.sleep(every_s)
        headers = {"x-access-token": grant}
        await self._cause(session_id, "stopped", path=f"{ingest}/complete", json={"last_seq": 1}, headers=headers)
        await asyncio.sleep(every_s)

    async def _cause(self, session_id: str | None, state: str, *, path: str, **request: Any) -> Any:  # noqa: ANN401 - JSON
        caused = time.time_ns()
        answer = (await self._api.post(path, **request)).raise_for_status().json()
        told = answer.get("data", answer)
        self._note(session_id or told["session_id"], state, caused)
        return told

    def _note(self, session_id: str, state: str, caused_ns: int) -> None:
        key = (session_id, f"capture_session.{state}")
        self.arrivals.caused[key], self.arrivals.answered[key] = caused_ns, time.time_ns()

    async def _put(self, path: str, body: Body, grant: str) -> None:
        headers = {"x-access-token": grant, "Content-Type": TrackKind.DISPLAY.content_type, "Content-Digest": content_digest(body.sha256)}
        (await self._api.put(path, content=body.data, headers=headers)).raise_for_status()


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What the backend's process used: memory without and with the sockets, CPU seconds and wall seconds of the sessions."""

    before_bytes: int
    open_bytes: int
    cpu_s: float
    wall_s: float
    others_cores: float


async def measured(args: argparse.Namespace, backend: Backend, receiver: Receiver) -> tuple[Arrivals, Costs]:
    """Let sessions live while the sockets are open."""
    limits = httpx.Limits(max_connections=32)
    async with (
        httpx.AsyncClient(base_url=backend.url, headers={"x-access-token": API_KEY}, trust_env=False, timeout=60, limits=limits) as api,
        AsyncExitStack() as stack,
    ):
        scene = Scene(backend, api, receiver)
        (await api.get("/readyz")).raise_for_status()
        before = rss_bytes(backend.pid)
        await scene.open(stack, args.sockets)
        await scene.sessions(1, every_s=args.every)  # the first one finds a program that has not loaded all it needs
        await asyncio.sleep(_SETTLE_S)
        scene.arrivals.caused.clear()
        open_bytes, others, cpu_s, began = rss_bytes(backend.pid), Others(os.getpid()), cpu_of(backend.pid), time.monotonic()
        each = max(1, args.sessions // args.at_once)
        await asyncio.gather(*(scene.sessions(each, every_s=args.every) for _ in range(args.at_once)))
        wall_s = time.monotonic() - began
        await asyncio.sleep(_SETTLE_S)
        costs = Costs(
            before_bytes=before,
            open_bytes=open_bytes,
            cpu_s=cpu_of(backend.pid) - cpu_s,
            wall_s=wall_s,
            others_cores=others.cores(),
        )
        await scene.close()
        return scene.arrivals, costs


def row(name: str, took_ms: Iterable[float]) -> list[str]:
    """Percentiles of one kind, with the verdict where there is a goal."""
    ordered = sorted(took_ms)
    p50, p95 = (ordered[min(len(ordered) - 1, round(share * len(ordered)))] for share in (0.5, 0.95))
    goal = next((limit for key, limit in GOALS_MS.items() if name == f"any change → {key}"), None)
    verdict = "" if goal is None else f"p95 ≤ {goal}: {'reached' if p95 <= goal else 'missed'}"
    return [name, str(len(ordered)), f"{p50:.1f}", f"{p95:.1f}", f"{ordered[-1]:.1f}", verdict]


def report(arrivals: Arrivals, *, echo_ms: list[float], costs: Costs, sockets: int) -> str:
    """Two tables for docs/performance.md."""
    rows = [
        row("bare `websockets` echo, there and back", echo_ms),
        row("any change → the answer to who caused it", arrivals.took_ms(arrivals.answered)),
    ]
    for name, arrived in (("WebSocket", arrivals.at_socket), ("webhook", arrivals.at_receiver)):
        rows.append(row(f"any change → {name}", arrivals.took_ms(arrived)))
        events = dict.fromkeys(event for _, event in arrivals.caused)
        rows += [row(f"{event.partition('.')[2]} → {name}", arrivals.took_ms(arrived, event)) for event in events]
    used = [
        f"{costs.before_bytes / _MB:.0f}",
        f"{costs.open_bytes / _MB:.0f}",
        f"{(costs.open_bytes - costs.before_bytes) / 1024 / max(1, sockets):.0f}",
        f"{1000 * costs.cpu_s / max(1, len(arrivals.caused)):.0f}",
        f"{costs.others_cores:.2f}",
    ]
    header = ["backend MB, no socket", f"with {sockets}", "KiB a socket", "backend CPU ms a change", "others' cores"]
    return f"{table(['what', 'times', 'p50 ms', 'p95 ms', 'max ms', 'goal'], rows)}\n\n{table(header, [used])}"


async def run(args: argparse.Namespace) -> None:
    """Measure and print."""
    print(f"others use {wait_for_calm(limit_cores=0.3, patience_s=args.patience):.2f} cores", file=sys.stderr)
    with echo_server() as url:
        async with AsyncExitStack() as stack:
            count = args.sessions * _CHANGES
            echo_ms = await echoes_ms(stack, url, sockets=args.sockets, count=count, every_s=args.every / args.at_once)
    with tempfile.TemporaryDirectory() as folder, Receiver() as receiver:
        backend = Backend(Path(folder))
        try:
            arrivals, costs = await measured(args, backend, receiver)
        finally:
            backend.stop()
    print(report(arrivals, echo_ms=echo_ms, costs=costs, sockets=args.sockets))


def main() -> None:
    """Read the arguments, and let this process have as many sockets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sockets", type=int, default=1000)
    parser.add_argument("--sessions", type=int, default=60)
    parser.add_argument("--at-once", type=int, default=3)
    parser.add_argument("--every", type=float, default=0.15, metavar="S", help="seconds between two changes of a session")
    parser.add_argument("--patience", type=float, default=60.0, metavar="S", help="how long to wait for a calm machine")
    args = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(run(args))


if __name__ == "__main__":
    main()
