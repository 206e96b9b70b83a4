"""How hotkeys stand."""

from __future__ import annotations

from lookhear.desktop.engine.settings.declared import Shortcuts
from lookhear.desktop.engine.shortcuts import HotkeysState, Verb
from lookhear.system.hotkeys.kinds import Trouble


def test_a_verb_has_its_trouble_or_none() -> None:
    state = HotkeysState(troubles=((Verb.MUTE, Trouble.TAKEN),))
    assert (state.trouble(Verb.MUTE), state.trouble(Verb.TOGGLE)) == (Trouble.TAKEN, None)


def test_every_verb_is_a_setting() -> None:
    assert [verb.value for verb in Verb] == list(Shortcuts.__dataclass_fields__)
