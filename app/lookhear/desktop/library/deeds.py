"""Does what a person wants done with recordings: asks the engine, and says what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from lookhear.desktop import words
from lookhear.desktop.engine.library.lanes import Cancelled
from lookhear.desktop.library.progress import Progress
from lookhear.desktop.library.receipts import ReceiptDialog
from lookhear.desktop.library.wording import title_of
from lookhear.desktop.style.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.library.entries import LibraryEntry, Playable
    from lookhear.desktop.library.details import Details
    from lookhear.desktop.library.exporting import Exporting
    from lookhear.desktop.library.verbs import Verbs
    from lookhear.desktop.library.view import RecordingList
    from lookhear.desktop.style.widgets.toast import Toast
    from lookhear.errors import LookhearError
    from lookhear.recorder.receipt import Receipt


class Deeds(QObject):
    """What is chosen in the list is what it is done with."""

    def __init__(
        self, bridge: Bridge, window: QWidget, *, chosen: RecordingList, details: Details, exporting: Exporting, toast: Toast
    ) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self._list, self._details, self._exporting, self._toast = chosen, details, exporting, toast
        self._opening: Progress | None = None
        self._opening_id, self._at_s = "", 0.0
        self._undo_token, self._count = "", 0
        self._exported: Path | None = None
        chosen.opened.connect(self.play)
        chosen.toggled.connect(self._on_toggle)
        chosen.unwanted.connect(self.delete)
        details.calling_off.connect(self.call_off)
        details.place_wanted.connect(self.play_at)
        details.player.failed.connect(self._on_unplayable)
        exporting.finished.connect(self._on_exported)
        exporting.failed.connect(self.complain)
        toast.acted.connect(self._on_toast)

    def follow(self, verbs: Verbs) -> None:
        """Do what they are about."""
        verbs.play_wanted.connect(self.play)
        verbs.link_wanted.connect(self.copy_link)
        verbs.rename_wanted.connect(self.rename)
        verbs.export_wanted.connect(self.export)
        verbs.reveal_wanted.connect(self.reveal)
        verbs.receipt_wanted.connect(self.show_receipt)
        verbs.delete_wanted.connect(self.delete)

    def see(self, chosen: Sequence[LibraryEntry]) -> None:
        """Another recording is chosen: nobody waits for the one before."""
        if self._opening is not None and (len(chosen) != 1 or chosen[0].recording_id != self._opening_id):
            self.call_off()

    @Slot(object)
    def complain(self, error: LookhearError) -> None:
        """Something did not work: above the player, where there is room for what to do next."""
        told = words.told(error)
        self._details.tell(told.sentence, tone=Tone.WARNING, hint=told.hint)
        if self._details.entry is None:
            self._toast.tell(told.all)

    # --- playing -------------------------------------------------------------------------------------------------------------------

    @Slot()
    def play(self) -> None:
        """Play what is chosen, from where a search found something; go on where it was open already."""
        entry = self._one()
        if entry is None or self._opening is not None:
            return
        if self._details.player.is_open:
            self._details.player.toggle()
            return
        self._begin_at(next((hit.at_s for hit in entry.hits if hit.at_s is not None), 0.0))

    @Slot(float)
    def play_at(self, at_s: float) -> None:
        """Play what is chosen from a moment on."""
        if self._details.player.is_open:
            self._details.player.go_to(at_s)
        else:
            self._begin_at(at_s)

    def _begin_at(self, at_s: float) -> None:
        entry = self._one()
        if entry is None:
            return
        self._at_s = at_s
        if self._opening is not None:  # it is being made ready, and begins there then
            return
        self._opening, self._opening_id = Progress(self), entry.recording_id
        self._opening.moved.connect(self._details.show_share)
        self._details.show_waiting(is_waiting=True, is_fetched=not entry.is_here)
        library = self._bridge.engine.library
        self._bridge.call(library.playable(entry.recording_id, progress=self._opening), done=self._on_playable, failed=self._on_unready)

    @Slot()
    def call_off(self) -> None:
        """Do not wait for a recording any more."""
        if self._opening is not None:
            self._opening.cancel()
            self._rest()

    def _on_playable(self, playable: Playable) -> None:
        entry = self._details.entry
        if self._opening is None or entry is None or entry.recording_id != self._opening_id:
            return
        self._rest()
        self._details.player.open(playable, at_s=self._at_s)
        self._details.player.setFocus()

    def _on_unready(self, error: LookhearError) -> None:
        if isinstance(error, Cancelled):
            return
        self._rest()
        self.complain(error)

    def _rest(self) -> None:
        if self._opening is not None:
            self._opening.deleteLater()
        self._opening = None
        self._details.show_waiting(is_waiting=False)

    @Slot()
    def _on_toggle(self) -> None:
        self.play()

    @Slot(str)
    def _on_unplayable(self, reason: str) -> None:
        sentence = self.tr("This recording cannot be played here.")
        self._details.tell(sentence, tone=Tone.WARNING, hint=f"{reason} {self.tr('Export plays it in another program.')}".strip())

    # --- links, names, files -------------------------------------------------------------------------------------------------------

    @Slot()
    def copy_link(self) -> None:
        """Copy the link of what is chosen."""
        if (entry := self._one()) is not None:
            self._bridge.call(self._bridge.engine.library.link(entry.recording_id), done=self._on_link, failed=self.complain)

    def _on_link(self, link: str) -> None:
        QGuiApplication.clipboard().setText(link)
        self._toast.tell(self.tr("The link is copied."))

    @Slot()
    def rename(self) -> None:
        """Let a person type a name, in the list."""
        if self._one() is not None:
            self._list.setFocus()
            self._list.edit(self._list.selectedIndexes()[0])

    @Slot(str, str)
    def give_name(self, recording_id: str, name: str) -> None:
        """A person typed one."""
        self._bridge.call(self._bridge.engine.library.rename(recording_id, name), failed=self.complain)

    @Slot()
    def export(self) -> None:
        """Save what is chosen as a video file."""
        entry = self._one()
        if entry is not None and not self._exporting.is_busy:
            self._exporting.ask(entry)

    @Slot(object)
    def _on_exported(self, files: Sequence[Path]) -> None:
        self._undo_token, self._exported = "", files[0]
        text = self.tr("%n file(s) saved as “{name}”.", "", len(files)).format(name=files[0].name)
        self._toast.tell(text, action=self.tr("Show in folder"))

    @Slot()
    def reveal(self) -> None:
        """Show where what is chosen lies."""
        entry = self._one()
        if entry is not None and entry.folder is not None:
            self._reveal(entry.folder)

    def _reveal(self, path: Path) -> None:
        self._bridge.call(self._bridge.engine.library.reveal(path), failed=self.complain)

    @Slot()
    def show_receipt(self) -> None:
        """Show what the files of what is chosen prove."""
        if (entry := self._one()) is not None:
            self._bridge.call(self._bridge.engine.library.receipt(entry.recording_id), done=self._on_receipt, failed=self.complain)

    def _on_receipt(self, receipt: Receipt) -> None:
        entry = self._details.entry
        name = title_of(entry) if entry is not None and entry.recording_id == receipt.recording_id else receipt.recording_id
        ReceiptDialog(receipt, name, self._window).show()

    # --- letting go ----------------------------------------------------------------------------------------------------------------

    @Slot()
    def delete(self) -> None:
        """Move what is chosen to the trash; it can be taken back."""
        chosen = self._list.chosen_entries
        if not chosen or any(entry.is_running for entry in chosen):
            return
        self.call_off()
        self._details.player.close_media()
        ids = [entry.recording_id for entry in chosen]
        self._count = len(ids)
        self._bridge.call(self._bridge.engine.library.delete(ids), done=self._on_deleted, failed=self.complain)

    def _on_deleted(self, token: str) -> None:
        self._undo_token, self._exported = token, None
        self._toast.tell(self.tr("%n recording(s) moved to the trash.", "", self._count), action=self.tr("Undo"))

    @Slot()
    def undo(self) -> None:
        """Take back what was deleted last."""
        if self._undo_token:
            token, self._undo_token = self._undo_token, ""
            self._bridge.call(self._bridge.engine.library.undo(token), failed=self.complain)
            self._toast.hide()

    @Slot()
    def _on_toast(self) -> None:
        if self._exported is not None:
            self._reveal(self._exported)
        else:
            self.undo()

    def _one(self) -> LibraryEntry | None:
        chosen = self._list.chosen_entries
        return chosen[0] if len(chosen) == 1 else None
