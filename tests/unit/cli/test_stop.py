from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from lookhear.cli import stop
from lookhear.errors import NothingIsRecorded
from tests.fakes.machine import machine

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_recording_there_is_nothing_to_stop(tmp_path: Path) -> None:
    with pytest.raises(NothingIsRecorded, match="Nothing is being recorded"):
        stop.run(argparse.Namespace(id=None, json=False), machine(tmp_path))
