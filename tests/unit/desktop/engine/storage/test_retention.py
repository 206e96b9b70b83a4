from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from lookhear.desktop.engine.storage.retention import let_go
from lookhear.desktop.engine.storage.values import Freed
from lookhear.errors import BackendUnreachable, LookhearError, RecordingBusy
from lookhear.recorder.spool.binding import Binding, SourceKind, TokenSource, write_binding
from lookhear.recorder.spool.retention import Retirement
from tests.fakes.recordings import complete

if TYPE_CHECKING:
    from pathlib import Path


class Retiring:
    """Retires by the script of a test, and notes for which folder and how many days."""

    def __init__(self, *answers: Retirement | LookhearError, stop: threading.Event | None = None) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[Path, float | None]] = []
        self.stop = stop

    def __call__(self, folder: Path, *, keep_days: float | None = None) -> Retirement:
        self.asked.append((folder, keep_days))
        if self.stop is not None:
            self.stop.set()
        answer = self.answers.pop(0)
        if isinstance(answer, LookhearError):
            raise answer
        return answer


def bound(root: Path) -> Path:
    folder = complete(root)
    write_binding(folder, Binding(source=TokenSource(kind=SourceKind.EMBEDDED)))
    return folder


def test_every_recording_that_a_backend_may_have_is_asked_about_with_the_days_of_the_settings(tmp_path: Path) -> None:
    complete(tmp_path)  # handed to nobody
    folders = [bound(tmp_path), bound(tmp_path), bound(tmp_path / "other")]
    retire = Retiring(Retirement(freed_bytes=10), Retirement(reason="kept for now"), Retirement(freed_bytes=5))
    freed = let_go([tmp_path, tmp_path / "other"], retire=retire, keep_days=3, stop=threading.Event())
    assert freed == Freed(recordings=2, bytes=15)
    assert {folder for folder, _ in retire.asked} == set(folders)
    assert {days for _, days in retire.asked} == {3}


def test_what_has_no_media_any_more_is_not_asked_about_again(tmp_path: Path) -> None:
    folder = bound(tmp_path)
    for path in folder.glob("*/*.m4s"):
        path.unlink()
    assert let_go([tmp_path], retire=Retiring(), keep_days=0, stop=threading.Event()) == Freed()


def test_a_backend_that_does_not_answer_holds_up_no_other_recording(tmp_path: Path) -> None:
    bound(tmp_path)
    bound(tmp_path)
    bound(tmp_path)
    retire = Retiring(BackendUnreachable("Nobody answers."), RecordingBusy("It runs."), Retirement(freed_bytes=7))
    assert let_go([tmp_path], retire=retire, keep_days=0, stop=threading.Event()) == Freed(recordings=1, bytes=7, waiting=1)


def test_it_stops_between_two_recordings(tmp_path: Path) -> None:
    bound(tmp_path)
    bound(tmp_path)
    stop = threading.Event()
    retire = Retiring(Retirement(freed_bytes=1), Retirement(freed_bytes=1), stop=stop)
    assert let_go([tmp_path], retire=retire, keep_days=0, stop=stop).recordings == 1
    assert len(retire.asked) == 1
