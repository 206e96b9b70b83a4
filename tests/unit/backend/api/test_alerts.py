"""Events and alerts over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes.found import DISPLAY, LOOKS, LOOKS_INDEX, MIC, SCENES
from tests.fakes.serving import ServedBackend
from tests.fakes.stored import SESSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ON_SCENES = f"/rtstream/{DISPLAY.id}/index/{SCENES.id}/alert"
ON_LOOKS = f"/rtstream/{DISPLAY.id}/indexes/{LOOKS_INDEX.id}/alert"
EVENT = {"event_prompt": "Somebody shows a red car", "label": "red car"}


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as made:
        made.store.add(SESSION, DISPLAY, MIC, SCENES, LOOKS, LOOKS_INDEX)
        yield made


def event_of(backend: ServedBackend) -> str:
    return str(backend.data("POST", "/rtstream/event", json=EVENT)["event_id"])


def test_events_are_made_listed_and_removed(backend: ServedBackend) -> None:
    event_id = event_of(backend)
    [row] = backend.data("GET", "/rtstream/event")["events"]
    assert {key: row[key] for key in ("event_id", "event_prompt", "label")} == {"event_id": event_id, **EVENT}
    backend.data("DELETE", f"/rtstream/event/{event_id}")
    assert backend.data("GET", "/rtstream/event")["events"] == []
    assert backend.ask("DELETE", f"/rtstream/event/{event_id}").status_code == 404


@pytest.mark.parametrize("path", [ON_SCENES, ON_LOOKS])
def test_alerts_are_made_and_listed_on_both_kinds_of_index(backend: ServedBackend, path: str) -> None:
    event_id = event_of(backend)
    alert_id = backend.data("POST", path, json={"event_id": event_id, "callback_url": "", "ws_connection_id": "ws-1"})["alert_id"]
    [row] = backend.data("GET", path)["alerts"]
    assert {key: row[key] for key in ("alert_id", "event_id", "prompt", "label", "callback_url", "status")} == {
        "alert_id": alert_id,
        "event_id": event_id,
        "prompt": EVENT["event_prompt"],
        "label": EVENT["label"],
        "callback_url": "",
        "status": "enabled",
    }


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"action": "disable"}, "disabled"),
        ({"status": "disabled"}, "disabled"),
        ({"action": "disable", "status": "disabled"}, "disabled"),
        ({"action": "enable"}, "enabled"),
        ({"status": "enabled"}, "enabled"),
    ],
)
def test_an_alert_is_enabled_and_disabled_in_both_spellings(backend: ServedBackend, body: dict[str, str], status: str) -> None:
    alert_id = backend.data("POST", ON_SCENES, json={"event_id": event_of(backend)})["alert_id"]
    assert backend.data("PATCH", f"{ON_SCENES}/{alert_id}/status", json=body) == {}
    [row] = backend.data("GET", ON_SCENES)["alerts"]
    assert row["status"] == status


@pytest.mark.parametrize("body", [{}, {"action": "toggle"}, {"status": "enable"}, {"action": "enable", "status": "disabled"}])
def test_a_status_that_says_nothing_or_two_things_is_refused(backend: ServedBackend, body: dict[str, str]) -> None:
    alert_id = backend.data("POST", ON_SCENES, json={"event_id": event_of(backend)})["alert_id"]
    assert backend.ask("PATCH", f"{ON_SCENES}/{alert_id}/status", json=body).status_code == 422


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (ON_SCENES, {}, 422),
        (ON_SCENES, {"event_id": "event-gone"}, 404),
        (f"/rtstream/{MIC.id}/index/{SCENES.id}/alert", {"event_id": "yes"}, 404),
        (f"/rtstream/{DISPLAY.id}/index/nothing/alert", {"event_id": "yes"}, 404),
        (f"/rtstream/rts-9/index/{SCENES.id}/alert", {"event_id": "yes"}, 404),
        (f"/rtstream/{DISPLAY.id}/indexes/{SCENES.id}/alert", {"event_id": "yes"}, 404),
        (ON_SCENES, {"event_id": "yes", "callback_url": "x" * 2001}, 422),
        (ON_SCENES, {"event_id": "yes", "callback_url": 7}, 422),
    ],
)
def test_an_alert_that_makes_no_sense_is_refused(backend: ServedBackend, path: str, body: dict[str, Any], status: int) -> None:
    if body.get("event_id") == "yes":
        body = body | {"event_id": event_of(backend)}
    answer = backend.ask("POST", path, json=body)
    assert answer.status_code == status
    assert answer.json()["success"] is False


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://example.test/",
        "javascript:alert(1)",
        "http://",
        "not a url",
        "http://user:secret@example.test/",
        "http://127.0.0.1/hook",
        "http://[::1]/hook",
        "http://169.254.169.254/latest/meta-data",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://10.0.0.1/",
        "http://localhost/hook",
    ],
)
def test_a_hostile_callback_url_is_refused_and_no_alert_is_made(backend: ServedBackend, url: str) -> None:
    answer = backend.ask("POST", ON_SCENES, json={"event_id": event_of(backend), "callback_url": url})
    assert answer.status_code in {400, 422}
    assert "callback_url" in answer.json()["message"]
    assert backend.data("GET", ON_SCENES)["alerts"] == []


def test_the_route_of_events_wins_over_that_of_a_stream(backend: ServedBackend) -> None:
    assert backend.ask("GET", "/rtstream/event").json()["data"] == {"events": []}
    assert backend.ask("GET", "/rtstream/event/").json()["data"] == {"events": []}
    assert backend.ask("GET", "/rtstream/events").status_code == 404


@pytest.mark.parametrize(
    "body", [{"label": "x"}, {"event_prompt": "x"}, {"event_prompt": "", "label": "x"}, {"event_prompt": "x", "label": ""}]
)
def test_an_event_needs_words_and_a_name(backend: ServedBackend, body: dict[str, str]) -> None:
    assert backend.ask("POST", "/rtstream/event", json=body).status_code == 422


def test_who_may_do_what(backend: ServedBackend) -> None:
    event_id = event_of(backend)
    other = backend.created()
    theirs = backend.bound_token(other.id)
    token = backend.token()
    assert backend.ask("POST", ON_SCENES, key=token, json={"event_id": event_id}).status_code == 201
    assert backend.ask("GET", "/rtstream/event", key=token).status_code == 200
    assert backend.ask("DELETE", f"/rtstream/event/{event_id}", key=token).status_code == 403
    assert backend.ask("GET", "/rtstream/event", key=theirs).status_code == 403
    assert backend.ask("POST", ON_SCENES, key=theirs, json={"event_id": event_id}).status_code == 403
    assert backend.ask("GET", ON_SCENES, key=None).status_code == 401
