from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed
from lookhear.understanding.endpoints.asking import Asker
from lookhear.understanding.endpoints.options import endpoint_options
from tests.fakes.mint import FakeMint, Reply
from tests.fakes.openai_server import Fault, OpenAiServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lookhear.understanding.endpoints.asking import Answer

CHAT = b'{"model": "tiny", "messages": [{"role": "user", "content": "private words"}]}'


@pytest.fixture
def service() -> Iterator[OpenAiServer]:
    with OpenAiServer(key="sk-1") as server:
        yield server


@pytest.fixture
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVICE_KEY", "sk-1")


def asked(url: str, *, timeout_s: float = 10.0, max_bytes: int = 1 << 20, body: bytes = CHAT, **more: object) -> Answer:
    asker = Asker(endpoint_options({"url": url, "model": "tiny", "key_env": "SERVICE_KEY", "timeout_s": timeout_s, **more}))
    try:
        return asker.post("/chat/completions", body=body, content_type="application/json", max_bytes=max_bytes)
    finally:
        asker.close()


@pytest.mark.usefixtures("_key")
def test_an_answer_comes_back_whole(service: OpenAiServer, caplog: pytest.LogCaptureFixture) -> None:
    answer = asked(service.url)
    assert (answer.status, answer.content_type) == (200, "application/json")
    said = [record.getMessage() for record in caplog.records if record.levelno > logging.DEBUG]
    assert not said
    assert not any("private words" in record.getMessage() or "sk-1" in record.getMessage() for record in caplog.records)


@pytest.mark.usefixtures("_key")
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.CUT, EngineCrashed),
        (Fault.DROP, EngineCrashed),
        (Fault.DRIP, EngineCrashed),
        (Fault.HANG, EngineCrashed),
        (Fault.LONG, EngineFailed),
        (Fault.COMPRESSED, EngineFailed),
    ],
)
def test_no_whole_answer_is_told(service: OpenAiServer, fault: Fault, kind: type[EngineFailed]) -> None:
    service.faults.append(fault)
    with pytest.raises(EngineFailed) as caught:
        asked(service.url, timeout_s=0.4 if fault in {Fault.DRIP, Fault.HANG} else 10.0)
    assert type(caught.value) is kind
    assert "private" not in caught.value.for_people()


@pytest.mark.usefixtures("_key")
def test_a_redirect_is_not_followed(service: OpenAiServer) -> None:
    service.faults.append(Fault.REDIRECT)
    assert asked(service.url).status == 302


@pytest.mark.usefixtures("_key")
def test_nobody_who_answers_is_asked_again_later() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound, and not listening
        with pytest.raises(EngineBusy, match="cannot be reached") as caught:
            asked(f"http://127.0.0.1:{held.getsockname()[1]}/v1")
    assert type(caught.value) is EngineBusy


@pytest.mark.usefixtures("_key")
def test_who_does_not_read_gets_no_more_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf, pytest.raises(EngineCrashed, match="did not answer within"):
        asked(f"http://127.0.0.1:{deaf.getsockname()[1]}/v1", timeout_s=0.3, body=b" " * (32 << 20))


@pytest.mark.usefixtures("_key")
def test_no_proxy_but_the_chosen_one(service: OpenAiServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert asked(service.url).status == 200
    with FakeMint({"http://models.example/v1/chat/completions": Reply({"choices": []})}) as proxy:
        assert asked("http://models.example/v1", proxy=proxy.url).status == 200
        assert proxy.asked[0].headers["authorization"] == "Bearer sk-1"


@pytest.mark.usefixtures("_key")
def test_tls_that_is_none_is_told(service: OpenAiServer) -> None:
    with pytest.raises(EngineFailed):
        asked(service.url.replace("http:", "https:"))
