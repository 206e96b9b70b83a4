"""Where a model lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import EngineFailed
from lookhear.understanding.speech.model_folders import model_folder

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_that_is_named_is_taken_before_one_that_was_fetched(tmp_path: Path) -> None:
    mine, fetched = tmp_path / "mine", tmp_path / "fetched"
    mine.mkdir()
    fetched.mkdir()
    assert model_folder({"model": str(mine), "model_folder": str(fetched)}, engine="it") == mine
    assert model_folder({"model": "base.en", "model_folder": str(fetched)}, engine="it") == fetched


def test_a_model_that_is_not_here_says_how_to_fetch_it() -> None:
    with pytest.raises(EngineFailed, match=r"The model 'base.en' of it is not on this computer") as caught:
        model_folder({"model": "base.en"}, engine="it")
    assert caught.value.hint == "Fetch it with: lookhear engines install it --model base.en"


def test_a_path_that_is_not_there_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match=r"^The model of it is not"):
        model_folder({"model": str(tmp_path / "model")}, engine="it")
