from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.system.autostart import AutostartState, autostart_of_this_machine

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.linux
def test_this_machine_has_a_list_of_what_starts_at_login(tmp_path: Path) -> None:
    autostart = autostart_of_this_machine({"XDG_CONFIG_HOME": str(tmp_path)}, ["/usr/bin/lookhear", "app"])
    autostart.put(is_on=True)
    assert autostart.state() is AutostartState.ON
    assert [path.name for path in (tmp_path / "autostart").iterdir()] == ["org.lookhear.Lookhear.desktop"]
