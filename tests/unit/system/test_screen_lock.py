from __future__ import annotations

import pytest

from lookhear.system.screen_lock import screen_lock_of_this_machine


@pytest.mark.linux
def test_a_session_without_a_bus_of_its_own_is_never_locked() -> None:
    lock = screen_lock_of_this_machine({})
    assert not lock.is_locked()
    lock.close()
