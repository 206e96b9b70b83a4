"""Hotkeys on macOS, through a Carbon of a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.system.hotkeys.darwin import MacHotkeys
from lookhear.system.hotkeys.kinds import Combination, Trouble, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

EXISTS, REFUSED = -9878, -50


class ScriptedCarbon:
    """Gives ``statuses`` for the keys of those codes, success for others."""

    def __init__(self, statuses: dict[int, int] | None = None) -> None:
        self.statuses = statuses or {}
        self.held: dict[int, tuple[int, int]] = {}
        self.pressed: Callable[[int], object] = lambda _number: None
        self.is_closed = False

    def listen(self, pressed: Callable[[int], object]) -> None:
        self.pressed = pressed

    def register(self, number: int, modifiers: int, key: int) -> int:
        if (status := self.statuses.get(key, 0)) == 0:
            self.held[number] = (modifiers, key)
        return status

    def unregister(self, number: int) -> None:
        del self.held[number]

    def close(self) -> None:
        self.is_closed = True


def no_carbon() -> ScriptedCarbon:
    raise OSError("image not found")


def started(carbon: ScriptedCarbon) -> tuple[MacHotkeys, list[str]]:
    heard: list[str] = []
    hotkeys = MacHotkeys(lambda: carbon)
    hotkeys.start(heard.append)
    return hotkeys, heard


def test_a_bound_key_tells_its_name() -> None:
    carbon = ScriptedCarbon()
    hotkeys, heard = started(carbon)
    assert dict(hotkeys.bind({"toggle": Combination.parse("Ctrl+Alt+R")}, words={}).troubles) == {}
    [number] = carbon.held
    carbon.pressed(number)
    carbon.pressed(99)
    assert heard == ["toggle"]


def test_binding_others_gives_the_first_ones_back() -> None:
    carbon = ScriptedCarbon()
    hotkeys, _ = started(carbon)
    hotkeys.bind({"toggle": Combination.parse("F1"), "mute": Combination.parse("F2")}, words={})
    hotkeys.bind({"toggle": Combination.parse("F3")}, words={})
    assert list(carbon.held.values()) == [(0, 0x63)]
    hotkeys.close()
    hotkeys.close()
    assert (carbon.held, carbon.is_closed) == ({}, True)


def test_what_cannot_be_bound_is_told() -> None:
    carbon = ScriptedCarbon({0x7A: EXISTS, 0x78: REFUSED})
    hotkeys, _ = started(carbon)
    wanted = {"toggle": Combination.parse("F1"), "pause": Combination.parse("F2"), "mute": Combination.parse("F35")}
    troubles = hotkeys.bind(wanted, words={}).troubles
    assert troubles == {"toggle": Trouble.TAKEN, "pause": Trouble.NOT_BOUND, "mute": Trouble.UNKNOWN_KEY}


def test_a_check_leaves_nothing_bound() -> None:
    carbon = ScriptedCarbon({0x7A: EXISTS})
    hotkeys, _ = started(carbon)
    assert hotkeys.check(Combination.parse("F1")) is Trouble.TAKEN
    assert hotkeys.check(Combination.parse("F2")) is None
    assert carbon.held == {}


def test_a_mac_without_carbon_has_a_reason() -> None:
    hotkeys = MacHotkeys(no_carbon)
    hotkeys.start(print)
    assert hotkeys.unavailable is Unavailable.FAILED
    assert hotkeys.bind({"toggle": Combination.parse("F1")}, words={}).troubles == {}
    assert hotkeys.check(Combination.parse("F1")) is None
    hotkeys.close()
