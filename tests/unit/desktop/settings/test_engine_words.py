from __future__ import annotations

import dataclasses

import pytest

from lookhear.desktop.engine.understanding.engine_values import EngineOffer, KindView
from lookhear.desktop.settings.engine_words import ICONS, caution_of, choice_name, facts_of, kind_hint, kind_name, state_text
from lookhear.understanding.plugin import EngineKind
from lookhear.understanding.readiness import ReadyState

OFFER = EngineOffer(
    name="listener",
    kind=EngineKind.SPEECH,
    title="Listens",
    licence="MIT",
    state=ReadyState.READY,
    size_bytes=51_000_000,
    languages=("en", "de"),
    origin="acme 1.0",
)
VIEW = KindView(kind=EngineKind.SPEECH, chosen="auto", taken="listener", offers=(OFFER,))


def test_every_kind_has_words() -> None:
    assert len({kind_name(kind) for kind in EngineKind}) == len({kind_hint(kind) for kind in EngineKind}) == len(ICONS)


def test_choices() -> None:
    assert [choice_name(choice, VIEW) for choice in ("auto", "off", "listener")] == ["Automatic (listener)", "Off", "listener"]
    assert choice_name("auto", dataclasses.replace(VIEW, taken="")) == "Automatic"


@pytest.mark.parametrize("state", list(ReadyState))
def test_states(state: ReadyState) -> None:
    assert state_text(dataclasses.replace(VIEW, offers=(dataclasses.replace(OFFER, state=state),)))[0]


def test_off_and_nothing() -> None:
    assert state_text(dataclasses.replace(VIEW, chosen="off"))[0] == "off"
    assert state_text(dataclasses.replace(VIEW, taken=""))[0] == "nothing installed"


def test_facts_have_licence_size_and_languages() -> None:
    facts = facts_of(OFFER)
    assert all(part in facts for part in ("Listens", "MIT", "acme 1.0", "MB", "Deutsch"))
    assert caution_of(OFFER) == ""
    assert caution_of(dataclasses.replace(OFFER, is_remote=True))
