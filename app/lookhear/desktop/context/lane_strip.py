"""How each kind of understanding stands, in a row: what it is, and a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lookhear.desktop.context.words import ICONS, kind_name, lane_text
from lookhear.desktop.engine.understanding.values import LineKind
from lookhear.desktop.style.tokens import Space
from lookhear.desktop.style.widgets.empty import GlyphView
from lookhear.desktop.style.widgets.flow import FlowLayout
from lookhear.desktop.style.widgets.labels import Badge, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.desktop.engine.understanding.values import Lane


class LaneStrip(QWidget):
    """One chip for each kind; hidden while nothing is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = {kind: _Chip(kind) for kind in (LineKind.SPEECH, LineKind.SCREEN, LineKind.SUMMARY)}
        row = FlowLayout(self, spacing=Space.M)
        row.setContentsMargins(0, 0, 0, 0)
        for chip in self._chips.values():
            row.addWidget(chip)

    def show_lanes(self, lanes: Sequence[Lane]) -> None:
        """Show how they stand."""
        self.setVisible(bool(lanes))
        known = {lane.kind: lane for lane in lanes}
        for kind, chip in self._chips.items():
            chip.setVisible(kind in known)
            if kind in known:
                chip.show_lane(known[kind])


class _Chip(QWidget):
    """An icon, a name, a word."""

    def __init__(self, kind: LineKind) -> None:
        super().__init__()
        self._kind = kind
        self._badge = Badge()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(GlyphView(ICONS[kind], ems=1.2))
        row.addWidget(label(kind_name(kind), wraps=False))
        row.addWidget(self._badge)

    def show_lane(self, lane: Lane) -> None:
        """How it stands."""
        text, tone = lane_text(lane)
        self._badge.show_state(text, tone)
        self.setAccessibleName(f"{kind_name(self._kind)}: {text}")
