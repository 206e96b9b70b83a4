"""Which events replace the one before them while nobody has taken it."""

from __future__ import annotations

from typing import Any

import pytest

from lookhear.desktop.engine.events import (
    HotkeysChanged,
    LevelsHeard,
    LibraryChanged,
    Notice,
    NoticeKind,
    PictureSeen,
    ViewChanged,
    Wish,
    Wished,
)
from lookhear.desktop.engine.shortcuts import HotkeysState
from lookhear.desktop.engine.view import AppView
from lookhear.protocol.channels import ChannelId


def picture(number: int) -> PictureSeen:
    return PictureSeen(ChannelId.display(number), 1, 1, 4, b"\0\0\0\0")


def test_of_what_is_shown_only_the_newest_counts() -> None:
    shown: list[Any] = [ViewChanged(AppView()), LevelsHeard(()), LibraryChanged(), HotkeysChanged(HotkeysState()), picture(1), picture(2)]
    assert len({event.slot for event in shown}) == len(shown)
    assert ViewChanged(AppView(revision=7)).slot == shown[0].slot
    assert picture(1).slot == shown[4].slot


@pytest.mark.parametrize("event", [Notice(kind=NoticeKind.STARTED), Wished(Wish.QUIT)])
def test_what_is_told_once_is_never_replaced(event: object) -> None:
    assert not hasattr(event, "slot")
