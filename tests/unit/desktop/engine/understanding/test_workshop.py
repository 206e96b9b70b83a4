from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.understanding.workshop import EngineWorkshop
from lookhear.errors import LookhearError
from lookhear.understanding.choice.values import Chosen
from lookhear.understanding.folders import engines_file
from lookhear.understanding.registry import Registry

if TYPE_CHECKING:
    from pathlib import Path

ENGINES = Registry.find(None)


def test_an_engine_of_this_program_really_runs(tmp_path: Path) -> None:
    test = EngineWorkshop(tmp_path, environ=os.environ).test(ENGINES.get("extractive"), Chosen())
    assert test.is_good
    assert "budget" in test.understood
    assert test.seconds > 0


def test_one_that_does_not_answer_says_why(tmp_path: Path) -> None:
    text = '[language]\nengine = "chat-endpoint"\n[language.options]\nurl = "http://127.0.0.1:1/v1"\n'
    engines_file(tmp_path).write_text(text, "utf-8")
    test = EngineWorkshop(tmp_path, environ=os.environ).test(ENGINES.get("chat-endpoint"), Chosen())
    assert not test.is_good
    assert test.sentence.endswith(".")


def test_what_can_be_installed(tmp_path: Path) -> None:
    workshop = EngineWorkshop(tmp_path, environ=os.environ)
    assert workshop.can_install(ENGINES.get("minilm"))
    assert workshop.can_install(ENGINES.get("sherpa-onnx"))
    assert not workshop.can_install(ENGINES.get("chat-endpoint"))
    assert not workshop.can_install(ENGINES.get("extractive"))


def test_whoever_calls_installing_off_ends_it(tmp_path: Path) -> None:
    def no_more(_share: float) -> None:
        raise LookhearError("Nobody waits for this any more.")

    workshop = EngineWorkshop(tmp_path, environ=os.environ)
    missing = ENGINES.get("extractive")
    workshop.install(missing, Chosen(), progress=no_more)  # there is nothing to do
    assert not (tmp_path / "engines").exists()
    with pytest.raises(LookhearError):
        no_more(0.0)
