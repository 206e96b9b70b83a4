from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.settings.general import GeneralPage
from lookhear.system.autostart import AutostartState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (AutostartState.ON, ""),
        (AutostartState.OFF, ""),
        (AutostartState.BLOCKED, "switched off in the system"),
        (AutostartState.MISSING, "has no list of programs"),
    ],
)
def test_what_the_system_says_of_starting_at_login_stands_on_the_page(
    qtbot: QtBot, bridge: FakeBridge, state: AutostartState, said: str
) -> None:
    bridge.engine.settings.answers["autostart"] = state
    page = GeneralPage(bridge)  # type: ignore[arg-type]  # the fake has the bridge's face
    qtbot.addWidget(page)
    page.show()
    assert page._login.isVisible() == bool(said)
    assert said in page._login.accessibleName()
