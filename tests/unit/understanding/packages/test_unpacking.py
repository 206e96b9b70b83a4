"""Packs that hold what they say are unpacked, and no others."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import InstallFailed
from lookhear.understanding.packages.manifest import MANIFEST
from lookhear.understanding.packages.unpacking import unpack
from tests.fakes.packs import ENGINE, MODULES, lay_packs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "packs" / lay_packs(tmp_path / "packs", tmp_path / "scratch").file


def changed(archive: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same pack with other entries."""
    with zipfile.ZipFile(archive) as zipped:
        entries = {name: zipped.read(name) for name in zipped.namelist()}
    change(entries)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in entries.items():
            zipped.writestr(name, data)
    return archive


def test_every_file_comes_out(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    heard: list[float] = []
    pack = unpack(archive, tmp_path / "out", engine=ENGINE, progress=heard.append)
    assert all((tmp_path / "out" / name / "__init__.py").is_file() for name in MODULES)
    assert sorted(path.path for path in pack.files) == sorted(
        path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()
    )
    assert heard[-1] == 1.0
    assert "tokenizers 1.0 (Apache-2.0)" in pack.licence


def add_one(entries: dict[str, bytes]) -> None:
    entries["../../escaped"] = b"x"


def change_one(entries: dict[str, bytes]) -> None:
    entries["tokenizers/__init__.py"] = entries["tokenizers/__init__.py"].replace(b"t", b"T")


def swell_one(entries: dict[str, bytes]) -> None:
    entries["tokenizers/__init__.py"] += bytes(50 << 20)


def lose_one(entries: dict[str, bytes]) -> None:
    del entries["tokenizers/__init__.py"]


def lose_the_manifest(entries: dict[str, bytes]) -> None:
    del entries[MANIFEST]


@pytest.mark.parametrize("change", [add_one, change_one, swell_one, lose_one, lose_the_manifest])
def test_a_pack_that_was_tampered_with_is_refused(change: Callable[[dict[str, bytes]], None], archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(InstallFailed):
        unpack(changed(archive, change), tmp_path / "out", engine=ENGINE)
    assert not (tmp_path / "escaped").exists()
    assert sum(path.stat().st_size for path in (tmp_path / "out").rglob("*") if path.is_file()) < 10_000


def test_what_is_no_archive_or_half_of_one_is_refused(archive: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.zip"
    data = archive.read_bytes()
    for part in (b"", b"no archive", data[: len(data) // 2], data[:-30]):
        half.write_bytes(part)
        (tmp_path / "out").mkdir()
        with pytest.raises(InstallFailed):
            unpack(half, tmp_path / "out", engine=ENGINE)
        shutil.rmtree(tmp_path / "out")


def test_an_archive_with_bytes_that_were_turned_over_is_refused(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    with zipfile.ZipFile(archive) as zipped:
        places = [info.header_offset + len(info.filename) + 40 for info in zipped.infolist()]
    for number, place in enumerate(places):
        archive.write_bytes(whole[:place] + bytes(each ^ 0xFF for each in whole[place : place + 8]) + whole[place + 8 :])
        (tmp_path / f"out{number}").mkdir()
        with pytest.raises(InstallFailed):
            unpack(archive, tmp_path / f"out{number}", engine=ENGINE)
