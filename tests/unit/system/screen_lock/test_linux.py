from __future__ import annotations

from lookhear.system.screen_lock.linux import SAVERS, LinuxScreenLock


class ScriptedBuses:
    """Buses that answer what a test wants. ``active`` are the screen savers that say so, ``is_gone`` that the connection broke."""

    def __init__(self, *, hint: bool | None = None, active: dict[str, bool] | None = None) -> None:
        self.hint, self.active = hint, active or {}
        self.is_gone = False
        self.closes = 0

    def locked_hint(self) -> bool | None:
        if self.is_gone:
            raise OSError("gone")
        return self.hint

    def is_active(self, name: str, path: str) -> bool | None:
        return self.active.get(name)

    def close(self) -> None:
        self.closes += 1


def test_logind_is_believed() -> None:
    assert LinuxScreenLock(lambda: ScriptedBuses(hint=True)).is_locked()


def test_any_screen_saver_is_believed() -> None:
    for name, _ in SAVERS:
        assert LinuxScreenLock(lambda name=name: ScriptedBuses(hint=False, active={name: True})).is_locked()  # type: ignore[misc]


def test_where_nobody_says_so_it_is_not_locked() -> None:
    assert not LinuxScreenLock(lambda: ScriptedBuses(hint=False, active={SAVERS[0][0]: False})).is_locked()
    assert not LinuxScreenLock(ScriptedBuses).is_locked()


def test_without_a_bus_it_is_not_locked_and_asked_for_again() -> None:
    opened: list[int] = []

    def no_bus() -> ScriptedBuses:
        opened.append(1)
        raise OSError("no bus answers")

    lock = LinuxScreenLock(no_bus)
    assert not lock.is_locked()
    assert not lock.is_locked()
    assert len(opened) == 2


def test_a_connection_that_broke_is_closed_and_opened_anew() -> None:
    made: list[ScriptedBuses] = []

    def open_buses() -> ScriptedBuses:
        made.append(ScriptedBuses(hint=True))
        return made[-1]

    lock = LinuxScreenLock(open_buses)
    assert lock.is_locked()
    made[0].is_gone = True
    assert not lock.is_locked()
    assert made[0].closes == 1
    assert lock.is_locked()
    lock.close()
    lock.close()
    assert made[1].closes == 1
