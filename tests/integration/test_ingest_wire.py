"""Ingest against the real `lookhear serve` on a real socket: broken lines, lying lengths, repeated and racing requests."""

from __future__ import annotations

import concurrent.futures
import hashlib
import json
import os
import socket
from typing import TYPE_CHECKING, Self

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lookhear.protocol.tracks import TrackKind
from tests.fakes.bodies import Body, fragment_of, init_of
from tests.tools.serving import API_KEY, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.tools.serving import Begun

DISPLAY, MIC, CONTEXT = "display:1", "mic:default", "context:default"
KINDS = {DISPLAY: TrackKind.DISPLAY, MIC: TrackKind.MIC, CONTEXT: TrackKind.CONTEXT}
RACERS = 8
ANSWER_S = 30.0


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path_factory.mktemp("ingest") / "data") as served:
        yield served
        served.stop()


@pytest.fixture
def client(backend: ServedBackend) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=backend.url, timeout=ANSWER_S) as opened:
        yield opened


@pytest.fixture
def begun(backend: ServedBackend, client: httpx.Client) -> Begun:
    """A session with a recorder whose inits are there."""
    started = backend.begin(DISPLAY, MIC, tracks=(CONTEXT,))
    for track in (DISPLAY, MIC):
        assert put(client, started, started.init(track), init_of(KINDS[track]), track).status_code == 201
    return started


def put(client: httpx.Client, begun: Begun, path: str, body: Body, track: str) -> httpx.Response:
    return client.put(path, content=body.data, headers=begun.headers(body, track))


def stored(backend: ServedBackend, begun: Begun, track: str) -> list[Path]:
    """The objects of a track; a part of one that is being written counts too."""
    return sorted(path for path in (backend.data_dir / "objects" / begun.streams[track]).glob("*") if "init" not in path.name)


def have(client: httpx.Client, begun: Begun, track: str) -> list[list[int]]:
    told = client.get(f"/ingest/v1/streams/{begun.streams[track]}", headers={"x-access-token": begun.grant})
    ranges: list[list[int]] = told.raise_for_status().json()["have"]
    return ranges


class RawLine:
    """A connection on which a request is written byte by byte."""

    def __init__(self, backend: ServedBackend) -> None:
        url = httpx.URL(backend.url)
        self.socket = socket.create_connection((url.host, url.port or 0), timeout=ANSWER_S)

    def head(self, path: str, headers: dict[str, str]) -> None:
        lines = [f"PUT {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        """One whole answer."""
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        while len(body) < int(headers.get("content-length", "0")):
            body += self._more()
        return int(first.split()[1]), headers, body

    def _more(self) -> bytes:
        received = self.socket.recv(65536)
        assert received, "the connection ended without an answer"
        return received

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.socket.close()


def test_tracks_go_in_in_any_order_and_come_out_byte_for_byte(backend: ServedBackend, begun: Begun, client: httpx.Client) -> None:
    for track, kind in KINDS.items():
        for seq in (2, 1, 3):
            body = fragment_of(kind, seq, size_bytes=200_000)
            assert put(client, begun, begun.fragment(track, seq), body, track).status_code == 201
        contents = [hashlib.sha256(path.read_bytes()).hexdigest() for path in stored(backend, begun, track)]
        assert contents == [fragment_of(kind, seq, size_bytes=200_000).sha256 for seq in (1, 2, 3)]
        done = client.post(
            f"/ingest/v1/streams/{begun.streams[track]}/complete",
            json={"last_seq": 3, "inits": [] if track == CONTEXT else [1]},
            headers={"x-access-token": begun.grant},
        )
        assert (done.status_code, done.json()["state"]) == (200, "complete")
    shown = client.get(f"/capture/session/{begun.session_id}", headers={"x-access-token": API_KEY}).json()["data"]
    assert shown["status"] in {"stopped", "exported"}


def test_a_put_whose_answer_was_lost_is_repeated_and_answered_before_its_body(
    backend: ServedBackend, begun: Begun, client: httpx.Client
) -> None:
    body, path = fragment_of(TrackKind.DISPLAY, 1, size_bytes=100_000), begun.fragment(DISPLAY, 1)
    headers = begun.headers(body, DISPLAY) | {"Content-Length": str(len(body.data))}
    with RawLine(backend) as line:
        line.head(path, headers)
        line.socket.sendall(body.data)
        line.socket.recv(1)  # it is stored, and the rest of the answer is never seen
    with RawLine(backend) as line:
        line.head(path, headers)
        assert line.answer()[0] == 200  # not a byte of the body was sent
        line.socket.sendall(body.data)
        line.head(path, headers)  # … and the connection is still good
        assert line.answer()[0] == 200
    assert len(stored(backend, begun, DISPLAY)) == 1
    assert have(client, begun, DISPLAY) == [[1, 1]]


@pytest.mark.parametrize("sent_bytes", [0, 1, 70_000, 99_000])
def test_a_body_that_is_cut_leaves_nothing(backend: ServedBackend, begun: Begun, client: httpx.Client, sent_bytes: int) -> None:
    body, path = fragment_of(TrackKind.DISPLAY, 1, size_bytes=100_000), begun.fragment(DISPLAY, 1)
    with RawLine(backend) as line:
        line.head(path, begun.headers(body, DISPLAY) | {"Content-Length": str(len(body.data))})
        line.socket.sendall(body.data[:sent_bytes])
        line.socket.shutdown(socket.SHUT_WR)
        while line.socket.recv(65536):
            pass
    assert have(client, begun, DISPLAY) == []
    assert stored(backend, begun, DISPLAY) == []
    assert put(client, begun, path, body, DISPLAY).status_code == 201


def test_a_length_that_lies_is_refused_and_nothing_is_stored(backend: ServedBackend, begun: Begun, client: httpx.Client) -> None:
    body, path = fragment_of(TrackKind.DISPLAY, 1, size_bytes=50_000), begun.fragment(DISPLAY, 1)
    for length in (len(body.data) - 1, 10):  # what is over is no request, and ends the connection
        with RawLine(backend) as line:
            line.head(path, begun.headers(body, DISPLAY) | {"Content-Length": str(length)})
            line.socket.sendall(body.data)
            status, _, answer = line.answer()
            assert status == 400, answer
    assert have(client, begun, DISPLAY) == []
    assert stored(backend, begun, DISPLAY) == []


@pytest.mark.parametrize(
    ("length", "status"), [({"Transfer-Encoding": "chunked"}, 411), ({}, 411), ({"Content-Length": "9000000000"}, 413)], ids=str
)
def test_a_body_of_unknown_or_impossible_length_is_refused_at_once(
    backend: ServedBackend, begun: Begun, length: dict[str, str], status: int
) -> None:
    body = fragment_of(TrackKind.DISPLAY, 1)
    with RawLine(backend) as line:
        line.head(begun.fragment(DISPLAY, 1), begun.headers(body, DISPLAY) | length)
        found, headers, answer = line.answer()
        assert (found, headers["connection"], headers["content-type"]) == (status, "close", "application/problem+json")
        assert json.loads(answer)["status"] == status
        assert line.socket.recv(1) == b""


def test_a_refused_body_is_drained_and_the_connection_goes_on(backend: ServedBackend, begun: Begun) -> None:
    large = Body(bytes(9 << 20))
    good = fragment_of(TrackKind.DISPLAY, 1)
    with RawLine(backend) as line:
        line.head(begun.fragment(DISPLAY, 1), begun.headers(large, DISPLAY) | {"Content-Length": str(len(large.data))})
        assert line.answer()[0] == 413
        line.socket.sendall(large.data)
        line.head(begun.fragment(DISPLAY, 1), begun.headers(good, DISPLAY) | {"Content-Length": str(len(good.data))})
        line.socket.sendall(good.data)
        assert line.answer()[0] == 201


def test_a_client_that_asks_first_is_told_to_go_on_or_not(backend: ServedBackend, begun: Begun) -> None:
    body = fragment_of(TrackKind.DISPLAY, 1)
    headers = begun.headers(body, DISPLAY) | {"Content-Length": str(len(body.data)), "Expect": "100-continue"}
    with RawLine(backend) as line:
        line.head(begun.fragment(DISPLAY, 1), headers)
        assert line.answer()[0] == 100
        line.socket.sendall(body.data)
        assert line.answer()[0] == 201
    with RawLine(backend) as line:
        line.head(begun.fragment(DISPLAY, 1), headers)
        status, told, _ = line.answer()
        assert (status, told["connection"]) == (200, "close")


def test_racing_writers_of_one_number_leave_exactly_one(backend: ServedBackend, begun: Begun) -> None:
    bodies = [fragment_of(TrackKind.DISPLAY, 1, size_bytes=60_000, salt=salt % 3) for salt in range(RACERS)]

    def race(body: Body) -> int:
        with httpx.Client(base_url=backend.url, timeout=ANSWER_S) as client:
            return put(client, begun, begun.fragment(DISPLAY, 1), body, DISPLAY).status_code

    with concurrent.futures.ThreadPoolExecutor(RACERS) as threads:
        statuses = list(threads.map(race, bodies))
    assert statuses.count(201) == 1
    assert set(statuses) <= {201, 200, 409}
    (path,) = stored(backend, begun, DISPLAY)
    winner = bodies[statuses.index(201)]
    assert path.read_bytes() == winner.data
    assert [status for status, body in zip(statuses, bodies, strict=True) if body.sha256 == winner.sha256].count(409) == 0


def test_a_foreign_grant_gets_nowhere(backend: ServedBackend, begun: Begun, client: httpx.Client) -> None:
    other = backend.begin(DISPLAY)
    body = fragment_of(TrackKind.DISPLAY, 1)
    headers = begun.headers(body, DISPLAY) | {"x-access-token": other.grant}
    assert client.put(begun.fragment(DISPLAY, 1), content=body.data, headers=headers).status_code == 403
    assert client.get(f"/ingest/v1/streams/{begun.streams[DISPLAY]}", headers=headers).status_code == 403
    assert client.post(f"/ingest/v1/streams/{begun.streams[DISPLAY]}/complete", json={"last_seq": 0}, headers=headers).status_code == 403
    assert client.post(f"/ingest/v1/recordings/{begun.recording_id}/grant", headers=headers).status_code == 403
    assert client.get(f"/capture/session/{begun.session_id}", headers={"x-access-token": begun.grant}).status_code == 403  # write-only


@pytest.mark.parametrize(
    "path", ["/ingest/v1/streams/../../../etc/passwd/init/1", "/ingest/v1/streams/..%2f..%2fx/init/1", "/ingest/../ingest/v1"]
)
def test_a_path_that_climbs_leads_nowhere(backend: ServedBackend, begun: Begun, path: str) -> None:
    body = init_of(TrackKind.DISPLAY)
    with RawLine(backend) as line:
        line.head(path, begun.headers(body, DISPLAY) | {"Content-Length": str(len(body.data))})
        line.socket.sendall(body.data)
        status, headers, _ = line.answer()
        assert (status, headers["content-type"]) == (404, "application/problem+json")
    assert not (backend.data_dir.parent / "x").exists()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.binary(max_size=3000), seq=st.integers(1, 99_999_999), track=st.sampled_from([DISPLAY, MIC, CONTEXT]))
def test_whatever_bytes_come_are_answered_with_a_problem(
    backend: ServedBackend, begun: Begun, client: httpx.Client, data: bytes, seq: int, track: str
) -> None:
    body = Body(data)
    answers = [put(client, begun, begun.fragment(track, seq), body, track)]
    if track != CONTEXT:
        answers.append(put(client, begun, begun.init(track, 2), body, track))
    for answer in answers:
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json"), answer.text
    assert stored(backend, begun, track) == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    name=st.sampled_from(["Content-Digest", "Content-Type", "x-access-token", "Content-Length"]),
    value=st.text(st.characters(min_codepoint=33, max_codepoint=255, exclude_characters="\x7f"), max_size=40),
)
def test_whatever_headers_come_nothing_is_stored_unasked(
    backend: ServedBackend, begun: Begun, client: httpx.Client, name: str, value: str
) -> None:
    body = fragment_of(TrackKind.MIC, 1)
    headers = {**begun.headers(body, MIC), "Content-Length": str(len(body.data)), name: value}
    with RawLine(backend) as line:
        lines = [f"PUT {begun.fragment(MIC, 1)} HTTP/1.1", "Host: 127.0.0.1", *(f"{key}: {text}" for key, text in headers.items())]
        line.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body.data)
        line.socket.shutdown(socket.SHUT_WR)
        answer = b""
        while received := line.socket.recv(65536):
            answer += received
    assert answer == b"" or 400 <= int(answer.split()[1]) < 500
    assert stored(backend, begun, MIC) == []


def test_nothing_of_all_this_is_left_behind(backend: ServedBackend) -> None:
    names = [name for _, _, files in os.walk(backend.data_dir / "objects") for name in files]
    assert names
    assert [name for name in names if name.endswith(".part")] == []
