from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import SettingsError
from lookhear.understanding.choice.values import AUTO, OFF, Chosen, EngineChoices
from lookhear.understanding.folders import EngineFolders
from lookhear.understanding.plugin import EngineCard, EngineKind
from lookhear.understanding.readiness import ReadyState, chosen_engine, is_installed, lacking, model_of, readiness_of
from lookhear.understanding.registry import Known, Registry

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.understanding.ports import Missing

PLAIN = EngineCard(name="plain", kind=EngineKind.SPEECH, title="", licence="", size_bytes=0, factory="a:b")
ABSENT = replace(PLAIN, name="absent", needs=("json", "no_such_module_at_all.inner"))
MODELLED = replace(PLAIN, name="modelled", models=("small", "large"))
REMOTE = replace(PLAIN, name="remote", is_remote=True, models=("any",))
SEEING = replace(PLAIN, name="seeing", kind=EngineKind.VISION)
REGISTRY = Registry(engines=tuple(Known(card=card) for card in (ABSENT, REMOTE, MODELLED, PLAIN, SEEING)))


@pytest.fixture
def folders(tmp_path: Path) -> EngineFolders:
    return EngineFolders.under(tmp_path)


def state(card: EngineCard, folders: EngineFolders, **options: object) -> ReadyState:
    found = readiness_of(Known(card=card), options, folders=folders)
    assert found.is_ready == (found.state is ReadyState.READY)
    assert card.name in found.sentence
    assert found.is_ready or found.hint
    return found.state


def chosen(folders: EngineFolders, engine: str, **options: object) -> str | None:
    choices = EngineChoices(engines={EngineKind.SPEECH: Chosen(engine=engine, options=options)})
    known = chosen_engine(EngineKind.SPEECH, choices, REGISTRY, folders=folders)
    return None if known is None else known.card.name


def test_an_engine_without_needs_is_ready(folders: EngineFolders) -> None:
    assert state(PLAIN, folders) is ReadyState.READY


def test_modules_that_are_missing_are_told(folders: EngineFolders) -> None:
    assert state(ABSENT, folders) is ReadyState.NOT_INSTALLED
    assert readiness_of(Known(card=ABSENT), {}, folders=folders).missing == ("no_such_module_at_all.inner",)


def test_modules_are_found_in_the_engines_own_folder(folders: EngineFolders) -> None:
    folders.package_of("absent").mkdir(parents=True)
    (folders.package_of("absent") / "no_such_module_at_all.py").write_text("raise SystemExit", "utf-8")
    assert state(ABSENT, folders) is ReadyState.READY
    assert state(replace(ABSENT, name="other"), folders) is ReadyState.NOT_INSTALLED
    assert not is_installed("", folders.packages)


def test_a_model_must_be_here(folders: EngineFolders, tmp_path: Path) -> None:
    assert state(MODELLED, folders) is ReadyState.NO_MODEL
    folders.model_of("modelled", "small").mkdir(parents=True)
    assert state(MODELLED, folders) is ReadyState.READY
    assert state(MODELLED, folders, model="large") is ReadyState.NO_MODEL
    assert state(MODELLED, folders, model=str(tmp_path)) is ReadyState.READY
    assert model_of(Known(card=MODELLED), {"model": ""}) == "small"
    assert model_of(Known(card=PLAIN), {"model": 3}) == ""


def test_a_service_needs_an_address_and_no_model_of_it_is_here(folders: EngineFolders) -> None:
    assert state(REMOTE, folders) is ReadyState.NOT_SET_UP
    assert state(REMOTE, folders, url="http://127.0.0.1:1/v1") is ReadyState.READY


def test_without_a_choice_the_first_that_could_begin_is_taken_and_never_one_that_sends_things_away(folders: EngineFolders) -> None:
    assert chosen(folders, AUTO, url="http://127.0.0.1:1/v1") == "plain"
    folders.model_of("modelled", "small").mkdir(parents=True)
    assert chosen(folders, AUTO) == "modelled"
    assert chosen_engine(EngineKind.JUDGE, EngineChoices(), REGISTRY, folders=folders) is None


def test_what_is_named_is_taken_whatever_it_lacks_and_off_is_off(folders: EngineFolders) -> None:
    assert chosen(folders, "absent") == "absent"
    assert chosen(folders, OFF) is None


@pytest.mark.parametrize(("name", "why"), [("nobody", "no engine called"), ("seeing", "is an engine for vision, not for speech")])
def test_a_name_that_is_none_is_told(folders: EngineFolders, name: str, why: str) -> None:
    with pytest.raises(SettingsError, match=why):
        chosen(folders, name)


def lack(folders: EngineFolders, engine: str = AUTO, *, cards: tuple[EngineCard, ...], **options: object) -> Missing:
    choices = EngineChoices(engines={EngineKind.SPEECH: Chosen(engine=engine, options=options)})
    return lacking(EngineKind.SPEECH, choices, Registry(engines=tuple(Known(card=card) for card in cards)), folders=folders)


def test_what_is_lacking_is_what_the_nearest_engine_lacks(folders: EngineFolders) -> None:
    assert "model small of modelled" in lack(folders, cards=(ABSENT, REMOTE, MODELLED)).sentence
    assert "install modelled --model large" in lack(folders, cards=(ABSENT, MODELLED), model="large").sentence
    assert lack(folders, cards=(REMOTE, ABSENT)).sentence.endswith("and `lookhear engines install absent` installs one.")
    assert lack(folders, cards=(REMOTE,)).sentence.endswith("`lookhear engines` lists those that there are.")
    assert not lack(folders, cards=(REMOTE, ABSENT)).is_off
    off = lack(folders, OFF, cards=(PLAIN,))
    assert ("switched off" in off.sentence, off.is_off) == (True, True)
