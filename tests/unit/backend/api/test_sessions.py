"""Capture sessions over HTTP, as SDKs and recorders ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes.serving import BASE_URL, NOW_NS, NS_PER_S, OTHER_RECORDING, RECORDING, ServedBackend
from tests.fakes.stored import COLLECTION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SESSIONS = "/collection/default/capture/session"
OFFICIAL = {"x-videodb-client": "videodb-python/0.5.1"}


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def start_body(session_id: str, **more: object) -> dict[str, object]:
    channels = [
        {"channel_id": "display:1", "type": "video", "is_primary": True},
        {"channel_id": "mic:default", "channel_name": "Blue Yeti", "type": "audio", "store": None},
    ]
    return {"session_id": session_id, "recording_id": RECORDING, "clock_wall_origin_ns": NOW_NS, "channels": channels} | more


def started(backend: ServedBackend, **more: object) -> Any:  # noqa: ANN401 - it is JSON
    return backend.data("POST", "/capture/session/start", json=start_body(backend.created().id, **more))


def test_what_is_created_has_one_id_only(backend: ServedBackend) -> None:
    body = {"end_user_id": "u", "callback_url": None, "metadata": {"display:1": {"camelCase": [1]}}}
    answer = backend.ask("POST", SESSIONS, json=body)
    data = answer.json()["data"]
    assert answer.status_code == 201
    assert "id" not in data
    assert data["session_id"].startswith("cap-")
    assert data["metadata"] == {"display:1": {"camelCase": [1]}}
    assert (data["status"], data["channels"], data["rtstreams"]) == ("created", [], [])


def test_what_is_read_has_both_ids(backend: ServedBackend) -> None:
    session = backend.created()
    row = backend.data("GET", f"{SESSIONS}/{session.id}")
    assert row["id"] == row["session_id"] == session.id
    assert backend.data("GET", SESSIONS)["sessions"] == [row]


@pytest.mark.parametrize("body", [{}, {"end_user_id": ""}, {"end_user_id": 7}, {"end_user_id": "u", "metadata": []}, {"end_user_id": None}])
def test_a_session_without_a_person_or_with_odd_fields_is_refused(backend: ServedBackend, body: dict[str, object]) -> None:
    answer = backend.ask("POST", SESSIONS, json=body)
    assert (answer.status_code, answer.json()["error_code"]) == (422, "INVALID")
    assert backend.data("GET", SESSIONS)["sessions"] == []


def test_lists_are_paged(backend: ServedBackend) -> None:
    made = {backend.created().id for _ in range(3)}
    first = backend.data("GET", f"{SESSIONS}?limit=2&status=created&end_user_id=u-1")
    second = backend.data("GET", f"{SESSIONS}?limit=2&cursor={first['next_page']}")
    assert second["next_page"] is None
    assert {row["id"] for row in first["sessions"] + second["sessions"]} == made
    assert backend.ask("GET", f"{SESSIONS}?status=sleeping").status_code == 422
    assert backend.data("GET", f"{SESSIONS}?status=failed") == {"sessions": [], "next_page": None}


def test_a_session_of_another_collection_is_not_under_this_one(backend: ServedBackend) -> None:
    backend.store.add(COLLECTION)
    session = backend.created()
    assert backend.ask("GET", f"/collection/{COLLECTION.id}/capture/session/{session.id}").status_code == 404
    assert backend.ask("GET", f"/collection/{COLLECTION.id}/capture/session/..%2F{session.id}").status_code == 404


def test_a_recorder_is_told_where_everything_goes(backend: ServedBackend) -> None:
    data = started(backend, tracks=["mix:default"])
    assert (data["status"], data["recording_id"], data["primary_video_channel_id"]) == ("starting", RECORDING, "display:1")
    ingest = data["ingest"]
    assert ingest["grant"].startswith("ig-")
    assert ingest["expires_at"] == NOW_NS // NS_PER_S + 12 * 3600
    assert [stream["track"] for stream in ingest["streams"]] == ["display:1", "mic:default", "mix:default"]
    for stream in ingest["streams"]:
        assert stream["url"] == f"{BASE_URL}/ingest/v1/streams/{stream['stream_id']}"
    assert ingest["limits"]["fragment_bytes"] == 8 << 20
    assert data["player_url"].startswith(f"{BASE_URL}/watch?v=")


def test_starting_again_is_the_same_and_by_another_recorder_a_conflict(backend: ServedBackend) -> None:
    first = started(backend)
    again = backend.data("POST", "/capture/session/start", json=start_body(first["session_id"]))
    assert again["ingest"]["streams"] == first["ingest"]["streams"]
    assert again["ingest"]["grant"] != first["ingest"]["grant"]
    other = backend.ask("POST", "/capture/session/start", json=start_body(first["session_id"], recording_id=OTHER_RECORDING))
    assert (other.status_code, other.json()["error_code"]) == (409, "CONFLICT")
    assert backend.ask("POST", "/capture/session/start", json=start_body("cap-none")).status_code == 404


@pytest.mark.parametrize(
    "more",
    [
        {"session_id": None},
        {"channels": []},
        {"channels": None},
        {"channels": "display:1"},
        {"channels": [{"channel_id": "display:1", "type": "smell"}]},
        {"channels": [{"type": "video"}]},
        {"channels": [{"channel_id": "camera:1"}]},
        {"tracks": ["mic:default"]},
        {"recording_id": "../../etc"},
        {"clock_wall_origin_ns": -1},
        {"clock_wall_origin_ns": 1 << 63},
        {"engine": "lookhear"},
    ],
)
def test_a_start_that_makes_no_sense_has_no_effect(backend: ServedBackend, more: dict[str, object]) -> None:
    session = backend.created()
    answer = backend.ask("POST", "/capture/session/start", json=start_body(session.id) | more)
    assert (answer.status_code, answer.json()["error_code"]) == (422, "INVALID")
    assert backend.session(session.id) == session


def test_a_recorder_reads_its_session_with_its_token_and_gets_no_new_grant(backend: ServedBackend) -> None:
    first = started(backend)
    token = backend.token()
    data = backend.data("GET", f"/capture/session/{first['session_id']}", key=token)
    assert data["ingest"] == {"streams": first["ingest"]["streams"], "limits": first["ingest"]["limits"]}
    assert [channel["rtsp_url"] for channel in data["channels"]] == [None, None]
    assert [channel["name"] for channel in data["channels"]] == ["display:1", "Blue Yeti"]


def test_a_grant_stops_its_session_and_reads_nothing(backend: ServedBackend) -> None:
    first = started(backend)
    path, grant = f"/capture/session/{first['session_id']}", first["ingest"]["grant"]
    assert backend.ask("GET", path, key=grant).status_code == 403
    assert backend.ask("GET", f"{SESSIONS}/{first['session_id']}", key=grant).status_code == 403
    assert backend.ask("POST", "/capture/session/start", key=grant, json=start_body(first["session_id"])).status_code == 403
    for _ in range(2):
        assert backend.data("POST", f"{path}/stop", key=grant) == {"session_id": first["session_id"], "status": "stopping"}
    other = backend.created()
    assert backend.ask("POST", f"/capture/session/{other.id}/stop", key=grant).status_code == 403


def test_a_token_creates_no_session(backend: ServedBackend) -> None:
    answer = backend.ask("POST", SESSIONS, key=backend.token(), json={"end_user_id": "u"})
    assert answer.status_code == 403


def test_every_route_wants_a_credential(backend: ServedBackend) -> None:
    session = backend.created()
    for method, path in (
        ("POST", SESSIONS),
        ("GET", SESSIONS),
        ("GET", f"{SESSIONS}/{session.id}"),
        ("POST", "/capture/session/start"),
        ("GET", f"/capture/session/{session.id}"),
        ("POST", f"/capture/session/{session.id}/stop"),
        ("POST", "/capture/session/token"),
        ("POST", "/capture/session/token/revoke"),
    ):
        for key in (None, "st-nobody"):
            answer = backend.ask(method, path, key=key, json={})
            assert (answer.status_code, answer.json()["error_code"]) == (401, "UNAUTHORIZED"), path
        credential_elsewhere = backend.ask(method, f"{path}?token={backend.settings.api_key}", key=None, json={})
        assert credential_elsewhere.status_code == 401


def test_official_clients_find_displays_under_their_word_too(backend: ServedBackend) -> None:
    first = started(backend)
    path = f"{SESSIONS}/{first['session_id']}"
    assert [row["channel_id"] for row in backend.data("GET", path)["rtstreams"]] == ["mic", "display"]
    rows = backend.data("GET", path, headers=OFFICIAL)["rtstreams"]
    assert [row["channel_id"] for row in rows] == ["mic", "display", "screen"]
    assert rows[2]["id"] == rows[1]["id"] == rows[2]["rtstream_id"]


def test_a_session_that_has_gone_quiet_is_stalled_until_the_next_fragment(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    path = f"{SESSIONS}/{begun.session.id}"
    assert backend.data("GET", path)["stalled"] is False
    backend.clock.advance(11 * NS_PER_S)
    row = backend.data("GET", path)
    assert (row["status"], row["stalled"]) == ("active", True)
    backend.fragment(begun.streams[0], 2)
    assert backend.data("GET", path)["stalled"] is False


def test_parameters_of_a_list_may_be_left_empty(backend: ServedBackend) -> None:
    session = backend.created()
    listed = backend.data("GET", "/collection/default/capture/session?status=&limit=&end_user_id=&cursor=")
    assert [each["id"] for each in listed["sessions"]] == [session.id]
    for wrong in ("status=dancing", "limit=0", "limit=x"):
        assert backend.ask("GET", f"/collection/default/capture/session?{wrong}").status_code == 422


def test_a_session_is_removed_by_its_owner_only_and_not_while_it_is_recorded(backend: ServedBackend) -> None:
    session = backend.created()
    token = backend.data("POST", "/capture/session/token", json={"user_id": "u"})["token"]
    assert backend.ask("DELETE", f"/capture/session/{session.id}", headers={"x-access-token": token}).status_code == 403
    assert backend.ask("DELETE", f"/capture/session/{session.id}").json()["data"] == {}
    assert backend.ask("GET", f"/capture/session/{session.id}").status_code == 404
    assert backend.ask("DELETE", f"/capture/session/{session.id}").status_code == 404
    recorded = started(backend)["session_id"]
    refused = backend.ask("DELETE", f"/capture/session/{recorded}")
    assert (refused.status_code, refused.json()["message"]) == (
        409,
        "This session is being recorded. Stop it, and remove it when it has ended.",
    )
    assert backend.ask("GET", f"/capture/session/{recorded}").status_code == 200


def test_links_of_a_session_that_was_removed_show_nothing(backend: ServedBackend) -> None:
    session = backend.created()
    slug = backend.store.read(lambda tx: tx.videos.share_of(session.id))
    assert slug is not None
    assert backend.ask("GET", f"/watch?v={slug.slug}").status_code == 200
    assert backend.ask("DELETE", f"/capture/session/{session.id}").status_code == 200
    assert backend.ask("GET", f"/watch?v={slug.slug}").status_code == 404
