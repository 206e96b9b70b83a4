from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from lookhear.desktop.engine.library.entries import EntryState
from lookhear.desktop.library.verbs import Verbs
from tests.fakes.entries import entry

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def parent(qapp: object) -> QObject:
    return QObject()


@pytest.fixture
def verbs(parent: QObject) -> Verbs:
    return Verbs(parent)


def enabled(verbs: Verbs) -> set[str]:
    return {action.text() for action in verbs.all if action.isEnabled()}


def test_what_is_chosen_says_what_can_be_done(verbs: Verbs) -> None:
    everything = {"Play", "Copy link", "Rename", "Export…", "Show in folder", "Receipt", "Delete"}
    assert enabled(verbs) == set()
    verbs.show_chosen([entry()])
    assert enabled(verbs) == everything
    verbs.show_chosen([entry(link=None)])
    assert enabled(verbs) == everything - {"Copy link"}
    verbs.show_chosen([entry()], is_exporting=True)
    assert enabled(verbs) == everything - {"Export…"}
    verbs.show_chosen([entry(1), entry(2)])
    assert enabled(verbs) == {"Delete"}


def test_one_that_runs_is_not_deleted(verbs: Verbs) -> None:
    verbs.show_chosen([entry(1), entry(2, state=EntryState.RECORDING)])
    assert enabled(verbs) == set()


def test_one_that_only_a_backend_has_has_no_folder(verbs: Verbs) -> None:
    verbs.show_chosen([entry(state=EntryState.REMOTE, folder=None, is_here=False)])
    assert enabled(verbs) == {"Play", "Copy link", "Export…", "Delete"}


def test_every_verb_says_what_it_does_and_tells_that_it_is_wanted(verbs: Verbs, qtbot: QtBot) -> None:
    verbs.show_chosen([entry()])
    signals = (
        *(verbs.play_wanted, verbs.link_wanted, verbs.rename_wanted, verbs.export_wanted),
        *(verbs.reveal_wanted, verbs.receipt_wanted, verbs.delete_wanted),
    )
    for action, signal in zip(verbs.all, signals, strict=True):
        assert action.toolTip()
        assert not action.icon().isNull()
        with qtbot.waitSignal(signal):
            action.trigger()
