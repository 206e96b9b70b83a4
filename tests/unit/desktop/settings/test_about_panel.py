from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

import lookhear
from lookhear.desktop.engine.diagnostics.licences import Licence
from lookhear.desktop.engine.health import HealthReport
from lookhear.desktop.settings.about_panel import AboutPanel
from tests.fakes.desktop import FakeBridge

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def bridge(qapp: object) -> FakeBridge:
    made = FakeBridge()
    made.engine.health.answers["licences"] = (Licence(name="av", version="18", licence="BSD"), Licence(name="x", version="1", licence=""))
    made.engine.health.answers["report"] = HealthReport(
        lines=(), version=f"Lookhear {lookhear.__version__} (AppImage)", machine="A computer"
    )
    return made


@pytest.fixture
def panel(qtbot: QtBot, bridge: FakeBridge) -> AboutPanel:
    made = AboutPanel(bridge)  # type: ignore[arg-type]  # the fake has the bridge's face
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_version_can_be_copied_with_what_computer_it_is(qtbot: QtBot, panel: AboutPanel) -> None:
    qtbot.mouseClick(panel._copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == f"Lookhear {lookhear.__version__} (AppImage)\nA computer"


def test_licences_are_asked_for_once_and_listed(bridge: FakeBridge, panel: AboutPanel) -> None:
    panel.hide()
    panel.show()
    assert bridge.engine.called.count("health.licences") == 1
    model = panel._table.model()
    cells = [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]
    assert cells == [["av", "18", "BSD"], ["x", "1", "see the package"]]


def test_without_a_list_there_is_no_empty_table(bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.engine.health.answers["licences"] = ()
    made = AboutPanel(bridge)  # type: ignore[arg-type]  # as above
    qtbot.addWidget(made)
    made.show()
    assert not made._table.isVisible()
