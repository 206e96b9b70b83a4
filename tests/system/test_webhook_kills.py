"""The backend under kill -9 while it delivers webhooks: none is lost, none changes a byte, and each session's come in order."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from demo.process import wait_until
from lookhear.backend.records import DeliveryState
from lookhear.backend.storage.database import FILE_NAME, SqliteStore
from tests.fakes.stored import AskedStore
from tests.tools.receiver import Answer, Received, Receiver
from tests.tools.serving import API_KEY, ServedBackend

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 30
LONGEST_LIFE_S = 1.5
DEVELOPERS = 4
ANSWER_S = 60.0
DRAINED_S = 300.0
ORDER = ["capture_session.created", "capture_session.starting", "capture_session.stopping"]


@dataclass
class Developer:
    """Makes sessions one after the other, on a backend that is killed under its hands, and keeps what was acknowledged."""

    backend: ServedBackend
    receiver: Receiver
    name: str
    acknowledged: dict[str, list[str]] = field(default_factory=dict)  # session: its events
    urls: dict[str, str] = field(default_factory=dict)

    def run(self, enough: threading.Event) -> None:
        with httpx.Client(headers={"x-access-token": API_KEY}, timeout=ANSWER_S) as http:
            number = 0
            while not enough.is_set():
                number += 1
                self._session(http, f"/{self.name}/{number}")

    def _session(self, http: httpx.Client, path: str) -> None:
        metadata = {"name": f"Zoë {path} 🙂", "numbers": [1, 2.5, None]}
        new: dict[str, object] = {"end_user_id": self.name, "callback_url": self.receiver.url + path, "metadata": metadata}
        made = self._ask(http, "/collection/default/capture/session", new)
        if made is None:
            return
        session_id = made["session_id"]
        self.acknowledged[session_id] = ORDER[:1]
        self.urls[session_id] = path
        channels: dict[str, object] = {"session_id": session_id, "channels": [{"channel_id": "display:1"}]}
        if self._ask(http, "/capture/session/start", channels) is None:
            return
        self.acknowledged[session_id] = ORDER[:2]
        if self._ask(http, f"/capture/session/{session_id}/stop", {}) is not None:
            self.acknowledged[session_id] = ORDER

    def _ask(self, http: httpx.Client, path: str, body: dict[str, object]) -> Any:  # noqa: ANN401 - it is JSON
        """What was answered; None when the backend is down or went down meanwhile, and it may have happened or not."""
        try:
            answer = http.post(self.backend.url + path, json=body)
        except httpx.TransportError:
            threading.Event().wait(0.05)
            return None
        return answer.raise_for_status().json()["data"]


@pytest.mark.timeout(1200)
def test_no_webhook_is_lost_or_changed_by_thirty_kills(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    chance = random.Random(seed)  # noqa: S311
    moods = random.Random(f"{seed} receiver")  # noqa: S311

    def answer(_: Received) -> Answer:
        return Answer(status=500 if moods.random() < 0.02 else 200, after_s=moods.choice([0.0, 0.0, 0.01, 0.1]))

    with Receiver(answer) as receiver, ServedBackend(tmp_path / "data", "--webhook-allow", "127.0.0.1") as backend:
        developers = [Developer(backend, receiver, f"d{number}") for number in range(DEVELOPERS)]
        enough = threading.Event()
        with ThreadPoolExecutor(DEVELOPERS) as threads:
            running = [threads.submit(developer.run, enough) for developer in developers]
            try:
                for _ in range(KILLS):
                    wait_until_acknowledged(developers)
                    threading.Event().wait(chance.uniform(0.0, LONGEST_LIFE_S))
                    backend.kill()
                    backend.start()
            finally:
                enough.set()
            for future in running:
                future.result()
        wait_until_drained(backend)
        backend.stop()
        received = list(receiver.received)
    sent = by_message(received)
    assert sent == rows(tmp_path / "data")  # all of them, and each byte by byte as it was written down
    for developer in developers:
        for session_id, events in developer.acknowledged.items():
            assert_in_order([each for each in received if each.path == developer.urls[session_id]], session_id, events)
    assert sum(len(developer.acknowledged) for developer in developers) > KILLS
    assert len(received) > len(sent)  # the kills did hit


def wait_until_acknowledged(developers: list[Developer]) -> None:
    """Until somebody gets a session in this life of the backend, however slow the machine is."""

    def count() -> int:
        return sum(len(developer.acknowledged) for developer in developers)

    before = count()
    wait_until(lambda: count() > before, what="a session being made", deadline_s=DRAINED_S)


def wait_until_drained(backend: ServedBackend) -> None:
    end_s = time.monotonic() + DRAINED_S
    while True:
        told = httpx.get(f"{backend.url}/webhook/delivery?limit=1", headers={"x-access-token": API_KEY}, timeout=30.0).json()["data"]
        if told["counts"]["waiting"] == 0:
            assert told["counts"]["dead"] == 0
            return
        assert time.monotonic() < end_s, told
        threading.Event().wait(0.2)


def by_message(received: list[Received]) -> dict[str, bytes]:
    """What came, by the identifier of the message; every repetition was the same."""
    bodies: dict[str, set[bytes]] = defaultdict(set)
    for each in received:
        bodies[each.message_id].add(each.body)
    assert {len(each) for each in bodies.values()} == {1}
    return {message_id: next(iter(each)) for message_id, each in bodies.items()}


def rows(data_dir: Path) -> dict[str, bytes]:
    """What the backend wrote down, which it believes to be delivered."""
    with AskedStore(SqliteStore.open(data_dir / FILE_NAME, now_ns=time.time_ns)) as store:
        found = store.read(lambda tx: tx.outbox.search(limit=1_000_000))
    assert {row.state for row in found} == {DeliveryState.DELIVERED}
    return {row.message_id: row.body.encode() for row in found}


def assert_in_order(received: list[Received], session_id: str, acknowledged: list[str]) -> None:
    """What was acknowledged came, each for the first time behind the one before, and a repetition is one of the newest."""
    told = [json.loads(each.body) for each in received]
    assert {each["capture_session_id"] for each in told} == {session_id}
    places = [ORDER.index(each["event"]) for each in told]
    assert places == sorted(places)
    assert set(ORDER[: len(acknowledged)]) <= {each["event"] for each in told}
