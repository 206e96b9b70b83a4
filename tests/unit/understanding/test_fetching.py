"""Files are fetched whole, by their digest, and go on where they broke off. A server of our own gives them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import FetchFailed, InstallFailed
from lookhear.understanding.fetching import Wanted, fetch, fetch_small, is_url
from tests.fakes.file_server import FileServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATA = bytes(range(256)) * 5000
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def server() -> Iterator[FileServer]:
    with FileServer() as running:
        running.files.content["/model.bin"] = DATA
        yield running


def test_a_file_is_there_when_it_is_whole(server: FileServer, tmp_path: Path) -> None:
    heard: list[int] = []
    fetch(Wanted(url=f"{server.url}/model.bin", sha256=SHA256, size_bytes=len(DATA)), tmp_path / "model.bin", progress=heard.append)
    assert (tmp_path / "model.bin").read_bytes() == DATA
    assert heard == sorted(heard)
    assert heard[-1] == len(DATA)
    assert [path.name for path in tmp_path.iterdir()] == ["model.bin"]


def test_it_goes_on_where_it_broke_off(server: FileServer, tmp_path: Path) -> None:
    wanted = Wanted(url=f"{server.url}/model.bin", sha256=SHA256)
    server.files.breaks_after["/model.bin"] = 700_000
    with pytest.raises(FetchFailed, match="broke") as caught:
        fetch(wanted, tmp_path / "model.bin")
    assert caught.value.is_retryable
    assert [path.name for path in tmp_path.iterdir()] == ["model.bin.part"]
    there = (tmp_path / "model.bin.part").stat().st_size
    assert there > 0
    server.files.breaks_after.clear()
    fetch(wanted, tmp_path / "model.bin")
    assert server.files.asked[-1] == ("/model.bin", f"bytes={there}-")
    assert (tmp_path / "model.bin").read_bytes() == DATA


def test_one_that_was_whole_before_it_could_be_checked_is_taken(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "model.bin.part").write_bytes(DATA)
    fetch(Wanted(url=f"{server.url}/model.bin"), tmp_path / "model.bin")
    assert (tmp_path / "model.bin").read_bytes() == DATA


def test_the_digest_that_the_store_names_holds_behind_a_redirect(server: FileServer, tmp_path: Path) -> None:
    server.files.redirects["/resolve"] = f"{server.url}/model.bin"
    fetch(Wanted(url=f"{server.url}/resolve"), tmp_path / "model.bin")
    assert (tmp_path / "model.bin").read_bytes() == DATA


def test_a_digest_of_git_is_one_too(server: FileServer, tmp_path: Path) -> None:
    from lookhear.understanding import fetching

    blob = hashlib.sha1(b"blob %d\0" % len(DATA) + DATA, usedforsecurity=False).hexdigest()
    (tmp_path / "part").write_bytes(DATA)
    fetching._check(tmp_path / "part", blob, Wanted(url=server.url))
    with pytest.raises(FetchFailed):
        fetching._check(tmp_path / "part", "0" * 40, Wanted(url=server.url))


def test_other_bytes_are_thrown_away(server: FileServer, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="not what it should be"):
        fetch(Wanted(url=f"{server.url}/model.bin", sha256="0" * 64), tmp_path / "model.bin")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_which_nobody_says_what_it_is_to_be_is_not_taken(server: FileServer, tmp_path: Path) -> None:
    server.files.digest_header = ""
    with pytest.raises(InstallFailed, match="does not say"):
        fetch(Wanted(url=f"{server.url}/model.bin"), tmp_path / "model.bin")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("status", "kind"), [(404, InstallFailed), (403, InstallFailed), (429, FetchFailed), (503, FetchFailed)])
def test_a_refusal_is_a_sentence(status: int, kind: type[InstallFailed], server: FileServer, tmp_path: Path) -> None:
    server.files.statuses["/model.bin"] = status
    with pytest.raises(InstallFailed, match=f"status {status}") as caught:
        fetch(Wanted(url=f"{server.url}/model.bin"), tmp_path / "model.bin")
    assert type(caught.value) is kind
    assert caught.value.hint


def test_no_network_is_a_sentence_that_says_how_to_go_on(tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="cannot be reached") as caught:
        fetch(Wanted(url="http://127.0.0.1:1/model.bin"), tmp_path / "model.bin")
    assert "goes on" in caught.value.hint


def test_other_computers_are_not_asked_over_plain_http(server: FileServer, tmp_path: Path) -> None:
    server.files.redirects["/away"] = "http://models.example/model.bin"
    for url in ("http://models.example/model.bin", "ftp://models.example/x", f"{server.url}/away"):
        with pytest.raises(InstallFailed, match="not asked over plain HTTP"):
            fetch(Wanted(url=url), tmp_path / "model.bin")


def test_a_list_is_read_if_it_is_no_flood(server: FileServer) -> None:
    server.files.content["/packs.json"] = b"{}"
    server.files.content["/flood"] = bytes(9 << 20)
    assert fetch_small(f"{server.url}/packs.json") == b"{}"
    with pytest.raises(InstallFailed, match="far more"):
        fetch_small(f"{server.url}/flood")


def test_a_place_is_a_folder_or_an_address() -> None:
    assert [is_url(place) for place in ("https://x/y", "http://127.0.0.1:1", "/media/stick", "packs", "C:\\packs")] == [
        True,
        True,
        False,
        False,
        False,
    ]
