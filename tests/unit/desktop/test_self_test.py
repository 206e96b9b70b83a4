from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop import resources, self_test

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>'


@pytest.mark.qt_log_ignore("pipewire")  # a machine may have none, and Qt says so once in each process
def test_everything_of_qt_is_there(qapp: QApplication) -> None:
    assert self_test.look().startswith("Qt 6")
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_a_bundle_without_icons_is_found_out(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    with pytest.raises(ValueError, match="there are no icons"):
        self_test.look()


@pytest.mark.qt_log_ignore("Cannot read file")
def test_an_icon_that_cannot_be_drawn_is_named(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "icons").mkdir()
    (tmp_path / "icons" / "broken.svg").write_text("<svg", "utf-8")
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    with pytest.raises(ValueError, match="broken"):
        self_test.look()


def test_a_language_without_words_is_named(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "icons").mkdir()
    (tmp_path / "icons" / "square.svg").write_text(ICON, "utf-8")
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    with pytest.raises(ValueError, match="the words for de are missing"):
        self_test.look()
