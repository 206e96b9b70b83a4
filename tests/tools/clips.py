"""Files such as people hand over, made by FFmpeg, and a client that hands them over as the SDKs do."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any, Self

import httpx

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.tools.hosted import HostedBackend

PICTURES = ("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25")
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000")
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "50")
AAC = ("-c:a", "aac")


def ffmpeg(*arguments: str) -> None:
    """Run it; it must do what it is told without a complaint."""
    done = subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments], capture_output=True, text=True, timeout=150, check=False)
    assert done.returncode == 0, done.stderr


def made(path: Path, *arguments: str, seconds: float = 4) -> Path:
    """A new file."""
    ffmpeg(*arguments, "-t", str(seconds), str(path))
    return path


def complaints(url: str) -> str:
    """What FFmpeg has to say of something it plays to its end."""
    command = ["ffmpeg", "-v", "warning", "-i", url, "-map", "0", "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=150, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def probed(url: str) -> list[dict[str, str]]:
    """The streams of something that can be played, by what ffprobe says of them."""
    fields = "stream=codec_name,codec_type,width,height,nb_read_frames,duration"
    command = ["ffprobe", "-v", "error", "-count_frames", "-show_entries", fields, "-of", "default=noprint_wrappers=0", url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=150, check=True)
    streams: list[dict[str, str]] = []
    for line in done.stdout.splitlines():
        if line == "[STREAM]":
            streams.append({})
        elif "=" in line and streams:
            name, _, value = line.partition("=")
            streams[-1][name] = value
    return streams


class Client:
    """Asks a backend with its key."""

    def __init__(self, backend: HostedBackend) -> None:
        self.url = backend.url
        self.http = httpx.Client(headers={"x-access-token": backend.key}, timeout=150, trust_env=False)

    def ask(self, method: str, path: str, **request: Any) -> dict[str, Any]:  # noqa: ANN401 - as httpx
        """The whole answer of a request; one that is processed is polled as SDKs do, at once."""
        answer: dict[str, Any] = self.http.request(method, self.url + path, **request).json()
        while answer.get("status") == "processing":
            answer = self.http.get(answer["data"]["output_url"]).json()
        nested: dict[str, Any] = answer.get("response", answer)
        return nested

    def data(self, method: str, path: str, **request: Any) -> Any:  # noqa: ANN401 - it is JSON
        """The data of a request that must succeed."""
        answer = self.ask(method, path, **request)
        assert answer["success"] is True, answer
        return answer["data"]

    def send(self, content: Path | bytes) -> str:
        """Send a file to an address of its own; gives that."""
        url = str(self.data("GET", "/collection/default/upload_url", params={"name": "x"})["upload_url"])
        data = content if isinstance(content, bytes) else content.read_bytes()
        sent = httpx.post(url, files={"file": ("x", data)}, timeout=150, trust_env=False)
        assert sent.status_code == 200, sent.text
        return url

    def upload(self, content: Path | bytes, **told: object) -> dict[str, Any]:
        """Hand a file over; gives the whole answer."""
        body: Mapping[str, object] = {"url": self.send(content), "name": "A file", **told}
        return self.ask("POST", "/collection/default/upload", json=body)

    def taken(self, content: Path | bytes, **told: object) -> dict[str, Any]:
        """Hand a file over that is taken; gives what it became."""
        answer = self.upload(content, **told)
        assert answer["success"] is True, answer
        data: dict[str, Any] = answer["data"]
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.http.close()
