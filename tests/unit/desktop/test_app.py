"""What the application does once its engine has begun. That it starts and ends is seen in tests/integration/test_desktop_app.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.desktop.app import Beginning
from lookhear.desktop.engine.events import Wish, Wished

if TYPE_CHECKING:
    from tests.fakes.desktop import FakeBridge, FakeWindows


@pytest.mark.parametrize(
    ("needs", "starts", "is_hidden", "shown", "called"),
    [
        (True, False, False, [("first run", None)], []),
        (True, False, True, [], []),
        (False, False, False, [], []),
        (True, True, False, [], ["recording.start"]),
        (False, True, True, [], ["recording.start"]),
    ],
)
def test_the_first_run_is_shown_to_who_never_saw_it_and_a_recording_begins_where_that_was_wished(
    bridge: FakeBridge, windows: FakeWindows, *, needs: bool, starts: bool, is_hidden: bool, shown: list[object], called: list[str]
) -> None:
    bridge.show(needs_first_run=needs)
    real_bridge: Any = bridge
    real_windows: Any = windows
    Beginning(real_bridge, real_windows, starts=starts, is_hidden=is_hidden).on_begun()
    assert windows.shown == shown
    assert bridge.engine.called == called


@pytest.mark.parametrize(
    ("wish", "shown"), [(Wish.SHOW_CONTROLS, "controls"), (Wish.SHOW_PICKER, "picker"), (Wish.SHOW_CONTEXT, "context")]
)
def test_started_again_it_shows_what_was_wished(bridge: FakeBridge, windows: FakeWindows, wish: Wish, shown: str) -> None:
    real_bridge: Any = bridge
    real_windows: Any = windows
    beginning = Beginning(real_bridge, real_windows, starts=False, is_hidden=True)
    bridge.post(Wished(wish))
    assert windows.shown == [(shown, None)]
    beginning.deleteLater()
