from __future__ import annotations

import pytest

from lookhear.errors import SettingsError
from lookhear.system.autostart import AutostartState
from lookhear.system.autostart.run_key import APPROVED, NAME, RUN, RunKey

COMMAND = [r"C:\Program Files\Lookhear\lookhear.exe", "app", "--hidden"]


class DictRegistry:
    """A registry in a dictionary, which refuses every change while ``refuses``."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | bytes] = {}
        self.refuses = False

    def read(self, key: str, name: str) -> str | bytes | None:
        return self.values.get((key, name))

    def write(self, key: str, name: str, value: str) -> None:
        self._refuse()
        self.values[(key, name)] = value

    def remove(self, key: str, name: str) -> None:
        self._refuse()
        self.values.pop((key, name), None)

    def _refuse(self) -> None:
        if self.refuses:
            raise PermissionError(5, "Access is denied")


def test_on_names_the_program_and_off_takes_it_away() -> None:
    registry = DictRegistry()
    run_key = RunKey(registry, COMMAND)
    assert run_key.state() is AutostartState.OFF
    run_key.put(is_on=True)
    assert run_key.state() is AutostartState.ON
    assert registry.values == {(RUN, NAME): r'"C:\Program Files\Lookhear\lookhear.exe" app --hidden'}
    run_key.put(is_on=False)
    assert registry.values == {}
    assert run_key.state() is AutostartState.OFF


@pytest.mark.parametrize(("first", "state"), [(2, AutostartState.ON), (6, AutostartState.ON), (3, AutostartState.BLOCKED)])
def test_what_a_person_switched_off_in_the_task_manager_is_blocked_until_they_ask_again(first: int, state: AutostartState) -> None:
    registry = DictRegistry()
    run_key = RunKey(registry, COMMAND)
    run_key.put(is_on=True)
    registry.values[(APPROVED, NAME)] = bytes([first]) + bytes(11)
    assert run_key.state() is state
    run_key.put(is_on=True)
    assert run_key.state() is AutostartState.ON


def test_a_system_that_refuses_is_told() -> None:
    registry = DictRegistry()
    registry.refuses = True
    with pytest.raises(SettingsError, match="Access is denied"):
        RunKey(registry, COMMAND).put(is_on=True)
