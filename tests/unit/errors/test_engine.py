from __future__ import annotations

from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed


def test_who_is_busy_may_say_for_how_long() -> None:
    assert EngineBusy("Not now.").retry_after_s is None
    busy = EngineBusy("Not now.", hint="Later.", retry_after_s=3.0)
    assert (busy.retry_after_s, busy.for_people()) == (3.0, "Not now. Later.")


def test_a_crash_may_be_tried_again_and_what_failed_may_not() -> None:
    assert EngineCrashed("It ended.", retry_after_s=1.0).is_retryable
    assert isinstance(EngineCrashed("It ended."), EngineBusy)
    assert not EngineFailed("Never.").is_retryable
