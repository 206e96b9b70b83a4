"""Alerts end to end: a real receiver and a real socket hear of what is seen in a recording, once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from demo.process import wait_until
from lookhear.understanding.ports import FixedEngines
from tests.fakes.engines import Deterministic, LoudnessSpeech
from tests.tools.footage import pictures
from tests.tools.hosted import HostedBackend
from tests.tools.played import played
from tests.tools.receiver import Receiver
from tests.tools.understood import PHRASES, Developer, Ear, developing, speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.ports import Transaction
    from tests.tools.receiver import Received

MIC = speech((1, 2, 440), (3, 4.5, 660), (6, 7, 440), seconds=8)
DISPLAY = pictures(seconds=9, start_s=0.25)
BY_WORDS = {"extraction_config": {"segmenter": "word", "segmentation_value": 2}}


@pytest.fixture
def engines() -> Deterministic:
    return Deterministic(speech=LoudnessSpeech(PHRASES))


@pytest.fixture
def backend(tmp_path: Path, engines: Deterministic) -> Iterator[HostedBackend]:
    with HostedBackend(tmp_path / "data", engines=engines.engines(), webhook_allow=("127.0.0.0/8",)) as running:
        yield running


@pytest.fixture
def developer(backend: HostedBackend) -> Iterator[Developer]:
    with developing(backend) as made:
        yield made


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


def watched(developer: Developer, track: str, index: str, prompt: str, **alert: object) -> str:
    """An alert on an index; gives its id."""
    event_id = developer.ask("POST", "/rtstream/event", {"event_prompt": prompt, "label": "sensitive_content"})["event_id"]
    return str(developer.ask("POST", developer.path(track, f"/index/{index}/alert"), {"event_id": event_id, **alert})["alert_id"])


def is_all_judged(tx: Transaction) -> bool:
    return all(alert.judged_id == tx.records.newest_id() for alert in tx.alerts.enabled())


def alerts(received: list[Received]) -> list[dict[str, Any]]:
    bodies = [json.loads(each.body) for each in received]
    return [body for body in bodies if "event" not in body]  # receivers tell the two kinds of webhooks by that


def test_an_alert_reaches_its_receiver_and_its_socket_once_and_its_moment_plays(developer: Developer, receiver: Receiver) -> None:
    with Ear(developer) as ear:
        developer.record(MIC, DISPLAY, callback_url=f"{receiver.url}/hook")
        index = developer.index("mic:default", prompt="What is said", **BY_WORDS)
        alert_id = watched(
            developer, "mic:default", index, "Somebody names the budget", callback_url=f"{receiver.url}/hook", ws_connection_id=ear.id
        )
        developer.finish(MIC, DISPLAY)
        received = receiver.wait_for(lambda all_of_them: bool(alerts(all_of_them)))
        [message] = ear.wait_for("alert", 1)
        wait_until(lambda: len(developer.said()) == 3, what="everything that was said")
        [listed] = developer.ask("GET", developer.path("mic:default", f"/index/{index}/alert"))["alerts"]
    [body] = alerts(received)
    assert (body["alert_id"], body["label"], body["event_label"], body["triggered"]) == (
        alert_id,
        "sensitive_content",
        "sensitive_content",
        True,
    )
    assert body["rtstream_id"] == developer.streams["mic:default"]
    assert body["capture_session_id"] == developer.session_id
    assert body["rtstream_index_id"] == index
    assert "budget discussion" in body["data"]["text"]
    assert developer.seconds([{"start": body["start_time"], "end": body["end_time"]}])[0] == pytest.approx((1.1, 2.1), abs=0.15)
    assert played(body["stream_url"]).kinds == {"audio"}
    assert (message["type"], message["label"], message["triggered"], message["confidence"]) == ("alert", "sensitive_content", True, 0.9)
    assert (message["data"]["start"], message["data"]["end"]) == (round(body["start_time"] * 1000), round(body["end_time"] * 1000))
    assert "id" not in message
    assert (listed["status"], listed["last_triggered_at"]) == ("enabled", body["end_time"])


def test_within_the_cool_down_it_is_told_once_however_often_it_is_seen(
    developer: Developer, receiver: Receiver, engines: Deterministic
) -> None:
    developer.record(DISPLAY)
    index = developer.index("display:1", extraction_config={"time": 1, "frame_count": 1}, prompt="What is seen")
    watched(developer, "display:1", index, "the brightness of the screen", callback_url=receiver.url)
    other = watched(developer, "display:1", index, "somebody speaks of budgets", callback_url=receiver.url)
    developer.finish(DISPLAY)
    wait_until(lambda: len(developer.scenes("display:1", index)) == 9, what="all windows")
    wait_until(lambda: sum("budgets" in prompt for _, prompt in engines.judge.asked) == 9, what="every window to be judged")
    told = alerts(receiver.wait_for(lambda all_of_them: bool(alerts(all_of_them))))
    assert len(told) == 1
    assert told[0]["alert_id"] != other


def test_a_judge_that_comes_later_finds_what_was_recorded_before_and_a_restart_tells_nothing_twice(
    backend: HostedBackend, developer: Developer, receiver: Receiver, engines: Deterministic
) -> None:
    backend.restart(FixedEngines(speech=engines.speech, language=engines.language))
    developer.record(MIC)
    index = developer.index("mic:default", prompt="What is said", **BY_WORDS)
    watched(developer, "mic:default", index, "Somebody names the budget", callback_url=receiver.url)
    developer.finish(MIC)
    wait_until(lambda: len(developer.said()) == 3, what="everything that was said")
    assert alerts(receiver.received) == []
    backend.restart(engines.engines())
    assert len(alerts(receiver.wait_for(lambda all_of_them: bool(alerts(all_of_them))))) == 1
    wait_until(lambda: len(developer.scenes("mic:default", index)) == 5, what="all batches")
    wait_until(lambda: backend.call(backend.services.store.read(is_all_judged)), what="every batch to be looked at")
    asked = len(engines.judge.asked)
    backend.restart(engines.engines())
    developer.ask("GET", developer.path("mic:default", f"/index/{index}/alert"))
    assert len(alerts(receiver.received)) == 1
    assert len(engines.judge.asked) == asked


def test_an_index_of_the_second_version_is_watched_too(developer: Developer, receiver: Receiver) -> None:
    developer.record(DISPLAY)
    path = developer.path("display:1")
    analyzer = {"type": "vlm", "name": "scene", "sampling": {"frame_count": 3}, "config": {"prompt": "Say it", "model": "basic"}}
    told = developer.ask("POST", f"{path}/understand", {"segmentation": {"type": "time", "window": "3s"}, "analyzers": [analyzer]})
    index = developer.ask("POST", f"{path}/indexes", {"source": told["outputs"]["scene"]})["index_id"]
    event_id = developer.ask("POST", "/rtstream/event", {"event_prompt": "the brightness", "label": "bright"})["event_id"]
    developer.ask("POST", f"{path}/indexes/{index}/alert", {"event_id": event_id, "callback_url": receiver.url})
    developer.finish(DISPLAY)
    [body] = alerts(receiver.wait_for(lambda all_of_them: bool(alerts(all_of_them))))
    assert (body["label"], body["rtstream_index_id"]) == ("bright", index)
    assert played(body["stream_url"]).kinds == {"video"}
