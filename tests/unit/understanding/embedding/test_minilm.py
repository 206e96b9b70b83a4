from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from lookhear.errors import EngineFailed
from lookhear.understanding.embedding.minilm import MODULES, MiniLm, make, model_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray


@pytest.fixture
def _nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if "minilm" not in entry])
    yield
    for name in MODULES:
        sys.modules.pop(name, None)


def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packages with these names, where the program installs them."""
    folder = tmp_path / "packages"
    for name in MODULES:
        (folder / name / "model").mkdir(parents=True)
        (folder / name / "__init__.py").touch()
    for name in ("model.safetensors", "tokenizer.json"):
        (folder / MODULES[0] / "model" / name).write_bytes(b"not what was tested")
    monkeypatch.syspath_prepend(str(folder))
    return folder / MODULES[0] / "model"


@pytest.mark.usefixtures("_nothing_installed")
def test_what_is_not_installed_is_told() -> None:
    if model_folder() is None:
        with pytest.raises(EngineFailed, match="MiniLM is not installed") as caught:
            make({})
        assert "lookhear engines install minilm" in caught.value.hint


@pytest.mark.usefixtures("_nothing_installed")
def test_weights_that_were_not_tested_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = installed(tmp_path, monkeypatch)
    assert model_folder() == folder
    with pytest.raises(EngineFailed, match="is not the one that was tested"):
        make({})
    (folder / "model.safetensors").unlink()
    with pytest.raises(EngineFailed, match="cannot be loaded"):
        make({})


class Tokenizer:
    """Tells texts by their length."""

    def encode_batch(self, texts: Sequence[str]) -> list[Any]:
        return [SimpleNamespace(ids=[len(text)]) for text in texts]


class Lengths:
    """Makes vectors of tokens."""

    def vectors(self, tokens: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        return np.array(tokens, np.float32)


def test_a_long_text_is_what_its_beginning_means() -> None:
    model: Any = Lengths()
    engine = MiniLm(model, Tokenizer())
    assert engine.encode(["ab", "x" * 1_000_000]).tolist() == [[2.0], [2048.0]]
    assert engine.model_id == "minilm"
