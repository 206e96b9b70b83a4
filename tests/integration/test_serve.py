"""The real `lookhear serve` over real HTTP: a session's life, credentials, spellings, crashes, and its own end."""

from __future__ import annotations

import concurrent.futures
import json
import os
import signal
import socket
import sqlite3
import stat
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from lookhear.protocol.discovery import Discovery
from lookhear.protocol.tracks import TrackKind
from tests.fakes.bodies import fragment_of, init_of
from tests.tools.program import Program
from tests.tools.serving import API_KEY, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.tools.serving import Begun

ANSWER_S = 30.0
END_S = 60.0
SESSIONS = "/collection/default/capture/session"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBackend]:
    """One for the tests that leave it as it is."""
    with ServedBackend(tmp_path_factory.mktemp("serve") / "data") as served:
        yield served
        served.stop()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[ServedBackend]:
    """One for one test alone."""
    with ServedBackend(tmp_path / "data") as served:
        yield served


@pytest.fixture
def lookhear(tmp_path: Path) -> Iterator[Program]:
    with Program(tmp_path / "home") as program:
        yield program


def client(backend: ServedBackend, key: str = API_KEY) -> httpx.Client:
    return httpx.Client(base_url=backend.url, headers={"x-access-token": key}, timeout=ANSWER_S)


def data(answer: httpx.Response) -> Any:  # noqa: ANN401 - it is JSON
    assert answer.is_success, f"{answer.request.url}: {answer.status_code} {answer.text}"
    return answer.json()["data"]


def sent(backend: ServedBackend, begun: Begun, *tracks: str) -> None:
    """The init and the first fragment of each track."""
    with client(backend, begun.grant) as http:
        for track in tracks:
            kind = TrackKind(track.partition(":")[0])
            for path, body in ((begun.init(track), init_of(kind)), (begun.fragment(track, 1), fragment_of(kind, 1))):
                assert http.put(path, content=body.data, headers=begun.headers(body, track)).status_code == 201


def raw(backend: ServedBackend, head: str) -> bytes:
    """What a request answers that no client library would send."""
    port = httpx.URL(backend.url).port
    assert port is not None
    with socket.create_connection(("127.0.0.1", port), ANSWER_S) as line:
        line.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n")
        answer = b""
        while chunk := line.recv(65_536):
            answer += chunk
    return answer


def test_a_session_lives_from_its_creation_to_its_end(shared: ServedBackend) -> None:
    begun = shared.begin("display:1", "mic:default")
    with client(shared) as http:
        assert data(http.get(f"{SESSIONS}/{begun.session_id}"))["status"] == "starting"
        sent(shared, begun, "mic:default")
        row = data(http.get(f"{SESSIONS}/{begun.session_id}"))
        assert row["status"] == "active"
        assert [each["name"] for each in row["rtstreams"]] == ["mic:default", "display:1"]
        stopped = data(http.post(f"/capture/session/{begun.session_id}/stop", headers={"x-access-token": begun.grant}))
        assert stopped["status"] == "stopping"
        for track, last_seq in (("mic:default", 1), ("display:1", 0)):
            stream = begun.streams[track]
            told = {"last_seq": last_seq, "inits": [1] if last_seq else []}
            assert http.post(f"/ingest/v1/streams/{stream}/complete", json=told, headers={"x-access-token": begun.grant}).is_success
        assert data(http.get(f"{SESSIONS}/{begun.session_id}"))["status"] in {"stopped", "exported"}


def test_a_token_does_what_a_recorder_needs_and_no_more(shared: ServedBackend) -> None:
    with client(shared) as http:
        session_id = data(http.post(SESSIONS, json={"end_user_id": "u"}))["session_id"]
        token = data(http.post("/capture/session/token", json={"expires_in": 600}))["token"]
    with client(shared, token) as http:
        start = {"session_id": session_id, "channels": [{"channel_id": "display:1"}]}
        assert data(http.post("/capture/session/start", json=start))["status"] == "starting"
        assert data(http.get(f"/capture/session/{session_id}"))["ingest"]["streams"]
        assert data(http.post(f"/capture/session/{session_id}/stop"))["status"] == "stopping"
        assert http.post("/capture/session/token").status_code == 403
        assert http.post(SESSIONS, json={"end_user_id": "u"}).status_code == 403


@pytest.mark.parametrize("key", ["", "st-nobody", API_KEY + "x", "Bearer " + API_KEY, "x" * 2000])
def test_a_credential_nobody_issued_is_refused_with_a_sentence(shared: ServedBackend, key: str) -> None:
    with client(shared, key) as http:
        answer = http.get(SESSIONS)
    assert (answer.status_code, answer.json()["success"], answer.json()["error_code"]) == (401, False, "UNAUTHORIZED")
    assert answer.json()["message"]


def test_a_credential_elsewhere_than_in_its_header_is_none(shared: ServedBackend) -> None:
    with httpx.Client(base_url=shared.url) as http:
        assert http.get(SESSIONS, headers={"authorization": f"Bearer {API_KEY}"}).status_code == 401
        assert http.get(SESSIONS, params={"x-access-token": API_KEY}).status_code == 401


@pytest.mark.parametrize(
    "path", ["/capture/session/token", "/capture/session/token/", "//capture//session/token", "/capture/session/token//"]
)
def test_every_spelling_of_a_path_is_answered_without_a_redirect(shared: ServedBackend, path: str) -> None:
    head = f"POST {path} HTTP/1.1\nHost: 127.0.0.1\nx-access-token: {API_KEY}\nContent-Length: 0\nConnection: close"
    assert raw(shared, head).startswith(b"HTTP/1.1 200")


def test_a_name_that_somebody_rebound_is_refused(shared: ServedBackend) -> None:
    with client(shared) as http:
        answer = http.get("/healthz", headers={"host": "evil.example"})
    assert (answer.status_code, answer.json()["error_code"]) == (403, "FORBIDDEN")


@pytest.mark.parametrize("request_line", ["GET /collection/..%2f..%2fetc%2fpasswd HTTP/1.1", "GET /%00 HTTP/1.1", "GET /%ff%fe HTTP/1.1"])
def test_odd_paths_are_not_found(shared: ServedBackend, request_line: str) -> None:
    answer = raw(shared, f"{request_line}\nHost: 127.0.0.1\nx-access-token: {API_KEY}\nConnection: close")
    assert answer.startswith(b"HTTP/1.1 404")
    assert b'"error_code":"NOT_FOUND"' in answer


def test_what_is_acknowledged_survives_a_kill(own: ServedBackend) -> None:
    begun = own.begin("display:1")
    sent(own, begun, "display:1")
    with client(own) as http:
        token = data(http.post("/capture/session/token"))["token"]
        before = data(http.get(f"{SESSIONS}/{begun.session_id}"))
    own.kill()
    own.start()
    with client(own, token) as http:
        after = data(http.get(f"{SESSIONS}/{begun.session_id}"))
        assert after | {"stalled": None} == before | {"stalled": None}  # that one follows the clock
        status = http.get(f"/ingest/v1/streams/{begun.streams['display:1']}", headers={"x-access-token": begun.grant}).json()
        assert status["have"] == [[1, 1]]


def test_a_data_folder_has_one_server(own: ServedBackend, lookhear: Program) -> None:
    second = lookhear.run(dict(os.environ), "serve", "--port", "0", "--data-dir", str(own.data_dir))
    assert second.returncode == 1
    assert f"Another process serves {own.data_dir} at {own.url}" in second.stderr
    assert second.stdout == ""
    with client(own) as http:
        assert http.get("/readyz").is_success


def test_a_signal_ends_it_in_order_although_a_player_waits(own: ServedBackend) -> None:
    begun = own.begin("display:1")
    sent(own, begun, "display:1")
    with client(own) as http:
        row = data(http.get(f"{SESSIONS}/{begun.session_id}"))["rtstreams"][0]
        playlist = row["stream_url"].replace("master.m3u8", f"{row['id']}.m3u8")
        assert http.get(playlist).is_success
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(httpx.get, playlist, params={"_HLS_msn": 1}, timeout=ANSWER_S)
        with pytest.raises(concurrent.futures.TimeoutError):  # it is held open; then the signal comes
            waiting.result(1.0)
        own.stop()
        waiting.exception(ANSWER_S)  # answered or cut off, but over


def test_it_is_found_while_it_runs_and_gone_afterwards(own: ServedBackend) -> None:
    path = own.data_dir / "backend.json"
    found = Discovery.parse(path.read_bytes())
    assert (found.url, found.api_key, found.pid) == (own.url, API_KEY, own.pid)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in own.data_dir.iterdir() if each.is_file()}
    assert set(modes.values()) == {0o600}, modes
    own.stop()
    assert not path.exists()


def test_it_prints_its_url_first_and_where_its_key_is(lookhear: Program) -> None:
    child = lookhear.start(dict(os.environ), "serve", "--port", "0")
    assert child.stdout is not None
    url = child.stdout.readline().strip()
    key_file = lookhear.home / "backend" / "api-key"
    assert str(key_file) in child.stdout.readline()
    key = key_file.read_text("utf-8").strip()
    told = httpx.post(f"{url}/init-session", headers={"x-access-token": key}, timeout=ANSWER_S).json()
    assert told["session_id"].startswith("cap-")
    assert httpx.post(f"{url}/init-session", timeout=ANSWER_S).status_code == 401
    is_ours = signal.getsignal(signal.SIGINT) is not signal.SIG_IGN  # a shell's background job is to ignore it, and so is a server
    child.send_signal(signal.SIGINT if is_ours else signal.SIGTERM)
    assert child.wait(END_S) == 0
    assert child.stderr is not None
    assert child.stderr.read() == ""


def test_an_open_mint_lets_anybody_in_but_no_page(lookhear: Program) -> None:
    child = lookhear.start(dict(os.environ), "serve", "--port", "0", "--open-mint", "--json")
    assert child.stdout is not None
    url = json.loads(child.stdout.readline())["url"]
    assert httpx.post(f"{url}/init-session", timeout=ANSWER_S).is_success
    assert httpx.post(f"{url}/init-session", headers={"origin": "https://evil.example"}, timeout=ANSWER_S).status_code == 403


def test_an_embedded_one_ends_by_itself_when_nobody_wants_anything(lookhear: Program) -> None:
    child = lookhear.start(dict(os.environ), "serve", "--embedded", "--idle-exit", "0.5", "--json")
    assert child.stdout is not None
    assert json.loads(child.stdout.readline())["url"]
    assert child.wait(END_S) == 0
    assert not (lookhear.home / "backend" / "backend.json").exists()


def test_data_of_a_newer_program_are_left_alone(own: ServedBackend, lookhear: Program) -> None:
    own.stop()
    (path,) = own.data_dir.glob("*.sqlite3")
    with sqlite3.connect(path) as rows:
        rows.execute("UPDATE alembic_version SET version_num = '9999'")
    rows.close()
    content = path.read_bytes()
    ended = lookhear.run(dict(os.environ), "serve", "--port", "0", "--data-dir", str(own.data_dir))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "newer" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert path.read_bytes() == content
