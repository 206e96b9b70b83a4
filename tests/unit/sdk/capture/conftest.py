"""An engine that does what a test says, where the capture client looks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.sdk.capture.binary import VARIABLE
from lookhear.sdk.credentials import URL_VARIABLES
from lookhear.system.processes import is_running
from tests.fakes.engine_scripted import ScriptedEngine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedEngine]:
    scripted = ScriptedEngine(tmp_path)
    monkeypatch.setenv(VARIABLE, str(scripted.binary))
    for variable in URL_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    yield scripted
    assert [pid for pid in scripted.pids if is_running(pid)] == [], "engines left behind"
