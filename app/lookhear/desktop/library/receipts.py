"""The receipt of a recording for people: what its files prove, track by track."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lookhear.desktop.style.tokens import Role, Space, Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.cards import Card, Page
from lookhear.desktop.style.widgets.labels import caption, label, title
from lookhear.desktop.times import clock_text, size_text
from lookhear.recorder.receipt import ReceiptState

if TYPE_CHECKING:
    from lookhear.recorder.receipt import Receipt, TrackReceipt


class ReceiptDialog(QDialog):
    """Beside the library, never in front of it."""

    def __init__(self, receipt: Receipt, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Receipt"))
        self._receipt = receipt
        page = Page(parent=self)
        page.body.addWidget(title(name))
        page.body.addWidget(caption(summary_of(receipt)))
        if receipt.warnings:
            warning = Banner()
            warning.tell("\n".join(receipt.warnings), tone=Tone.WARNING)
            page.body.addWidget(warning)
        for track in receipt.tracks:
            page.body.addWidget(_card(track))
        page.body.addWidget(_mono(self.tr("Recording"), receipt.recording_id))
        page.body.addStretch(1)
        copy = button(self.tr("Copy as JSON"), icon="copy")
        copy.clicked.connect(self._on_copy)
        close = button(self.tr("Close"), role=Role.PRIMARY)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setContentsMargins(Space.XL, Space.S, Space.XL, Space.L)
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page, 1)
        column.addLayout(row)
        em = self.fontMetrics().horizontalAdvance("m")
        self.resize(em * 44, em * 40)
        close.setFocus()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(json.dumps(self._receipt.to_json(), ensure_ascii=False, indent=1))


def summary_of(receipt: Receipt) -> str:
    """How long, how much, and how it ended."""
    ended = {
        ReceiptState.COMPLETE: QCoreApplication.translate("Receipt", "It came to its end in order."),
        ReceiptState.RECOVERED: QCoreApplication.translate("Receipt", "It was interrupted and recovered."),
        ReceiptState.UNFINISHED: QCoreApplication.translate("Receipt", "It has no end yet."),
    }[receipt.state]
    return f"{clock_text(receipt.duration_s)} · {size_text(receipt.bytes)} · {ended}"


def facts_of(track: TrackReceipt) -> list[tuple[str, str]]:
    """What is known of a track, in pairs of what and how much."""
    locale = QLocale()
    facts = [(QCoreApplication.translate("Receipt", "Length"), clock_text(track.duration_s))]
    if track.frames is not None:
        facts.append((QCoreApplication.translate("Receipt", "Pictures"), locale.toString(track.frames)))
    if track.dropped_frames:
        facts.append((QCoreApplication.translate("Receipt", "Dropped pictures"), locale.toString(track.dropped_frames)))
    gaps = sum(gap.reason != "paused" for gap in track.gaps)
    missing = QCoreApplication.translate("Receipt", "%n gap(s), {time} in all", None, gaps).format(time=_seconds(track.gap_total_s))
    facts.append((QCoreApplication.translate("Receipt", "Gaps"), missing if gaps else QCoreApplication.translate("Receipt", "none")))
    if track.paused_s:
        facts.append((QCoreApplication.translate("Receipt", "Paused"), _seconds(track.paused_s)))
    if track.lost_fragments:
        facts.append((QCoreApplication.translate("Receipt", "Lost pieces"), locale.toString(track.lost_fragments)))
    if track.clock_error_ms is not None:
        error = QCoreApplication.translate("Receipt", "at most {number} ms").format(
            number=locale.toString(track.clock_error_ms.max_abs, "f", 1)
        )
        facts.append((QCoreApplication.translate("Receipt", "Clock error"), error))
    facts += [
        (QCoreApplication.translate("Receipt", "Size"), size_text(track.bytes)),
        (QCoreApplication.translate("Receipt", "Pieces"), locale.toString(track.fragments)),
        (QCoreApplication.translate("Receipt", "Device"), track.device),
        (QCoreApplication.translate("Receipt", "Encoder"), track.encoder),
    ]
    return [(what, value) for what, value in facts if value]


def _seconds(seconds: float) -> str:
    return QCoreApplication.translate("Receipt", "{number} s").format(number=QLocale().toString(seconds, "f", 1))


def _card(track: TrackReceipt) -> Card:
    card = Card(track.name or track.channel_id)
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setVerticalSpacing(Space.XS)
    form.setHorizontalSpacing(Space.L)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    for what, value in facts_of(track):
        form.addRow(caption(what), label(value))
    card.body.addLayout(form)
    card.body.addWidget(_mono("SHA-256", track.sha256))
    return card


def _mono(what: str, value: str) -> QWidget:
    """A long value that is there to be copied."""
    shown = QLabel(value)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setProperty("role", Role.MONO.value)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
    shown.setWordWrap(True)
    shown.setAccessibleName(f"{what} {value}")
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(caption(what))
    column.addWidget(shown)
    return both
