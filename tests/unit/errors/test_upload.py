from __future__ import annotations

from lookhear.errors import BackendBusy, BackendRefused


def test_a_busy_backend_may_say_for_how_long() -> None:
    assert BackendBusy("Later.", retry_after_s=3.0).retry_after_s == 3.0
    assert BackendBusy("Later.").retry_after_s == 0.0
    assert BackendBusy.is_retryable


def test_a_refusal_keeps_the_problem_it_came_with() -> None:
    refused = BackendRefused("Not this one.", reason="closed", details={"status": "stopped"})
    assert (refused.reason, dict(refused.details)) == ("closed", {"status": "stopped"})
    assert dict(BackendRefused("No.").details) == {}
