"""Every window of the desktop application, made in every language: who uses no mouse, no eyes or long words finds the way."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.arch.tree import ROOT

pytestmark = pytest.mark.timeout(400)  # each of forty windows three times, on whatever machine this is


def test_every_control_has_a_name_and_is_reached_by_keyboard_and_no_words_are_cut_off() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "app", ROOT)))}
    read = subprocess.run(
        [sys.executable, "-m", "tests.tools.gallery.reading"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert read.stdout.strip() == "", read.stdout
    assert read.returncode == 0, read.stderr
