"""One page of the settings: rows made of what was declared, in a card, with what a page has of its own around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lookhear.desktop.engine.settings.leaves import leaves
from lookhear.desktop.settings import words
from lookhear.desktop.settings.rows import SettingRow
from lookhear.desktop.style.tokens import Role, Tone
from lookhear.desktop.style.widgets.asking import ask
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.cards import Card, Page
from lookhear.desktop.style.widgets.labels import line, title
from lookhear.desktop.words import told

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.events import Event, SettingsChanged
    from lookhear.desktop.engine.settings.leaves import Leaf
    from lookhear.errors import LookhearError

# Settings that a widget of their page's own changes.
ELSEWHERE = frozenset({"storage.folder", "backend.kind", "backend.url", "backend.mint_url"})


class SettingsPage(Page):
    """A page. ``name`` is a field of `Settings`; what its own widgets add comes above and below the rows.

    They are given as what makes them for their parent: a part that is moved into its place would be styled twice. One that has a
    method ``make_more`` is not whole at once: see `make_more`.
    """

    def __init__(
        self,
        name: str,
        bridge: Bridge,
        *,
        above: Collection[Callable[[QWidget], QWidget]] = (),
        below: Collection[Callable[[QWidget], QWidget]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.name = name
        self._bridge = bridge
        self.rows: list[SettingRow] = []
        self._lines: list[QWidget] = []
        self._around: list[QWidget] = []
        self._put_away: list[QWidget] = []  # by a search
        self._trouble = Banner(can_dismiss=True)
        self.body.addWidget(title(words.page_title(name)))
        self.body.addWidget(self._trouble)
        for make in above:
            self._add(make)
        mine = [each for each in leaves() if each.page == name and each.key not in ELSEWHERE]
        if mine:
            self._make_card(mine)
        for make in below:
            self._add(make)
        self.body.addLayout(self._make_foot())
        self.body.addStretch(1)

    def draw(self, event: SettingsChanged) -> None:
        """Some settings are different."""
        for row in self.rows:
            if row.leaf.of(event.before) != row.leaf.of(event.now):
                row.draw()

    def hear(self, event: Event) -> None:
        """Something else happened; pages with widgets of their own look at it."""

    def make_more(self) -> bool:
        """Make one more piece of what was not made at once, since that would hold up the GUI; gives whether there was any."""
        return any(getattr(widget, "make_more", _nothing_more)() for widget in self._around)

    def seek(self, wanted: str) -> bool:
        """Show only what matches a search; gives whether anything does. Nothing is wanted: all is shown."""
        is_all = not wanted.strip() or _is_in(wanted, words.page_title(self.name))
        found = [row for row in self.rows if is_all or row.matches(wanted)]
        around = [widget for widget in self._around if is_all or _is_in(wanted, _texts_of(widget))]
        for row in self.rows:
            row.setVisible(row in found)
        for above, row in zip(self._lines, self.rows[1:], strict=True):
            above.setVisible(row in found and row is not found[0])
        if self.rows:
            self._card.setVisible(bool(found))
        for widget in self._around:
            if widget not in around and not widget.isHidden():
                widget.hide()
                self._put_away.append(widget)
            elif widget in around and widget in self._put_away:  # and not what is hidden because it has nothing to say
                self._put_away.remove(widget)
                widget.show()
        self._reset.setVisible(is_all and bool(self.rows))
        return bool(found or around)

    def _add(self, make: Callable[[QWidget], QWidget]) -> None:
        made = make(self.inner)
        self._around.append(made)
        self.body.addWidget(made)

    def _make_card(self, mine: Collection[Leaf]) -> None:
        self._card = Card(parent=self.inner)
        self.body.addWidget(self._card)
        for leaf in mine:
            if self.rows:
                self._lines.append(line())
                self._card.body.addWidget(self._lines[-1])
            self.rows.append(SettingRow(leaf, self._bridge, self._card))
            self._card.body.addWidget(self.rows[-1])

    def _make_foot(self) -> QHBoxLayout:
        self._reset = button(self.tr("Back to the defaults…"), role=Role.QUIET)
        self._reset.setAccessibleDescription(self.tr("Of all settings on this page"))
        self._reset.clicked.connect(self._on_reset)
        self._reset.setVisible(bool(self.rows))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._reset)
        return foot

    @Slot()
    def _on_reset(self) -> None:
        ask(
            self,
            heading=self.tr("Set this page back to its defaults?"),
            text=self.tr("Every setting on “{page}” gets the value it came with. Recordings stay as they are.").format(
                page=words.page_title(self.name)
            ),
            action=self.tr("Set back"),
            cancel=self.tr("Cancel"),
            agreed=self._on_reset_agreed,
        )

    @Slot()
    def _on_reset_agreed(self) -> None:
        self._bridge.call(self._bridge.engine.settings.reset(self.name), failed=self._on_failed)

    def _on_failed(self, error: LookhearError) -> None:
        self.tell(error)

    def tell(self, error: LookhearError) -> None:
        """Say what went wrong at the top of the page."""
        words_of = told(error)
        self._trouble.tell(words_of.sentence, tone=Tone.DANGER, hint=words_of.hint)


def _nothing_more() -> bool:
    return False


def _is_in(wanted: str, text: str) -> bool:
    haystack = text.casefold()
    return all(word in haystack for word in wanted.casefold().split())


def _texts_of(widget: QWidget) -> str:
    """Everything that a widget says: of its labels and controls."""
    parts = (text for each in (widget, *widget.findChildren(QWidget)) for text in (each.accessibleName(), each.property("text")))
    return " ".join(str(part) for part in parts if part)
