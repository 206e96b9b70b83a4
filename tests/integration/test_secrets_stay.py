"""No secret is written to a log, however much is logged, and no answer tells one to somebody who did not ask for it."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import httpx
from websockets.sync.client import connect

from tests.fakes.engines import deterministic
from tests.tools.footage import Sender, pictures, sound, wall_ns_ago
from tests.tools.hosted import HostedBackend

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

HOOK_SECRET = "T00F00-a-path-that-is-a-secret"
QUERY_SECRET = "x-signature-0123456789abcdef"
SAID_WRONGLY = "st-said-in-a-field-that-is-no-place-for-it"
TRIES_S = 60.0


def ask(http: httpx.Client, method: str, path: str, body: Mapping[str, object] | None = None) -> dict[str, str]:
    """The data of a call that must succeed."""
    answer = http.request(method, path, json=body)
    assert answer.is_success, answer.text
    found: dict[str, str] = answer.json()["data"]
    return found


def scene(backend: HostedBackend, sender: Sender, http: httpx.Client) -> list[str]:
    """Use everything that has a secret, rightly and wrongly; gives the secrets."""
    footage = [pictures(seconds=2), sound(seconds=2)]
    key = ask(http, "POST", "/key", {"name": "x"})
    token = ask(http, "POST", "/capture/session/token", {})["token"]
    hooked = {"end_user_id": "u", "callback_url": f"{backend.url}/nowhere/{HOOK_SECRET}"}
    ask(http, "POST", "/collection/default/capture/session", hooked)
    signing = ask(http, "GET", "/webhook/secret")["secret"]
    sender.begin(*(each.track for each in footage), wall_origin_ns=wall_ns_ago(30, time.time_ns()))
    for each in footage:
        sender.send(each)
    sender.stop()
    share = ask(http, "POST", "/share", {"target": sender.session_id})
    socket = ask(http, "GET", "/collection/default/websocket")["websocket_url"]
    with connect(socket, proxy=None) as line:
        assert "connection_id" in str(line.recv(timeout=TRIES_S))
    upload = ask(http, "GET", "/collection/default/upload_url")["upload_url"]
    http.post(upload, files={"file": ("x.txt", b"this is no video")})
    http.post("/collection/default/upload", json={"url": f"{backend.url}/nothing?signature={QUERY_SECRET}"})
    for path in ("/play/{}/master.m3u8", "/play/{}/nothing.m4s", "/watch?v={}", "/play/{}/facts.json"):
        http.get(path.format(share["slug"]))
    for method, path in (("GET", "/nothing"), ("DELETE", f"/share/{share['slug']}"), ("DELETE", f"/key/{key['id']}")):
        http.request(method, path)
    for secret in (key["key"], token + "x", SAID_WRONGLY):
        http.get("/collection", headers={"x-access-token": secret})
    http.post("/capture/session/start", json={"session_id": SAID_WRONGLY, "channels": SAID_WRONGLY})
    http.post("/capture/session/token", content=f'{{"token": "{SAID_WRONGLY}"')
    tickets = [address.rpartition("/")[2] for address in (socket, upload)]
    secrets = [backend.key, key["key"], token, sender.grant, signing, sender.slug, share["slug"]]
    return [*secrets, *tickets, HOOK_SECRET, QUERY_SECRET, SAID_WRONGLY]


def test_a_whole_day_of_a_backend_leaves_no_secret_in_its_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with HostedBackend(tmp_path, engines=deterministic(), is_embedded=True) as backend, Sender(backend.url, backend.key) as sender:
        headers = {"x-access-token": backend.key}
        with httpx.Client(base_url=backend.url, headers=headers, trust_env=False, timeout=TRIES_S) as http:
            secrets = scene(backend, sender, http)
            deadline = time.monotonic() + TRIES_S
            while time.monotonic() < deadline and not any(row["attempts"] for row in _deliveries(http)):
                backend.call(_pause())
            assert any(row["attempts"] for row in _deliveries(http))
    formatter = logging.Formatter("%(name)s %(message)s")
    ours = [formatter.format(record) for record in caplog.get_records("call") if record.threadName != "MainThread"]  # that is the client
    assert ours
    assert len(set(secrets)) == len(secrets)
    told = [(secret[:6], line) for secret in secrets for line in ours if secret in line]
    assert told == []


def test_no_refusal_repeats_a_secret(tmp_path: Path) -> None:
    with HostedBackend(tmp_path) as backend, httpx.Client(base_url=backend.url, trust_env=False) as http:
        for headers in ({}, {"x-access-token": SAID_WRONGLY}, {"x-access-token": backend.key}):
            for path in ("/collection", "/collection/default/capture/session", "/capture/session/token", "/key"):
                answer = http.post(path, content=f'{{"token": "{SAID_WRONGLY}", "name": ["{SAID_WRONGLY}"]', headers=headers)
                assert not answer.is_success
                assert SAID_WRONGLY not in answer.text
                assert backend.key not in answer.text


def _deliveries(http: httpx.Client) -> list[dict[str, int]]:
    rows: list[dict[str, int]] = http.get("/webhook/delivery").raise_for_status().json()["data"]["deliveries"]
    return rows


async def _pause() -> None:
    import asyncio

    await asyncio.sleep(0.05)
