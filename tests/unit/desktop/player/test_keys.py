from __future__ import annotations

from PySide6.QtCore import Qt

from lookhear.desktop.player.keys import KEYS, Verb


def test_every_verb_has_a_key_and_back_is_the_opposite_of_on() -> None:
    assert {verb for verb, _ in KEYS.values()} == set(Verb)
    for back, on in (
        (Qt.Key.Key_Left, Qt.Key.Key_Right),
        (Qt.Key.Key_J, Qt.Key.Key_L),
        (Qt.Key.Key_Comma, Qt.Key.Key_Period),
        (Qt.Key.Key_Down, Qt.Key.Key_Up),
        (Qt.Key.Key_Less, Qt.Key.Key_Greater),
    ):
        assert KEYS[back][0] is KEYS[on][0]
        assert KEYS[back][1] == -KEYS[on][1] < 0


def test_digits_are_displays() -> None:
    assert KEYS[Qt.Key.Key_1] == (Verb.DISPLAY, 0)
    assert KEYS[Qt.Key.Key_9] == (Verb.DISPLAY, 8)
