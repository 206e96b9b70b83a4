"""Looks at a capture backend from outside: over HTTP alone, with the links and the key it gave."""

from __future__ import annotations

import contextlib
import hashlib
import json
import signal
import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx

from demo.process import wait_until
from lookhear.protocol.discovery import DISCOVERY_FILE, Discovery
from lookhear.recorder.spool.binding import read_binding
from lookhear.recorder.spool.log import read_journal
from lookhear.recorder.spool.rows import FragmentRow, InitRow

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lookhear.protocol.ingest import StreamDescriptor
    from tests.tools.program import Program


class Backend:
    """A running backend, found by the file in its data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.discovery = wait_until(lambda: discovered(data_dir), what="a backend getting ready")
        self.url = self.discovery.url

    def get(self, path: str, **parameters: str) -> httpx.Response:
        """Ask with its key."""
        headers = {"x-access-token": self.discovery.api_key}
        return httpx.get(self.url + path, params=parameters, headers=headers, timeout=30, trust_env=False)

    def post(self, path: str, body: Mapping[str, object]) -> dict[str, Any]:
        """Ask with its key for something to be done; gives the data of the answer."""
        headers = {"x-access-token": self.discovery.api_key}
        answer = httpx.post(self.url + path, json=body, headers=headers, timeout=30, trust_env=False)
        assert answer.is_success, answer.text
        told: dict[str, Any] = answer.json()
        data: dict[str, Any] = told.get("data", told)
        return data

    def session(self, session_id: str) -> dict[str, Any]:
        """The session object."""
        answer = self.get(f"/collection/default/capture/session/{session_id}")
        assert answer.status_code == 200, answer.text
        data: dict[str, Any] = answer.json()["data"]
        return data

    def wait_for_state(self, session_id: str, state: str) -> None:
        """Wait until the session is so far."""
        wait_until(lambda: self.session(session_id)["status"] == state, what=f"the session being {state}")

    def fragments(self, stream: StreamDescriptor, *, grant: str) -> set[int]:
        """The numbers it has of a track, as it says to who sends."""
        headers = {"x-access-token": grant}
        answer = httpx.get(f"{self.url}/ingest/v1/streams/{stream.stream_id}", headers=headers, timeout=30, trust_env=False)
        assert answer.status_code == 200, answer.text
        return {number for first, last in answer.json()["have"] for number in range(first, last + 1)}

    def played_sha256(self, player_url: str, stream: StreamDescriptor, name: str) -> str | None:
        """What a player gets for a file of a track, hashed; None when it gets none."""
        slug = parse_qs(urlsplit(player_url).query)["v"][0]
        answer = httpx.get(f"{self.url}/play/{slug}/{stream.stream_id}/{name}", timeout=30, trust_env=False)
        return hashlib.sha256(answer.content).hexdigest() if answer.status_code == 200 else None


def discovered(data_dir: Path) -> Discovery | None:
    """What a backend says of itself, None as long as it says nothing."""
    with contextlib.suppress(OSError, ValueError):
        return Discovery.parse((data_dir / DISCOVERY_FILE).read_bytes())
    return None


def wait_until_bound(folder: Path) -> None:
    """Wait until a backend has given a recording its place."""

    def is_bound() -> bool:
        binding = read_binding(folder)
        return binding is not None and binding.grant is not None

    wait_until(is_bound, what="the recording being bound")


def sealed_and_played(folder: Path, backend: Backend) -> Iterator[tuple[str, str | None]]:
    """Of every init and fragment in a recording's journal: the hash it was sealed with, and that of what the backend plays."""
    binding = read_binding(folder)
    assert binding is not None
    assert binding.grant is not None
    for row in read_journal(folder).rows:
        if isinstance(row, InitRow | FragmentRow):
            stream = binding.grant.stream_of(str(row.channel))
            assert stream is not None
            name = f"init-{row.init}.mp4" if isinstance(row, InitRow) else f"{row.seq}.m4s"
            yield row.sha256, backend.played_sha256(binding.grant.player_url, stream, name)


def assert_all_is_there(folder: Path, backend: Backend) -> None:
    """Every byte of every channel that the journal promises is what the backend plays."""
    pairs = list(sealed_and_played(folder, backend))
    assert pairs
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


@contextlib.contextmanager
def served(program: Program, env: Mapping[str, str], data_dir: Path, *, port: int = 0) -> Iterator[tuple[Backend, subprocess.Popen[str]]]:
    """A backend of its own folder, as somebody hosts it, and its process."""
    child = program.start(env, "serve", "--data-dir", str(data_dir), "--port", str(port))
    try:
        yield Backend(data_dir), child
    finally:
        child.send_signal(signal.SIGTERM)
        child.communicate(timeout=30)


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def receipt_of(out: str) -> dict[str, Any]:
    """What `record --json` printed."""
    told: dict[str, Any] = json.loads(out)
    return told
