from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from lookhear.errors import FolderUnwritable, MediaError, UsageError
from lookhear.media.boxes import iter_boxes
from lookhear.media.init_segment import build_init
from lookhear.media.remux import ExportTrack, TrackPart, export_mp4
from tests.unit.media.encoded import RATE, EncodedAudio, encode_audio, encode_video, tone, write_audio, write_video

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray


def video_track(folder: Path, *, start_s: float = 10.0) -> ExportTrack:
    video = encode_video()
    return ExportTrack(name="Display 1", parts=[TrackPart(build_init(video.fmt), write_video(folder, video, start_s=start_s))])


def audio_track(
    folder: Path, audio: EncodedAudio, *, name: str = "Microphone", start_s: float = 10.0, is_default: bool = True
) -> ExportTrack:
    part = TrackPart(build_init(audio.fmt), write_audio(folder, audio, start_s=start_s))
    return ExportTrack(name=name, parts=[part], is_default=is_default, language="eng")


def pulse(at_s: float, *, seconds: float = 2.0) -> EncodedAudio:
    """Silence with a burst of 20 ms, the onset of which is sharp."""
    sound = np.zeros((int(seconds * RATE), 1), np.float32)
    start = int(at_s * RATE)
    sound[start : start + RATE // 50, 0] = 0.8 * np.sin(np.arange(RATE // 50) * 0.4)
    return encode_audio(sound)


def ffprobe(path: Path) -> dict[str, Any]:
    command = ["ffprobe", "-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json", str(path)]
    done = subprocess.run(command, check=True, capture_output=True)
    assert done.stderr == b""
    parsed: dict[str, Any] = json.loads(done.stdout)
    return parsed


def decoded(path: Path, index: int) -> tuple[NDArray[np.float32], float]:
    """Sound of a stream on the file's timeline, and when it begins in seconds."""
    with av.open(str(path), "r") as container:
        frames = [frame for frame in container.decode(container.streams[index]) if isinstance(frame, av.AudioFrame)]
    assert frames[0].time is not None
    return np.concatenate([frame.to_ndarray()[0] for frame in frames]), frames[0].time


def onset_s(path: Path, index: int) -> float:
    """When a stream first gets loud, from the time stamps of its frames."""
    with av.open(str(path), "r") as container:
        for frame in container.decode(container.streams[index]):
            assert isinstance(frame, av.AudioFrame)
            assert frame.time is not None
            loud = np.flatnonzero(np.abs(frame.to_ndarray()[0]) > 0.2)
            if len(loud):
                return float(frame.time + loud[0] / RATE)
    raise AssertionError("there is no pulse")


def test_tracks_come_out_with_their_frames_names_and_defaults(tmp_path: Path) -> None:
    tracks = [
        video_track(tmp_path / "v"),
        audio_track(tmp_path / "mix", tone(channels=2), name="Mix"),
        audio_track(tmp_path / "mic", tone(), is_default=False),
    ]
    told: list[float] = []
    out = tmp_path / "out.mp4"
    result = export_mp4(tracks, out, title="A title", created_wall_ns=1_700_000_000_000_000_000, on_progress=told.append)
    assert result is not None
    probe = ffprobe(out)
    video, mix, mic = probe["streams"]
    assert [stream["nb_read_frames"] for stream in probe["streams"]] == ["60", "94", "94"]  # without the priming frame
    assert [stream["disposition"]["default"] for stream in probe["streams"]] == [1, 1, 0]
    assert [stream["tags"]["handler_name"] for stream in probe["streams"]] == ["Display 1", "Mix", "Microphone"]
    assert (video["codec_tag_string"], video["color_space"], video["color_range"], video["sample_aspect_ratio"]) == (
        "avc1",
        "bt709",
        "tv",
        "1:1",
    )
    assert (mix["channels"], mic["channels"], mic["tags"]["language"]) == (2, 1, "eng")
    assert probe["format"]["tags"]["title"] == "A title"
    assert probe["format"]["tags"]["creation_time"].startswith("2023-11-14T22:13:20")
    assert float(video["duration"]) == pytest.approx(2.0, abs=1e-4)
    assert result.size_bytes == out.stat().st_size
    assert (told[-1], told) == (1.0, sorted(told))
    assert [track.samples for track in result.tracks] == [60, 95, 95]
    assert result.session_start_ns == 10_000_000_000


def test_the_movie_header_comes_before_the_media(tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    export_mp4([video_track(tmp_path / "v"), audio_track(tmp_path / "a", tone())], out)
    assert [found.kind for found in iter_boxes(out.read_bytes())] == [b"ftyp", b"moov", b"mdat"]


def test_everything_decodes_without_a_word_from_ffmpeg(tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    export_mp4([video_track(tmp_path / "v"), audio_track(tmp_path / "a", tone(), start_s=10.5)], out)
    command = ["ffmpeg", "-v", "warning", "-xerror", "-i", str(out), "-map", "0", "-f", "null", "-"]
    assert subprocess.run(command, check=True, capture_output=True).stderr == b""


@pytest.mark.parametrize("late_s", [0.0, 0.5, -0.3])
def test_sound_stays_where_the_session_clock_had_it(tmp_path: Path, late_s: float) -> None:
    out = tmp_path / "out.mp4"
    audio = audio_track(tmp_path / "a", pulse(0.7), start_s=10.0 + late_s)
    result = export_mp4([video_track(tmp_path / "v"), audio], out)
    assert result is not None
    with av.open(str(out), "r") as container:
        first = next(container.decode(container.streams.video[0]))
    assert first.time == pytest.approx(max(0.0, -late_s), abs=1e-4)
    assert onset_s(out, 1) == pytest.approx(0.7 + max(0.0, late_s), abs=0.001)
    assert result.tracks[0].start_ns == pytest.approx(max(0.0, -late_s) * 1e9, abs=20_000)


def test_priming_is_skipped_so_that_the_first_sample_is_the_first_heard(tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    audio = tone(seconds=1.0)
    export_mp4([audio_track(tmp_path / "a", audio)], out)
    sound, begins = decoded(out, 0)
    assert begins == pytest.approx(0, abs=1e-4)
    expected = 0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE // 2) / RATE)
    errors = [np.abs(sound[2048 + shift : RATE // 2 + shift] - expected[2048:]).mean() for shift in range(-3, 4)]
    assert int(np.argmin(errors)) == 3
    assert min(errors) < 0.001


def test_a_gap_in_the_sound_becomes_silence_of_its_length(tmp_path: Path) -> None:
    audio = pulse(0.5, seconds=1.0)
    early = write_audio(tmp_path / "a", audio, start_s=10.0)
    late = write_audio(tmp_path / "a", audio, start_s=13.21, first=len(early) + 1)
    init = build_init(audio.fmt)
    out = tmp_path / "out.mp4"
    result = export_mp4([ExportTrack(name="Microphone", parts=[TrackPart(init, early + late)])], out)
    assert result is not None
    gap = round(13.21 * RATE) - 1024 - (10 * RATE - 1024 + 1024 * len(audio.frames))
    assert result.tracks[0].silent_frames == gap // 1024
    with av.open(str(out), "r") as container:
        frames = [frame for frame in container.decode(container.streams[0]) if isinstance(frame, av.AudioFrame)]
    loud = [
        frame.time + np.flatnonzero(np.abs(frame.to_ndarray()[0]) > 0.2)[0] / RATE
        for frame in frames
        if frame.time is not None and np.abs(frame.to_ndarray()).max() > 0.2
    ]
    assert min(loud) == pytest.approx(0.5, abs=0.001)
    assert min(time for time in loud if time > 2) == pytest.approx(3.71, abs=0.001)


def test_a_gap_in_the_pictures_makes_the_last_one_stay(tmp_path: Path) -> None:
    video = encode_video()
    paths = write_video(tmp_path / "v", video, start_s=10.0)
    part = TrackPart(build_init(video.fmt), [paths[0], *paths[2:]])
    out = tmp_path / "out.mp4"
    export_mp4([ExportTrack(name="Display 1", parts=[part])], out)
    with av.open(str(out), "r") as container:
        times = [packet.pts for packet in container.demux(container.streams[0]) if packet.pts is not None]
    steps = np.diff(times)
    assert steps[14] == 16 * 3000
    assert set(np.delete(steps, 14)) == {3000}


def test_fragments_that_overlap_do_not_move_what_follows(tmp_path: Path) -> None:
    audio = tone(seconds=1.0)
    early = write_audio(tmp_path / "a", audio, start_s=10.0)
    end = 10.0 + (len(audio.frames) - 1) * 1024 / RATE
    late = write_audio(tmp_path / "a", audio, start_s=end + 1024 / RATE - 0.005, first=len(early) + 1)
    out = tmp_path / "out.mp4"
    export_mp4([ExportTrack(name="Microphone", parts=[TrackPart(build_init(audio.fmt), early + late)])], out)
    with av.open(str(out), "r") as container:
        times = [packet.pts for packet in container.demux(container.streams[0]) if packet.pts is not None]
    assert times[-1] - times[0] == (2 * len(audio.frames) - 1) * 1024 - 240


def test_pictures_of_two_sizes_share_a_track(tmp_path: Path) -> None:
    small, large = encode_video(), encode_video(width=192, height=128)
    parts = [
        TrackPart(build_init(small.fmt), write_video(tmp_path / "s", small, start_s=10.0)),
        TrackPart(build_init(large.fmt), write_video(tmp_path / "l", large, start_s=12.0)),
        TrackPart(build_init(small.fmt), write_video(tmp_path / "t", small, start_s=14.0)),
    ]
    out = tmp_path / "out.mp4"
    export_mp4([ExportTrack(name="Display 1", parts=parts)], out)
    data = out.read_bytes()
    assert data.count(b"avcC") == 2
    with av.open(str(out), "r") as container:
        sizes = [(frame.width, frame.height) for frame in container.decode(container.streams.video[0])]
    assert sizes == [(160, 96)] * 60 + [(192, 128)] * 60 + [(160, 96)] * 60


def test_seeking_lands_on_the_key_frame_before(tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    export_mp4([video_track(tmp_path / "v"), audio_track(tmp_path / "a", tone())], out)
    with av.open(str(out), "r") as container:
        stream = container.streams.video[0]
        container.seek(int(1.5 * 90_000), stream=stream)
        frame = next(container.decode(stream))
    assert (frame.pts, frame.key_frame) == (90_000, True)


def test_whoever_cancels_finds_no_file(tmp_path: Path) -> None:
    track = video_track(tmp_path / "v")
    told: list[float] = []
    assert export_mp4([track], tmp_path / "out.mp4", on_progress=told.append, is_cancelled=lambda: max(told, default=0) > 0.5) is None
    assert max(told) > 0.5
    assert [path.name for path in tmp_path.iterdir()] == ["v"]


def test_a_damaged_or_missing_fragment_is_named_and_no_file_is_left(tmp_path: Path) -> None:
    track = video_track(tmp_path / "v")
    path = track.parts[0].fragments[1]
    data = path.read_bytes()
    path.write_bytes(data[:-1])
    with pytest.raises(MediaError, match=r"00000002\.m4s is damaged"):
        export_mp4([track], tmp_path / "out.mp4")
    path.unlink()
    with pytest.raises(MediaError, match=r"00000002\.m4s is missing"):
        export_mp4([track], tmp_path / "out.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["v"]


def test_nothing_to_export_and_nowhere_to_write_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        export_mp4([ExportTrack(name="Display 1", parts=[])], tmp_path / "out.mp4")
    with pytest.raises(FolderUnwritable):
        export_mp4([video_track(tmp_path / "v")], tmp_path / "missing" / "out.mp4")


def test_a_track_without_fragments_is_left_out(tmp_path: Path) -> None:
    empty = ExportTrack(name="Microphone", parts=[TrackPart(build_init(tone().fmt), [])])
    result = export_mp4([video_track(tmp_path / "v"), empty], tmp_path / "out.mp4")
    assert result is not None
    assert [track.name for track in result.tracks] == ["Display 1"]


def test_parts_that_count_time_differently_are_refused(tmp_path: Path) -> None:
    video, audio = video_track(tmp_path / "v"), audio_track(tmp_path / "a", tone())
    with pytest.raises(MediaError):
        export_mp4([ExportTrack(name="both", parts=[*video.parts, *audio.parts])], tmp_path / "out.mp4")
