"""Sources are open until they are asked to close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.engine.warmth import Warmth
from tests.fakes.engine_parts import channels

if TYPE_CHECKING:
    from lookhear.protocol.channels import ChannelId


class NotedFeed:
    def __init__(self, channel: ChannelId, notes: list[str]) -> None:
        self._channel, self._notes = channel, notes

    def start(self) -> None:
        self._notes.append(f"start {self._channel}")

    def ask_to_stop(self) -> None:
        self._notes.append(f"stop {self._channel}")

    def join(self) -> None:
        self._notes.append(f"join {self._channel}")


def test_all_are_opened_and_all_are_asked_before_any_is_waited_for() -> None:
    notes: list[str] = []
    warmth = Warmth(channels("display:1", "mic:default"), feed=lambda channel: NotedFeed(channel, notes))
    warmth.start()
    warmth.ask_to_stop()
    warmth.join()
    assert notes == ["start display:1", "start mic:default", "stop display:1", "stop mic:default", "join display:1", "join mic:default"]
