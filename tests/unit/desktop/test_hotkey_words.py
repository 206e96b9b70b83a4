"""Every trouble of a hotkey has its sentence."""

from __future__ import annotations

import pytest

from lookhear.desktop.hotkey_words import trouble_text, unavailable_text
from lookhear.system.hotkeys.kinds import Trouble, Unavailable


@pytest.mark.usefixtures("qapp")
def test_every_trouble_says_what_to_do() -> None:
    texts = [*map(trouble_text, Trouble), *map(unavailable_text, Unavailable)]
    assert all(text.endswith(".") for text in texts)
    assert len(set(texts)) == len(texts)
