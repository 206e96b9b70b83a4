from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from lookhear.desktop.engine.understanding.engine_values import EngineTest, EngineWish
from lookhear.desktop.settings.engine_card import EngineCard
from lookhear.desktop.words import Told
from lookhear.understanding.plugin import EngineKind
from tests.tools.gallery import understood

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def card(qtbot: QtBot, kind: EngineKind) -> EngineCard:
    made = EngineCard(kind)
    qtbot.addWidget(made)
    view = understood.engines().of(kind)
    assert view is not None
    made.show_view(view)
    made.show()
    return made


@pytest.fixture
def language(qtbot: QtBot) -> EngineCard:
    return card(qtbot, EngineKind.LANGUAGE)


def choose(made: EngineCard, engine: str) -> None:
    made._choice.setCurrentIndex(made._choice.findData(engine))
    made._choice.activated.emit(made._choice.currentIndex())


def test_a_service_is_used_when_its_address_is_typed(language: EngineCard, qtbot: QtBot) -> None:
    wishes: list[EngineWish] = []
    language.wished.connect(wishes.append)
    assert language._url.text() == "http://127.0.0.1:8000/v1"
    assert language._key.text() == ""  # what is kept is shown to nobody
    language._url.setText("http://127.0.0.1:9/v1")
    language._key.setText("sk-secret")
    qtbot.mouseClick(language._use, Qt.MouseButton.LeftButton)
    language._forget.click()
    choose(language, "extractive")
    choose(language, "off")
    assert [(wish.engine, wish.url, wish.key, wish.forgets_key) for wish in wishes] == [
        ("chat-endpoint", "http://127.0.0.1:9/v1", "sk-secret", False),
        ("chat-endpoint", "http://127.0.0.1:9/v1", "", True),
        ("extractive", "", "", False),
        ("off", "", "", False),
    ]
    choose(language, "chat-endpoint")
    assert len(wishes) == 4  # not before its address is there


def test_what_is_missing_can_be_installed(qtbot: QtBot) -> None:
    made = card(qtbot, EngineKind.EMBEDDER)
    assert made._install.isVisible()
    assert made._install.text() == "Install minilm"
    assert not made._test.isVisible()
    with qtbot.waitSignal(made.install_wanted) as wanted:
        made._install.click()
    assert wanted.args == ["minilm"]
    made.show_installing(is_on=True)
    made.show_share(0.5)
    assert made._cancel.isVisible()
    with qtbot.waitSignal(made.cancel_wanted):
        made._cancel.click()
    made.show_installing(is_on=False)
    assert not made._installing.isVisible()


def test_a_test_says_what_came_of_it(language: EngineCard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(language.test_wanted):
        language._test.click()
    language.show_testing(is_on=True)
    assert not language._test.isEnabled()
    language.show_test(EngineTest(is_good=False, sentence="It listens."))
    assert language._result.accessibleName() == "It listens."
    assert language._test.isEnabled()
    language.tell(Told(sentence="It broke.", hint="Mend it."))
    assert language._result.accessibleName() == "It broke. Mend it."
    language.show_place("Keys are kept here.")


def test_an_engine_that_is_gone_is_shown_as_chosen(language: EngineCard) -> None:
    view = language._view
    assert view is not None
    language.show_view(dataclasses.replace(view, chosen="gone", taken="", trouble="There is no engine called “gone”."))
    assert language._choice.currentText() == "gone"
    assert language._trouble.isVisible()
