from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.library.media import MediaOf
from lookhear.desktop.engine.library.remote import Remotes
from lookhear.errors import BackendUnreachable, NotNow
from lookhear.recorder.spool.binding import Binding, Grant, SourceKind, TokenSource, write_binding
from tests.fakes.backend_library import BackendWithSessions, session
from tests.fakes.library import LibraryRig
from tests.tools.filmed import film

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINK = "http://127.0.0.1:1/watch?v=slug-1"
GRANT = Grant(session_id="cap-1", grant="ig", expires_at_s=1.0, streams=(), fragment_bytes=1, init_bytes=1, player_url=LINK)
PRIVATE = Binding(source=TokenSource(kind=SourceKind.EMBEDDED), grant=GRANT, is_done=True)
HOSTED = dataclasses.replace(PRIVATE, source=TokenSource(kind=SourceKind.MINT, mint_url="https://a.example/init-session"))


@pytest.fixture
def backend() -> Iterator[BackendWithSessions]:
    with BackendWithSessions(session(1)) as made:
        made.videos["slug-1"] = b"a video" * 100
        made.pictures["slug-1"] = b"\xff\xd8 a picture"
        yield made


@pytest.fixture
def media(tmp_path: Path, backend: BackendWithSessions) -> MediaOf:
    rig = LibraryRig(tmp_path / "home", backend=backend.source)
    return MediaOf(rig, Remotes(rig, tmp_path / "home"))


def handed_over(root: Path, binding: Binding = PRIVATE) -> Path:
    """A recording whose media only its backend has."""
    folder = film(root, sounds=1)
    write_binding(folder, binding)
    for file in [*folder.glob("*/*.m4s"), *folder.glob("*/init-*.mp4")]:
        file.unlink()
    (folder / "handed-over.json").write_text("{}")
    return folder


def silent(_share: float) -> None:
    """Nobody looks."""


def test_what_is_here_is_exported_from_here(tmp_path: Path, media: MediaOf, backend: BackendWithSessions) -> None:
    folder = film(tmp_path, displays=2)
    write_binding(folder, PRIVATE)
    files = media.export(folder, tmp_path / "out.mp4", progress=silent)
    assert [file.name for file in files] == ["out.mp4", "out-display-2.mp4"]
    assert backend.asked == []


def test_what_only_the_backend_has_is_fetched_from_there(tmp_path: Path, media: MediaOf) -> None:
    told: list[float] = []
    (file,) = media.export(handed_over(tmp_path), tmp_path / "out.mp4", progress=told.append)
    assert file.read_bytes() == b"a video" * 100
    assert told[-1] == 1.0


def test_it_is_played_with_what_its_journal_says(tmp_path: Path, media: MediaOf) -> None:
    into = tmp_path / "into"
    into.mkdir()
    playable = media.playable(handed_over(tmp_path), into, progress=silent)
    assert [(file.path.parent, file.label) for file in playable.files] == [(into, "The display:1")]
    assert playable.duration_s == pytest.approx(4.0, abs=0.05)


def test_a_fetch_that_is_called_off_leaves_nothing(tmp_path: Path, media: MediaOf) -> None:
    def call_off(_share: float) -> None:
        raise NotNow("Nobody wants it.")

    with pytest.raises(NotNow):
        media.export(handed_over(tmp_path), tmp_path / "out.mp4", progress=call_off)
    assert list(tmp_path.glob("out*")) == []


def test_pictures_come_from_here_or_there(tmp_path: Path, media: MediaOf) -> None:
    here = media.picture(film(tmp_path))
    assert here is not None
    assert here.startswith(b"\xff\xd8")
    assert media.picture(handed_over(tmp_path)) == b"\xff\xd8 a picture"


def test_a_link_of_this_computers_backend_has_its_address_of_now(tmp_path: Path, media: MediaOf, backend: BackendWithSessions) -> None:
    assert media.link(handed_over(tmp_path)) == f"{backend.url}/watch?v=slug-1"


def test_a_link_of_a_hosted_backend_stays_as_it_is(tmp_path: Path, media: MediaOf) -> None:
    assert media.link(handed_over(tmp_path, HOSTED)) == LINK


def test_a_recording_without_a_link_says_why(tmp_path: Path, media: MediaOf) -> None:
    folder = film(tmp_path)
    with pytest.raises(NotNow, match="this computer only"):
        media.link(folder)
    write_binding(folder, dataclasses.replace(PRIVATE, grant=None, is_done=False))
    with pytest.raises(NotNow, match="no link yet"):
        media.link(folder)


def test_a_backend_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    rig = LibraryRig(tmp_path / "home")
    media = MediaOf(rig, Remotes(rig, tmp_path / "home"))
    for work in (media.link, media.picture):
        with pytest.raises(BackendUnreachable):
            work(handed_over(tmp_path))


def test_a_recording_that_was_never_here(tmp_path: Path, backend: BackendWithSessions) -> None:
    rig = LibraryRig(tmp_path / "home", backend=backend.source)
    remotes = Remotes(rig, tmp_path / "home")
    remotes.refresh()
    media, found = MediaOf(rig, remotes), remotes.find(f"rec-{1:026d}")
    into = tmp_path / "into"
    into.mkdir()
    playable = media.playable_remote(found, into, progress=silent)
    (file,) = playable.files
    assert (file.label, file.sounds, file.has_picture, playable.duration_s) == ("Built-in display", ("Microphone",), True, 60.0)
    assert file.path.read_bytes() == b"a video" * 100
    assert media.picture_remote(found) == b"\xff\xd8 a picture"
    assert media.link_remote(found) == f"{backend.url}/watch?v=slug-1"
