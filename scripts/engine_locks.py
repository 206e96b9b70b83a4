"""The lock of each engine that is installed beside the program: exact versions with hashes, and nothing that the program itself brings.

python scripts/engine_locks.py UV       with the uv to ask; `make lock` does it behind the locks of the program
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

from lookhear.understanding.packages.catalogue import LOCKS, PACKAGES

ROOT: Final = Path(__file__).resolve().parents[1]
_NAME: Final = re.compile(r"^([A-Za-z0-9._-]+)==")
_HEAD: Final = "# Written by `make lock`: what the engine {engine} needs beside the program itself.\n"
_COMMON: Final = (
    "--universal --no-emit-index-url --no-emit-find-links --no-config --exclude-newer 14.days --no-header --quiet --python-version 3.11"
)


def compiled(uv: str, source: str, *options: str, given: str | None = None) -> str:
    """What uv makes of requirements, by the versions of the program's own lock."""
    common = [option.replace("14.days", "14 days") for option in _COMMON.split()]
    argv = [uv, "pip", "compile", source, *common, "--constraint", "requirements.lock", *options]
    return subprocess.run(argv, cwd=ROOT, input=given, capture_output=True, text=True, check=True).stdout  # noqa: S603 - uv


def blocks(lock: str) -> dict[str, str]:
    """The lines of each package, by its name."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in lock.splitlines(keepends=True):
        if match := _NAME.match(line):
            name = match[1]
        if name:
            found.setdefault(name, []).append(line)
    return {name: "".join(lines) for name, lines in found.items()}


def main() -> int:
    """Write them all."""
    uv = sys.argv[1]
    brought = blocks(compiled(uv, "pyproject.toml", "--no-annotate"))
    for engine, package in PACKAGES.items():
        alone = [] if package.has_dependencies else ["--no-deps"]
        lock = compiled(uv, "-", "--generate-hashes", "--no-annotate", *alone, given="\n".join(package.requirements))
        wanted = [text for name, text in blocks(lock).items() if name not in brought]
        (LOCKS / f"{engine}.txt").write_text(_HEAD.format(engine=engine) + "".join(wanted), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
