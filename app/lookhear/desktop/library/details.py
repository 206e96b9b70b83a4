"""What stands beside the list: one recording with its player, how many are chosen, or that none is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from lookhear.desktop.engine.library.entries import EntryState
from lookhear.desktop.library.hits import HitList
from lookhear.desktop.library.wording import channels_text, long_when_text, sentence_of, state_of, title_of
from lookhear.desktop.player.widget import PlayerWidget
from lookhear.desktop.style.tokens import Role, Space, Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.busy import ProgressRow
from lookhear.desktop.style.widgets.buttons import action_button, button
from lookhear.desktop.style.widgets.empty import EmptyState
from lookhear.desktop.style.widgets.flow import FlowLayout
from lookhear.desktop.style.widgets.labels import ElidedLabel, caption
from lookhear.desktop.times import clock_text, size_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPixmap, QResizeEvent

    from lookhear.desktop.engine.library.entries import LibraryEntry
    from lookhear.desktop.library.texts import TextPane
    from lookhear.desktop.library.verbs import Verbs

_WIDE_EM: Final = 72


class Details(QStackedWidget):
    """`show_entries` says what is chosen. ``calling_off`` when a person does not want to wait for a recording any more."""

    calling_off = Signal()
    place_wanted = Signal(float)  # a moment that a person chose in what was found, or in the text

    def __init__(
        self,
        verbs: Verbs,
        *,
        make_texts: Callable[[QWidget], TextPane] | None = None,
        make_player: Callable[[QWidget], PlayerWidget] = PlayerWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._entry: LibraryEntry | None = None
        self._nothing = EmptyState(icon="library", heading=self.tr("Choose a recording"), parent=self)
        self._several = EmptyState(icon="library", heading="", action=self.tr("Delete"), parent=self)
        self._page = QWidget(self)  # each part is made where it stands: moving it there would style it again
        for widget in (self._nothing, self._several, self._page):
            self.addWidget(widget)
        self._halves = QSplitter(Qt.Orientation.Vertical, self._page)
        self.player = make_player(self._halves)
        self.texts = None if make_texts is None else make_texts(self._halves)
        self.player.wanted.connect(verbs.play_wanted)
        self._hits = HitList()
        self._hits.opened.connect(self.place_wanted)
        if self.texts is not None:
            self.texts.sought.connect(self.place_wanted)
            self.player.moved.connect(self.texts.show_now)
        self._several.acted.connect(verbs.delete_wanted)
        self._title = ElidedLabel()
        self._title.setProperty("role", Role.TITLE.value)
        self._facts = caption()
        self._banner = Banner()
        self._waiting = ProgressRow()
        self._call_off = button(self.tr("Cancel"), role=Role.QUIET)
        self._call_off.clicked.connect(self.calling_off)
        self._lay_out_page(verbs)

    @property
    def entry(self) -> LibraryEntry | None:
        """The one recording that is shown."""
        return self._entry

    def show_entries(self, entries: Sequence[LibraryEntry], picture: QPixmap | None, *, words: str = "") -> None:
        """These are chosen; of one, its picture, and where it has the words of a search. What plays goes on while it is the same."""
        entry = entries[0] if len(entries) == 1 else None
        is_other = entry is None or self._entry is None or self._entry.recording_id != entry.recording_id
        self._entry = entry
        self._hits.show_hits(() if entry is None else entry.hits)
        if self.texts is not None:
            self.texts.show_entry(entry, words=words if entry is not None and any(hit.at_s is not None for hit in entry.hits) else "")
        if is_other:
            self.show_waiting(is_waiting=False)
            self.player.close_media()
        if entry is None:
            self._show_several(entries)
            return
        self.setCurrentWidget(self._page)
        self._draw(entry)
        if is_other or not self.player.is_open:
            self.player.show_poster(picture, duration_s=entry.duration_s)

    def show_waiting(self, *, is_waiting: bool, is_fetched: bool = False) -> None:
        """It is made ready to be played, or is not any more."""
        self._waiting.tell(self.tr("Fetching the recording") if is_fetched else self.tr("Getting the recording ready"))
        self._waiting.show_share(None)
        self._wait.setVisible(is_waiting)

    @Slot(float)
    def show_share(self, share: float) -> None:
        """How far that is."""
        self._waiting.show_share(share)

    def tell(self, text: str, *, tone: Tone, hint: str = "") -> None:
        """A sentence above the player; with an empty text, none."""
        self._banner.tell(text, tone=tone, hint=hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text stands beside the video where there is room, else below it."""
        super().resizeEvent(event)
        is_wide = event.size().width() > _WIDE_EM * self.fontMetrics().horizontalAdvance("m")
        self._halves.setOrientation(Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical)

    def _draw(self, entry: LibraryEntry) -> None:
        self._title.setText(title_of(entry))
        facts = [long_when_text(entry.started_wall_ns)]
        facts += [clock_text(entry.duration_s)] if entry.duration_s > 0 else []
        facts += [size_text(entry.bytes)] if entry.bytes > 0 else []
        facts += [channels_text(entry.channels)] if entry.channels else []
        self._facts.setText(" · ".join(facts))
        tone = state_of(entry)[1] if entry.state is not EntryState.RECORDING else Tone.INFO
        self.tell(sentence_of(entry), tone=tone if tone is not Tone.NEUTRAL else Tone.INFO)

    def _show_several(self, entries: Sequence[LibraryEntry]) -> None:
        if not entries:
            self.setCurrentWidget(self._nothing)
            return
        size = size_text(sum(entry.bytes for entry in entries))
        length = clock_text(sum(entry.duration_s for entry in entries))
        self._several.tell(self.tr("%n recording(s)", "", len(entries)), f"{length} · {size}")
        self.setCurrentWidget(self._several)

    def _lay_out_page(self, verbs: Verbs) -> None:
        self._wait = QWidget(self._page)
        wait = FlowLayout(self._wait)
        wait.addWidget(self._waiting)
        wait.addWidget(self._call_off)
        self._wait.hide()
        deeds = QWidget(self._page)
        flow = FlowLayout(deeds, spacing=Space.XS)
        for action in verbs.all[1:]:
            made = action_button(action, has_text=True)
            made.setPopupMode(QToolButton.ToolButtonPopupMode.DelayedPopup)
            flow.addWidget(made)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(self._title)
        column.addWidget(self._facts)
        column.addWidget(deeds)
        column.addWidget(self._banner)
        column.addWidget(self._hits)
        self._halves.setChildrenCollapsible(False)
        self._halves.setStretchFactor(0, 1)
        self._halves.setStretchFactor(1, 1)
        self._halves.setSizes([1000, 1000])
        column.addWidget(self._halves, 1)
        column.addWidget(self._wait)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
