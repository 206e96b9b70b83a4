"""Sessions and tokens through the Python SDK: what a developer's backend does before, while and after somebody records."""

from __future__ import annotations

import hashlib
import re
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import videodb
from videodb.exceptions import AuthenticationError, InvalidRequestError

from demo.process import wait_until
from lookhear.protocol.digests import HEADER, content_digest
from tests.contract.quickstart.blocks import block
from tests.contract.sdk.rows import Client, walks
from tests.tools.footage import sound
from tests.tools.sdk_backend import API_KEY
from tests.tools.takes import METADATA, USER

if TYPE_CHECKING:
    from tests.tools.sdk_backend import SdkBackend
    from tests.tools.takes import Sdk, Take

CAP = re.compile(r"cap-[0-9a-z]{26}")
EARLIER_NS = 1_700_000_000_000_000_000


def plain(backend: SdkBackend, method: str, path: str, *, key: str = API_KEY, client: str = "plain", **request: Any) -> httpx.Response:  # noqa: ANN401 - as httpx
    """What anybody with HTTP gets."""
    headers = {"x-access-token": key, "x-videodb-client": client}
    return httpx.request(method, backend.url + path, headers=headers, timeout=30, trust_env=False, **request)


def revoked(backend: SdkBackend, token: str) -> None:
    """Take a token back."""
    answer = plain(backend, "POST", "/capture/session/token/revoke", json={"token": token})
    assert answer.status_code == 200, answer.text


@walks(Client.PYTHON, "POST /collection/{cid}/capture/session", "POST /capture/session/token")
def test_the_first_step_of_the_quickstart_prints_a_session_and_a_token(
    backend: SdkBackend, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDEO_DB_API_KEY", API_KEY)
    _, _, after_connecting = block("create_session.txt", callback_url="https://your-backend.invalid/").partition("videodb.connect()\n")
    exec(after_connecting, {"conn": videodb.connect(base_url=backend.url)})  # noqa: S102 - that SDK takes its URL from nowhere else
    printed = re.fullmatch(r"Session: (\S+), Token: (\S+)\n", capsys.readouterr().out)
    assert printed
    assert CAP.fullmatch(printed[1])
    assert printed[2].startswith("st-")


def test_a_connection_without_any_credential_is_refused_before_the_network(backend: SdkBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIDEO_DB_API_KEY", raising=False)
    with pytest.raises(AuthenticationError):
        videodb.connect(base_url=backend.url)


def test_a_new_session_has_one_id_under_one_name(backend: SdkBackend) -> None:
    answer = plain(backend, "POST", "/collection/default/capture/session", json={"end_user_id": USER, "metadata": METADATA})
    data = answer.json()["data"]
    assert CAP.fullmatch(data["session_id"])
    assert "id" not in data
    assert (data["status"], data["metadata"], data["end_user_id"]) == ("created", METADATA, USER)


def test_a_new_session_is_what_was_asked_for(live: Take) -> None:
    created = live.created
    assert (created.status, created.end_user_id, created.collection_id) == ("created", USER, "default")
    assert created.metadata == METADATA
    assert created.callback_url == live.callback_url


@pytest.mark.parametrize("address", ["http://{url}/", "{url}//"])
def test_slashes_too_many_are_as_good_as_none(backend: SdkBackend, address: str) -> None:
    url = address.format(url=backend.url).replace("http://http://", "http://")
    assert videodb.connect(api_key=API_KEY, base_url=url).get_collection().id == "default"


def test_a_slash_at_the_end_of_a_path_is_no_redirect(backend: SdkBackend) -> None:
    answer = plain(backend, "POST", "/capture/session/token/", json={"expires_in": 60})
    assert answer.status_code == 200
    assert answer.json()["data"]["token"].startswith("st-")


def test_a_token_ends_when_it_was_said_to(backend: SdkBackend, conn: Sdk) -> None:
    before = time.time()
    data = plain(backend, "POST", "/capture/session/token", json={"expires_in": 1}).json()["data"]
    assert data["expires_in"] == 1
    assert before <= data["expires_at"] <= time.time() + 1

    desktop = videodb.connect(session_token=data["token"], base_url=backend.url)

    def is_refused() -> bool:
        try:
            desktop.get_collection()
        except AuthenticationError as exc:
            return "Error: " in str(exc)
        return False

    wait_until(is_refused, what="the token running out")


def test_a_token_of_the_desktop_reaches_sessions_and_sockets_and_no_keys(conn: Sdk, backend: SdkBackend, live: Take) -> None:
    token = conn.generate_client_token(expires_in=60)
    desktop = videodb.connect(session_token=token, base_url=backend.url)
    assert desktop.get_capture_session(live.session_id).id == live.session_id
    assert desktop.connect_websocket().url.startswith("ws://")
    with pytest.raises(InvalidRequestError):
        desktop.generate_client_token()
    assert plain(backend, "GET", "/key", key=token).status_code == 403
    assert plain(backend, "POST", "/key", key=token, json={"name": "mine"}).status_code == 403
    with pytest.raises(InvalidRequestError):
        desktop.create_collection("taken over", "")


def test_a_recording_goes_on_when_its_token_has_run_out(backend: SdkBackend, conn: Sdk) -> None:
    token = plain(backend, "POST", "/capture/session/token", json={"expires_in": 5}).json()["data"]["token"]
    session_id = conn.create_capture_session(end_user_id=USER).id
    footage = sound(seconds=2)
    start = {
        "session_id": session_id,
        "recording_id": "rec-01JDCCCCCCCCCCCCCCCCCCCCCC",
        "clock_wall_origin_ns": EARLIER_NS,
        "channels": [{"channel_id": "mic:default", "store": True}],
        "tracks": [],
    }
    begun = plain(backend, "POST", "/capture/session/start", key=token, client="", json=start)
    assert begun.status_code == 200, begun.text
    wait_until(lambda: plain(backend, "GET", f"/capture/session/{session_id}", key=token).status_code == 401, what="the token running out")
    ingest = begun.json()["data"]["ingest"]
    for path, body in (("init/1", footage.init), ("fragments/1?init=1", footage.fragments[0])):
        answer = put(backend, f"/ingest/v1/streams/{ingest['streams'][0]['stream_id']}/{path}", body, grant=ingest["grant"])
        assert answer.status_code == 201, answer.text
    assert conn.get_capture_session(session_id).status == "active"


def put(backend: SdkBackend, path: str, body: bytes, *, grant: str) -> httpx.Response:
    """Hand over a piece of a track, as a recorder does."""
    headers = {"x-access-token": grant, "Content-Type": "audio/mp4", HEADER: content_digest(hashlib.sha256(body).hexdigest())}
    return httpx.put(backend.url + path, content=body, headers=headers, trust_env=False)


def test_no_part_of_the_desktop_ever_saw_the_api_key(live: Take) -> None:
    assert [file for file in live.program.home.rglob("*") if file.is_file() and API_KEY.encode() in file.read_bytes()] == []
    for webhook in live.webhooks():
        assert API_KEY.encode() not in webhook.body
    assert API_KEY not in str(live.receipt)


@walks(Client.PYTHON, "GET /collection/{cid}/capture/session/{sid}")
def test_a_session_is_found_under_default_with_all_its_streams(live: Take) -> None:
    session = live.session()
    assert [stream.name for stream in session.get_rtstream("mic")] == ["mic:default"]
    assert [stream.name for stream in session.get_rtstream("system_audio")] == ["system_audio:default"]
    assert [stream.name for stream in session.get_rtstream("display")] == ["display:1", "display:2"]
    assert [stream.id for stream in session.get_rtstream("screen")] == [stream.id for stream in session.get_rtstream("display")]
    ids = {stream.id for stream in session.rtstreams}
    assert len(ids) == 4
    assert all(stream_id.startswith("rts-") for stream_id in ids)
    assert session.get_rtstream("camera") == []


def test_displays_are_listed_in_their_order_and_one_is_primary(live: Take) -> None:
    session = live.session()
    assert [(display.id, display.is_primary) for display in session.displays] == [("display:1", True), ("display:2", False)]
    assert session.primary_video_channel_id == "display:1"
    assert session.get_rtstream("display")[0].name == "display:1"


def test_the_quickstarts_listing_of_displays_finds_what_it_prints_in_the_answer(live: Take, backend: SdkBackend) -> None:
    data = plain(backend, "GET", f"/collection/default/capture/session/{live.session_id}").json()["data"]
    lines = [f"{row['channel_id']}  primary={row['is_primary']}" for row in data["channels"] if row["type"] == "video"]
    assert lines == ["display:1  primary=True", "display:2  primary=False"]
    assert [row["channel_id"] for row in data["channels"]] == ["display:1", "display:2", "mic:default", "system_audio:default"]


@walks(Client.PYTHON, "GET /collection/{cid}/capture/session")
def test_sessions_are_listed_by_their_state(live: Take, conn: Sdk) -> None:
    state = live.session().status
    found = [session for session in conn.list_capture_sessions(status=state) if session.id == live.session_id]
    assert len(found) == 1
    assert {session.status for session in conn.list_capture_sessions(status="created")} == {"created"}
    assert [stream.id for stream in found[0].rtstreams]


@walks(Client.RECORDER, "POST /capture/session/start")
@walks(Client.PLAIN, "GET /capture/session/{sid}")
def test_a_recorder_sees_its_session_and_may_begin_it_twice(backend: SdkBackend, conn: Sdk) -> None:
    session_id, token = conn.create_capture_session(end_user_id=USER).id, conn.generate_client_token(60)
    start = {
        "session_id": session_id,
        "recording_id": "rec-01JDDDDDDDDDDDDDDDDDDDDDDD",
        "clock_wall_origin_ns": EARLIER_NS,
        "channels": [{"channel_id": "display:1", "store": True}],
        "tracks": [],
    }
    answers = [plain(backend, "POST", "/capture/session/start", key=token, client="", json=start).json()["data"] for _ in range(2)]
    assert [answer["session_id"] for answer in answers] == [session_id] * 2
    assert answers[0]["ingest"]["streams"] == answers[1]["ingest"]["streams"]
    seen = plain(backend, "GET", f"/capture/session/{session_id}", key=token).json()["data"]
    assert (seen["session_id"], seen["status"]) == (session_id, "starting")


@walks(Client.RECORDER, "POST /capture/session/{sid}/stop")
def test_a_stop_may_be_said_again_and_before_anything_began(backend: SdkBackend, conn: Sdk) -> None:
    session_id, token = conn.create_capture_session(end_user_id=USER).id, conn.generate_client_token(60)
    answers = [plain(backend, "POST", f"/capture/session/{session_id}/stop", key=token, client="") for _ in range(2)]
    assert [answer.json()["data"] for answer in answers] == [{"session_id": session_id, "status": "failed"}] * 2
    assert conn.get_capture_session(session_id).status == "failed"


def test_what_goes_wrong_is_an_exception_with_a_sentence(conn: Sdk, backend: SdkBackend) -> None:
    with pytest.raises(InvalidRequestError, match="Invalid request: There is no capture session 'cap-nope' here"):
        conn.get_capture_session("cap-nope")
    with pytest.raises(InvalidRequestError, match="end_user_id"):
        conn.create_capture_session(end_user_id="")
    stranger = videodb.connect(api_key="sk-nobody-has-this-one-000000000", base_url=backend.url)
    with pytest.raises(AuthenticationError, match="Error: "):
        stranger.get_collection()
    for answer in (
        plain(backend, "GET", "/nothing-here"),
        plain(backend, "GET", "/billing/usage"),
        plain(backend, "POST", "/transcode", json={}),
    ):
        assert answer.status_code in {404, 501}
        assert answer.json()["success"] is False
        assert answer.json()["message"]
        assert answer.json()["error_code"]
