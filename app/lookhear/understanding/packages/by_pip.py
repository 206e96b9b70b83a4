"""Installs an engine with this Python's pip: exact versions with hashes, into a folder, and from wherever pip is told to look."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections import deque
from typing import TYPE_CHECKING, Final

from lookhear.errors import DiskFull, FetchFailed, InstallFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_OPTIONS: Final = ("--no-deps", "--require-hashes", "--no-input", "--disable-pip-version-check", "--progress-bar", "off", "--no-color")
_PINNED: Final = re.compile(r"^[A-Za-z0-9._-]+==", re.MULTILINE)
_KEPT_LINES: Final = 60
_INSTALLING: Final = 0.9  # of the bar, when everything is fetched
_WAIT_S: Final = 10.0
_FULL: Final = re.compile(r"No space left|disk quota|not enough space", re.IGNORECASE)
_NO_NETWORK: Final = re.compile(r"Connection|name resolution|getaddrinfo|Retrying|timed out|is unreachable|No route|ProxyError|SSLError")
_OTHER_BYTES: Final = re.compile(r"DO NOT MATCH THE HASHES")


def has_pip() -> bool:
    """Whether this Python has a pip: a packed program has none."""
    return importlib.util.find_spec("pip") is not None


def install(lock: Path, into: Path, *, python: str = sys.executable, progress: Callable[[float], None] = lambda _: None) -> None:
    """Put what a lock names into a folder; ``progress`` hears fractions. Raises DiskFull, FetchFailed, InstallFailed."""
    argv = [python, "-m", "pip", "install", *_OPTIONS, "--target", str(into), "--requirement", str(lock)]
    wanted = max(1, len(_PINNED.findall(lock.read_text("utf-8"))))
    said: deque[str] = deque(maxlen=_KEPT_LINES)
    begun = 0
    process = subprocess.Popen(  # noqa: S603 - this Python's own pip
        argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    )
    try:
        for line in process.stdout or ():
            said.append(line)
            if line.startswith("Collecting "):
                begun += 1
                progress(_INSTALLING * min(begun, wanted) / wanted)
        code = process.wait()
    finally:
        _end(process)
    if code:
        raise failure_of(said)
    progress(1.0)


def failure_of(said: Sequence[str]) -> DiskFull | InstallFailed:
    """What pip's last lines come to, in a sentence of our own."""
    text = "".join(said)
    if _FULL.search(text):
        return DiskFull("The disk is full.", hint="Free some space and try again; nothing half was left.")
    if _OTHER_BYTES.search(text):
        return InstallFailed("What pip was given is not what this version of Lookhear was tested with.", hint="Update Lookhear.")
    if _NO_NETWORK.search(text):
        return FetchFailed("pip cannot reach the packages.", hint="Check the network, or pip's own settings for an index or a proxy.")
    if "No matching distribution" in text:
        return InstallFailed("Nobody has this engine for this system and this Python.", hint="`lookhear engines` lists others.")
    last = next((line.strip() for line in reversed(said) if line.startswith("ERROR")), "it did not say why")
    return InstallFailed(f"pip could not install it ({last.removeprefix('ERROR: ')}).", hint="Try again, or install it by hand.")


def _end(process: subprocess.Popen[str]) -> None:
    """Whatever happened, it is gone, and with it what it started."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_WAIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdout is not None:
        process.stdout.close()
