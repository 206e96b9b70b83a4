"""Asking a backend: what is sent, what is read, what is asked again, and what hostile answers end in."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from lookhear.errors import (
    AuthenticationError,
    ConnectionFailed,
    InvalidRequestError,
    RequestTimeoutError,
)
from lookhear.sdk.aio import api as aio_api
from lookhear.sdk.aio.api import AsyncApi
from lookhear.sdk.blocking import api as blocking_api
from lookhear.sdk.blocking.api import Api
from lookhear.sdk.transport import wire as sdk_wire
from lookhear.sdk.transport.retries import Patience
from tests.fakes.sdk_wire import BASE_URL, KEY, Asked, FakeWire, refusal, reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

QUICK = Patience(first_pause_s=0.0, first_poll_s=0.0, poll_s=0.0)


@pytest.fixture(name="wire")
def fixture_wire() -> Iterator[FakeWire]:
    wire = FakeWire()
    yield wire
    wire.check()


def ask(wire: FakeWire, work: Callable[[AsyncApi], Awaitable[Any]], *, patience: Patience = QUICK) -> Any:  # noqa: ANN401 - JSON
    """What an API says, over a wire."""

    async def run() -> Any:  # noqa: ANN401 - JSON
        async with AsyncApi(BASE_URL, KEY, patience=patience, transport=wire.transport) as api:
            return await work(api)

    return asyncio.run(run())


def get(wire: FakeWire, **how: Any) -> Any:  # noqa: ANN401 - JSON
    return ask(wire, lambda api: api.get("collection/default"), **how)


def post(wire: FakeWire, **how: Any) -> Any:  # noqa: ANN401 - JSON
    return ask(wire, lambda api: api.post("rtstream/event", {"label": "x"}), **how)


def working(output_url: str = f"{BASE_URL}/async-response/op-1") -> httpx.Response:
    return reply({"output_url": output_url}, status="processing")


def envelope(**keys: Any) -> httpx.Response:  # noqa: ANN401 - JSON
    return httpx.Response(200, json=keys)


# What is sent and read -------------------------------------------------------------------------------------------------------------


def test_every_method_sends_its_body_and_gives_the_data(wire: FakeWire) -> None:
    async def work(api: AsyncApi) -> list[Any]:
        return [
            await api.get("video", {"a": 1, "b": None, "c": True, "d": "x y"}),
            await api.post("video", {"a": [1]}),
            await api.post("video"),
            await api.put("video/m-1", []),
            await api.patch("video/m-1", {"name": "n"}),
            await api.delete("video/m-1", {"collection_id": "default"}),
        ]

    for method, path in [("GET", "video"), *[("POST", "video")] * 2, ("PUT", "video/m-1"), ("PATCH", "video/m-1"), ("DELETE", "video/m-1")]:
        wire.expect(method, path, {"n": len(wire.asked)})
    assert ask(wire, work) == [{"n": 0}] * 6
    assert wire.asked == [
        Asked("GET", "video", {"a": "1", "c": "true", "d": "x y"}),
        Asked("POST", "video", {}, {"a": [1]}),
        Asked("POST", "video", {}, {}),
        Asked("PUT", "video/m-1", {}, []),
        Asked("PATCH", "video/m-1", {}, {"name": "n"}),
        Asked("DELETE", "video/m-1", {"collection_id": "default"}),
    ]


def test_the_blocking_api_asks_the_same(wire: FakeWire, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(blocking_api, "pause", pauses.append)
    wire.expect("GET", "collection/default", {"id": "default"})
    wire.expect("POST", "rtstream/event", refusal(503, "Busy.", headers={"Retry-After": "7"}))
    wire.expect("POST", "rtstream/event", {"event_id": "e"})
    with Api(f"{BASE_URL}/", KEY, transport=wire.transport) as api:
        assert api.get("collection/default") == {"id": "default"}
        assert api.post("rtstream/event", {"label": "x"}) == {"event_id": "e"}
    assert pauses == [7.0]


@pytest.mark.parametrize("data", [{}, [], [1], {"success": False}])
def test_data_is_given_as_it_is(wire: FakeWire, data: object) -> None:
    wire.expect("GET", "collection/default", data)
    assert get(wire) == data


def test_no_data_is_an_empty_object(wire: FakeWire) -> None:
    wire.expect("GET", "collection/default", envelope(success=True, data=None))
    wire.expect("POST", "rtstream/event", envelope(success=True))
    assert get(wire) == {}
    assert post(wire) == {}


def test_an_api_can_be_used_in_one_loop_after_another(wire: FakeWire) -> None:
    api = AsyncApi(BASE_URL, KEY, transport=wire.transport)
    wire.expect("GET", "video", {"n": 1})
    wire.expect("GET", "video", {"n": 2})
    assert asyncio.run(api.get("video")) == {"n": 1}
    assert asyncio.run(api.get("video")) == {"n": 2}


def test_a_closed_api_says_so(wire: FakeWire) -> None:
    async def work(api: AsyncApi) -> None:
        await api.close()
        await api.close()
        await api.get("video")

    with pytest.raises(ConnectionFailed, match="closed"):
        ask(wire, work)


# What cannot be asked --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:8420",
        "ftp://x",
        "ws://x",
        "http://",
        "http://x:99999",
        "http://user:pw@host",
        "http://x/?q=1",
        "http://x/#f",
        "http://ü",
    ],
)
def test_what_is_no_base_url_is_refused_without_what_it_may_hide(url: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        AsyncApi(url, KEY)
    assert "pw" not in caught.value.for_people()
    assert "https://" in caught.value.hint


# Refusals --------------------------------------------------------------------------------------------------------------------------


def test_success_false_is_a_refusal_whatever_the_status(wire: FakeWire) -> None:
    wire.expect("GET", "collection/default", envelope(success=False, message="No credits", error_code="CREDITS"))
    with pytest.raises(InvalidRequestError) as caught:
        get(wire)
    assert str(caught.value) == "No credits."
    assert (caught.value.status, caught.value.error_code) == (200, "CREDITS")


@pytest.mark.parametrize("location", ["https://evil.example/", "/v1/collection/other", "//evil.example"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(wire: FakeWire, status: int, location: str) -> None:
    wire.expect("GET", "collection/default", httpx.Response(status, headers={"Location": location}))
    with pytest.raises(InvalidRequestError, match="sends us elsewhere") as caught:
        get(wire)
    assert caught.value.status == status
    assert len(wire.asked) == 1


def test_a_huge_answer_is_not_read_to_its_end(wire: FakeWire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sdk_wire, "MAX_ANSWER_BYTES", 1000)
    sent = 0

    async def endless() -> Any:  # noqa: ANN401 - an iterator of bytes
        nonlocal sent
        while True:
            sent += 1
            yield b"x" * 100

    wire.expect("GET", "collection/default", httpx.Response(200, content=endless()))
    with pytest.raises(InvalidRequestError, match="more than any backend would"):
        get(wire)
    assert sent <= 11


def test_an_answer_that_never_ends_is_left(wire: FakeWire) -> None:
    async def dripping() -> Any:  # noqa: ANN401 - an iterator of bytes
        while True:
            yield b" "

    wire.expect("GET", "collection/default", httpx.Response(200, content=dripping()))
    with pytest.raises(RequestTimeoutError, match="end of its answer"):
        get(wire, patience=Patience(answer_s=0.0))


def test_an_answer_packed_in_a_broken_way_is_refused(wire: FakeWire) -> None:
    async def packed() -> Any:  # noqa: ANN401 - an iterator of bytes
        yield b"this is no gzip"

    wire.expect("GET", "collection/default", httpx.Response(200, content=packed(), headers={"Content-Encoding": "gzip"}))
    with pytest.raises(InvalidRequestError, match="cannot be read"):
        get(wire)


# What is asked again ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [502, 503, 504])
def test_harmless_questions_are_asked_again_while_the_backend_starts(wire: FakeWire, status: int) -> None:
    wire.expect("GET", "collection/default", httpx.Response(status, content=b"<html>"))
    wire.expect("GET", "collection/default", httpx.ReadError("reset"))
    wire.expect("GET", "collection/default", {"id": "default"})
    assert get(wire) == {"id": "default"}


def test_nothing_is_asked_for_ever(wire: FakeWire) -> None:
    for _ in range(3):
        wire.expect("GET", "collection/default", httpx.Response(502))
    with pytest.raises(InvalidRequestError, match="502") as caught:
        get(wire)
    assert caught.value.status == 502


@pytest.mark.parametrize("lost", [httpx.ReadError("reset"), httpx.RemoteProtocolError("gone"), httpx.WriteError("pipe")])
def test_what_may_have_been_done_is_not_asked_again(wire: FakeWire, lost: Exception) -> None:
    wire.expect("POST", "rtstream/event", lost)
    with pytest.raises(ConnectionFailed, match="cannot be reached"):
        post(wire)


def test_what_never_left_is_asked_again(wire: FakeWire) -> None:
    wire.expect("POST", "rtstream/event", httpx.ConnectError("refused"))
    wire.expect("POST", "rtstream/event", {"event_id": "e"})
    assert post(wire) == {"event_id": "e"}


@pytest.mark.parametrize("status", [429, 503])
def test_a_time_that_is_named_is_waited_for(wire: FakeWire, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    async def noted(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(aio_api, "pause_async", noted)
    wire.expect("POST", "rtstream/event", refusal(status, "Later.", headers={"Retry-After": "7"}))
    wire.expect("POST", "rtstream/event", {"event_id": "e"})
    assert post(wire) == {"event_id": "e"}
    assert pauses == [7.0]


def test_a_time_that_is_too_far_away_is_told(wire: FakeWire) -> None:
    wire.expect("GET", "collection/default", refusal(429, "Too many.", headers={"Retry-After": "3600"}))
    with pytest.raises(InvalidRequestError, match="Too many") as caught:
        get(wire)
    assert "3600 seconds" in caught.value.hint


def test_a_post_is_not_repeated_after_503_without_a_time(wire: FakeWire) -> None:
    wire.expect("POST", "rtstream/event", refusal(503, "Busy."))
    with pytest.raises(InvalidRequestError, match="Busy"):
        post(wire)


@pytest.mark.parametrize("late", [httpx.ReadTimeout("t"), httpx.ConnectTimeout("t"), httpx.PoolTimeout("t"), httpx.WriteTimeout("t")])
def test_what_takes_too_long_is_told_at_once(wire: FakeWire, late: Exception) -> None:
    wire.expect("GET", "collection/default", late)
    with pytest.raises(RequestTimeoutError, match="does not answer in time"):
        get(wire)


# Operations that take long ---------------------------------------------------------------------------------------------------------


def test_an_operation_is_asked_after_until_it_is_done(wire: FakeWire) -> None:
    wire.expect("POST", "rtstream/event", working())
    wire.expect("GET", "async-response/op-1", envelope(success=True, status="processing", data={"percentage": 5}))
    wire.expect("GET", "async-response/op-1", envelope(status="in progress"))
    wire.expect("GET", "async-response/op-1", envelope(success=True, status="done", response={"success": True, "data": {"id": "m-1"}}))
    assert post(wire) == {"id": "m-1"}


def test_an_operation_may_end_without_a_nested_response(wire: FakeWire) -> None:
    wire.expect("POST", "rtstream/event", working())
    wire.expect("GET", "async-response/op-1", {"id": "m-1"})
    assert post(wire) == {"id": "m-1"}


def test_an_operation_that_failed_says_why(wire: FakeWire) -> None:
    wire.expect("POST", "rtstream/event", working())
    wire.expect(
        "GET", "async-response/op-1", envelope(success=True, response={"success": False, "message": "No speech", "error_code": "X"})
    )
    with pytest.raises(InvalidRequestError, match="No speech") as caught:
        post(wire)
    assert caught.value.error_code == "X"


def test_whoever_is_called_back_does_not_wait(wire: FakeWire) -> None:
    wire.expect("POST", "rtstream/event", reply({"job": 1}, status="processing", request_type="async"))
    assert post(wire) == {"job": 1}


def test_an_operation_is_not_waited_for_for_ever(wire: FakeWire) -> None:
    wire.expect("POST", "rtstream/event", working())
    with pytest.raises(RequestTimeoutError, match="not done") as caught:
        post(wire, patience=Patience(processing_s=0.0))
    assert "goes on" in caught.value.hint


@pytest.mark.parametrize("url", ["http://127.0.0.1:8420/v1/async-response/op-1", "https://lookhear.example/async-response/op-1"])
def test_the_outcome_is_asked_for_at_the_address_the_backend_was_reached_by(wire: FakeWire, url: str) -> None:
    wire.expect("POST", "rtstream/event", working(url))
    wire.expect("GET", "async-response/op-1", {"id": "m-1"})
    assert post(wire) == {"id": "m-1"}


@pytest.mark.parametrize(
    "url", ["", "https://evil.example/x", "http://127.0.0.1:9/x", "http://127.0.0.1.evil.example/x", "https://evil/async-response/"]
)
def test_the_credential_goes_nowhere_else_for_an_outcome(wire: FakeWire, url: str) -> None:
    wire.expect("POST", "rtstream/event", working(url))
    with pytest.raises(InvalidRequestError, match="where to ask"):
        post(wire)
    assert len(wire.asked) == 1


def test_other_addresses_of_the_backend_itself_may_tell_the_outcome(wire: FakeWire) -> None:
    wire.expect("POST", "rtstream/event", working(f"{BASE_URL}/jobs/7"))
    wire.expect("GET", "jobs/7", {"id": "m-1"})
    assert post(wire) == {"id": "m-1"}


# Secrets ---------------------------------------------------------------------------------------------------------------------------


def test_the_credential_stands_in_no_repr_no_error_and_no_log(wire: FakeWire, caplog: pytest.LogCaptureFixture) -> None:
    wire.expect("GET", "collection/default", refusal(401, f"Nobody issued {KEY} here."))
    with caplog.at_level(logging.DEBUG), pytest.raises(AuthenticationError) as caught:
        get(wire)
    api = AsyncApi(BASE_URL, KEY)
    shown = [repr(api), str(api), repr(api._reader), caught.value.for_people(), repr(caught.value), caplog.text]
    assert [text for text in shown if KEY in text] == []
    assert "Nobody issued … here." in str(caught.value)


# Files -----------------------------------------------------------------------------------------------------------------------------


def test_a_file_goes_to_the_address_for_it_without_the_credential(tmp_path: Any) -> None:  # noqa: ANN401 - a path
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(204)

    (tmp_path / "talk.mp3").write_bytes(b"sound")

    async def run() -> None:
        async with AsyncApi(BASE_URL, KEY, transport=httpx.MockTransport(answer)) as api:
            with (tmp_path / "talk.mp3").open("rb") as file:
                await api.send_file("https://bucket.example/put?sig=1", name="talk.mp3", file=file)

    asyncio.run(run())
    assert (seen[0].method, seen[0].url.host, seen[0].url.raw_path) == ("POST", "bucket.example", b"/put?sig=1")
    assert b'name="file"; filename="talk.mp3"' in seen[0].content
    assert b"sound" in seen[0].content
    assert KEY not in json.dumps([*seen[0].headers.multi_items()])


def test_a_file_that_is_not_taken_is_said_and_not_sent_again(tmp_path: Any) -> None:  # noqa: ANN401 - a path
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(503, headers={"Retry-After": "1"})

    (tmp_path / "talk.mp3").write_bytes(b"sound")
    with (
        Api(BASE_URL, KEY, transport=httpx.MockTransport(answer)) as api,
        (tmp_path / "talk.mp3").open("rb") as file,
        pytest.raises(InvalidRequestError, match="503"),
    ):
        api.send_file("https://bucket.example/put", name="talk.mp3", file=file)
    assert len(seen) == 1
