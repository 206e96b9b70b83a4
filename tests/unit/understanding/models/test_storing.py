"""Models are fetched file by file, or copied, and are here only when whole. A server of our own is the hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import FetchFailed, InstallFailed
from lookhear.system.paths import paths_of_this_machine
from lookhear.understanding.folders import EngineFolders
from lookhear.understanding.models.catalogue import Model
from lookhear.understanding.models.storing import ModelStore, path_of
from tests.fakes.file_server import FileServer

if TYPE_CHECKING:
    from pathlib import Path

MODEL = Model(
    engine="faster-whisper",
    name="tiny.en",
    repository="some/model",
    files=("a.json", "b.bin"),
    licence="MIT",
    size_bytes=1006,
    languages="English",
)
CONTENT = {"/some/model/resolve/main/a.json": b"{}\n\n\n\n", "/some/model/resolve/main/b.bin": bytes(1000)}


def test_it_is_fetched_and_goes_on_where_it_broke_off(tmp_path: Path) -> None:
    folders = EngineFolders.under(tmp_path)
    heard: list[float] = []
    with FileServer() as server:
        server.files.content = dict(CONTENT)
        server.files.breaks_after["/some/model/resolve/main/b.bin"] = 500
        store = ModelStore(folders=folders, place=server.url)
        with pytest.raises(FetchFailed):
            store.fetch(MODEL)
        assert folders.found_model(MODEL.engine, MODEL.name) is None
        server.files.breaks_after.clear()
        folder = store.fetch(MODEL, progress=heard.append)
        assert [path for path, _ in server.files.asked].count("/some/model/resolve/main/a.json") == 1
    assert sorted(path.name for path in folder.iterdir()) == ["a.json", "b.bin"]
    assert folders.found_model(MODEL.engine, MODEL.name) == folder
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert not (folder.parent / ".fetched" / MODEL.name).exists()
    assert store.remove(MODEL)
    assert not store.remove(MODEL)


def test_two_at_once_do_not_write_into_the_same_file(tmp_path: Path) -> None:
    with FileServer() as server:
        server.files.content = dict(CONTENT)
        store = ModelStore(folders=EngineFolders.under(tmp_path), place=server.url)
        refused: list[float] = []

        def at_once(share: float) -> None:
            with pytest.raises(InstallFailed, match="being installed there already"):
                store.fetch(MODEL)
            refused.append(share)

        folder = store.fetch(MODEL, progress=at_once)
        assert len([path for path, _ in server.files.asked]) == 2
    assert refused
    assert (folder / "b.bin").read_bytes() == bytes(1000)


def test_it_is_copied_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / "stick" / "tiny.en").mkdir(parents=True)
    store = ModelStore(folders=EngineFolders.under(tmp_path / "data"), place=str(tmp_path / "stick"))
    (tmp_path / "stick" / "tiny.en" / "a.json").write_bytes(b"{}")
    with pytest.raises(InstallFailed, match="does not hold") as caught:
        store.fetch(MODEL)
    assert "b.bin" in caught.value.hint
    (tmp_path / "stick" / "tiny.en" / "b.bin").write_bytes(b"x")
    assert (store.fetch(MODEL) / "b.bin").read_bytes() == b"x"


def test_where_it_lies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    folder = EngineFolders.under(paths_of_this_machine().data).model_of("faster-whisper", "tiny.en")
    assert path_of("faster-whisper", "tiny.en") is None
    folder.mkdir(parents=True)
    assert path_of("faster-whisper", "tiny.en") == folder
    assert path_of("faster-whisper", str(tmp_path)) == tmp_path
