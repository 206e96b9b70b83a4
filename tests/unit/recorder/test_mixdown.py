from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from lookhear.recorder.exporting import export
from lookhear.recorder.mixdown import LiveMix, MixThread, audio_channels, mixed_track
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.mix_folder import MixFolder
from lookhear.recorder.spool.rows import EndReason, HoldRow, ReleaseRow
from lookhear.recorder.spool.writer import RecordingWriter
from tests.fakes.recordings import MIC, SCREEN, begin, manifest, seal
from tests.fakes.sounding import SYSTEM, fragments_of, seal_init, seal_sound

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.mixdown import MixedTrack
    from lookhear.recorder.spool.rows import FragmentRow


def begun(root: Path) -> RecordingWriter:
    """A recording of two sounds whose inits are sealed."""
    writer = RecordingWriter.create(root, manifest(MIC, SYSTEM), reserve_bytes=0)
    for channel in (MIC, SYSTEM):
        seal_init(writer, channel)
    return writer


def recorded(root: Path) -> Path:
    """The whole of it, without any mix."""
    with begun(root) as writer:
        for seq in range(1, fragments_of(MIC) + 1):
            seal_sound(writer, MIC, seq)
            seal_sound(writer, SYSTEM, seq)
        writer.end(EndReason.STOPPED, t_ns=1)
    return writer.folder


def sound_rows(log: RecordingLog) -> list[FragmentRow]:
    return [row for track in log.tracks for row in track.fragments]


def mixed(folder: Path, workspace: Path) -> MixedTrack:
    log = RecordingLog.load(folder)
    return mixed_track(folder, log.manifest, sound_rows(log), workspace=workspace)


def heard(track: MixedTrack, path: Path) -> dict[int, float]:
    """The level of the two tones in the middle of a mix, as FFmpeg decodes it."""
    path.write_bytes(track.init.read_bytes() + b"".join(fragment.read_bytes() for fragment in track.fragments))
    with av.open(str(path)) as container:
        sound = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)[0]
    middle = sound[48_000 : 48_000 + 96_000]
    times = np.arange(len(middle)) / 48_000
    return {hertz: float(abs(np.mean(middle * np.exp(-2j * np.pi * hertz * times))) * 2) for hertz in (440, 1000, 700)}


def assert_both_sound(levels: dict[int, float]) -> None:
    assert levels[440] == pytest.approx(0.4, abs=0.03)
    assert levels[1000] == pytest.approx(0.4, abs=0.03)
    assert levels[700] < 0.01


def test_a_mix_made_while_recording_is_complete_at_the_end(tmp_path: Path) -> None:
    with begun(tmp_path) as writer:
        live = LiveMix(writer.folder)
        for seq in range(1, fragments_of(MIC) + 1):
            seal_sound(writer, MIC, seq)
            live.advance()
            seal_sound(writer, SYSTEM, seq)
        assert list((writer.folder / "mix").glob("*.m4s"))
        writer.end(EndReason.STOPPED, t_ns=1)
        live.finish()
    before = sorted((path.name, path.stat().st_mtime_ns) for path in (writer.folder / "mix").iterdir())
    track = mixed(writer.folder, tmp_path / "unused")
    assert_both_sound(heard(track, tmp_path / "mix.mp4"))
    assert sorted((path.name, path.stat().st_mtime_ns) for path in (writer.folder / "mix").iterdir()) == before
    assert not (tmp_path / "unused").exists()


def test_a_mix_that_is_not_there_is_made(tmp_path: Path) -> None:
    folder = recorded(tmp_path)
    told: list[float] = []
    log = RecordingLog.load(folder)
    track = mixed_track(folder, log.manifest, sound_rows(log), workspace=tmp_path / "w", progress=told.append)
    assert_both_sound(heard(track, tmp_path / "mix.mp4"))
    assert told == sorted(told)
    assert (folder / "mix" / "complete.json").exists()


def test_a_mix_that_a_crash_cut_short_is_continued(tmp_path: Path) -> None:
    folder = recorded(tmp_path)
    whole = mixed(folder, tmp_path / "w")
    (folder / "mix" / "complete.json").unlink()
    _, end = MixFolder(folder / "mix").whole_fragments()
    kept = whole.fragments[:3]
    for path in whole.fragments[4:]:
        path.unlink()
    whole.fragments[3].write_bytes(whole.fragments[3].read_bytes()[:-7] + bytes(7))
    before = [path.read_bytes() for path in kept]
    again = mixed(folder, tmp_path / "w")
    assert [path.read_bytes() for path in again.fragments[:3]] == before
    assert MixFolder(folder / "mix").whole_fragments() == (list(again.fragments), end)
    assert_both_sound(heard(again, tmp_path / "mix.mp4"))


def test_a_mix_of_other_fragments_is_made_anew(tmp_path: Path) -> None:
    folder = recorded(tmp_path)
    mixed(folder, tmp_path / "w")
    log = RecordingLog.load(folder)
    fewer = [row for row in sound_rows(log) if row.seq < 5]
    track = mixed_track(folder, log.manifest, fewer, workspace=tmp_path / "w")
    assert len(track.fragments) < fragments_of(MIC)
    assert len(list((folder / "mix").glob("*.m4s"))) == len(track.fragments)


def test_a_mix_whose_bytes_changed_is_made_anew(tmp_path: Path) -> None:
    folder = recorded(tmp_path)
    first = mixed(folder, tmp_path / "w").fragments[0]
    good = first.read_bytes()
    first.write_bytes(good[:-1] + bytes([good[-1] ^ 64]))
    assert mixed(folder, tmp_path / "w").fragments[0].read_bytes() == good


def test_a_recording_in_progress_is_mixed_elsewhere(tmp_path: Path) -> None:
    with begun(tmp_path) as writer:
        for seq in range(1, 6):
            seal_sound(writer, MIC, seq)
            seal_sound(writer, SYSTEM, seq)
        live = LiveMix(writer.folder)
        live.advance()
        before = sorted(path.name for path in (writer.folder / "mix").iterdir())
        track = mixed(writer.folder, tmp_path / "w")
        assert sorted(path.name for path in (writer.folder / "mix").iterdir()) == before
        assert {path.parent for path in track.fragments} <= {writer.folder / "mix", tmp_path / "w"}
        assert track.fragments[-1].parent == tmp_path / "w"
        assert_both_sound(heard(track, tmp_path / "mix.mp4"))


def test_the_thread_keeps_the_mix_up_and_ends(tmp_path: Path) -> None:
    with begun(tmp_path) as writer:
        thread = MixThread(writer.folder, period_s=0.01)
        thread.start()
        for seq in range(1, fragments_of(MIC) + 1):
            seal_sound(writer, MIC, seq)
            seal_sound(writer, SYSTEM, seq)
        writer.end(EndReason.STOPPED, t_ns=1)
        thread.finish()
        thread.finish()
    assert (writer.folder / "mix" / "complete.json").exists()


def test_the_mix_does_not_wait_for_a_held_sound_and_has_it_again_behind(tmp_path: Path) -> None:
    def length(folder: Path) -> int:
        return MixFolder(folder / "mix").whole_fragments()[1]

    last = fragments_of(MIC)
    with begun(tmp_path) as writer:
        live = LiveMix(writer.folder)
        for seq in (1, 2):
            seal_sound(writer, MIC, seq)
            seal_sound(writer, SYSTEM, seq)
        live.advance()
        seal_sound(writer, SYSTEM, 3, 4)
        live.advance()
        waiting = length(writer.folder)
        writer.did(HoldRow(channel=MIC, t_ns=1))
        live.advance()
        held = length(writer.folder)
        assert held > waiting, "it goes on without the microphone"
        writer.did(ReleaseRow(channel=MIC, t_ns=2))
        seal_sound(writer, SYSTEM, *range(5, last + 1))
        live.advance()
        assert length(writer.folder) == held, "the microphone is waited for again"
        seal_sound(writer, MIC, *range(5, last + 1))
        writer.end(EndReason.STOPPED, t_ns=3)
        live.finish()
    levels = heard(mixed(writer.folder, tmp_path / "unused"), tmp_path / "mix.mp4")
    assert levels[1000] == pytest.approx(0.4, abs=0.03)
    assert 0.1 < levels[440] < 0.37, "where it was not held"
    assert not (tmp_path / "unused").exists()


def test_a_mix_that_nobody_wants_is_not_made_to_its_end(tmp_path: Path) -> None:
    with begun(tmp_path) as writer:
        thread = MixThread(writer.folder, period_s=3600)
        thread.start()
        for seq in range(1, fragments_of(MIC) + 1):
            seal_sound(writer, MIC, seq)
            seal_sound(writer, SYSTEM, seq)
        thread.finish(is_wanted=False)
    assert not (writer.folder / "mix").exists()


def test_one_sound_needs_no_mix(tmp_path: Path) -> None:
    with begin(tmp_path, SCREEN, MIC) as writer:
        seal(writer, MIC, 1)
        assert audio_channels(RecordingLog.load(writer.folder).manifest) == [MIC]
        assert not LiveMix(writer.folder).is_needed
        thread = MixThread(writer.folder)
        thread.start()
        thread.finish()
    assert not (writer.folder / "mix").exists()


def test_a_thread_that_cannot_mix_harms_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with begun(tmp_path) as writer, caplog.at_level(logging.INFO):
        seal_sound(writer, MIC, 1)
        (writer.folder / "mic-default" / "00000001.m4s").write_bytes(b"garbage")
        thread = MixThread(writer.folder)
        thread.start()
        thread.finish()
    assert "the mix is left to the export" in caplog.text


def test_a_failure_nobody_expected_ends_the_mix_and_tells_nothing_of_its_content(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_mix: LiveMix) -> None:
        raise ZeroDivisionError("what was said")

    monkeypatch.setattr(LiveMix, "advance", broken)
    with begun(tmp_path) as writer:
        thread = MixThread(writer.folder)
        thread.start()
        thread.finish()
    assert caplog.messages == ["the mix is left to the export: ZeroDivisionError"]


def test_the_export_has_the_mix_first_and_the_single_sounds_behind_it(tmp_path: Path) -> None:
    folder = recorded(tmp_path / "r")
    told: list[float] = []
    (path,) = export(folder, tmp_path / "talk.mp4", progress=told.append)
    assert told == sorted(told)
    with av.open(str(path)) as container:
        names = [stream.metadata["handler_name"] for stream in container.streams]
        defaults = [bool(stream.disposition & av.stream.Disposition.default) for stream in container.streams]
    assert names == ["Mix", f"Name of {MIC}", f"Name of {SYSTEM}"]
    assert defaults == [True, False, False]


def test_an_export_whose_mix_cannot_be_made_still_has_the_single_sounds(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = recorded(tmp_path / "r")
    broken = folder / "mic-default" / "00000002.m4s"
    content = broken.read_bytes()
    broken.write_bytes(content[: content.index(b"mdat") + 4] + b"\xff" * (len(content) - content.index(b"mdat") - 4))
    (path,) = export(folder, tmp_path / "talk.mp4")
    with av.open(str(path)) as container:
        assert [stream.metadata["handler_name"] for stream in container.streams] == [f"Name of {MIC}", f"Name of {SYSTEM}"]
        assert [bool(stream.disposition & av.stream.Disposition.default) for stream in container.streams] == [True, False]
    assert "no mix of them" in caplog.text
