"""What importing the capture client costs, and how soon it lists channels: beside a bare interpreter and beside the official client.

    .venv/bin/python -m bench.sdk [--rounds 10] [--patience 20]

Each figure is of a fresh process on a virtual desktop with one display, a microphone and system audio; the rounds go through all rows in
turn, so that a busy minute meets everybody. Both clients drive the same engine, ours: the official one finds it through the package it
looks for. The first `list_channels()` starts the engine; the second finds it running.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

from bench.machine import Others, wait_for_calm
from bench.report import table
from bench.rig import Rig

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MS: Final = 1000.0
_IMPORTS: Final = {
    "`pass`": "pass",
    "`import asyncio`, which every client needs": "import asyncio",
    "`import lookhear.capture`": "import lookhear.capture",
    "`import lookhear`, `lookhear.connect`": "import lookhear; lookhear.connect",
    "`import videodb.capture`, official": "import videodb.capture",
}
_CLIENTS: Final = {"lookhear": "lookhear.capture", "official 0.5.1": "videodb.capture"}
_STEPS: Final = ("first list_channels()", "second list_channels()", "shutdown()")
_LISTS: Final = """
import asyncio, json, sys, time
from {module} import CaptureClient

async def main():
    client, marks = CaptureClient(client_token="st-of-a-measurement"), [time.perf_counter()]
    for ask in (client.list_channels, client.list_channels, client.shutdown):
        answer = await ask()
        marks.append(time.perf_counter())
        if answer is not None:
            assert answer.displays and answer.mics and answer.system_audio, answer
    print(json.dumps([after - before for before, after in zip(marks, marks[1:])]))

asyncio.run(main())
"""


def environment(rig: Rig) -> dict[str, str]:
    """Where both clients find our engine, and no backend."""
    packages = rig.folder / "packages"
    packages.mkdir()
    binary = packages / "capture"
    binary.write_text(f"#!/bin/sh\nexec {shlex.join([sys.executable, '-m', 'lookhear', 'engine'])}\n", "utf-8")
    binary.chmod(0o755)
    (packages / "videodb_capture_bin.py").write_text(f"def get_binary_path():\n    return {os.fspath(binary)!r}\n", "utf-8")
    return {**rig.env(rig.fresh_home()), "PYTHONPATH": os.fspath(packages), "VIDEO_DB_API": "http://127.0.0.1:9"}


def timed(program: str, env: Mapping[str, str], folder: Path) -> tuple[float, str]:
    """Seconds that a fresh interpreter takes for a program, and what it prints."""
    before = time.perf_counter()
    result = subprocess.run([sys.executable, "-c", program], env=dict(env), cwd=folder, capture_output=True, text=True, check=True)
    return time.perf_counter() - before, result.stdout


def measure(rig: Rig, *, rounds: int) -> tuple[dict[str, list[float]], dict[str, list[list[float]]]]:
    """Seconds of each import, and those of each client's steps."""
    env = environment(rig)
    imports: dict[str, list[float]] = {name: [] for name in _IMPORTS}
    steps: dict[str, list[list[float]]] = {name: [] for name in _CLIENTS}
    for number in range(rounds + 1):
        for name, program in _IMPORTS.items():
            seconds, _ = timed(program, env, rig.folder)
            if number:  # the first round only fills the caches of files and byte code
                imports[name].append(seconds)
        for name, module in _CLIENTS.items():
            _, printed = timed(_LISTS.format(module=module), env, rig.folder)
            if number:
                steps[name].append(json.loads(printed))
    return imports, steps


def imports_table(imports: Mapping[str, list[float]]) -> str:
    """A row for each import."""
    bare = statistics.median(imports["`pass`"])
    rows = [
        [name, f"{min(times) * _MS:.0f}", f"{statistics.median(times) * _MS:.0f}", f"{(statistics.median(times) - bare) * _MS:.0f}"]
        for name, times in imports.items()
    ]
    return table(["a fresh interpreter", "least ms", "median ms", "beyond `pass`, ms"], rows)


def steps_table(steps: Mapping[str, list[list[float]]]) -> str:
    """A row for each client and step."""
    rows = []
    for place, step in enumerate(_STEPS):
        for name, runs in steps.items():
            times = [run[place] for run in runs]
            rows.append([step, name, f"{min(times) * _MS:.0f}", f"{statistics.median(times) * _MS:.0f}", f"{max(times) * _MS:.0f}"])
    return table(["step", "client", "least ms", "median ms", "most ms"], rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the imports and the first answers of capture clients.")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--patience", type=float, default=20.0, metavar="S", help="how long to wait for a calm machine")
    given = parser.parse_args()
    with Rig() as rig:
        wait_for_calm(limit_cores=0.3, patience_s=given.patience)
        others = Others(os.getpid())
        imports, steps = measure(rig, rounds=given.rounds)
        print(imports_table(imports), steps_table(steps), f"others used {others.cores():.2f} cores", sep="\n\n")


if __name__ == "__main__":
    main()
