from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.library.entries import Playable, PlayableFile, SpanKind
from lookhear.desktop.engine.library.playing import PlayableFiles, make_playable
from lookhear.errors import DiskFull, MediaError, UsageError
from tests.fakes.recordings import begin
from tests.tools.filmed import film
from tests.tools.recorded import audio_tracks, paints

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_every_display_gets_a_file_with_all_sounds(tmp_path: Path) -> None:
    told: list[float] = []
    playable = make_playable(film(tmp_path, displays=2), into=tmp_path / "into", progress=told.append)
    assert [file.label for file in playable.files] == ["The display:1", "The display:2"]
    assert playable.files[0].sounds == ("Mix", "The mic:default", "The system_audio:default")
    assert all(audio_tracks(file.path) == 3 for file in playable.files)
    assert playable.duration_s == pytest.approx(4.5, abs=0.05)  # the second display came half a second later
    assert told[-1] == 1.0


def test_one_sound_is_no_mix_and_none_is_none(tmp_path: Path) -> None:
    assert make_playable(film(tmp_path, sounds=1), into=tmp_path / "into").files[0].sounds == ("The mic:default",)
    assert make_playable(film(tmp_path, sounds=0), into=tmp_path / "into").files[0].sounds == ()


def test_a_recording_without_pictures_says_so(tmp_path: Path) -> None:
    (file,) = make_playable(film(tmp_path, displays=0), into=tmp_path / "into").files
    assert not file.has_picture
    assert file.label == ""


def test_a_display_that_came_later_begins_later_when_there_is_no_sound(tmp_path: Path) -> None:
    playable = make_playable(film(tmp_path, displays=2, sounds=0), into=tmp_path / "into")
    assert [file.begins_s for file in playable.files] == [0.0, pytest.approx(0.5)]
    assert paints(playable.files[1].path)[0][0] == 0.0  # its file begins with its first picture


def test_files_begin_with_the_sound_that_all_have(tmp_path: Path) -> None:
    playable = make_playable(film(tmp_path, displays=2), into=tmp_path / "into")
    assert [file.begins_s for file in playable.files] == [0.0, pytest.approx(0.0, abs=0.03)]
    assert paints(playable.files[1].path)[0][0] == pytest.approx(0.5, abs=0.03)


def test_pauses_gaps_and_marks_are_told_in_the_time_of_the_recording(tmp_path: Path) -> None:
    folder = film(tmp_path, marks=((2.0, "Decision"), (0.2, "Before anything")), pause=(3.0, 4.0), gap=(1.5, 1.75))
    playable = make_playable(folder, into=tmp_path / "into")
    assert [(mark.at_s, mark.text) for mark in playable.marks] == [(pytest.approx(1.0), "Decision"), (0.0, "Before anything")]
    gap, pause = playable.spans
    assert (gap.kind, gap.channel) == (SpanKind.GAP, "mic:default")
    assert (gap.from_s, gap.to_s) == pytest.approx((0.5, 0.75))
    assert (pause.kind, pause.channel) == (SpanKind.PAUSE, "")
    assert (pause.from_s, pause.to_s) == pytest.approx((2.0, 3.0))


def test_what_nobody_would_hear_is_no_gap(tmp_path: Path) -> None:
    assert make_playable(film(tmp_path, gap=(2.0, 2.1)), into=tmp_path / "into").spans == ()


def test_a_recording_that_holds_nothing_cannot_be_played(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        pass
    with pytest.raises(UsageError, match="holds nothing"):
        make_playable(writer.folder, into=tmp_path / "into")


# --- what was made ready ---------------------------------------------------------------------------------------------------------------


def making(name: str = "a.mp4") -> Callable[[Path], Playable]:
    def make(into: Path) -> Playable:
        (into / name).write_bytes(b"media")
        return Playable(files=(PlayableFile(path=into / name, label="", sounds=()),), duration_s=1.0)

    return make


def test_what_was_made_is_there_until_its_files_are_gone(tmp_path: Path) -> None:
    files = PlayableFiles(tmp_path / "playing")
    assert files.known("one") is None
    made = files.make("one", making(), is_final=True)
    assert files.known("one") == made
    made.files[0].path.unlink()
    assert files.known("one") is None


def test_one_that_grows_is_made_anew(tmp_path: Path) -> None:
    files = PlayableFiles(tmp_path / "playing")
    files.make("one", making(), is_final=False)
    assert files.known("one") is None
    made = files.make("one", making("b.mp4"), is_final=True)
    assert [path.name for path in made.files[0].path.parent.iterdir()] == ["b.mp4"]


def test_only_a_few_are_kept_the_last_used_ones(tmp_path: Path) -> None:
    files = PlayableFiles(tmp_path / "playing")
    for name in ("one", "two", "three", "four"):
        files.make(name, making(), is_final=True)
    files.known("one")
    files.make("five", making(), is_final=True)
    assert sorted(path.name for path in (tmp_path / "playing").iterdir()) == ["five", "four", "one", "three"]


def test_what_could_not_be_made_leaves_nothing(tmp_path: Path) -> None:
    files = PlayableFiles(tmp_path / "playing")

    def fail(into: Path) -> Playable:
        (into / "half.mp4").write_bytes(b"half")
        raise DiskFull("The disk is full.")

    with pytest.raises(DiskFull):
        files.make("one", fail, is_final=True)
    with pytest.raises(MediaError):
        files.make("two", lambda _into: Playable(files=(), duration_s=0.0), is_final=True)
    assert files.known("one") is None
    assert not (tmp_path / "playing" / "one").exists()


def test_an_earlier_runs_files_are_swept_away(tmp_path: Path) -> None:
    PlayableFiles(tmp_path / "playing").make("one", making(), is_final=True)
    files = PlayableFiles(tmp_path / "playing")
    files.sweep()
    assert not (tmp_path / "playing").exists()
    files.sweep()
