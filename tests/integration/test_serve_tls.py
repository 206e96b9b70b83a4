"""`lookhear serve` with a certificate: it speaks TLS and nothing else, and its links say so."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.tools.certificates import make_certificate
from tests.tools.program import end

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = "sk-test-key-of-this-backend"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, ssl.SSLContext]]:
    """Its URL, and who trusts it."""
    cert, key = make_certificate(tmp_path, "capture.example")
    argv = ["serve", "--port", "0", "--host", "0.0.0.0", "--data-dir", str(tmp_path / "data"), "--json"]  # noqa: S104 - others are the point
    env = {**os.environ, "LOOKHEAR_API_KEY": KEY}
    command = [sys.executable, "-m", "lookhear", *argv, "--tls-cert", str(cert), "--tls-key", str(key)]
    child = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        yield json.loads(child.stdout.readline())["url"], ssl.create_default_context(cafile=str(cert))
        child.terminate()
        assert child.wait(20) == 0
    finally:
        end(child)


def test_links_are_https_and_sockets_wss(served: tuple[str, ssl.SSLContext], tmp_path: Path) -> None:
    url, trusting = served
    assert url.startswith("https://127.0.0.1:")
    assert json.loads((tmp_path / "data" / "backend.json").read_text())["url"] == url
    with httpx.Client(base_url=url, headers={"x-access-token": KEY}, verify=trusting, trust_env=False) as client:
        session = client.post("/collection/default/capture/session", json={"end_user_id": "u"}).raise_for_status().json()["data"]
        begun = client.post("/capture/session/start", json={"session_id": session["session_id"], "channels": [{"channel_id": "display:1"}]})
        socket = client.get("/collection/default/websocket").raise_for_status().json()["data"]["websocket_url"]
    begun.raise_for_status()
    assert begun.json()["data"]["player_url"].startswith(f"{url}/watch?v=")
    assert socket.startswith(f"wss{url.removeprefix('https')}/ws/")


def test_plain_http_gets_no_answer(served: tuple[str, ssl.SSLContext]) -> None:
    url, _ = served
    with pytest.raises(httpx.HTTPError):
        httpx.get(f"http{url.removeprefix('https')}/healthz", trust_env=False)
