"""What recordings take on the disk, where they are kept, and freeing some of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.settings.usage_bar import Part, Swatch, UsageBar
from lookhear.desktop.style.tokens import Role, Space, Tone
from lookhear.desktop.style.widgets.asking import ask
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.flow import FlowLayout
from lookhear.desktop.style.widgets.labels import ElidedLabel, caption, label
from lookhear.desktop.times import size_text
from lookhear.desktop.words import engine_text, told

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QLabel

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.storage.values import FolderCheck, Freed, StorageView
    from lookhear.errors import LookhearError

_LOW_HOURS = 2.0


class StoragePanel(QWidget):
    """Asks the engine whenever it is shown, and again after everything that changes something."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._dialog: QFileDialog | None = None
        self._where_now = ""
        self._result = Banner(can_dismiss=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.L)
        whole.addWidget(self._result)
        whole.addWidget(self._make_room())
        whole.addWidget(self._make_folder())

    def ask_again(self) -> None:
        """Look how full it is now."""
        self._bridge.call(self._bridge.engine.storage.look(), done=self._on_seen, failed=self._on_failed)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self.ask_again()

    def _make_room(self) -> Card:
        card = Card()
        self._bar = UsageBar(self.tr("What the disk is full of"))
        self._left = label(role=Role.SUBTITLE)
        self._paced = caption()
        self._recordings, self._backend, self._trash = label(), label(), label()
        self._free_up = button(self.tr("Free up room now"))
        self._free_up.setToolTip(self.tr("Removes media whose time here is over, and what was in the trash for long"))
        self._free_up.clicked.connect(self._on_free_up)
        self._empty = button(self.tr("Empty trash…"))
        self._empty.clicked.connect(self._on_empty)
        rows = QGridLayout()
        rows.setHorizontalSpacing(Space.S)
        rows.setVerticalSpacing(Space.XS)
        rows.setColumnStretch(1, 1)
        self._legend(rows, self.tr("Recordings"), colour="accent", value=self._recordings)
        self._legend(rows, self.tr("Kept by this computer’s backend"), colour="meter_mid", value=self._backend)
        self._legend(rows, self.tr("Trash"), colour="danger", value=self._trash)
        for widget in (self._left, self._paced, self._bar):
            card.body.addWidget(widget)
        card.body.addLayout(rows)
        buttons = FlowLayout()
        buttons.addWidget(self._free_up)
        buttons.addWidget(self._empty)
        card.body.addLayout(buttons)
        return card

    def _make_folder(self) -> Card:
        card = Card(self.tr("Folder for recordings"))
        self._folder = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._folder.setProperty("role", Role.MONO.value)
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._where = caption(
            self.tr("Recordings that exist stay where they are, and in the library. This computer’s backend has a place of its own.")
        )
        self._change = button(self.tr("Change…"), icon="folder")
        self._change.clicked.connect(self._on_change)
        self._usual = button(self.tr("Use the usual place"), role=Role.QUIET)
        self._usual.clicked.connect(self._on_usual)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._change)
        row.addWidget(self._usual)
        row.addStretch(1)
        card.body.addWidget(self._folder)
        card.body.addWidget(self._where)
        card.body.addLayout(row)
        return card

    def _legend(self, rows: QGridLayout, name: str, *, colour: str, value: QLabel) -> None:
        at = rows.rowCount()
        value.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
        value.setWordWrap(False)
        rows.addWidget(Swatch(colour), at, 0)
        rows.addWidget(label(name), at, 1)
        rows.addWidget(value, at, 2)

    def _on_seen(self, view: StorageView) -> None:
        locale = QLocale()
        hours = locale.toString(view.hours_left, "f", 1 if view.hours_left < 10 else 0)  # noqa: PLR2004 - "9.5", but "12"
        free, whole = _size(view.free_bytes), _size(view.total_bytes)
        self._left.setText(self.tr("{free} of {whole} free: about {hours} hours of recording").format(free=free, whole=whole, hours=hours))
        self._paced.setText(
            self.tr("At the pace of your latest %n recording(s).", "", view.paced_by)
            if view.paced_by
            else self.tr("At an ordinary pace; your own recordings will tell it better.")
        )
        self._recordings.setText(
            self.tr("{size} in {recordings}").format(
                size=_size(view.recordings_bytes), recordings=self.tr("%n recording(s)", "", view.recordings)
            )
        )
        self._backend.setText(_size(view.backend_bytes))
        self._trash.setText(
            self.tr("{size} in {recordings}").format(size=_size(view.trash_bytes), recordings=self.tr("%n recording(s)", "", view.trash))
            if view.trash
            else self.tr("empty")
        )
        self._empty.setEnabled(view.trash > 0)
        self._where_now = str(view.folder)
        self._folder.setText(isolated(str(view.folder)))
        self._usual.setVisible(not view.is_usual)
        self._show_bar(view)
        if view.hours_left < _LOW_HOURS:
            self._result.tell(
                self.tr("The disk is nearly full."),
                tone=Tone.WARNING,
                hint=self.tr("Free some room, or keep recordings in a folder on another disk."),
            )

    def _show_bar(self, view: StorageView) -> None:
        total = max(1, view.total_bytes)
        ours = (
            Part(name=self.tr("Recordings"), colour="accent", share=view.recordings_bytes / total),
            Part(name=self.tr("Kept by this computer’s backend"), colour="meter_mid", share=view.backend_bytes / total),
            Part(name=self.tr("Trash"), colour="danger", share=view.trash_bytes / total),
        )
        used = (view.total_bytes - view.free_bytes) / total
        others = Part(name=self.tr("Other files"), colour="line_strong", share=max(0.0, used - sum(part.share for part in ours)))
        self._bar.show_parts((*ours, others), told=self._left.text())

    @Slot()
    def _on_free_up(self) -> None:
        self._bridge.call(self._bridge.engine.storage.let_go(), done=self._on_freed, failed=self._on_failed)

    @Slot()
    def _on_empty(self) -> None:
        ask(
            self,
            heading=self.tr("Empty the trash?"),
            text=self.tr("Deleted recordings are gone for good then."),
            action=self.tr("Empty trash"),
            cancel=self.tr("Cancel"),
            agreed=self._on_empty_agreed,
            is_danger=True,
        )

    @Slot()
    def _on_empty_agreed(self) -> None:
        self._bridge.call(self._bridge.engine.storage.empty_trash(), done=self._on_freed, failed=self._on_failed)

    def _on_freed(self, freed: Freed) -> None:
        nothing = self.tr("There is nothing to let go of now.")
        text = self.tr("{size} freed.").format(size=_size(freed.bytes)) if freed.bytes else nothing
        waiting = self.tr("%n recording(s) wait for a backend that does not answer now.", "", freed.waiting) if freed.waiting else ""
        self._result.tell(text, tone=Tone.SUCCESS if freed.bytes else Tone.INFO, hint=waiting)
        self.ask_again()

    @Slot()
    def _on_change(self) -> None:
        self._dialog = dialog = QFileDialog(self, self.tr("Folder for recordings"), self._where_now)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_picked)
        dialog.open()

    @Slot(str)
    def _on_picked(self, folder: str) -> None:
        self._bridge.call(self._bridge.engine.storage.use_folder(Path(folder)), done=self._on_checked, failed=self._on_failed)

    @Slot()
    def _on_usual(self) -> None:
        self._bridge.call(self._bridge.engine.storage.use_folder(None), done=self._on_checked, failed=self._on_failed)

    def _on_checked(self, checked: FolderCheck) -> None:
        if not checked.is_good:
            self._result.tell(engine_text(checked.sentence), tone=Tone.DANGER, hint=engine_text(checked.hint))
        elif checked.sentence:
            self._result.tell(engine_text(checked.sentence), tone=Tone.WARNING, hint=engine_text(checked.hint))
        else:
            self._result.tell(self.tr("Later recordings are kept there."), tone=Tone.SUCCESS)
        self.ask_again()

    def _on_failed(self, error: LookhearError) -> None:
        words = told(error)
        self._result.tell(words.sentence, tone=Tone.DANGER, hint=words.hint)


def _size(number_of_bytes: int) -> str:
    """A size that keeps its order within a text of the other direction."""
    return isolated(size_text(number_of_bytes))
