from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from lookhear.desktop.library.receipts import ReceiptDialog, facts_of, summary_of
from lookhear.recorder.receipt import ClockError, Receipt, ReceiptState, build_receipt
from tests.tools.filmed import film

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def receipt(tmp_path: Path) -> Receipt:
    return build_receipt(film(tmp_path, gap=(2.0, 3.0)))


def test_it_says_how_it_ended(receipt: Receipt, qapp: object) -> None:
    told = {summary_of(dataclasses.replace(receipt, state=state)).rpartition(" · ")[2] for state in ReceiptState}
    assert len(told) == 3
    assert summary_of(receipt).startswith("0:04 · ")


def test_a_track_tells_what_is_known_of_it(receipt: Receipt, qapp: object) -> None:
    display, mic, _ = receipt.tracks
    facts = dict(facts_of(display))
    assert (facts["Length"], facts["Pictures"], facts["Gaps"], facts["Encoder"]) == ("0:04", "120", "none", "libx264")
    assert dict(facts_of(mic))["Gaps"] == "1 gap(s), 1.0 s in all"
    worse = dataclasses.replace(
        mic, dropped_frames=1234, paused_s=2.5, lost_fragments=2, clock_error_ms=ClockError(max_abs=1.24, last=0.0), device=""
    )
    facts = dict(facts_of(worse))
    assert (facts["Dropped pictures"], facts["Paused"], facts["Lost pieces"], facts["Clock error"]) == (
        *("1,234", "2.5 s", "2"),
        "at most 1.2 ms",
    )
    assert "Device" not in facts


def test_the_dialog_shows_every_track_and_copies_all_of_it(receipt: Receipt, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    warned = dataclasses.replace(receipt, warnings=("The microphone was away.",))
    dialog = ReceiptDialog(warned, "Weekly call", window)
    dialog.show()
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Weekly call", receipt.recording_id, "The microphone was away."} <= words
    assert {track.sha256 for track in receipt.tracks} <= words
    assert dialog.findChildren(QLabel)[0].textFormat() == Qt.TextFormat.PlainText
    copy = next(button for button in dialog.findChildren(QPushButton) if "JSON" in button.text())
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert json.loads(QGuiApplication.clipboard().text())["recording_id"] == receipt.recording_id
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
