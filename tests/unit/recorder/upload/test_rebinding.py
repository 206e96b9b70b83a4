"""A recording that one backend does not want can go to another, as long as it is not handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import RecordingBusy, UsageError
from lookhear.recorder.spool.binding import Binding, SourceKind, Ticket, TokenSource, read_binding, write_binding
from lookhear.recorder.spool.layout import UPLOADS
from lookhear.recorder.spool.lock import UploadLock
from lookhear.recorder.upload.rebinding import rebind
from tests.fakes.recordings import complete

if TYPE_CHECKING:
    from pathlib import Path

FIRST = TokenSource(kind=SourceKind.SESSION, backend="https://a.example", session_id="cap-1", token="st-1")
OTHER = TokenSource(kind=SourceKind.MINT, mint_url="https://b.example/init-session")
BOUND = Binding(source=FIRST, ticket=Ticket(session_id="cap-1", token="st-1", expires_at_s=None, api_url="https://a.example"))


def bound(root: Path, binding: Binding = BOUND) -> Path:
    folder = complete(root)
    write_binding(folder, binding)
    (folder / UPLOADS).write_text("")
    return folder


def test_it_begins_anew_with_the_other_and_what_the_first_one_has_is_forgotten(tmp_path: Path) -> None:
    folder = bound(tmp_path)
    rebind(folder, OTHER)
    assert read_binding(folder) == Binding(source=OTHER)
    assert not (folder / UPLOADS).exists()


def test_one_that_was_never_bound_is(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    rebind(folder, OTHER)
    assert read_binding(folder) == Binding(source=OTHER)


def test_the_same_place_keeps_what_is_there(tmp_path: Path) -> None:
    folder = bound(tmp_path)
    rebind(folder, FIRST)
    assert read_binding(folder) == BOUND
    assert (folder / UPLOADS).exists()


def test_one_that_is_handed_over_stays_where_it_is(tmp_path: Path) -> None:
    done = Binding(source=FIRST, ticket=BOUND.ticket, is_done=True)
    folder = bound(tmp_path, done)
    with pytest.raises(UsageError, match="handed over already"):
        rebind(folder, OTHER)
    assert read_binding(folder) == done


def test_one_that_somebody_uploads_is_left_to_them(tmp_path: Path) -> None:
    folder = bound(tmp_path)
    with UploadLock(folder), pytest.raises(RecordingBusy):
        rebind(folder, OTHER)
    assert read_binding(folder) == BOUND
