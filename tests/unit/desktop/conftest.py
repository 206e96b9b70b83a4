"""Widgets' tests: no screen, Qt's own style, English, settings and files of their own, and no widget that outlives its test."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QLocale, QSettings, Qt

from tests.fakes.desktop import FakeBridge, FakeWindows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # read when the application is made; whatever the person at this machine looks at
os.environ["QT_ACCESSIBILITY"] = "0"  # no talk with a screen reader's bus
for _name in ("QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR", "QT_QPA_PLATFORMTHEME", "QT_FONT_DPI", "DBUS_SESSION_BUS_ADDRESS"):
    os.environ.pop(_name, None)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["lookhear", "-style", "fusion"]


@pytest.fixture(autouse=True)
def _gui_of_its_own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A test that shows widgets finds the application as every other one does, and leaves it so."""
    if "qapp" not in request.fixturenames and "qtbot" not in request.fixturenames:
        yield
        return
    application: QApplication = request.getfixturevalue("qapp")
    before = {id(widget) for widget in application.topLevelWidgets()}
    palette, font, sheet = application.palette(), application.font(), application.styleSheet()
    application.setQuitOnLastWindowClosed(False)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    _keep_settings_in(tmp_path_factory.mktemp("qt-settings"))
    yield
    for widget in application.topLevelWidgets():
        if id(widget) not in before:
            widget.close()
            widget.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    if application.styleSheet() != sheet:
        application.setStyleSheet(sheet)
    application.setPalette(palette)
    application.setFont(font)
    clipboard = application.clipboard()
    if clipboard.text():
        clipboard.clear()


def _keep_settings_in(folder: Path) -> None:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(folder))


@pytest.fixture
def bridge(qapp: QApplication) -> FakeBridge:
    """The door to an engine that does nothing and notes what it was asked for."""
    return FakeBridge()


@pytest.fixture
def windows(qapp: QApplication) -> FakeWindows:
    """Notes which windows were asked for."""
    return FakeWindows()
