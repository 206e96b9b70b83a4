"""Who opens what: windows are made once, raised again, made anew in another language, and gone with the application."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from lookhear.desktop import windows as windows_module
from lookhear.desktop.windows import MODULES, RELAUNCH, Windows
from tests.tools.gallery import seeds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


@pytest.fixture
def opened(qtbot: QtBot, bridge: FakeBridge) -> Iterator[Windows]:
    seeds.fill(bridge)
    made = Windows(cast("Any", bridge))
    yield made
    made.close_all()


@pytest.mark.parametrize("name", ["show_picker", "show_library", "show_settings", "show_first_run", "show_controls", "show_context"])
def test_each_window_is_made_once_and_shown_again(opened: Windows, name: str) -> None:
    show = getattr(opened, name)
    show()
    (window,) = opened._made.values()
    assert window.isVisible()
    window.close()
    show()
    assert list(opened._made.values()) == [window]
    assert window.isVisible()


LOADED = """
import importlib, sys, threading
import lookhear.desktop.app
from lookhear.desktop import windows as windows_module
from lookhear.desktop.windows import MODULES
def load():
    for name in MODULES:
        importlib.import_module(name)
thread = threading.Thread(target=load)
thread.start()
thread.join()
before = set(sys.modules)
for name in "compact context library picker settings".split():
    importlib.import_module(f"lookhear.desktop.{name}.window")
from lookhear.desktop.settings import pages
print(sorted(set(sys.modules) - before - {"lookhear.desktop.settings.pages"}))
print(sorted({"av", "numpy", "httpx", "PySide6.QtMultimedia"} & set(sys.modules)))
"""


def test_what_the_windows_need_is_loaded_on_a_thread_and_nothing_heavy_with_it() -> None:
    result = subprocess.run([sys.executable, "-W", "error", "-c", LOADED], capture_output=True, text=True, check=False)
    assert result.stderr == ""
    assert result.stdout == "[]\n[]\n"


def test_every_part_of_a_window_that_is_loaded_late_is_one_that_is_loaded_before() -> None:
    late = set()
    for file in ("windows.py", "settings/pages.py"):
        source = (Path(windows_module.__file__).parent / file).read_text("utf-8")
        late |= set(re.findall(r"^ +from (lookhear\S+) import", source, re.MULTILINE))
    needed_by_types_alone = {"lookhear.desktop.bridge", "lookhear.desktop.windows"}
    assert late - set(MODULES) - needed_by_types_alone == {"lookhear.desktop.onboarding.window"}  # once in the life of a home


def test_settings_open_at_a_page(opened: Windows) -> None:
    opened.show_settings("backend")
    opened.show_settings("about")
    assert len(opened._made) == 1


def test_another_language_makes_those_in_sight_anew_and_no_others(opened: Windows) -> None:
    seen, closed = QWidget(), QWidget()
    made = {"seen": [QWidget(), seen], "closed": [QWidget(), closed]}
    opened._show("seen", made["seen"].pop)
    opened._show("closed", made["closed"].pop).close()
    opened.renew()
    assert list(opened._made) == ["seen"]
    assert opened._made["seen"] is not seen
    assert opened._made["seen"].isVisible()


def test_nothing_stays_when_the_application_ends(opened: Windows) -> None:
    opened.show_picker()
    (window,) = opened._made.values()
    opened.close_all()
    assert not window.isVisible()
    assert opened._made == {}


def test_a_new_start_is_an_end_with_a_code_of_its_own(opened: Windows, qapp: QApplication) -> None:
    QTimer.singleShot(0, opened.quit_and_reopen)
    assert qapp.exec() == RELAUNCH
