"""The backend's ingest beside nginx storing the same requests with DAV PUT: `python -m bench.ingest`.

Both take the same fragments (150 KiB of picture and 8 KiB of sound, in turns) from the same client in the same run, on the same disk.
nginx writes a file and renames it; it neither syncs, nor hashes, nor looks at what it gets. Then it is looked for how many live
recordings (three tracks, two fragments a second each) the backend acknowledges within 250 ms in 99 of 100 cases.
"""

from __future__ import annotations

import argparse
import os
import pwd
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import httpx

from bench.ingest_load import Bodies, Burst, Target, burst, paced, request_of
from bench.machine import Others, busy_s, thread_cpu, usage, wait_for_calm
from bench.report import table
from lookhear.protocol.tracks import TrackKind
from tests.fakes.bodies import init_of
from tests.tools.serving import ServedBackend

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DISPLAY, MIC, SYSTEM = "display:1", "mic:default", "system_audio:default"
EVERY_S: Final = 0.5
LIMIT_S: Final = 0.250
_CALM_CORES: Final = 0.3
_NGINX: Final = """
daemon off; {user}worker_processes auto; pid {folder}/nginx.pid; error_log stderr warn;
events {{ worker_connections 1024; }}
http {{
  access_log off; client_max_body_size 16m; client_body_temp_path {folder}/body; keepalive_requests 1000000;
  proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}/files; location / {{ dav_methods PUT; create_full_put_path on; }} }}
}}
"""


class Nginx:
    """nginx with a configuration, a folder and a port of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        (folder / "files").mkdir(parents=True)
        config = folder / "nginx.conf"
        user = f"user {pwd.getpwuid(0).pw_name}; " if os.getuid() == 0 else ""  # else its workers could not write here
        config.write_text(_NGINX.format(folder=folder, port=self.port, user=user), "utf-8")
        self._child = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(config)])
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)

    @property
    def pid(self) -> int:
        """Its master process."""
        return self._child.pid

    def targets(self, count: int) -> list[tuple[Target, Target]]:
        """A picture and a sound for each connection, in folders of their own."""
        run = time.monotonic_ns()
        return [
            (self._target(TrackKind.DISPLAY, f"{run}-v{index}"), self._target(TrackKind.MIC, f"{run}-a{index}")) for index in range(count)
        ]

    def stop(self) -> None:
        """End it by its process id."""
        self._child.terminate()
        self._child.wait()

    @staticmethod
    def _target(kind: TrackKind, name: str) -> Target:
        return Target(kind, lambda seq: f"/{name}/{seq}", "ig-a-token-of-the-usual-length-000000000000000000")


class Lookhear:
    """`lookhear serve` on a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._backend = ServedBackend(folder / "data")
        self._backend.start()
        self.port = httpx.URL(self._backend.url).port or 0

    @property
    def pid(self) -> int:
        """Its process."""
        return self._backend.pid

    def targets(self, count: int) -> list[tuple[Target, Target]]:
        """A picture and a sound for each connection, each of a session of its own."""
        return [(targets[0], targets[1]) for targets in (self.recording(DISPLAY, MIC) for _ in range(count))]

    def recording(self, *channels: str) -> list[Target]:
        """A session that a recorder has begun, with its inits."""
        begun = self._backend.begin(*channels)
        targets = []
        with httpx.Client(base_url=self._backend.url) as client:
            for channel in channels:
                kind = TrackKind(channel.partition(":")[0])
                body = init_of(kind)
                client.put(begun.init(channel), content=body.data, headers=begun.headers(body, channel)).raise_for_status()
                path = f"/ingest/v1/streams/{begun.streams[channel]}/fragments"
                targets.append(Target(kind, _numbered(path), begun.grant))
        return targets

    def stop(self) -> None:
        """End it in order."""
        self._backend.stop()


def _numbered(path: str) -> Callable[[int], str]:
    return lambda seq: f"{path}/{seq}?init=1"


@dataclass(frozen=True, slots=True)
class Measured:
    """One burst on one server."""

    per_s: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float  # of the server, per fragment
    others_cores: float


def measure(server: Nginx | Lookhear, bodies: Bodies, *, connections: int, fragments: int) -> Measured:
    """Send fragments over so many connections, picture and sound in turns."""
    each = 2 + max(2, fragments // connections)
    work = [[request_of(bodies, pair[number % 2], number // 2 + 1) for number in range(each)] for pair in server.targets(connections)]
    burst(server.port, [requests[:2] for requests in work])  # the beginning of a track is not what it costs
    others, before = Others(os.getpid()), usage(server.pid).cpu_s
    done = burst(server.port, [requests[2:] for requests in work])
    return _measured(done, cpu_s=usage(server.pid).cpu_s - before, others_cores=others.cores())


def _measured(done: Burst, *, cpu_s: float, others_cores: float) -> Measured:
    count = len(done.took_s)
    p50, p99 = percentile(done.took_s, 0.5), percentile(done.took_s, 0.99)
    return Measured(count / done.wall_s, 1000 * p50, 1000 * p99, 1000 * cpu_s / count, others_cores)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which such a share of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def beside(nginx: Nginx, ours: Lookhear, bodies: Bodies, *, rounds: int, fragments: int, patience_s: float) -> str:
    """A table of both servers at several numbers of connections; medians over rounds that take turns."""
    rows = []
    for connections in (1, 4, 16, 64):
        found: dict[str, list[Measured]] = {"nginx": [], "lookhear": []}
        for _ in range(rounds):
            wait_for_calm(limit_cores=_CALM_CORES, patience_s=patience_s)
            for name, server in (("nginx", nginx), ("lookhear", ours)):
                found[name].append(measure(server, bodies, connections=connections, fragments=fragments))
        medians = {name: _medians(runs) for name, runs in found.items()}
        peer, own = medians["nginx"], medians["lookhear"]
        rows += [
            [
                str(connections),
                name,
                f"{run.per_s:.0f}",
                f"{run.p50_ms:.1f}",
                f"{run.p99_ms:.1f}",
                f"{run.cpu_ms:.2f}",
                f"{run.others_cores:.2f}",
            ]
            for name, run in medians.items()
        ]
        ratios = [getattr(own, name) / max(getattr(peer, name), 0.01) for name in ("per_s", "p50_ms", "p99_ms", "cpu_ms")]
        rows.append(["", "of nginx", *(f"{ratio:.2f} ×" for ratio in ratios), ""])
    return table(["connections", "server", "fragments/s", "p50 ms", "p99 ms", "server CPU ms per fragment", "others' cores"], rows)


def _medians(runs: Sequence[Measured]) -> Measured:
    return Measured(*(statistics.median(getattr(run, name) for run in runs) for name in Measured.__slots__))


@dataclass(frozen=True, slots=True)
class Level:
    """So many live recordings for a while. Cores are of the server, its busiest thread, the client and everybody else."""

    recordings: int
    p50_ms: float
    p99_ms: float
    server_cores: float
    busiest: str
    client_cores: float
    others_cores: float
    machine_cores: float


def live(ours: Lookhear, bodies: Bodies, *, recordings: int, seconds: float) -> Level:
    """Pretend that many live recordings."""
    count = int(seconds / EVERY_S)
    targets = [target for _ in range(recordings) for target in ours.recording(DISPLAY, MIC, SYSTEM)]
    work = [[request_of(bodies, target, seq) for seq in range(1, count + 1)] for target in targets]
    threads, cpu, own, busy, began = thread_cpu(ours.pid), usage(ours.pid).cpu_s, time.process_time(), busy_s(), time.perf_counter()
    others = Others(os.getpid())
    took = paced(ours.port, work, every_s=EVERY_S)
    wall = time.perf_counter() - began
    spent = {key: seconds - threads.get(key, 0.0) for key, seconds in thread_cpu(ours.pid).items()}
    (_, name), most = max(spent.items(), key=lambda item: item[1])
    return Level(
        recordings=recordings,
        p50_ms=1000 * percentile(took, 0.5),
        p99_ms=1000 * percentile(took, 0.99),
        server_cores=(usage(ours.pid).cpu_s - cpu) / wall,
        busiest=f"{name} {most / wall:.2f}",
        client_cores=(time.process_time() - own) / wall,
        others_cores=others.cores(),
        machine_cores=(busy_s() - busy) / wall,
    )


def largest(ours: Lookhear, bodies: Bodies, *, seconds: float, patience_s: float) -> list[Level]:
    """Levels up to one too many, doubling first, then halving the distance."""
    levels: list[Level] = []
    good, bad, step = 0, 0, 8
    while bad - good != 1 and len(levels) < 9:
        recordings = step if not bad else (good + bad) // 2
        wait_for_calm(limit_cores=_CALM_CORES, patience_s=patience_s)
        level = live(ours, bodies, recordings=recordings, seconds=seconds)
        levels.append(level)
        if level.p99_ms < 1000 * LIMIT_S:
            good, step = recordings, recordings * 2
        else:
            bad = recordings
        if bad and bad - good <= max(2, good // 16):
            break
    return sorted(levels, key=lambda level: level.recordings)


def levels_table(levels: Sequence[Level]) -> str:
    """The levels, with what each took."""
    header = [
        "recordings",
        "p50 ms",
        "p99 ms",
        "server cores",
        "% of a core each",
        "busiest thread",
        "client cores",
        "others' cores",
        "machine cores",
    ]
    return table(
        header,
        [
            [
                str(level.recordings),
                f"{level.p50_ms:.0f}",
                f"{level.p99_ms:.0f}",
                f"{level.server_cores:.2f}",
                f"{100 * level.server_cores / level.recordings:.1f}",
                level.busiest,
                f"{level.client_cores:.2f}",
                f"{level.others_cores:.2f}",
                f"{level.machine_cores:.2f}",
            ]
            for level in levels
        ],
    )


def main() -> None:
    """Measure, and print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--fragments", type=int, default=400)
    options.add_argument("--live-seconds", type=float, default=8.0)
    options.add_argument("--patience", type=float, default=20.0, help="seconds to wait for others to be idle before each measurement")
    options.add_argument("--folder", type=Path, help="where both write (default: a temporary folder)")
    options.add_argument("--only", choices=["beside", "live"])
    args = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="lookhear-ingest-", dir=args.folder))
    bodies = Bodies()
    ours = Lookhear(folder)
    nginx = Nginx(folder / "nginx")
    try:
        measure(ours, bodies, connections=4, fragments=80)  # what is imported and compiled on first use
        if args.only != "live":
            print(
                beside(nginx, ours, bodies, rounds=args.rounds, fragments=args.fragments, patience_s=args.patience), end="\n\n", flush=True
            )
        if args.only != "beside":
            levels = largest(ours, bodies, seconds=args.live_seconds, patience_s=args.patience)
            print(levels_table(levels))
            best = max((level for level in levels if level.p99_ms < 1000 * LIMIT_S), key=lambda level: level.recordings, default=None)
            print(
                f"\nMost live recordings with p99 < {1000 * LIMIT_S:.0f} ms: {best.recordings if best else 0}, on {os.cpu_count()} cores."
            )
    finally:
        nginx.stop()
        ours.stop()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
