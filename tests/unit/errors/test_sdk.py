"""What a developer sees of an error of the SDK that nobody caught."""

from __future__ import annotations

import traceback

import pytest

from lookhear.errors import AuthenticationError, CaptureFailed, NotFoundError, SdkError

HINT = "Set VIDEO_DB_API_KEY."


@pytest.mark.parametrize(
    "error",
    [
        SdkError("It did not work.", hint=HINT),
        AuthenticationError("It did not work.", hint=HINT),
        NotFoundError("It did not work.", hint=HINT, status=404),
        CaptureFailed("It did not work.", hint=HINT, reason="not_found"),
    ],
)
def test_a_traceback_says_what_to_do_next(error: SdkError) -> None:
    lines = "".join(traceback.format_exception(error)).splitlines()
    assert lines[-2].endswith(": It did not work.")
    assert lines[-1] == HINT
    assert str(error) == "It did not work."


def test_an_error_without_a_hint_has_no_empty_line_below_it() -> None:
    assert "".join(traceback.format_exception(SdkError("It did not work."))).splitlines()[-1].endswith(": It did not work.")
