from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from lookhear.desktop.engine.health import HealthLine, HealthName, HealthReport
from lookhear.desktop.settings.health_panel import HealthPanel
from lookhear.errors import StorageError

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge

REPORT = HealthReport(
    lines=(
        HealthLine(name=HealthName.DISPLAY, is_good=True, detail="DP-1, 640×480"),
        HealthLine(name=HealthName.MICROPHONE, is_good=False, detail="There is none."),
    ),
    version="Lookhear 1",
    machine="A computer",
)


@pytest.fixture
def panel(qtbot: QtBot, bridge: FakeBridge) -> HealthPanel:
    bridge.engine.health.answers["report"] = REPORT
    made = HealthPanel(bridge)  # type: ignore[arg-type]  # the fake has the bridge's face
    qtbot.addWidget(made)
    made.show()
    return made


def rows(panel: HealthPanel) -> list[str]:
    items = [panel._rows.itemAt(row) for row in range(panel._rows.count())]
    widgets = [item.widget() for item in items if item is not None]
    return [widget.accessibleName() for widget in widgets if widget is not None]


def test_showing_it_lists_and_opens_nothing(bridge: FakeBridge, panel: HealthPanel) -> None:
    assert bridge.engine.calls == [("health.report", (), {"tries": False})]
    assert rows(panel)[0] == "Display: works. DP-1, 640×480"
    assert rows(panel)[1].startswith("Microphone: needs attention. There is none. Plug one in")
    assert not panel._busy.isVisible()


def test_everything_is_tried_only_when_somebody_asks(qtbot: QtBot, bridge: FakeBridge, panel: HealthPanel) -> None:
    qtbot.mouseClick(panel._try, Qt.MouseButton.LeftButton)
    assert bridge.engine.calls[-1] == ("health.report", (), {"tries": True})
    assert len(rows(panel)) == 2  # not those of before as well


def test_the_report_is_copied_as_text(qtbot: QtBot, panel: HealthPanel) -> None:
    qtbot.mouseClick(panel._copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Lookhear 1\nA computer\n")
    assert "problem  microphone: There is none." in text
    assert panel._result.isVisible()


def test_an_archive_is_saved_where_a_person_says(qtbot: QtBot, bridge: FakeBridge, panel: HealthPanel) -> None:
    bridge.engine.health.answers["archive"] = Path("/tmp/x.zip")  # noqa: S108 - nothing is written
    qtbot.mouseClick(panel._save, Qt.MouseButton.LeftButton)
    dialog = panel.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.selectedFiles()[0].endswith(".zip")
    dialog.fileSelected.emit("/somewhere/x.zip")
    dialog.close()
    assert ("health.archive", (Path("/somewhere/x.zip"),), {}) in bridge.engine.calls
    assert "x.zip" in panel._result.accessibleName()
    assert panel._save.isEnabled()


def test_what_cannot_be_saved_is_told(bridge: FakeBridge, panel: HealthPanel) -> None:
    bridge.engine.health.answers["archive"] = StorageError("The disk is away.")
    panel._on_chosen("/somewhere/x.zip")
    assert panel._result.isVisible()
    assert panel._save.isEnabled()
