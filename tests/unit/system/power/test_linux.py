"""A Linux session is asked over its bus: all who may decide, and whoever agrees is enough."""

from __future__ import annotations

import pytest

from lookhear.system.power.linux import LinuxKeepAwake, dial


class ScriptedSession:
    def __init__(self, *agreeing: str) -> None:
        self._agreeing, self.calls = agreeing, list[str]()

    def _asked(self, name: str) -> bool:
        self.calls.append(name)
        return name in self._agreeing

    def ask_screen_saver(self) -> bool:
        return self._asked("screen saver")

    def ask_gnome(self) -> bool:
        return self._asked("gnome")

    def ask_logind(self) -> bool:
        return self._asked("logind")

    def close(self) -> None:
        self.calls.append("close")


@pytest.mark.parametrize(("agreeing", "is_kept"), [(("gnome",), True), (("screen saver", "logind"), True), ((), False)])
def test_all_are_asked_and_one_is_enough(agreeing: tuple[str, ...], *, is_kept: bool) -> None:
    session = ScriptedSession(*agreeing)
    made = LinuxKeepAwake(lambda: session)
    for act in (made.release, made.hold, made.hold):
        act()
    assert (made.trouble == "") is is_kept
    made.release()
    made.release()
    assert session.calls == ["gnome", "screen saver", "logind", "close"]
    assert made.trouble == ""


def test_each_recording_asks_anew() -> None:
    opened: list[ScriptedSession] = []

    def opening() -> ScriptedSession:
        opened.append(ScriptedSession("gnome"))
        return opened[-1]

    made = LinuxKeepAwake(opening)
    for act in (made.hold, made.release, made.hold, made.release):
        act()
    assert len(opened) == 2


@pytest.mark.parametrize("address", ["unix:path=/nonexistent/bus", "nonsense", ""])
def test_a_bus_that_does_not_answer_is_an_os_error(address: str) -> None:
    with pytest.raises(OSError):  # noqa: PT011 - whatever it says
        dial(address)
