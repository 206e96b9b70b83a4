"""Who keeps the computer awake is chosen by the system and the session."""

from __future__ import annotations

import sys

import pytest

from lookhear.system.power import NoKeepAwake, keep_awake_of_this_session


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="a session without a message bus is a thing of Linux")
def test_a_session_without_a_bus_says_so_once_it_matters() -> None:
    made = keep_awake_of_this_session({})
    assert isinstance(made, NoKeepAwake)
    assert made.trouble == ""
    made.hold()
    assert "message bus" in made.trouble
    made.release()
    assert made.trouble == ""


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="the same")
def test_a_session_with_a_bus_is_asked_over_it_and_one_that_does_not_answer_is_told_of() -> None:
    made = keep_awake_of_this_session({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus"})
    made.hold()
    assert "Nothing in this session" in made.trouble
    made.release()
