"""What a person types of a backend, and what it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from lookhear.desktop.backends.form import BackendForm
from lookhear.desktop.engine.backends import BackendWish
from lookhear.desktop.engine.destination import mint_url_of
from lookhear.desktop.engine.settings.declared import Backend, BackendKind
from lookhear.recorder.upload.tokens.presets import PRESETS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

URL = "https://app.example"


@pytest.fixture
def form(qtbot: QtBot) -> BackendForm:
    made = BackendForm()
    qtbot.addWidget(made)
    made.show()
    return made


def field(form: BackendForm, name: str) -> QLineEdit:
    return next(edit for edit in form.findChildren(QLineEdit) if edit.accessibleName() == name)


def kinds(form: BackendForm) -> QComboBox:
    return form.findChildren(QComboBox)[0]


def test_an_address_and_a_secret_are_a_wish(qtbot: QtBot, form: BackendForm) -> None:
    qtbot.keyClicks(field(form, "Address"), URL)
    qtbot.keyClicks(field(form, "Key or secret"), "st-1")
    assert form.wish() == BackendWish(kind=BackendKind.HOSTED, url=URL, secret="st-1")


def test_only_another_address_is_asked_for_where_it_is_wanted(qtbot: QtBot, form: BackendForm) -> None:
    assert not field(form, "Address that gives a session").isVisible()
    kinds(form).setCurrentIndex(kinds(form).count() - 1)
    assert field(form, "Address that gives a session").isVisible()
    qtbot.keyClicks(field(form, "Address that gives a session"), f"{URL}/x")
    assert form.wish().mint_url == f"{URL}/x"
    kinds(form).setCurrentIndex(0)
    assert form.wish().mint_url == ""


@pytest.mark.parametrize("preset", [preset.name for preset in PRESETS if preset.name != "init-session"])
def test_every_known_kind_is_offered_and_found_again_in_the_settings(form: BackendForm, preset: str) -> None:
    backend = Backend(kind=BackendKind.HOSTED, url=URL, mint_url=mint_url_of(URL, preset))
    form.show_backend(backend)
    assert form.wish() == BackendWish(kind=BackendKind.HOSTED, url=URL, preset=preset)


@pytest.mark.parametrize("mint_url", [f"{URL}/own/way", "https://other.example/init-session"])
def test_an_address_that_no_kind_has_is_shown_as_it_is(form: BackendForm, mint_url: str) -> None:
    form.show_backend(Backend(kind=BackendKind.HOSTED, url=URL, mint_url=mint_url))
    assert form.wish() == BackendWish(kind=BackendKind.HOSTED, url=URL, mint_url=mint_url)


def test_a_secret_is_hidden_until_somebody_wants_to_see_it_and_never_stays(qtbot: QtBot, form: BackendForm) -> None:
    secret = field(form, "Key or secret")
    assert secret.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClicks(secret, "st-1")
    (reveal,) = secret.actions()
    reveal.trigger()
    assert (secret.echoMode(), reveal.text()) == (QLineEdit.EchoMode.Normal, "Hide what is typed")
    form.forget_secret()
    assert (secret.text(), secret.echoMode()) == ("", QLineEdit.EchoMode.Password)


def test_return_submits(qtbot: QtBot, form: BackendForm) -> None:
    with qtbot.waitSignal(form.submitted):
        qtbot.keyClick(field(form, "Key or secret"), Qt.Key.Key_Return)


def test_where_the_secret_goes_is_told(form: BackendForm) -> None:
    form.show_place("It will be kept in the keyring of this system.")
    form.focus_address()
    form.focus_secret()
    assert field(form, "Key or secret").hasFocus() or not form.isActiveWindow()
