from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest
from standardwebhooks import Webhook

from lookhear import __version__
from lookhear.backend.delivery.dispatch_http import Postman
from lookhear.backend.delivery.guard import Guard
from lookhear.backend.delivery.guarded_http import GuardedTransport
from lookhear.backend.delivery.signing import Signer
from lookhear.backend.jobs.lanes import LaneHealth
from lookhear.backend.records import Delivery
from tests.tools.receiver import Answer, Receiver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.delivery.dispatch import Attempt

BODY = '{"event":"capture_session.active","metadata":{"name":"Zoë \u2028 🙂"}}'


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


def delivery(url: str, *, attempts: int = 0) -> Delivery:
    return Delivery(id=7, message_id="msg-7", key="k", lane="l", url=url, body=BODY, created_ns=0, attempts=attempts)


def taken(url: str, folder: Path, *, guard: Guard | None = None, times: int = 1, try_s: float = 10.0) -> list[Attempt]:
    async def scene() -> list[Attempt]:
        transport = GuardedTransport(guard or Guard(is_loopback_allowed=True))
        signer = Signer(folder, now_ns=time.time_ns)
        postman = Postman(transport, signer=signer, now_ns=time.time_ns, try_s=try_s)
        try:
            return [await postman.take(delivery(url, attempts=number)) for number in range(times)]
        finally:
            await postman.close()

    return asyncio.run(scene())


def test_what_is_sent_is_the_body_byte_by_byte_with_a_signature_that_holds(receiver: Receiver, tmp_path: Path) -> None:
    attempts = taken(f"{receiver.url}/hook?token=1", tmp_path, times=3)
    assert [(each.is_taken, each.status) for each in attempts] == [(True, 200)] * 3
    assert {each.body for each in receiver.received} == {BODY.encode()}
    assert receiver.connections == 1
    first, last = receiver.received[0], receiver.received[-1]
    assert (first.method, first.path) == ("POST", "/hook?token=1")
    assert (first.headers["content-type"], first.headers["user-agent"]) == ("application/json", f"lookhear/{__version__}")
    assert (first.headers["x-lookhear-delivery"], first.headers["x-lookhear-attempt"]) == ("7", "1")
    assert (last.message_id, last.headers["x-lookhear-attempt"]) == ("msg-7", "3")
    secret = asyncio.run(Signer(tmp_path, now_ns=time.time_ns).secrets()).current
    for each in receiver.received:
        Webhook(secret).verify(each.body, each.headers)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_a_success(receiver: Receiver, tmp_path: Path, status: int) -> None:
    receiver.answers = lambda _: Answer(status=status, body=b"")
    assert taken(receiver.url, tmp_path)[0].is_taken


@pytest.mark.parametrize(
    ("answer", "error", "health"),
    [
        (Answer(status=404), "It answered 404.", LaneHealth.ILL),
        (Answer(status=500), "It answered 500.", LaneHealth.ILL),
        (Answer(status=302, headers={"location": "/elsewhere"}), "redirect (302)", LaneHealth.ILL),
        (Answer(status=304), "redirect (304)", LaneHealth.ILL),
        (Answer(raw=b"220 smtp ready\r\n"), "not HTTP", LaneHealth.ILL),
        (Answer(raw=b"\x00\xff" * 500), "not HTTP", LaneHealth.ILL),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nx: " + b"y" * 200_000), "not HTTP", LaneHealth.ILL),
        (Answer(closes=True), "not HTTP", LaneHealth.ILL),
    ],
)
def test_everything_else_is_a_failure_with_a_sentence(
    receiver: Receiver, tmp_path: Path, answer: Answer, error: str, health: LaneHealth
) -> None:
    receiver.answers = lambda _: answer
    [attempt] = taken(receiver.url, tmp_path)
    assert error in str(attempt.error)
    assert str(attempt.error).endswith(".")
    assert (attempt.lane, attempt.is_final) == (health, False)
    assert len(receiver.received) == 1  # nothing was followed


def test_gone_is_final(receiver: Receiver, tmp_path: Path) -> None:
    receiver.answers = lambda _: Answer(status=410)
    [attempt] = taken(receiver.url, tmp_path)
    assert (attempt.is_taken, attempt.is_final, attempt.status) == (False, True, 410)


def test_a_receiver_says_when_to_come_again(receiver: Receiver, tmp_path: Path) -> None:
    receiver.answers = lambda _: Answer(status=503, headers={"retry-after": "33"})
    assert taken(receiver.url, tmp_path)[0].retry_after_s == 33


def test_nobody_there_is_a_lane_that_is_down(receiver: Receiver, tmp_path: Path) -> None:
    receiver.down()
    [attempt] = taken(receiver.url, tmp_path)
    assert attempt.lane is LaneHealth.DOWN
    assert attempt.error == "It could not be reached (Connection refused)."


def test_one_that_hangs_is_left_in_time(receiver: Receiver, tmp_path: Path) -> None:
    receiver.answers = lambda _: Answer(hangs=True)
    [attempt] = taken(receiver.url, tmp_path, try_s=0.3)
    assert (attempt.lane, attempt.error) == (LaneHealth.DOWN, "It did not answer in time.")


@pytest.mark.parametrize("answer", [Answer(body=b"x" * 10_000_000), Answer(body=b"x" * 4000, drips_s=0.01)])
def test_an_endless_answer_is_not_waited_for(receiver: Receiver, tmp_path: Path, answer: Answer) -> None:
    receiver.answers = lambda _: answer
    attempts = taken(receiver.url, tmp_path, times=2)
    assert [each.is_taken for each in attempts] == [True, True]
    assert receiver.connections == 2  # its connection was not good for another one


def test_nothing_is_unpacked(receiver: Receiver, tmp_path: Path) -> None:
    receiver.answers = lambda _: Answer(headers={"content-encoding": "gzip"}, body=b"no gzip")
    assert taken(receiver.url, tmp_path)[0].is_taken
    assert receiver.received[0].headers["accept-encoding"] == "identity"


def test_what_a_receiver_wants_remembered_is_forgotten(receiver: Receiver, tmp_path: Path) -> None:
    receiver.answers = lambda _: Answer(headers={"set-cookie": "a=1"})
    taken(receiver.url, tmp_path, times=2)
    assert "cookie" not in receiver.received[1].headers


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://me@example.org/", "http://[::1", "gopher://example.org/"])
def test_an_address_that_is_refused_is_a_failure_with_a_sentence(tmp_path: Path, url: str) -> None:
    [attempt] = taken(url, tmp_path, guard=Guard())
    assert not attempt.is_taken
    assert str(attempt.error).endswith(".")
    assert "\n" not in str(attempt.error)


def test_one_that_comes_back_is_reached_over_a_new_connection(receiver: Receiver, tmp_path: Path) -> None:
    async def scene() -> list[bool]:
        postman = Postman(
            GuardedTransport(Guard(is_loopback_allowed=True)), signer=Signer(tmp_path, now_ns=time.time_ns), now_ns=time.time_ns
        )
        found = [(await postman.take(delivery(receiver.url))).is_taken]
        await asyncio.to_thread(receiver.down)
        found.append((await postman.take(delivery(receiver.url))).is_taken)
        await asyncio.to_thread(receiver.up)
        found.append((await postman.take(delivery(receiver.url))).is_taken)
        await postman.close()
        return found

    assert asyncio.run(scene()) == [True, False, True]
