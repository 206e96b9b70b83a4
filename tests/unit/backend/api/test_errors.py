"""Errors become answers, each in its path's form."""

from __future__ import annotations

import inspect
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from starlette.responses import PlainTextResponse, Response

from lookhear import errors
from lookhear.backend.api.errors import Failure, code_of, failure_of, failure_response, masked, render_envelope, status_of
from lookhear.errors import LookhearError
from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = [value for _, value in inspect.getmembers(errors, inspect.isclass) if issubclass(value, LookhearError)]


@pytest.mark.parametrize("cls", CLASSES)
def test_every_expected_error_has_a_status_and_a_code(cls: type[LookhearError]) -> None:
    assert status_of(cls("x")) >= HTTPStatus.BAD_REQUEST
    assert code_of(cls("x")) == code_of(cls("x")).upper()


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.Unauthorized("x"), 401, "UNAUTHORIZED"),
        (errors.CredentialExpired("x"), 401, "EXPIRED"),
        (errors.CredentialRevoked("x"), 401, "REVOKED"),
        (errors.Forbidden("x"), 403, "FORBIDDEN"),
        (errors.NotFound("x"), 404, "NOT_FOUND"),
        (errors.Conflict("x"), 409, "CONFLICT"),
        (errors.InvalidRequest("x"), 422, "INVALID"),
        (errors.BodyTooLarge("x"), 413, "TOO_LARGE"),
        (errors.StoreBusy("x"), 503, "STORE_BUSY"),
        (errors.StoreFull("x"), 507, "STORE_FULL"),
        (errors.DiskFull("x"), 507, "FULL"),
        (errors.BackendError("x"), 500, "ERROR"),
    ],
)
def test_an_error_is_answered_as_the_contract_says(error: LookhearError, status: int, code: str) -> None:
    failure = failure_of(error)
    assert (failure.status, failure.code, failure.message) == (status, code, error.for_people())


def test_who_is_not_known_is_told_which_header_to_send_and_who_may_try_again_when() -> None:
    assert failure_of(errors.Unauthorized("x")).headers["WWW-Authenticate"] == 'Token header="x-access-token"'
    assert failure_of(errors.StoreBusy("x")).headers["Retry-After"] == "1"
    assert failure_of(errors.NotFound("x")).headers == {}


def test_the_envelope_of_a_failure() -> None:
    response = render_envelope(Failure(status=HTTPStatus.CONFLICT, code="CONFLICT", message="No.", headers={"X-A": "1"}))
    assert (response.status_code, response.headers["x-a"]) == (409, "1")
    assert bytes(response.body) == b'{"success":false,"message":"No.","error_code":"CONFLICT"}'


def test_a_path_may_have_a_form_of_its_own() -> None:
    def render(failure: Failure) -> Response:
        return PlainTextResponse(failure.message, status_code=failure.status)

    renderers = {"/own/": render}
    assert failure_response(errors.NotFound("Gone."), path="/own/x", renderers=renderers).body == b"Gone."
    assert b"success" in bytes(failure_response(errors.NotFound("Gone."), path="/other", renderers=renderers).body)


@pytest.fixture
def backend(tmp_path: Path) -> ServedBackend:
    return ServedBackend(tmp_path)


def test_an_unknown_path_a_wrong_method_and_a_wrong_parameter_are_answered_in_the_envelope(backend: ServedBackend) -> None:
    with backend:
        for method, path, status, code in (
            ("GET", "/nowhere", 404, "NOT_FOUND"),
            ("PUT", "/capture/session/token", 405, "METHOD_NOT_ALLOWED"),
            ("GET", "/rtstream?limit=many", 422, "INVALID"),
            ("GET", "/rtstream?limit=0", 422, "INVALID"),
        ):
            answer = backend.ask(method, path)
            body = answer.json()
            assert (answer.status_code, body["success"], body["error_code"]) == (status, False, code)
            assert body["message"].endswith(".")
            assert status != 422 or "limit" in body["message"]


def test_a_path_of_ingest_answers_with_a_problem(backend: ServedBackend) -> None:
    with backend:
        answer = backend.ask("GET", "/ingest/v1/nowhere")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_bug_is_an_answer_without_its_details(backend: ServedBackend) -> None:
    with backend:

        async def broken() -> None:
            raise RuntimeError("sk-secret")

        backend.app.add_api_route("/broken", broken)
        answer = backend.ask("GET", "/broken")
        assert (answer.status_code, answer.json()["error_code"]) == (500, "INTERNAL")
        assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/play/s3cret/rts-1.m3u8", "/play/…/rts-1.m3u8"),
        ("/upload/s3cret", "/upload/…"),
        ("/share/s3cret", "/share/…"),
        ("/share", "/share"),
        ("/ws/s3cret", "/ws/…"),
        ("/video/m-1", "/video/m-1"),
    ],
)
def test_a_log_does_not_hold_the_slugs_of_links(path: str, logged: str) -> None:
    assert masked(path) == logged
