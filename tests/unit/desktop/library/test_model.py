from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QPixmap

from lookhear.desktop.engine.library.entries import EntryState
from lookhear.desktop.library import model as module
from lookhear.desktop.library.model import ENTRY, EntryModel
from lookhear.errors import StorageError
from tests.fakes.entries import entry

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

    from tests.fakes.desktop import FakeBridge


def jpeg() -> bytes:
    picture = QPixmap(16, 9)
    picture.fill(QColor("#ff0000"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "JPG")
    return bytes(data.data())


@pytest.fixture
def model(bridge: FakeBridge) -> EntryModel:
    return EntryModel(bridge)  # type: ignore[arg-type]


def test_it_is_a_model_as_views_want_it(model: EntryModel, qtmodeltester: ModelTester) -> None:
    model.show([entry(1), entry(2)])
    qtmodeltester.check(model)
    assert model.rowCount(model.index(0)) == 0
    assert model.data(model.index(5)) is None


def test_a_row_is_the_entry_its_title_and_what_is_said_of_it(model: EntryModel) -> None:
    model.show([entry(1, name="Call", state=EntryState.RECOVERED)])
    index = model.index(0)
    assert index.data(ENTRY) == entry(1, name="Call", state=EntryState.RECOVERED)
    assert index.data() == index.data(Qt.ItemDataRole.EditRole) == "Call"
    assert "Recovered" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert index.data(Qt.ItemDataRole.ToolTipRole) is None


def test_what_is_said_of_the_same_recordings_changes_in_place(model: EntryModel) -> None:
    model.show([entry(1), entry(2)])
    changed: list[int] = []
    resets: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.modelReset.connect(lambda: resets.append(1))
    model.show([entry(1), entry(2, name="Other")])
    model.show([entry(1), entry(2, name="Other")])
    assert (changed, resets) == ([1], [])
    model.show([entry(2, name="Other")])
    assert resets == [1]


def test_a_picture_is_asked_for_once_and_when_it_is_seen(model: EntryModel, bridge: FakeBridge) -> None:
    bridge.engine.library.answers["thumbnail"] = jpeg()
    model.show([entry(1)])
    assert bridge.engine.called == []
    assert model.index(0).data(Qt.ItemDataRole.DecorationRole) is None or model.picture_of(entry(1).recording_id) is not None
    picture = model.index(0).data(Qt.ItemDataRole.DecorationRole)
    assert picture.width() == 16
    assert bridge.engine.called == ["library.thumbnail"]


@pytest.mark.parametrize("answer", [None, b"nonsense", StorageError("Gone.")])
def test_one_without_a_picture_is_asked_again_when_the_list_is_told_anew(model: EntryModel, bridge: FakeBridge, answer: object) -> None:
    bridge.engine.library.answers["thumbnail"] = answer
    model.show([entry(1)])
    for _ in range(3):
        assert model.index(0).data(Qt.ItemDataRole.DecorationRole) is None
    assert len(bridge.engine.called) == 1
    model.show([entry(1, state=EntryState.RECOVERED)])
    assert model.index(0).data(Qt.ItemDataRole.DecorationRole) is None
    assert len(bridge.engine.called) == 2
    changed: list[int] = []
    model.dataChanged.connect(lambda first, *_: changed.append(first.row()))
    model.show([entry(1, state=EntryState.RECOVERED)])
    assert changed == [0]
    bridge.engine.library.answers["thumbnail"] = jpeg()
    model.index(0).data(Qt.ItemDataRole.DecorationRole)
    assert model.index(0).data(Qt.ItemDataRole.DecorationRole) is not None


def test_only_so_many_pictures_are_kept(model: EntryModel, bridge: FakeBridge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_PICTURES", 2)
    bridge.engine.library.answers["thumbnail"] = jpeg()
    for number in (1, 2, 3):
        model.picture_of(entry(number).recording_id)
    model.picture_of(entry(1).recording_id)
    assert len(bridge.engine.called) == 4


def test_a_name_that_is_typed_is_told_and_shown_when_the_engine_has_it(model: EntryModel) -> None:
    model.show([entry(1, name="Call"), entry(2, folder=None)])
    renamed: list[tuple[str, str]] = []
    model.renamed.connect(lambda *told: renamed.append(told))
    assert model.setData(model.index(0), "  Weekly ")
    assert model.setData(model.index(0), "Call")
    assert not model.setData(model.index(0), "x", Qt.ItemDataRole.DisplayRole)
    assert renamed == [(entry(1).recording_id, "Weekly")]
    assert model.index(0).data() == "Call"
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(1)) & Qt.ItemFlag.ItemIsEditable


def test_a_recording_is_found_by_its_identifier(model: EntryModel) -> None:
    model.show([entry(1), entry(2)])
    assert model.row_of(entry(2).recording_id) == 1
    assert model.row_of("rec-none") == -1
    assert list(model.entries) == [entry(1), entry(2)]
