from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.library import trash
from lookhear.desktop.engine.library.entries import EntryState, LibraryQuery
from lookhear.desktop.engine.library.work import LibraryWork
from lookhear.errors import BackendUnreachable, NotNow, RecordingBusy, RecordingNotFound
from lookhear.recorder.spool.binding import write_binding
from lookhear.recorder.upload.status import UploadState
from tests.fakes.backend_library import BackendWithSessions, session
from tests.fakes.library import LibraryRig
from tests.fakes.recordings import begin, complete, manifest
from tests.fakes.uploading import ScriptedUpload, upload_status
from tests.tools.filmed import film
from tests.unit.desktop.engine.library.test_media import GRANT, LINK, PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EVERYTHING = LibraryQuery()
REMOTE = f"rec-{1:026d}"


@pytest.fixture
def backend() -> Iterator[BackendWithSessions]:
    with BackendWithSessions(session(1)) as made:
        made.videos["slug-1"] = b"a video"
        made.pictures["slug-1"] = b"\xff\xd8 a picture"
        yield made


@pytest.fixture
def rig(tmp_path: Path) -> LibraryRig:
    return LibraryRig(tmp_path / "home")


def work_of(rig: LibraryRig, root: Path | None = None) -> LibraryWork:
    made = LibraryWork(rig, root=lambda: root or rig.paths.recordings)
    made.load()
    return made


def ids(work: LibraryWork, query: LibraryQuery = EVERYTHING) -> list[str]:
    return [entry.recording_id for entry in work.look(query)[0]]


def test_recordings_of_both_folders_are_shown_newest_first(rig: LibraryRig, tmp_path: Path) -> None:
    usual, chosen = complete(rig.paths.recordings), complete(tmp_path / "chosen")
    work = work_of(rig, tmp_path / "chosen")
    assert set(ids(work)) == {usual.name, chosen.name}
    assert work.roots()[0] == tmp_path / "chosen"


def test_words_and_names(rig: LibraryRig) -> None:
    one, _ = complete(rig.paths.recordings), complete(rig.paths.recordings)
    work = work_of(rig)
    work.rename(one.name, "Weekly call")
    (found,) = work.look(LibraryQuery(text="weekly"))[0]
    assert (found.recording_id, found.name, [hit.text for hit in found.hits]) == (one.name, "Weekly call", ["Weekly call"])


def test_what_only_the_backend_has_stands_among_them(rig: LibraryRig, backend: BackendWithSessions) -> None:
    rig.backend = backend.source
    here = complete(rig.paths.recordings)
    work = work_of(rig)
    work.remotes.refresh()
    assert set(ids(work)) == {here.name, REMOTE}
    with pytest.raises(NotNow, match="Only the backend"):
        work.rename(REMOTE, "Name")
    with pytest.raises(NotNow):
        work.receipt(REMOTE)
    assert work.link(REMOTE) == f"{backend.url}/watch?v=slug-1"
    assert work.picture(REMOTE) == b"\xff\xd8 a picture"
    assert work.playable(REMOTE, lambda _share: None).files[0].path.read_bytes() == b"a video"


def test_what_is_deleted_is_hidden_until_it_is_taken_back(rig: LibraryRig, backend: BackendWithSessions) -> None:
    rig.backend = backend.source
    here = complete(rig.paths.recordings)
    write_binding(here, dataclasses.replace(PRIVATE, grant=dataclasses.replace(GRANT, session_id="cap-9")))
    backend.sessions.append(session(9, recording_id=here.name))
    work = work_of(rig)
    work.remotes.refresh()
    token = work.delete([here.name, REMOTE])
    assert ids(work) == []
    assert work.trashed()[0] == 2
    assert ids(work_of(rig)) == []  # also after a start
    work.undo(token)
    assert set(ids(work)) == {here.name, REMOTE}


def test_what_goes_for_good_goes_from_the_backend_of_this_computer_too(rig: LibraryRig, backend: BackendWithSessions) -> None:
    rig.backend = backend.source
    here = film(rig.paths.recordings)
    write_binding(here, PRIVATE)
    work = work_of(rig)
    assert work.picture(here.name) is not None
    work.delete([here.name])
    assert work.purge(30.0) == (0, 0)
    count, size = work.purge(None)
    assert (count, size > 10_000) == (1, True)
    assert backend.removed == ["cap-1"]
    assert not trash.deletions(work.roots())
    assert list((rig.paths.data / "library" / "pictures").iterdir()) == []


def test_it_stays_in_the_trash_while_that_backend_cannot_be_told(rig: LibraryRig) -> None:
    here = complete(rig.paths.recordings)
    write_binding(here, PRIVATE)
    work = work_of(rig)
    work.delete([here.name])
    assert work.purge(None) == (0, 0)
    assert work.trashed()[0] == 1


def test_a_running_recording_cannot_be_deleted(rig: LibraryRig) -> None:
    with begin(rig.paths.recordings) as writer:
        work = work_of(rig)
        assert [entry.state for entry in work.look(EVERYTHING)[0]] == [EntryState.RECORDING]
        with pytest.raises(RecordingBusy):
            work.delete([writer.folder.name])
    assert writer.folder.exists()


def test_what_is_nowhere_is_not_found(rig: LibraryRig) -> None:
    work, gone = work_of(rig), manifest().recording_id
    for ask in (
        lambda: work.rename(gone, "x"),
        lambda: work.delete([gone]),
        lambda: work.receipt(gone),
        lambda: work.link(gone),
        lambda: work.link(None),
        lambda: work.playable(gone, lambda _share: None),
    ):
        with pytest.raises(RecordingNotFound):
            ask()
    assert work.picture(gone) is None


def test_the_last_link_is_that_of_the_newest(rig: LibraryRig, backend: BackendWithSessions) -> None:
    rig.backend = backend.source
    complete(rig.paths.recordings)
    newest = complete(rig.paths.recordings)
    write_binding(newest, PRIVATE)
    assert work_of(rig).link(None) == LINK.replace("http://127.0.0.1:1", backend.url)


def test_what_was_made_ready_is_there_the_next_time(rig: LibraryRig) -> None:
    folder = film(rig.paths.recordings)
    work = work_of(rig)
    told: list[float] = []
    first = work.playable(folder.name, told.append)
    assert told
    told.clear()
    assert work.playable(folder.name, told.append) is first
    assert told == []


def test_a_receipt_and_an_export(rig: LibraryRig, tmp_path: Path) -> None:
    folder = film(rig.paths.recordings)
    work = work_of(rig)
    assert work.receipt(folder.name).recording_id == folder.name
    assert work.export(folder.name, tmp_path / "a.mp4", lambda _share: None) == [tmp_path / "a.mp4"]


def test_a_private_session_that_has_gone_already_does_not_hold_the_trash_up(rig: LibraryRig, backend: BackendWithSessions) -> None:
    rig.backend = backend.source
    backend.sessions.clear()
    here = complete(rig.paths.recordings)
    write_binding(here, PRIVATE)
    work = work_of(rig)
    work.delete([here.name])
    assert work.purge(None)[0] == 1


def test_the_backend_is_named_when_it_does_not_answer(rig: LibraryRig) -> None:
    here = complete(rig.paths.recordings)
    write_binding(here, PRIVATE)
    with pytest.raises(BackendUnreachable):
        work_of(rig).link(here.name)


def test_what_is_left_of_one_goes_there_first_because_nothing_that_is_recorded_can_be_removed(
    rig: LibraryRig, backend: BackendWithSessions
) -> None:
    rig.backend = backend.source
    here = complete(rig.paths.recordings)
    write_binding(here, dataclasses.replace(PRIVATE, is_done=False))
    work = work_of(rig)
    rig.uploads[here.name] = ScriptedUpload(upload_status(UploadState.REFUSED))
    work.delete([here.name], is_due=True)
    assert work.purge(30.0) == (0, 0)
    assert work.trashed()[0] == 1
    rig.uploads[here.name] = ScriptedUpload(upload_status(UploadState.DONE))
    assert work.purge(30.0)[0] == 1
    assert (rig.published, backend.removed) == ([here.name] * 2, ["cap-1"])
