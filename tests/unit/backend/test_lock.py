from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from lookhear.backend import lock
from lookhear.errors import BackendInUse, FolderUnwritable
from lookhear.protocol.discovery import DISCOVERY_FILE, Discovery

if TYPE_CHECKING:
    from pathlib import Path

HERE = Discovery(url="http://127.0.0.1:1", api_key="sk-1", pid=7, started_ns=1, version="1.0")


@pytest.fixture(autouse=True)
def _in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PAUSE_S", 0.0)


def test_a_folder_has_one_server_and_then_another(tmp_path: Path) -> None:
    with lock.held(tmp_path):
        with pytest.raises(BackendInUse, match="Another process serves") as caught, lock.held(tmp_path):
            pytest.fail("both have it")
        assert "--data-dir" in caught.value.for_people()
    with lock.held(tmp_path):
        pass


def test_who_comes_second_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    with lock.held(tmp_path), lock.announced(tmp_path, HERE):
        with pytest.raises(BackendInUse, match=r"at http://127\.0\.0\.1:1 \(process 7\)"), lock.held(tmp_path):
            pytest.fail("both have it")
        assert (tmp_path / DISCOVERY_FILE).exists()


def test_a_folder_that_is_not_there_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(FolderUnwritable), lock.held(tmp_path / "nowhere"):
        pytest.fail("it is not there")


def test_the_announcement_is_private_and_goes_with_the_server(tmp_path: Path) -> None:
    path = tmp_path / DISCOVERY_FILE
    with lock.announced(tmp_path, HERE):
        assert Discovery.parse(path.read_bytes()) == HERE
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not path.exists()


def test_an_announcement_that_somebody_removed_is_no_failure(tmp_path: Path) -> None:
    with lock.announced(tmp_path, HERE):
        (tmp_path / DISCOVERY_FILE).unlink()
