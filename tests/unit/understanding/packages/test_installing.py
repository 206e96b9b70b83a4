"""An engine is installed whole, told before, and removed again. Packs are real, of modules that do nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import InstallFailed, UsageError
from lookhear.understanding.folders import EngineFolders
from lookhear.understanding.packages import by_pip, installing
from lookhear.understanding.packages.installing import RECORD, Installer
from tests.fakes.file_server import FileServer
from tests.fakes.packs import ENGINE, MODULES, lay_modules, lay_packs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_pack_is_installed_and_removed(tmp_path: Path) -> None:
    offer = lay_packs(tmp_path / "packs", tmp_path / "scratch")
    installer = Installer(folders=EngineFolders.under(tmp_path / "data"), place=str(tmp_path / "packs"))
    plan = installer.plan(ENGINE)
    assert (plan.is_by_pip, plan.download_bytes, plan.disk_bytes) == (False, 0, offer.unpacked_bytes)
    heard: list[float] = []
    folder = installer.install(ENGINE, progress=heard.append)
    assert folder == installer.folders.package_of(ENGINE)
    assert all((folder / name).is_dir() for name in MODULES)
    assert json.loads((folder / RECORD).read_text("utf-8"))["how"] == "pack"
    assert heard == sorted(heard)
    assert heard[-1] == pytest.approx(1.0)
    assert (tmp_path / "packs" / offer.file).exists()
    assert installer.remove(ENGINE)
    assert not installer.remove(ENGINE)
    assert not folder.exists()


def test_one_from_an_address_leaves_no_archive_behind(tmp_path: Path) -> None:
    offer = lay_packs(tmp_path / "packs", tmp_path / "scratch")
    with FileServer() as server:
        server.files.content = {f"/{path.name}": path.read_bytes() for path in (tmp_path / "packs").iterdir()}
        installer = Installer(folders=EngineFolders.under(tmp_path / "data"), place=server.url)
        assert installer.plan(ENGINE).download_bytes == offer.size_bytes
        assert installer.install(ENGINE).is_dir()
    assert list((tmp_path / "data").rglob("*.zip*")) == []


def test_pip_does_it_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lay(lock: Path, into: Path, *, progress: Callable[[float], None]) -> None:
        assert lock.name == f"{ENGINE}.txt"
        lay_modules(into)
        progress(1.0)

    monkeypatch.setattr(by_pip, "install", lay)
    installer = Installer(folders=EngineFolders.under(tmp_path))
    plan = installer.plan(ENGINE)
    assert plan.is_by_pip
    assert plan.download_bytes > 0
    assert json.loads((installer.install(ENGINE) / RECORD).read_text("utf-8"))["how"] == "pip"


def test_what_is_not_whole_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lay_nothing(lock: Path, into: Path, *, progress: Callable[[float], None]) -> None:
        pass

    monkeypatch.setattr(by_pip, "install", lay_nothing)
    installer = Installer(folders=EngineFolders.under(tmp_path))
    with pytest.raises(InstallFailed, match="without sherpa_onnx"):
        installer.install("sherpa-onnx")
    assert not installer.folders.package_of("sherpa-onnx").exists()


def test_a_packed_program_wants_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "is_bundle", lambda: True)
    with pytest.raises(InstallFailed, match="packed program") as caught:
        Installer(folders=EngineFolders.under(tmp_path)).plan(ENGINE)
    assert "packs_url" in caught.value.hint


def test_what_there_is_not_is_neither_installed_nor_removed(tmp_path: Path) -> None:
    installer = Installer(folders=EngineFolders.under(tmp_path))
    for do in (installer.plan, installer.install, installer.remove):
        with pytest.raises(UsageError):
            do("extractive")


def test_only_a_folder_of_packages_is_removed(tmp_path: Path) -> None:
    installer = Installer(folders=EngineFolders.under(tmp_path / "data"))
    kept = [tmp_path / "data" / "recordings", installer.folders.models / "base.en", installer.folders.packages / ".fetched"]
    for folder in kept:
        folder.mkdir(parents=True)
    for name in ("../../recordings", "../models/base.en", "../models", "..", ".", "", ".fetched", str(kept[0])):
        with pytest.raises(UsageError):
            installer.remove(name)
    assert all(folder.is_dir() for folder in kept)
    installer.folders.package_of("an-old-engine").mkdir()
    assert installer.remove("an-old-engine")
