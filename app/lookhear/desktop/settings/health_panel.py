"""What works on this computer and what does not, and an archive for whoever helps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDir, QStandardPaths, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from lookhear.desktop.engine.diagnostics.archive import report_lines
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.settings.health_words import detail_of, hint_of, name_of
from lookhear.desktop.style.tokens import Role, Space, Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.busy import BusyRow
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.empty import GlyphView
from lookhear.desktop.style.widgets.flow import FlowLayout
from lookhear.desktop.style.widgets.labels import caption, label
from lookhear.desktop.words import told

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.health import HealthLine, HealthReport
    from lookhear.errors import LookhearError


class HealthPanel(QWidget):
    """Asks for a report whenever it is shown: sources are listed then. They are opened only when somebody asks to try them."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._report: HealthReport | None = None
        self._dialog: QFileDialog | None = None
        self._result = Banner(can_dismiss=True)
        self._busy = BusyRow()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.M)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.L)
        whole.addWidget(self._result)
        whole.addWidget(self._make_report())
        whole.addWidget(self._make_archive())

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self._ask(tries=False)

    def _make_report(self) -> Card:
        card = Card(self.tr("What works here"))
        card.body.addWidget(self._busy)
        card.body.addLayout(self._rows)
        self._try = button(self.tr("Try everything"), icon="refresh")
        self._try.setToolTip(self.tr("Opens every display, the microphone and the system audio for a moment, and asks the backend"))
        self._try.clicked.connect(self._on_try)
        self._copy = button(self.tr("Copy report"), role=Role.QUIET, icon="copy")
        self._copy.clicked.connect(self._on_copy)
        buttons = FlowLayout()
        buttons.addWidget(self._try)
        buttons.addWidget(self._copy)
        card.body.addLayout(buttons)
        return card

    def _make_archive(self) -> Card:
        card = Card(self.tr("For whoever helps you"))
        card.body.addWidget(
            caption(
                self.tr(
                    "The diagnostic archive holds this report, your settings, figures of the latest recordings and the log. It has no "
                    "pictures, no sound, no names of recordings or windows and no secrets in it. It is sent to nobody: read it, then hand "
                    "it on if you like."
                )
            )
        )
        self._save = button(self.tr("Save diagnostic archive…"), icon="download")
        self._save.clicked.connect(self._on_save)
        row = FlowLayout()
        row.addWidget(self._save)
        card.body.addLayout(row)
        return card

    def _ask(self, *, tries: bool) -> None:
        self._busy.tell(self.tr("Trying everything…") if tries else self.tr("Looking…"))
        self._busy.show()
        self._try.setEnabled(False)
        self._copy.setEnabled(False)
        self._bridge.call(self._bridge.engine.health.report(tries=tries), done=self._on_report, failed=self._on_failed)

    def _on_report(self, report: HealthReport) -> None:
        self._report = report
        self._busy.hide()
        self._try.setEnabled(True)
        self._copy.setEnabled(True)
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for line in report.lines:
            self._rows.addWidget(_HealthRow(line))

    @Slot()
    def _on_try(self) -> None:
        self._ask(tries=True)

    @Slot()
    def _on_copy(self) -> None:
        if self._report is not None:
            QGuiApplication.clipboard().setText("\n".join(report_lines(self._report)))
            self._result.tell(self.tr("The report is in the clipboard."), tone=Tone.SUCCESS)

    @Slot()
    def _on_save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
        name = f"lookhear-diagnostics-{QDate.currentDate().toString(Qt.DateFormat.ISODate)}.zip"
        self._dialog = dialog = QFileDialog(self, self.tr("Save diagnostic archive"), folder, self.tr("Archives (*.zip)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(name)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, path: str) -> None:
        self._save.setEnabled(False)
        self._bridge.call(self._bridge.engine.health.archive(Path(path)), done=self._on_saved, failed=self._on_failed)

    def _on_saved(self, path: Path) -> None:
        self._save.setEnabled(True)
        self._result.tell(self.tr("Saved as {path}").format(path=isolated(str(path))), tone=Tone.SUCCESS)

    def _on_failed(self, error: LookhearError) -> None:
        self._busy.hide()
        for each in (self._try, self._save):
            each.setEnabled(True)
        words = told(error)
        self._result.tell(words.sentence, tone=Tone.DANGER, hint=words.hint)


class _HealthRow(QWidget):
    """One line of the report."""

    def __init__(self, line: HealthLine) -> None:
        super().__init__()
        tone = "success" if line.is_good else "warning"
        mark = GlyphView(tone, ems=1.3, colour=tone)
        state = self.tr("works") if line.is_good else self.tr("needs attention")
        self.setAccessibleName(f"{name_of(line.name)}: {state}. {detail_of(line)} {hint_of(line)}".strip())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.HAIR)
        grid.setColumnStretch(1, 1)
        grid.addWidget(mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(name_of(line.name)), 0, 1)
        if detail := detail_of(line):
            grid.addWidget(caption(detail), 1, 1)
        if hint := hint_of(line):
            grid.addWidget(caption(hint, tone=Tone.WARNING), 2, 1)
