from __future__ import annotations

import dataclasses
import os
import stat
from pathlib import Path

import pytest

from lookhear.errors import FolderUnwritable
from lookhear.system.paths.folders import Paths, private_folder

USER_HOME = Path("/people/somebody")


def found(platform: str, **environ: str) -> Paths:
    return Paths.find(platform=platform, environ=environ, user_home=USER_HOME)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_one_variable_moves_everything(platform: str, tmp_path: Path) -> None:
    paths = found(platform, LOOKHEAR_HOME=str(tmp_path), XDG_DATA_HOME="/else", LOCALAPPDATA="/else")
    assert (paths.data, paths.recordings) == (tmp_path, tmp_path / "recordings")
    assert (paths.exports, paths.state) == (tmp_path / "exports", tmp_path / "state")


def test_the_variable_may_be_relative_or_begin_at_home() -> None:
    assert found("linux", LOOKHEAR_HOME="here/../there").data == Path.cwd() / "there"
    assert found("linux", LOOKHEAR_HOME="~/looks").data == USER_HOME / "looks"
    assert found("linux", LOOKHEAR_HOME="").data == USER_HOME / ".local/share/lookhear"


def test_linux_follows_the_base_directory_specification(tmp_path: Path) -> None:
    paths = found("linux", XDG_DATA_HOME="/d", XDG_STATE_HOME="/s", XDG_CONFIG_HOME=str(tmp_path))
    assert (paths.data, paths.state, paths.exports) == (Path("/d/lookhear"), Path("/s/lookhear"), USER_HOME / "Videos")
    assert found("linux", XDG_DATA_HOME="relative").data == USER_HOME / ".local/share/lookhear"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('XDG_VIDEOS_DIR="$HOME/Vidéos"\n', USER_HOME / "Vidéos"),
        ('# a comment\nXDG_MUSIC_DIR="$HOME/Musik"\nXDG_VIDEOS_DIR="/media/films"\n', Path("/media/films")),
        ('#XDG_VIDEOS_DIR="$HOME/Old"\n', USER_HOME / "Videos"),
        ('XDG_VIDEOS_DIR="relative"\n', USER_HOME / "Videos"),
        ('XDG_VIDEOS_DIR="$HOME/"\n', USER_HOME),
    ],
)
def test_the_folder_for_videos_is_the_one_the_desktop_calls_so(tmp_path: Path, text: str, expected: Path) -> None:
    (tmp_path / "user-dirs.dirs").write_text(text, encoding="utf-8")
    assert found("linux", XDG_CONFIG_HOME=str(tmp_path)).exports == expected


def test_macos_and_windows_have_their_own_places() -> None:
    mac = found("darwin")
    assert mac.recordings == USER_HOME / "Library/Application Support/Lookhear/recordings"
    assert (mac.exports, mac.state) == (USER_HOME / "Movies", USER_HOME / "Library/Logs/Lookhear")
    windows = found("win32", LOCALAPPDATA="/local")
    assert (windows.data, windows.exports) == (Path("/local/Lookhear"), USER_HOME / "Videos")
    assert found("win32").data == USER_HOME / "AppData/Local/Lookhear"


def test_finding_creates_nothing(tmp_path: Path) -> None:
    found("linux", LOOKHEAR_HOME=str(tmp_path / "home"))
    assert list(tmp_path.iterdir()) == []


def test_private_folders_are_made_with_those_above_them(tmp_path: Path) -> None:
    folder = private_folder(tmp_path / "a" / "b")
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)] == [0o700, 0o700]
    assert private_folder(folder) == folder


def test_folders_that_exist_keep_their_permissions(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)
    private_folder(tmp_path / "shared" / "mine")
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o755


def test_a_file_in_the_way_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderUnwritable, match="is a file"):
        private_folder(tmp_path / "file")
    with pytest.raises(FolderUnwritable, match="cannot be created"):
        private_folder(tmp_path / "file" / "below")


def test_a_folder_that_may_not_be_written_is_a_sentence(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    # Nothing is locked for the superuser but the kernel's own files.
    place = Path("/proc/self") if os.access(locked, os.W_OK) else locked
    with pytest.raises(FolderUnwritable, match="cannot be"):
        private_folder(place / "new")
    with pytest.raises(FolderUnwritable):
        private_folder(place / "new" / "below")


def test_recordings_may_be_kept_elsewhere(tmp_path: Path) -> None:
    paths = found("linux", LOOKHEAR_HOME=str(tmp_path))
    assert paths.recordings_in(str(tmp_path / "big")) == tmp_path / "big"
    assert dataclasses.replace(paths, chosen=tmp_path / "big").recordings == tmp_path / "big"


@pytest.mark.parametrize("folder", ["", "relative/place"])
def test_what_names_no_place_means_the_usual_one(tmp_path: Path, folder: str) -> None:
    paths = dataclasses.replace(found("linux", LOOKHEAR_HOME=str(tmp_path)), chosen=tmp_path / "big")
    assert paths.recordings_in(folder) == tmp_path / "recordings"
