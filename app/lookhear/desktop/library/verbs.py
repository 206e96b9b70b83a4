"""What one can do with recordings: one QAction each, shared by the details, the context menu and the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from lookhear.desktop.style.icons import glyph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import SignalInstance

    from lookhear.desktop.engine.library.entries import LibraryEntry


class Verbs(QObject):
    """Enabled as what is chosen allows. The signals say that a person wants it, whichever way."""

    play_wanted = Signal()
    link_wanted = Signal()
    rename_wanted = Signal()
    export_wanted = Signal()
    reveal_wanted = Signal()
    receipt_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.play = self._made("play", self.play_wanted)
        self.copy_link = self._made("link", self.link_wanted, QKeySequence("Ctrl+L"))
        self.rename = self._made("rename", self.rename_wanted)
        self.export = self._made("export", self.export_wanted, QKeySequence("Ctrl+E"))
        self.reveal = self._made("folder", self.reveal_wanted, QKeySequence("Ctrl+Shift+F"))
        self.receipt = self._made("receipt", self.receipt_wanted, QKeySequence("Ctrl+I"))
        self.delete = self._made("discard", self.delete_wanted)
        self.retranslate()
        self.show_chosen(())

    @property
    def all(self) -> list[QAction]:
        """Every one, in the order of a menu."""
        return [self.play, self.copy_link, self.rename, self.export, self.reveal, self.receipt, self.delete]

    def show_chosen(self, entries: Sequence[LibraryEntry], *, is_exporting: bool = False) -> None:
        """These recordings are chosen."""
        one = entries[0] if len(entries) == 1 else None
        is_here = one is not None and one.folder is not None
        self.play.setEnabled(one is not None)
        self.copy_link.setEnabled(one is not None and one.link is not None)
        self.rename.setEnabled(is_here)
        self.export.setEnabled(one is not None and not is_exporting)
        self.reveal.setEnabled(is_here)
        self.receipt.setEnabled(is_here)
        self.delete.setEnabled(bool(entries) and not any(entry.is_running for entry in entries))

    def retranslate(self) -> None:
        """Words of the language of now."""
        for action, text, hint in (
            (self.play, self.tr("Play"), self.tr("Play (Enter)")),
            (self.copy_link, self.tr("Copy link"), self.tr("Copy the link to this recording")),
            (self.rename, self.tr("Rename"), self.tr("Give it another name (F2)")),
            (self.export, self.tr("Export…"), self.tr("Save it as a video file")),
            (self.reveal, self.tr("Show in folder"), self.tr("Show where it lies on this computer")),
            (self.receipt, self.tr("Receipt"), self.tr("What the files prove")),
            (self.delete, self.tr("Delete"), self.tr("Move it to the trash (Delete)")),
        ):
            action.setText(text)
            action.setToolTip(hint)

    def _made(self, icon: str, wanted: SignalInstance, keys: QKeySequence | None = None) -> QAction:
        action = QAction(glyph(icon), "", self)
        if keys is not None:
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(wanted)
        return action
