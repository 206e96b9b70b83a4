"""Which version this is, and what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from lookhear import __version__
from lookhear.desktop.style.tokens import Space, Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.flow import FlowLayout
from lookhear.desktop.style.widgets.labels import caption, label, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.diagnostics.licences import Licence
    from lookhear.desktop.engine.health import HealthReport


class AboutPanel(QWidget):
    """Asks for the licences when it is first shown."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._was_asked = False
        self._result = Banner(can_dismiss=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.L)
        whole.addWidget(self._result)
        whole.addWidget(self._make_version())
        whole.addWidget(self._make_licences())

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        if not self._was_asked:
            self._was_asked = True
            self._bridge.call(self._bridge.engine.health.licences(), done=self._on_licences)
            self._bridge.call(self._bridge.engine.health.report(), done=self._on_report)

    def _make_version(self) -> Card:
        card = Card()
        self._version = title(f"Lookhear {__version__}")
        self._machine = caption()
        self._copy = button(self.tr("Copy version"), icon="copy")
        self._copy.clicked.connect(self._on_copy)
        row = FlowLayout()
        row.addWidget(self._copy)
        card.body.addWidget(self._version)
        card.body.addWidget(label(self.tr("A desktop recorder that seals what it sees and hears before it says so.")))
        card.body.addWidget(self._machine)
        card.body.addLayout(row)
        return card

    def _make_licences(self) -> Card:
        card = Card(self.tr("Licences"))
        card.body.addWidget(caption(self.tr("Lookhear is free software under the Apache License, version 2.0.")))
        card.body.addWidget(
            caption(
                self.tr(
                    "It uses Qt and PySide6 under the GNU LGPL, version 3, as separate libraries that you may replace, and FFmpeg with "
                    "x264 through PyAV. The file NOTICE says what that means for whoever hands the program on."
                )
            )
        )
        self._table = QTableWidget(0, 3)
        self._table.setHorizontalHeaderLabels([self.tr("Package"), self.tr("Version"), self.tr("Licence")])
        self._table.setAccessibleName(self.tr("Packages and their licences"))
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self._table.setTabKeyNavigation(False)
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self._table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._table.setMinimumHeight(14 * self.fontMetrics().height())
        card.body.addWidget(self._table)
        return card

    def _on_licences(self, licences: Sequence[Licence]) -> None:
        self._table.setVisible(bool(licences))
        self._table.setRowCount(len(licences))
        for row, each in enumerate(licences):
            for column, text in enumerate((each.name, each.version, each.licence or self.tr("see the package"))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self._table.setItem(row, column, item)
        self._table.resizeColumnsToContents()

    def _on_report(self, report: HealthReport) -> None:
        self._version.setText(report.version)
        self._machine.setText(report.machine)

    @Slot()
    def _on_copy(self) -> None:
        lines = (self._version.text(), self._machine.text())
        QGuiApplication.clipboard().setText("\n".join(each for each in lines if each))
        self._result.tell(self.tr("The version is in the clipboard."), tone=Tone.SUCCESS)
