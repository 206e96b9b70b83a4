"""The files of a model of pocketsphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import EngineFailed
from lookhear.understanding.speech.sphinx_model import sphinx_model

if TYPE_CHECKING:
    from pathlib import Path


def test_without_one_the_library_takes_its_own_for_english() -> None:
    assert sphinx_model({}).options == {}
    assert sphinx_model({"model": ""}).languages == ("en",)


def test_a_folder_has_three_parts(tmp_path: Path) -> None:
    (tmp_path / "de").mkdir()
    for name in ("de/mdef", "voc.dic", "de.lm.bin"):
        (tmp_path / name).write_bytes(b"BMDF")
    found = sphinx_model({"model": str(tmp_path), "language": "de"})
    assert found.options == {"hmm": str(tmp_path / "de"), "dict": str(tmp_path / "voc.dic"), "lm": str(tmp_path / "de.lm.bin")}
    assert found.languages == ("de",)
    assert sphinx_model({"model": str(tmp_path)}).languages == ()


def test_one_that_lacks_a_part_is_refused(tmp_path: Path) -> None:
    for name in ("mdef", "voc.dic", "de.lm.bin"):
        (tmp_path / name).write_bytes(b"no model")
    with pytest.raises(EngineFailed, match="lacks"):
        sphinx_model({"model": str(tmp_path)})


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="lacks"):
        sphinx_model({"model": str(tmp_path)})
