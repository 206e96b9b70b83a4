from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.library.entries import EntryState
from lookhear.desktop.engine.library.remote import FILE_NAME, PRIVATE, Remotes, as_recording, id_of
from lookhear.errors import BackendUnreachable, RecordingNotFound
from tests.fakes.backend_library import BackendWithSessions, session
from tests.fakes.library import LibraryRig

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE = f"rec-{1:026d}"


@pytest.fixture
def backend() -> Iterator[BackendWithSessions]:
    with BackendWithSessions(session(1), session(2, recording_id=None, status="active")) as made:
        yield made


def remotes(tmp_path: Path, backend: BackendWithSessions | None) -> Remotes:
    return Remotes(LibraryRig(tmp_path, backend=None if backend is None else backend.source), tmp_path / "library")


def test_what_only_the_backend_has_is_told(tmp_path: Path, backend: BackendWithSessions) -> None:
    known = remotes(tmp_path, backend)
    assert known.refresh()
    assert not known.refresh()
    first, second = known.entries(but=())
    assert (first.recording_id, first.name, first.state, first.duration_s) == (ONE, "Session 1", EntryState.REMOTE, 60.0)
    assert (first.folder, first.is_here, first.channels) == (None, False, ("display:1", "mic:default"))
    assert (second.recording_id, second.state) == ("cap-2", EntryState.RECORDING)


def test_what_is_here_or_hidden_is_not_told_twice(tmp_path: Path, backend: BackendWithSessions) -> None:
    known = remotes(tmp_path, backend)
    known.refresh()
    assert [entry.recording_id for entry in known.entries(but={ONE})] == ["cap-2"]
    assert known.entries(but={ONE, "cap-2"}) == []


def test_a_backend_that_does_not_run_is_not_started_for_a_list(tmp_path: Path, backend: BackendWithSessions) -> None:
    remotes(tmp_path, backend).refresh()
    rig = LibraryRig(tmp_path)
    later = Remotes(rig, tmp_path / "library")
    later.load()
    assert not later.refresh()
    assert rig.asked == []
    assert [entry.recording_id for entry in later.entries(but=())] == [ONE, "cap-2"]  # as it was known the last time
    with pytest.raises(BackendUnreachable):
        later.source()
    assert rig.asked == [PRIVATE]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 9}', '{"format": 1, "sessions": [{}]}'])
def test_what_cannot_be_read_is_asked_again(tmp_path: Path, text: str) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / FILE_NAME).write_text(text)
    known = remotes(tmp_path, None)
    known.load()
    assert known.entries(but=()) == []


def test_one_that_is_forgotten_is_gone_from_backend_and_memory(tmp_path: Path, backend: BackendWithSessions) -> None:
    known = remotes(tmp_path, backend)
    known.refresh()
    known.forget("cap-1")
    assert backend.removed == ["cap-1"]
    with pytest.raises(RecordingNotFound):
        known.find(ONE)
    assert known.find("cap-2").session_id == "cap-2"


def test_a_session_in_the_words_of_a_recording(tmp_path: Path, backend: BackendWithSessions) -> None:
    known = remotes(tmp_path, backend)
    known.refresh()
    found = known.find(ONE)
    manifest, binding = as_recording(found)
    assert manifest.recording_id == id_of(found) == ONE
    assert [(str(each.channel_id), each.is_primary) for each in manifest.channels] == [("display:1", True), ("mic:default", False)]
    assert binding.grant is not None
    assert (binding.grant.session_id, binding.grant.player_url, binding.source) == ("cap-1", found.player_url, PRIVATE.source)
