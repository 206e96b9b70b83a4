"""``make bundle``: freezes the program into dist/lookhear, takes debug sections out of it, and lets it test itself without a Python."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
_ELF: Final = b"\x7fELF"


def main(arguments: list[str] | None = None) -> int:
    """Freeze, strip, test; gives how many parts of the program failed its self-test."""
    parser = argparse.ArgumentParser(prog="python -m installers.bundle", description="Freeze the program into one folder.")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", metavar="FOLDER", help="where its folder is put (default: dist)")
    dist: Path = parser.parse_args(arguments).dist.resolve()
    begin_s = time.monotonic()
    freeze(dist)
    bundle = dist / "lookhear"
    frozen_bytes = size_of(bundle)
    stripped = strip_debug(bundle) if sys.platform == "linux" else 0
    print(f"{bundle}: {count_of(bundle)} files, {_megabytes(size_of(bundle))} MB, in {time.monotonic() - begin_s:.0f} s")
    print(f"{_megabytes(frozen_bytes)} MB before {stripped} files lost what only debuggers read")
    print("its largest files, in MB:", ", ".join(f"{path.name} {_megabytes(path.stat().st_size)}" for path in largest(bundle)))
    return self_test(bundle)


def freeze(dist: Path) -> None:
    """Run build.spec. The same sources give the same bytes: PyInstaller takes its time stamps and its hashes from the environment."""
    env = {"SOURCE_DATE_EPOCH": "1700000000", **os.environ, "PYTHONHASHSEED": "1"}
    options = ["--noconfirm", "--log-level", "WARN", "--distpath", os.fspath(dist), "--workpath", os.fspath(ROOT / "build" / "frozen")]
    subprocess.run([sys.executable, "-m", "PyInstaller", *options, os.fspath(ROOT / "build.spec")], cwd=ROOT, env=env, check=True)  # noqa: S603


def strip_debug(bundle: Path) -> int:
    """Take debug sections out of extension modules and of Python itself; gives how many. Libraries of wheels were patched, and stay."""
    strip = shutil.which("strip")
    if strip is None:
        print("strip is not installed (package binutils): the bundle stays larger than it need be.", file=sys.stderr)
        return 0
    inside = bundle / "_internal"
    modules = [path for path in (*inside.rglob("*.so"), *inside.glob("libpython*")) if _may_be_stripped(path)]
    for path in modules:
        subprocess.run([strip, "--strip-debug", "--strip-unneeded", os.fspath(path)], check=True)  # noqa: S603
    return len(modules)


def _may_be_stripped(path: Path) -> bool:
    if path.is_symlink() or "Qt" in path.parts or any(part.endswith(".libs") for part in path.parts):
        return False
    with path.open("rb") as file:
        return file.read(4) == _ELF


def size_of(folder: Path) -> int:
    """Bytes of all files of a folder, links not counted."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def count_of(folder: Path) -> int:
    """How many files there are in a folder."""
    return sum(path.is_file() for path in folder.rglob("*"))


def _megabytes(size: int) -> int:
    return round(size / 1_000_000)


def largest(folder: Path, count: int = 8) -> list[Path]:
    """The largest files."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(files, key=lambda path: path.stat().st_size, reverse=True)[:count]


def self_test(bundle: Path) -> int:
    """Let it test itself where nothing else can be found; gives how many of its parts failed."""
    env = {"HOME": os.environ.get("HOME", os.sep), "PATH": "/nonexistent", "LANG": "C.UTF-8"}
    return subprocess.run([bundle / "lookhear", "--self-test"], env=env, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    raise SystemExit(main())
