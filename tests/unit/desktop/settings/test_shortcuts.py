from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.engine.events import HotkeysChanged
from lookhear.desktop.engine.shortcuts import HotkeysState, Verb
from lookhear.desktop.settings.keys import KeyField
from lookhear.desktop.settings.shortcuts import ShortcutsPage
from lookhear.system.hotkeys.kinds import Trouble, Unavailable

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


def page(qtbot: QtBot, bridge: FakeBridge, state: HotkeysState) -> ShortcutsPage:
    bridge.engine.hotkeys.answers["state"] = state
    made = ShortcutsPage(bridge)  # type: ignore[arg-type]  # the fake has the bridge's face
    qtbot.addWidget(made)
    made.show()
    return made


def told(made: ShortcutsPage) -> dict[str, str]:
    fields = {row.leaf.name: row.control for row in made.rows}
    return {name: field._told.text() for name, field in fields.items() if isinstance(field, KeyField) and field._told.isVisible()}


def test_where_all_is_well_nothing_is_said(qtbot: QtBot, bridge: FakeBridge) -> None:
    made = page(qtbot, bridge, HotkeysState())
    assert told(made) == {}
    assert not made._unavailable.isVisible()
    assert not made._elsewhere.isVisible()
    assert {row.leaf.name for row in made.rows} == set(Verb)


def test_keys_that_do_not_work_say_so_and_stop_saying_so(qtbot: QtBot, bridge: FakeBridge) -> None:
    made = page(qtbot, bridge, HotkeysState(troubles=((Verb.MUTE, Trouble.TAKEN),)))
    assert set(told(made)) == {"mute"}
    made.hear(HotkeysChanged(HotkeysState()))
    assert told(made) == {}


def test_a_session_without_hotkeys_says_what_to_do_instead(qtbot: QtBot, bridge: FakeBridge) -> None:
    made = page(qtbot, bridge, HotkeysState(unavailable=Unavailable.NO_PORTAL))
    assert made._unavailable.isVisible()
    assert "lookhear toggle" in made._unavailable.accessibleName()


def test_what_the_desktop_chose_is_shown(qtbot: QtBot, bridge: FakeBridge) -> None:
    made = page(qtbot, bridge, HotkeysState(chosen_elsewhere=((Verb.TOGGLE, "Super+R"),)))
    assert "Super+R" in made._elsewhere.accessibleName()
