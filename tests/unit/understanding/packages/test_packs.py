"""Packs are found in a folder and at an address, and are what their list says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import InstallFailed
from lookhear.understanding.packages.manifest import INDEX
from lookhear.understanding.packages.packs import PackPlace, packs_url_of
from tests.fakes.file_server import FileServer
from tests.fakes.packs import ENGINE, lay_packs

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_has_packs(tmp_path: Path) -> None:
    offer = lay_packs(tmp_path / "packs", tmp_path / "scratch")
    place = PackPlace(place=str(tmp_path / "packs"))
    assert place.offer(ENGINE) == offer
    assert place.archive_of(offer, tmp_path) == tmp_path / "packs" / offer.file
    with pytest.raises(InstallFailed, match="no pack of screen-text"):
        place.offer("screen-text")
    (tmp_path / "packs" / offer.file).write_bytes(b"other")
    with pytest.raises(InstallFailed, match="not what its list says"):
        place.archive_of(offer, tmp_path)
    (tmp_path / "packs" / offer.file).unlink()
    with pytest.raises(InstallFailed, match="is not there"):
        place.archive_of(offer, tmp_path)


def test_an_address_has_packs(tmp_path: Path) -> None:
    offer = lay_packs(tmp_path / "packs", tmp_path / "scratch")
    (tmp_path / "keep").mkdir()
    heard: list[float] = []
    with FileServer() as server:
        server.files.content = {f"/v1/{path.name}": path.read_bytes() for path in (tmp_path / "packs").iterdir()}
        place = PackPlace(place=f"{server.url}/v1/")
        assert place.offer(ENGINE) == offer
        archive = place.archive_of(offer, tmp_path / "keep", progress=heard.append)
    assert archive.read_bytes() == (tmp_path / "packs" / offer.file).read_bytes()
    assert heard[-1] == 1.0


def test_packs_of_another_python_are_told_apart(tmp_path: Path) -> None:
    lay_packs(tmp_path / "packs", tmp_path / "scratch")
    index = tmp_path / "packs" / INDEX
    index.write_text(index.read_text("utf-8").replace("cpython-3", "cpython-9"), "utf-8")
    with pytest.raises(InstallFailed, match="no pack of minilm for") as caught:
        PackPlace(place=str(tmp_path / "packs")).offer(ENGINE)
    assert "this version of Lookhear" in caught.value.hint
    with pytest.raises(InstallFailed, match="cannot be read"):
        PackPlace(place=str(tmp_path / "nowhere")).offer(ENGINE)


def test_a_list_keeps_what_is_still_there(tmp_path: Path) -> None:
    from installers.engine_pack import write_index

    offer = lay_packs(tmp_path / "packs", tmp_path / "scratch")
    write_index([], tmp_path / "packs")
    index = tmp_path / "packs" / INDEX
    assert [each["file"] for each in json.loads(index.read_text("utf-8"))["packs"]] == [offer.file]
    (tmp_path / "packs" / offer.file).unlink()
    write_index([], tmp_path / "packs")
    assert json.loads(index.read_text("utf-8")) == {"packs": []}


@pytest.mark.parametrize(
    ("text", "url"),
    [('packs_url = "https://packs.example/v1"', "https://packs.example/v1"), ("", ""), ("packs_url = 3", ""), ("no toml =", "")],
)
def test_the_setting_is_read_where_it_makes_sense(text: str, url: str, tmp_path: Path) -> None:
    assert packs_url_of(tmp_path / "none.toml") == ""
    (tmp_path / "engines.toml").write_text(text, "utf-8")
    assert packs_url_of(tmp_path / "engines.toml") == url
