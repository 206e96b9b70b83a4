"""What each answer of a backend means."""

from __future__ import annotations

import json

import pytest

from lookhear.errors import BackendBusy, BackendFull, BackendRefused, BackendUnreachable, BackendUnsuitable, UploadError
from lookhear.protocol.ingest import Problem
from lookhear.recorder.upload.answers import data_of, error_of, grant_of
from lookhear.recorder.upload.http import Answer

PASSING = {Problem.BUSY: BackendBusy, Problem.DISK_FULL: BackendFull, Problem.TOO_SLOW: BackendUnreachable}
WHO = "The backend"


def answer(status: int, body: object, *, content_type: str = "application/json", retry_after_s: float = 0) -> Answer:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status=status, content_type=content_type, retry_after_s=retry_after_s, body=data)


@pytest.mark.parametrize("problem", Problem)
@pytest.mark.parametrize("form", ["problem", "envelope"])
def test_every_problem_of_the_wire_is_told_apart_in_both_forms(problem: Problem, form: str) -> None:
    body: dict[str, object] = {"type": problem.type_uri} if form == "problem" else {"error_code": problem.value.upper().replace("-", "_")}
    error = error_of(answer(int(problem.status), body), who=WHO)
    assert type(error) is PASSING.get(problem, BackendRefused)
    if isinstance(error, BackendRefused):
        assert error.reason == problem.value


@pytest.mark.parametrize(
    ("status", "reason"), [(401, "unauthorized"), (403, "forbidden"), (404, "not-found"), (409, "conflict"), (410, "closed"), (418, "")]
)
def test_without_a_name_the_status_speaks(status: int, reason: str) -> None:
    error = error_of(answer(status, {"detail": "no"}), who=WHO)
    assert isinstance(error, BackendRefused)
    assert error.reason == reason


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (answer(500, b"Traceback", content_type="text/plain"), BackendUnreachable),
        (answer(502, b"<html>", content_type="text/html"), BackendUnreachable),
        (answer(429, b""), BackendBusy),
        (answer(503, {"detail": "later"}, retry_after_s=9), BackendBusy),
        (answer(507, {}), BackendFull),
        (answer(404, b"<html>", content_type="text/html"), BackendUnsuitable),
        (answer(400, b"[1]"), BackendUnsuitable),
    ],
)
def test_what_passes_is_told_from_what_does_not(given: Answer, kind: type[UploadError]) -> None:
    assert type(error_of(given, who=WHO)) is kind


def test_a_busy_backends_wish_is_kept() -> None:
    error = error_of(answer(503, {}, retry_after_s=9), who=WHO)
    assert isinstance(error, BackendBusy)
    assert error.retry_after_s == 9


def test_what_it_says_is_shown_cleaned_shortened_and_without_the_secret() -> None:
    said = "bad token ig-secret\x1b[31m" + "x" * 1000
    text = error_of(answer(401, {"detail": said}), who=WHO, secret="ig-secret").for_people()
    assert "bad token …" in text
    assert "ig-secret" not in text
    assert "\x1b" not in text
    assert len(text) < 600


def test_details_of_a_refusal_are_kept() -> None:
    error = error_of(answer(409, {"type": Problem.MISSING.type_uri, "missing": [[1, 2]]}), who=WHO)
    assert isinstance(error, BackendRefused)
    assert error.details["missing"] == [[1, 2]]


@pytest.mark.parametrize("body", [{"success": True, "data": {"a": 1}}, {"a": 1}])
def test_data_comes_with_and_without_an_envelope(body: object) -> None:
    assert data_of(answer(200, body), who=WHO) == {"a": 1}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<!doctype html>", "a web page"),
        (b"hello", "else than JSON"),
        ([1], "else than an object"),
        ({"success": False, "data": {}}, "success that is none"),
        (b"\xff", "JSON"),
    ],
)
def test_what_is_no_data_is_told(body: object, said: str) -> None:
    with pytest.raises(BackendUnsuitable, match=said):
        data_of(answer(200, body, content_type="text/html" if body == b"<!doctype html>" else "x/y"), who=WHO)


GOOD = {
    "grant": "ig-1",
    "expires_at": 5,
    "streams": [{"stream_id": "rts-1", "track": "mic:default", "url": "u"}],
    "limits": {"fragment_bytes": 7, "init_bytes": 8},
}


def test_a_grant_is_read() -> None:
    grant = grant_of(GOOD, session_id="cap-1", player_url="p", who=WHO)
    assert (grant.grant, grant.expires_at_s, grant.fragment_bytes, grant.init_bytes, grant.session_id) == ("ig-1", 5.0, 7, 8, "cap-1")
    assert grant.stream_of("mic:default") == grant.streams[0]
    assert grant.stream_of("display:1") is None


@pytest.mark.parametrize("limits", [None, {}, {"fragment_bytes": -1, "init_bytes": True}])
def test_limits_that_are_none_are_those_of_the_wire(limits: object) -> None:
    grant = grant_of({**GOOD, "limits": limits}, session_id="cap-1", player_url="p", who=WHO)
    assert (grant.fragment_bytes, grant.init_bytes) == (8 << 20, 64 << 10)


@pytest.mark.parametrize(
    "change",
    [
        {"grant": None},
        {"expires_at": "soon"},
        {"streams": {}},
        {"streams": [5]},
        {"streams": [{"stream_id": "../x", "track": "mic:default"}]},
    ],
)
def test_what_is_no_grant_is_told(change: dict[str, object]) -> None:
    with pytest.raises(BackendUnsuitable):
        grant_of({**GOOD, **change}, session_id="cap-1", player_url="p", who=WHO)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("no", "The backend refuses. It says: no."),
        ("Not you!", "The backend refuses. It says: Not you!"),
        ("\x00\x1b", "The backend refuses."),
        ("  ", "The backend refuses."),
    ],
)
def test_what_it_says_is_a_sentence(said: str, sentence: str) -> None:
    assert str(error_of(answer(402, {"detail": said}), who=WHO)) == sentence.replace("The backend", WHO)
