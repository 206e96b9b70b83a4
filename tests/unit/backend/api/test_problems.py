"""Failures as problem documents: every expected error has its place, and a busy backend says when to come again."""

from __future__ import annotations

import json
from http import HTTPStatus

import pytest

from lookhear import errors
from lookhear.backend.api.errors import Failure, failure_of
from lookhear.backend.api.problems import problem_of, render_problem
from lookhear.errors import IngestRefused, LookhearError
from lookhear.protocol.ingest import Problem


@pytest.mark.parametrize(
    ("error", "status", "name"),
    [
        (errors.Unauthorized("No."), 401, "unauthorized"),
        (errors.CredentialExpired("No."), 401, "expired"),
        (errors.CredentialRevoked("No."), 401, "revoked"),
        (errors.Forbidden("No."), 403, "forbidden"),
        (errors.InvalidRequest("No."), 400, "bad-request"),
        (errors.BodyTooLarge("No."), 413, "too-large"),
        (errors.StoreFull("No."), 507, "disk-full"),
        (errors.StoreUnwritable("No."), 507, "disk-full"),
        (errors.StoreBusy("No."), 503, "busy"),
        (errors.StoreConflict("No."), 503, "busy"),
        (IngestRefused("No.", problem=Problem.CONFLICT), 409, "conflict"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, LookhearError) else str(value),
)
def test_every_expected_error_has_its_problem(error: LookhearError, status: int, name: str) -> None:
    response = render_problem(failure_of(error))
    body = json.loads(bytes(response.body))
    assert (response.status_code, body["status"], body["type"]) == (status, status, f"urn:lookhear:problem:{name}")
    assert body["detail"] == error.for_people()
    assert (response.headers.get("retry-after") == "1") is (name == "busy")
    assert ("www-authenticate" in response.headers) is (status == 401)


def test_details_go_along_and_cannot_be_mistaken_for_the_problem() -> None:
    error = IngestRefused("Parts are missing.", problem=Problem.MISSING, details={"missing": ((1, 2),)})
    body = json.loads(bytes(render_problem(failure_of(error)).body))
    assert (body["missing"], body["status"], body["success"], body["error_code"]) == ([[1, 2]], 409, False, "MISSING")


def test_what_nobody_expected_is_a_problem_as_well() -> None:
    failure = Failure(status=HTTPStatus.INTERNAL_SERVER_ERROR, code="INTERNAL", message="It failed.")
    body = json.loads(bytes(render_problem(failure).body))
    assert (body["type"], body["title"], body["status"]) == ("urn:lookhear:problem:internal", "Internal", 500)


def test_an_error_of_another_place_is_no_problem_of_ingest() -> None:
    assert problem_of(errors.CaptureError("No.")) is None
