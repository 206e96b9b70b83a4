"""`make bench`: all measurements with short defaults, as the tables of docs/performance.md.

.venv/bin/python -m bench.compare [--seconds 20] [--runs 3] [--minutes 2] [--starts 10] [--export-minutes 60] [--soak MINUTES]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run one measurement after the other, each in a process of its own; gives back the number of those that failed."""
    parser = argparse.ArgumentParser(description="Measure everything.")
    parser.add_argument("--seconds", default="20", help="of each recording that is compared")
    parser.add_argument("--runs", default="3", help="of each tool on each scene")
    parser.add_argument("--minutes", default="2", help="of flash and beep")
    parser.add_argument("--starts", default="10", help="of the program")
    parser.add_argument("--export-minutes", default="60", help="of the synthesised recording that is exported")
    parser.add_argument("--soak", default="0", metavar="MINUTES", help="of watching the memory")
    given = parser.parse_args()
    parts = {
        "CPU": ["-m", "bench.cpu", "--seconds", given.seconds, "--runs", given.runs],
        "Sound and picture": ["-m", "bench.sync", "--minutes", given.minutes],
        "Start, end and memory": ["-m", "bench.startup", "--starts", given.starts, "--soak", given.soak],
        "Export": ["bench/remux.py", "--minutes", given.export_minutes],
        "Handing over": ["-m", "bench.live", "--seconds", given.seconds, "--runs", given.runs],
        "Ingest beside nginx": ["-m", "bench.ingest"],
        "From stop to exported": ["-m", "bench.export_virtual"],
    }
    failed = 0
    for title, arguments in parts.items():
        print(f"\n## {title}\n\n`.venv/bin/python {' '.join(arguments)}`\n", flush=True)
        failed += subprocess.run([sys.executable, *arguments], cwd=os.fspath(_ROOT), check=False).returncode != 0
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
