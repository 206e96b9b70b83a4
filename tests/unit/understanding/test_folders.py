from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.understanding.folders import EngineFolders, engines_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folders(tmp_path: Path) -> EngineFolders:
    return EngineFolders.under(tmp_path)


def test_everything_lies_below_the_data_folder(tmp_path: Path, folders: EngineFolders) -> None:
    assert folders.package_of("x") == tmp_path / "engines" / "packages" / "x"
    assert folders.model_of("x", "base.en") == tmp_path / "engines" / "models" / "x" / "base.en"
    assert engines_file(tmp_path) == tmp_path / "engines.toml"


def test_a_model_is_found_by_its_name_or_its_path(tmp_path: Path, folders: EngineFolders) -> None:
    assert folders.found_model("x", "base.en") is None
    folders.model_of("x", "base.en").mkdir(parents=True)
    assert folders.found_model("x", "base.en") == folders.model_of("x", "base.en")
    assert folders.found_model("y", "base.en") is None
    given = tmp_path / "mine"
    assert folders.found_model("x", str(given)) is None
    given.mkdir()
    assert folders.found_model("x", str(given)) == given


@pytest.mark.parametrize(
    "name", ["", "../../..", "..", "a/../../../..", "a" * 5000, "/" + "a" * 5000, "~nobody-of-this-name/a", "a\0b", "/a\0b"]
)
def test_a_name_never_leads_elsewhere(folders: EngineFolders, name: str) -> None:
    folders.model_of("x", "a").mkdir(parents=True)
    assert folders.found_model("x", name) is None
