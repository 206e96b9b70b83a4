from __future__ import annotations

import logging

import pytest

from lookhear.backend.sessions.apart import apart
from lookhear.errors import StoreBusy


def test_what_goes_well_is_not_told_of(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), apart("looking"):
        pass
    assert caplog.records == []


@pytest.mark.expected_errors
@pytest.mark.parametrize(("failure", "level"), [(StoreBusy("Too much waits."), "WARNING"), (OverflowError("too large"), "ERROR")])
def test_what_fails_is_logged_by_its_name_and_what_follows_is_done(
    caplog: pytest.LogCaptureFixture, failure: Exception, level: str
) -> None:
    done = []
    for number in range(2):
        with apart(f"work {number}"):
            if number == 0:
                raise failure
            done.append(number)
    assert done == [1]
    told = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [(record.levelname, "work 0" in record.getMessage()) for record in told] == [(level, True)]


def test_being_cancelled_is_no_failure() -> None:
    with pytest.raises(KeyboardInterrupt), apart("work"):
        raise KeyboardInterrupt
