"""Named models: each belongs to an engine that there is, and has an address."""

from __future__ import annotations

import pytest

from lookhear.errors import UsageError
from lookhear.understanding.builtin import BUILTIN
from lookhear.understanding.models.catalogue import MODELS, models_of, named


def test_each_belongs_to_an_engine_and_has_a_name_of_its_own() -> None:
    assert {each.engine for each in MODELS} <= {card.name for card in BUILTIN}
    assert len({(each.engine, each.name) for each in MODELS}) == len(MODELS)
    assert all(each.files and each.licence and each.size_bytes > 0 for each in MODELS)


def test_names_on_the_cards_are_those_of_models() -> None:
    for card in BUILTIN:
        if not card.is_remote and card.models:
            assert set(card.models) <= {each.name for each in models_of(card.name)}


def test_one_is_found_by_its_name_and_the_first_without() -> None:
    assert named("faster-whisper", "tiny").name == "tiny"
    assert named("faster-whisper").name == "base.en"
    for engine, name in (("faster-whisper", "huge"), ("minilm", ""), ("minilm", "x")):
        with pytest.raises(UsageError):
            named(engine, name)


def test_addresses_can_be_those_of_a_mirror() -> None:
    model = named("faster-whisper", "tiny.en")
    assert model.url_of("model.bin", "https://mirror.example/") == (
        "https://mirror.example/Systran/faster-whisper-tiny.en/resolve/main/model.bin"
    )
