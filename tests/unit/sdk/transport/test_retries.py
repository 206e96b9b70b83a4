"""What is asked again, and when: the rules as a table. What comes of them is asked for in tests/unit/sdk/aio/test_api.py."""

from __future__ import annotations

import pytest

from lookhear.sdk.transport.retries import Patience

METHODS = ("GET", "PUT", "DELETE", "POST", "PATCH")


@pytest.mark.parametrize("method", METHODS)
def test_what_was_not_sent_may_be_asked_again_whatever_it_is(method: str) -> None:
    assert Patience().pause_after_failure(method, attempt=1, was_sent=False) is not None


@pytest.mark.parametrize(("method", "is_repeated"), [("GET", True), ("PUT", True), ("DELETE", True), ("POST", False), ("PATCH", False)])
def test_what_was_sent_is_asked_again_only_if_that_changes_nothing(method: str, is_repeated: bool) -> None:  # noqa: FBT001 - an expectation
    patience = Patience()
    assert (patience.pause_after_failure(method, attempt=1, was_sent=True) is not None) is is_repeated
    assert (patience.pause_after_answer(method, attempt=1, status=502, retry_after_s=0.0) is not None) is is_repeated


@pytest.mark.parametrize("status", [200, 400, 401, 404, 409, 500, 501, 507])
def test_an_answer_that_will_not_change_is_taken(status: int) -> None:
    assert Patience().pause_after_answer("GET", attempt=1, status=status, retry_after_s=0.0) is None


def test_the_last_attempt_is_the_last() -> None:
    patience = Patience(attempts=2)
    assert patience.pause_after_failure("GET", attempt=2, was_sent=False) is None
    assert patience.pause_after_answer("GET", attempt=2, status=503, retry_after_s=1.0) is None


def test_pauses_grow_and_differ() -> None:
    patience = Patience(first_pause_s=1.0, attempts=9)
    firsts = {patience.pause_after_failure("GET", attempt=1, was_sent=False) for _ in range(20)}
    fourths = {patience.pause_after_failure("GET", attempt=4, was_sent=False) for _ in range(20)}
    assert len(firsts) > 1
    assert all(pause is not None and 0.5 <= pause <= 1.5 for pause in firsts)
    assert all(pause is not None and 4.0 <= pause <= 12.0 for pause in fourths)


def test_an_operation_is_asked_after_soon_and_then_seldom() -> None:
    patience = Patience()
    assert [patience.pause_before_poll(polls) for polls in (0, 1, 2, 3, 4, 1000)] == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]
