from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed
from lookhear.understanding.endpoints.answers import HeardWord, heard_of, json_in, object_of, refusal, said_of, vectors_of
from lookhear.understanding.endpoints.asking import Answer
from lookhear.understanding.endpoints.keys import Key
from lookhear.understanding.endpoints.options import EndpointOptions

WHO = "The service at h"
OPTIONS = EndpointOptions(url="http://h/v1", model="m", key=Key(text="sk-1", place="the environment variable K"))


def answer(status: int = 200, body: object = None, **more: str) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    facts = {"content_type": "application/json", "retry_after": "", "retry_after_ms": ""} | more
    return Answer(status=status, body=raw, **facts)


def chat(message: object, finish: str = "stop") -> dict[str, Any]:
    return {"choices": [{"message": message, "finish_reason": finish}]}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, EngineBusy),
        (400, EngineFailed),
        (401, EngineBusy),
        (402, EngineBusy),
        (403, EngineBusy),
        (404, EngineBusy),
        (413, EngineFailed),
        (422, EngineFailed),
        (408, EngineBusy),
        (429, EngineBusy),
        (502, EngineBusy),
        (503, EngineBusy),
        (504, EngineBusy),
        (500, EngineCrashed),
        (507, EngineCrashed),
    ],
)
def test_a_status_says_whether_to_come_back(status: int, kind: type[EngineFailed]) -> None:
    error = refusal(answer(status, {"error": {"message": "SECRET WORDS", "code": "a_code"}}), OPTIONS, model="m")
    assert type(error) is kind
    assert error.reason == "a_code"
    assert str(status) in str(error)
    assert "SECRET" not in error.for_people()
    assert "sk-1" not in error.for_people()


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7.0),
        ({"retry_after": "7", "retry_after_ms": "250"}, 0.25),
        ({"retry_after": "Wed, 21 Oct 2026 07:28:00 GMT"}, None),
        ({"retry_after": "-5"}, None),
        ({}, None),
    ],
)
def test_the_patience_that_is_asked_for(headers: dict[str, str], seconds: float | None) -> None:
    error = refusal(answer(429, {}, **headers), OPTIONS, model="m")
    assert isinstance(error, EngineBusy)
    assert error.retry_after_s == seconds


@pytest.mark.parametrize("status", [302, 401, 402, 403, 404])
@pytest.mark.parametrize("body", [{}, {"error": {"code": "a_code", "metadata": {"provider": "x"}}}, b"[" * 9999])
def test_what_somebody_must_put_right_is_waited_for(status: int, body: object) -> None:
    error = refusal(answer(status, body), OPTIONS, model="m")
    assert type(error) is EngineBusy
    assert error.retry_after_s == 60
    assert error.hint


def test_an_account_without_money_is_waited_for_at_any_status() -> None:
    error = refusal(answer(429, {"error": {"code": "insufficient_quota"}}), OPTIONS, model="m")
    assert isinstance(error, EngineBusy)
    assert (error.retry_after_s, "paid" in str(error)) == (60, True)


@pytest.mark.parametrize("error", [{"code": "content_policy_violation"}, {"code": 403, "metadata": {"reasons": ["violence"]}}])
def test_a_content_that_is_not_allowed_is_not_waited_for(error: object) -> None:
    assert type(refusal(answer(403, {"error": error}), OPTIONS, model="m")) is EngineFailed


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"[" * 9999, {"error": "text"}, {"error": {"code": "A whole sentence that was sent"}}]
)
def test_a_refusal_without_a_code_is_one_all_the_same(body: object) -> None:
    assert not refusal(answer(400, body), OPTIONS, model="m").reason


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[1]", b"[" * 9999, b"null"])
def test_rubbish_is_told(body: bytes) -> None:
    with pytest.raises(EngineFailed, match="answers with no"):
        object_of(answer(body=body), WHO)


def test_a_page_for_people_is_told() -> None:
    with pytest.raises(EngineBusy, match="a page for people"):
        object_of(answer(body={}, content_type="text/html"), WHO)


@pytest.mark.parametrize(
    "content",
    ["yes", "<think>\nhm\n</think>\nyes", [{"type": "text", "text": "y"}, {"type": "audio"}, {"type": "text", "text": "es"}], " yes\n"],
)
def test_what_a_model_said(content: object) -> None:
    assert said_of(chat({"content": content}), WHO).text == "yes"


def test_a_text_that_goes_on_is_cut() -> None:
    assert said_of(chat({"content": "and"}, "length"), WHO).is_cut


@pytest.mark.parametrize(
    "found",
    [
        {},
        {"choices": []},
        {"choices": "yes"},
        {"choices": [None]},
        {"choices": [{"message": None}]},
        chat({"content": None}),
        chat({"content": " "}),
        chat({"content": "<think>for ever</think>"}),
        chat({"content": "no", "refusal": "I will not"}),
        chat({"content": "no"}, "content_filter"),
    ],
)
def test_no_text_is_told(found: dict[str, object]) -> None:
    with pytest.raises(EngineFailed):
        said_of(found, WHO)


@pytest.mark.parametrize("text", ['{"a": [1]}', '```json\n{"a": [1]}\n```', 'Here it is: {"a": [1]} as you wished', '```\n{"a": [1]}```'])
def test_json_is_found_in_a_text(text: str) -> None:
    assert json_in(text) == {"a": [1]}


@pytest.mark.parametrize("text", ["", "none", "{a: 1}", '{"a": NaN}', '{"a": 1e999}', "[" * 99999])
def test_no_json_is_told(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of any kind
        json_in(text)


def test_vectors_come_in_the_order_of_the_texts_and_of_length_one() -> None:
    rows: list[dict[str, object]] = [{"index": 1, "embedding": [0, 2]}, {"index": 0, "embedding": [3, 4]}]
    assert np.allclose(vectors_of({"data": rows}, WHO, count=2), [[0.6, 0.8], [0.0, 1.0]])
    assert np.allclose(vectors_of({"data": [{"embedding": [0, 0]}]}, WHO, count=1), [[0.0, 0.0]])


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        [{"embedding": [1]}, {"embedding": [1]}],
        [{"index": 5, "embedding": [1]}],
        [{"index": True, "embedding": [1]}],
        [{"embedding": "AAAA"}],
        [{"embedding": [float("nan")]}],
        [{"embedding": [10**400]}],
        [{"embedding": [1e308, 1]}],
        [{"embedding": [3e38, 3e38]}],
        [{"embedding": []}],
        [{"embedding": [[1]]}],
        [{"index": 0}],
        ["a"],
    ],
)
def test_vectors_that_are_none_are_told(data: object) -> None:
    with pytest.raises(EngineFailed):
        vectors_of({"data": data}, WHO, count=1)
    with pytest.raises(EngineFailed):
        vectors_of({"data": [{"embedding": [1]}, {"embedding": [1, 2]}]}, WHO, count=2)


def test_words_with_their_times() -> None:
    words = [{"word": " b ", "start": 1, "end": 1.5}, {"word": "a", "start": 0, "end": 1}, {"word": " ", "start": 2, "end": 3}]
    expected = (HeardWord(text="a", start_s=0, end_s=1), HeardWord(text="b", start_s=1, end_s=1.5))
    assert heard_of({"text": " a b", "words": words, "language": "english"}, WHO).words == expected
    assert heard_of({"text": "a b", "segments": [{"words": words}, {}]}, WHO).words == expected


@pytest.mark.parametrize(
    "word",
    [{"word": "a", "start": 2, "end": 1}, {"word": "a"}, {"word": 5, "start": 0, "end": 1}, "a", {"word": "a", "start": -1, "end": 0}]
    + [{"word": "a", "start": 0, "end": end} for end in (1e300, 10**400, float("nan"))],
)
def test_words_without_times_are_none(word: object) -> None:
    assert heard_of({"text": "a", "words": [word]}, WHO).words == ()


def test_no_transcription_is_told() -> None:
    with pytest.raises(EngineFailed, match="no text"):
        heard_of({"words": []}, WHO)
