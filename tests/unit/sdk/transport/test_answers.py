"""What answers mean, read without a wire: envelopes, refusals, pages that are no envelopes; and identifiers, bodies, addresses."""

from __future__ import annotations

import json

import pytest

from lookhear.errors import AuthenticationError, InvalidRequestError, NotFoundError, SdkError
from lookhear.sdk.transport.answers import Answer, Envelope, Reader, encoded, poll_address, segment

SECRET = "sk-key-of-the-developer"
READER = Reader(who="The backend at http://127.0.0.1:8420", secret=SECRET)
BASE = "http://127.0.0.1:8420/v1"


def envelope(**keys: object) -> Answer:
    return Answer(status=200, body=json.dumps(keys).encode())


def refusal(status: int, message: str, *, retry_after_s: float = 0.0) -> Answer:
    body = {"success": False, "message": message, "error_code": "NOT_SO"}
    return Answer(status=status, retry_after_s=retry_after_s, body=json.dumps(body).encode())


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, InvalidRequestError), (401, AuthenticationError), (402, InvalidRequestError), (403, InvalidRequestError), (404, NotFoundError)]
    + [(status, InvalidRequestError) for status in (405, 409, 410, 413, 415, 422, 429, 500, 501, 507)],
)
def test_a_refusal_is_the_error_of_its_status_with_the_backend_s_sentence(status: int, kind: type[SdkError]) -> None:
    with pytest.raises(SdkError) as caught:
        READER.envelope(refusal(status, "That is not so"))
    assert (type(caught.value), str(caught.value)) == (kind, "That is not so.")
    if isinstance(caught.value, InvalidRequestError):
        assert (caught.value.status, caught.value.error_code) == (status, "NOT_SO")
    else:
        assert "key or the token" in caught.value.hint


@pytest.mark.parametrize(("seconds", "hint"), [(30.0, "Ask again in 30 seconds."), (0.0, "")])
def test_who_asks_too_much_is_told_when_to_come_again(seconds: float, hint: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        READER.envelope(refusal(429, "Too many.", retry_after_s=seconds))
    assert caught.value.hint == hint


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"<!doctype html><title>Sign in</title>",
        b"null",
        b"[]",
        b'"text"',
        b"{}",
        b'{"data": {}}',
        b'{"success": "yes"}',
        b"{",
        b"\xff\xfe",
        b"[" * 90_000,
    ],
)
def test_what_is_no_envelope_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(InvalidRequestError, match="no capture backend says") as caught:
        READER.envelope(Answer(status=200, body=content))
    assert "Sign in" not in str(caught.value)
    assert "base_url" in caught.value.hint


@pytest.mark.parametrize(
    ("status", "kind"), [(401, AuthenticationError), (404, NotFoundError), (418, InvalidRequestError), (599, InvalidRequestError)]
)
@pytest.mark.parametrize("content", [b"", b"<html>nginx", b"[1]", b'{"message": 7}', b'{"message": " "}'])
def test_a_refusal_without_words_names_the_backend_and_the_status(status: int, kind: type[SdkError], content: bytes) -> None:
    with pytest.raises(kind, match=rf"http://127\.0\.0\.1:8420 answers {status} \(") as caught:
        READER.envelope(Answer(status=status, body=content))
    assert "nginx" not in caught.value.for_people()


def test_a_sentence_of_a_backend_is_one_line_of_bounded_length_without_the_secret() -> None:
    with pytest.raises(InvalidRequestError) as caught:
        READER.envelope(refusal(400, f"a\n\t{SECRET} " + "x" * 5000))
    assert str(caught.value).startswith("a … xxx")
    assert len(str(caught.value)) < 700
    assert SECRET not in repr(READER)


def test_an_answer_that_is_not_done_says_where_to_ask() -> None:
    told = READER.envelope(envelope(success=True, status="processing", data={"output_url": "https://x/1"}))
    assert told == Envelope(data={"output_url": "https://x/1"}, is_working=True, output_url="https://x/1")
    assert not READER.envelope(envelope(success=True, status="processing", request_type="async", data={})).is_working


@pytest.mark.parametrize("data", [None, [], {"output_url": 5}, {"percentage": 5}])
def test_an_outcome_that_is_not_there_yet_needs_no_more_than_its_status(data: object) -> None:
    assert READER.outcome(envelope(status="in progress", data=data)).is_working


@pytest.mark.parametrize(
    "said", [{"status": "done"}, {"success": None}, {"success": True, "response": {"data": {}}}, {"success": False, "message": ""}]
)
def test_an_outcome_without_success_is_a_failure(said: dict[str, object]) -> None:
    with pytest.raises(InvalidRequestError):
        READER.outcome(envelope(**said))


@pytest.mark.parametrize("text", ["", " ", ".", "..", None, 3, ["x"]])
def test_what_is_no_identifier_is_not_asked_for(text: object) -> None:
    with pytest.raises(InvalidRequestError, match="no identifier"):
        segment(text)


@pytest.mark.parametrize(
    ("text", "quoted"), [("cap-1", "cap-1"), ("a/b?c#d", "a%2Fb%3Fc%23d"), ("ü", "%C3%BC"), ("../x", "..%2Fx"), ("\ud800", "%3F")]
)
def test_an_identifier_stays_one_segment(text: str, quoted: str) -> None:
    assert segment(text) == quoted


@pytest.mark.parametrize("body", [{"x": float("nan")}, {"x": object()}, {"x": b"bytes"}])
def test_what_json_cannot_say_is_not_sent(body: object) -> None:
    with pytest.raises(InvalidRequestError, match="JSON"):
        encoded(body)


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        (f"{BASE}/async-response/op-1", f"{BASE}/async-response/op-1"),
        ("https://lookhear.example/async-response/op-1?x=1", f"{BASE}/async-response/op-1?x=1"),
        (f"{BASE}/jobs/7", f"{BASE}/jobs/7"),
    ],
)
def test_an_outcome_is_asked_for_at_the_backend_itself(named: str, asked: str) -> None:
    assert poll_address(BASE, named) == asked


@pytest.mark.parametrize(
    "named", ["", "https://evil.example/x", "http://127.0.0.1:8420.evil/x", "//evil/x", "https://evil/async-response/"]
)
def test_an_outcome_is_asked_for_nowhere_else(named: str) -> None:
    with pytest.raises(InvalidRequestError, match="where to ask"):
        poll_address(BASE, named)
