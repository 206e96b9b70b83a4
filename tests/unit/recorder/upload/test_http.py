"""HTTP of the upload: every failure is an error of ours, and nothing of a credential leaks."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import BackendUnreachable, BackendUnsuitable, LookhearError
from lookhear.recorder.upload.http import HttpClient
from tests.fakes.backend import FakeBackend, Fault
from tests.fakes.mint import FakeMint, Reply
from tests.tools.rude_servers import DrippingServer, TlsServer

if TYPE_CHECKING:
    from pathlib import Path

SECRET = {"x-access-token": "very-secret"}


def ask(url: str, path: str = "/x") -> object:
    client = HttpClient(url, who="The backend")
    try:
        return client.ask("POST", url + path, headers=SECRET, content=b"{}")
    finally:
        client.close()


def test_an_answer_comes_with_its_status_type_patience_and_body() -> None:
    reply = Reply({"a": 1}, 503, "Application/JSON; charset=utf-8", {"Retry-After": "12"})
    with FakeMint({"/x": reply}) as mint:
        client = HttpClient(mint.url, who="The backend")
        answer = client.ask("POST", f"{mint.url}/x", headers=SECRET, content=b"{}")
        client.close()
    assert (answer.status, answer.content_type, answer.retry_after_s, answer.json()) == (503, "application/json", 12, {"a": 1})
    assert not answer.is_success


@pytest.mark.parametrize("text", ["", "soon", "-5", "1.5", "99999999999", "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_patience_that_is_no_number_of_seconds_is_none(text: str) -> None:
    with FakeMint({"/x": Reply({}, headers={"Retry-After": text})}) as mint:
        client = HttpClient(mint.url, who="The backend")
        assert client.ask("POST", f"{mint.url}/x", headers=SECRET).retry_after_s == 0
        client.close()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.DROP_ANSWER, BackendUnreachable),
        (Fault.CUT, BackendUnreachable),
        (Fault.REDIRECT, BackendUnsuitable),
        (Fault.ENDLESS, BackendUnsuitable),
    ],
)
def test_what_is_no_answer_is_an_error_without_the_credential(
    fault: Fault, error: type[LookhearError], caplog: pytest.LogCaptureFixture
) -> None:
    with FakeBackend() as backend:
        backend.plan(fault, on="POST")
        with pytest.raises(error) as caught:
            ask(backend.url)
    assert "very-secret" not in caught.value.for_people() + caplog.text


def test_a_redirect_is_not_followed() -> None:
    with FakeMint({"/there": Reply({})}) as other, FakeMint({"/x": Reply(b"", 307, headers={"Location": f"{other.url}/there"})}) as mint:
        with pytest.raises(BackendUnsuitable, match="sends us elsewhere"):
            ask(mint.url)
        assert other.asked == []


def test_nobody_there_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(BackendUnreachable, match="no connection"):
        ask(f"http://127.0.0.1:{port}")


def test_one_who_speaks_something_else_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"220 mail.example ready\r\n")
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(4096):  # what is left unread when it closes would take back the answer
                    pass

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(BackendUnreachable, match="broke off"):
            ask(f"http://127.0.0.1:{listener.getsockname()[1]}")
        thread.join()


def test_a_closed_client_is_not_asked_any_more() -> None:
    client = HttpClient("http://127.0.0.1:1", who="The backend")
    client.close()
    with pytest.raises(BackendUnreachable, match="not asked"):
        client.ask("GET", "http://127.0.0.1:1", headers=SECRET)


def test_json_that_is_nested_too_deeply_is_no_json() -> None:
    with FakeMint({"/x": Reply(b"[" * 200_000)}) as mint:
        client = HttpClient(mint.url, who="The backend")
        answer = client.ask("POST", f"{mint.url}/x", headers=SECRET)
        client.close()
    with pytest.raises(ValueError, match="deep"):
        answer.json()


def test_an_answer_that_never_ends_is_given_up() -> None:
    with DrippingServer() as server:
        client = HttpClient(server.url, who="The backend", answered_within_s=0.05)
        with pytest.raises(BackendUnreachable, match="in time"):
            client.ask("POST", f"{server.url}/x", headers=SECRET)
        client.close()


def test_a_certificate_that_nobody_vouches_for_is_told_as_such(tmp_path: Path) -> None:
    with TlsServer(tmp_path) as server:
        client = HttpClient(server.url, who="The backend")
        with pytest.raises(BackendUnreachable, match="certificate is not trusted") as caught:
            client.ask("POST", f"{server.url}/x", headers=SECRET)
        client.close()
    assert caught.value.reason == BackendUnreachable.CERTIFICATE
