"""The engines that understand: one card for each kind, and whether sensitive text is masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lookhear.desktop.engine.library.lanes import Cancelled
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.library.progress import Progress
from lookhear.desktop.settings.engine_card import EngineCard
from lookhear.desktop.style.tokens import Role, Space, Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.busy import BusyRow
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.labels import caption, label, subtitle
from lookhear.desktop.style.widgets.toggle import Switch
from lookhear.desktop.words import engine_text, told
from lookhear.understanding.plugin import EngineKind

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.understanding.engine_values import EnginesView, EngineTest, EngineWish
    from lookhear.desktop.windows import Windows
    from lookhear.errors import LookhearError

_PAUSE_MS: Final = 1


class EnginesPanel(QWidget):
    """Asks how the engines stand whenever it is shown; nothing is run before somebody asks for it.

    Its cards are made one by one, so that none of them holds up the GUI: by `make_more`, or by itself while it is shown.
    """

    def __init__(self, bridge: Bridge, windows: Windows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._windows = bridge, windows
        self._trouble = Banner(can_dismiss=True)
        self._busy = BusyRow(self.tr("Looking…"))
        self._cards: dict[EngineKind, EngineCard] = {}
        self._view: EnginesView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addWidget(self._masking())
        column.addWidget(subtitle(self.tr("Engines")))
        column.addWidget(
            caption(
                self.tr(
                    "They run on this computer, beside everything else and never in its way. "
                    "Services elsewhere are used where you choose one."
                )
            )
        )
        column.addWidget(self._trouble)
        column.addWidget(self._busy)
        self._column = column

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self.ask()
        self._make_next()

    def make_more(self) -> bool:
        """Make the next card; gives whether there was one to make."""
        kind = next((kind for kind in EngineKind if kind not in self._cards), None)
        if kind is None:
            return False
        card = self._cards[kind] = EngineCard(kind, self)
        _Works(self._bridge, self, card)
        card.hide()
        self._column.addWidget(card)
        self._draw(card)
        return True

    @Slot()
    def _make_next(self) -> None:
        if self.isVisible() and self.make_more():
            QTimer.singleShot(_PAUSE_MS, self, self._make_next)

    def ask(self) -> None:
        """Look how they stand."""
        self._bridge.call(self._bridge.engine.engines.look(), done=self.show_view, failed=self.complain)

    def show_view(self, view: EnginesView) -> None:
        """Show how they stand."""
        self._view = view
        self._busy.hide()
        self._mask.setChecked(view.is_masking)
        for card in self._cards.values():
            self._draw(card)
        if view.troubles:
            self._trouble.tell(engine_text(view.troubles[0]) or view.troubles[0], tone=Tone.WARNING)

    def _draw(self, card: EngineCard) -> None:
        """Show how its kind stands, where that is known."""
        of_kind = None if self._view is None else self._view.of(card.kind)
        if self._view is None or of_kind is None:
            return
        place = self.tr("Keys are kept in the keyring of this system.")
        if self._view.keys_at:
            place = self.tr("Keys are kept in {file}, not encrypted, readable by you alone.").format(file=isolated(self._view.keys_at))
        card.show_view(of_kind)
        card.show_place(place)
        card.show()

    def complain(self, error: LookhearError) -> None:
        """Something did not work."""
        self._busy.hide()
        said = told(error)
        self._trouble.tell(said.sentence, tone=Tone.DANGER, hint=said.hint)

    def _masking(self) -> Card:
        card = Card(parent=self)
        self._mask = Switch(self.tr("Mask keys, tokens and card numbers"))
        self._mask.clicked.connect(self._on_mask)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        name = label(self.tr("Mask keys, tokens and card numbers"))
        name.setBuddy(self._mask)
        words.addWidget(name)
        words.addWidget(
            caption(self.tr("Before anything that was said or shown is kept, searched or sent. How many there were is counted."))
        )
        row.addLayout(words, 1)
        row.addWidget(self._mask)
        card.body.addLayout(row)
        privacy = button(self.tr("What is never recorded…"), role=Role.LINK)
        privacy.clicked.connect(self._on_privacy)
        foot = QHBoxLayout()
        foot.addWidget(privacy)
        foot.addStretch(1)
        card.body.addLayout(foot)
        return card

    @Slot(bool)
    def _on_mask(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signal has it so
        self._bridge.call(self._bridge.engine.engines.set_masking(is_on=is_on), done=self.show_view, failed=self.complain)

    @Slot()
    def _on_privacy(self) -> None:
        self._windows.show_settings("privacy")


class _Works(QObject):
    """What a person wants done with one card."""

    def __init__(self, bridge: Bridge, panel: EnginesPanel, card: EngineCard) -> None:
        super().__init__(panel)
        self._bridge, self._panel, self._card = bridge, panel, card
        self._progress: Progress | None = None
        card.wished.connect(self._on_wished)
        card.test_wanted.connect(self._on_test)
        card.install_wanted.connect(self._on_install)
        card.cancel_wanted.connect(self._on_cancel)

    @Slot(object)
    def _on_wished(self, wish: EngineWish) -> None:
        self._bridge.call(self._bridge.engine.engines.choose(wish), done=self._on_kept, failed=self._on_refused)

    def _on_kept(self, view: EnginesView) -> None:
        self._panel.show_view(view)

    def _on_refused(self, error: LookhearError) -> None:
        self._card.tell(told(error))

    @Slot(object)
    def _on_test(self, kind: EngineKind) -> None:
        self._card.show_testing(is_on=True)
        self._bridge.call(self._bridge.engine.engines.test(kind), done=self._on_tested, failed=self._on_untested)

    def _on_tested(self, test: EngineTest) -> None:
        self._card.show_test(test)

    def _on_untested(self, error: LookhearError) -> None:
        self._card.show_testing(is_on=False)
        self._card.tell(told(error))

    @Slot(str)
    def _on_install(self, name: str) -> None:
        if self._progress is not None:
            return
        self._progress = Progress(self)
        self._progress.moved.connect(self._card.show_share)
        self._card.show_installing(is_on=True)
        self._bridge.call(self._bridge.engine.engines.install(name, progress=self._progress), done=self._on_installed, failed=self._on_left)

    @Slot()
    def _on_cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancel()

    def _on_installed(self, view: EnginesView) -> None:
        self._rest()
        self._panel.show_view(view)

    def _on_left(self, error: LookhearError) -> None:
        self._rest()
        if not isinstance(error, Cancelled):
            self._card.tell(told(error))

    def _rest(self) -> None:
        if self._progress is not None:
            self._progress.deleteLater()
        self._progress = None
        self._card.show_installing(is_on=False)
