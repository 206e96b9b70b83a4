"""What plays at an address, seen with another program's eyes: nothing but the address itself is needed."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from pathlib import Path

_WITHIN_S = 150


@dataclass(frozen=True, slots=True)
class Played:
    """The kinds of tracks, each once, and the length in seconds; None where the player is not told one, as of what is live."""

    kinds: frozenset[str]
    duration_s: float | None


def played(url: str) -> Played:
    """Open an address with ffprobe. Fails with what it complained of."""
    command = ["ffprobe", "-v", "error", "-show_entries", "stream=codec_type:format=duration", "-of", "json", url]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_WITHIN_S)
    assert done.returncode == 0, f"{url}: {done.stderr}"
    told = json.loads(done.stdout)
    duration = told.get("format", {}).get("duration")
    kinds = frozenset(stream["codec_type"] for stream in told["streams"])
    return Played(kinds, None if duration is None else float(duration))


def page(url: str) -> str:
    """What a browser gets at an address, without any header of ours."""
    answer = httpx.get(url, timeout=_WITHIN_S, trust_env=False)
    assert answer.status_code == 200, f"{url}: {answer.status_code}"
    return answer.text


def downloaded(url: str, file: Path) -> Path:
    """What is at an address, as a file."""
    with httpx.stream("GET", url, timeout=_WITHIN_S, trust_env=False) as answer, file.open("wb") as target:
        assert answer.status_code == 200, f"{url}: {answer.status_code}"
        for part in answer.iter_bytes():
            target.write(part)
    return file
