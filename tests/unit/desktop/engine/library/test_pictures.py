from __future__ import annotations

from typing import TYPE_CHECKING

import av

from lookhear.desktop.engine.library import pictures
from lookhear.desktop.engine.library.pictures import Pictures, picture_of
from lookhear.errors import BackendUnreachable
from tests.fakes.recordings import MIC, complete, seal
from tests.fakes.recordings import begin as begin_recording
from tests.tools.filmed import film

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

JPEG = b"\xff\xd8 a picture"
ID = "rec-00000000000000000000000001"


def size_of(data: bytes, tmp_path: Path) -> tuple[int, int]:
    file = tmp_path / "picture.jpg"
    file.write_bytes(data)
    with av.open(str(file)) as container:
        return container.streams.video[0].width, container.streams.video[0].height


def test_a_picture_is_made_of_what_was_to_be_seen(tmp_path: Path) -> None:
    data = picture_of(film(tmp_path, displays=2))
    assert data is not None
    assert size_of(data, tmp_path) == (160, 96)


def test_a_running_recording_has_one_too(tmp_path: Path) -> None:
    assert picture_of(film(tmp_path, has_end=False)) is not None


def test_sound_alone_has_none(tmp_path: Path) -> None:
    with begin_recording(tmp_path, MIC) as writer:
        seal(writer, MIC, 1)
    assert picture_of(writer.folder) is None


def test_what_cannot_be_decoded_is_no_picture(tmp_path: Path) -> None:
    assert picture_of(complete(tmp_path)) is None
    folder = film(tmp_path)
    for file in folder.glob("display-1/*.m4s"):
        file.write_bytes(b"\0" * file.stat().st_size)
    assert picture_of(folder) is None


def test_a_picture_is_made_once(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return JPEG

    assert Pictures(tmp_path / "pictures").of(ID, make) == JPEG
    assert Pictures(tmp_path / "pictures").of(ID, make) == JPEG
    assert len(made) == 1


def test_that_of_a_running_recording_is_not_kept(tmp_path: Path) -> None:
    kept = Pictures(tmp_path / "pictures")
    assert kept.of(ID, lambda: JPEG, is_kept=False) == JPEG
    assert kept.of(ID, lambda: b"\xff\xd8 a later one") == b"\xff\xd8 a later one"


def test_a_backend_that_does_not_answer_is_not_asked_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def refuse() -> bytes:
        asked.append(1)
        raise BackendUnreachable("Nobody answers.")

    kept = Pictures(tmp_path / "pictures")
    assert kept.of(ID, refuse) is None
    assert kept.of(ID, refuse) is None
    assert len(asked) == 1
    monkeypatch.setattr(pictures, "_AGAIN_S", 0.0)
    assert kept.of(ID, lambda: JPEG) == JPEG


def test_a_recording_that_has_ended_is_tried_at_once_though_it_had_none_a_moment_ago(tmp_path: Path) -> None:
    kept = Pictures(tmp_path / "pictures")
    assert kept.of(ID, lambda: None) is None
    kept.try_again(ID)
    assert kept.of(ID, lambda: JPEG) == JPEG


def test_one_that_cannot_be_kept_is_given_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("a file where a folder should be")
    assert Pictures(tmp_path / "pictures").of(ID, lambda: JPEG) == JPEG


def test_what_is_forgotten_is_made_again(tmp_path: Path) -> None:
    kept = Pictures(tmp_path / "pictures")
    kept.of(ID, lambda: JPEG)
    kept.forget(ID)
    kept.forget(ID)
    assert kept.of(ID, lambda: b"\xff\xd8 another") == b"\xff\xd8 another"
