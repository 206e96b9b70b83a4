"""The main job: one command records what is on the screen and what sounds, into a file that plays anywhere."""

from __future__ import annotations

import itertools
import json
import subprocess
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest

from demo.scene.launch import start_scene
from tests.tools.recorded import audio_tracks, loudness, paints, pictures, sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from demo.desktop import VirtualDesktop
    from tests.tools.program import Program

_SECONDS = 4


@pytest.fixture(scope="module")
def recording(desktop: VirtualDesktop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Four seconds of a scene that moves and speaks: the file and the receipt."""
    from tests.tools.program import Program

    home = tmp_path_factory.mktemp("recording")
    scene = start_scene(desktop, "talking")
    with Program(home) as program:
        file = home / "f.mp4"
        receipt = program.json(desktop.env, "record", "--duration", str(_SECONDS), "--output", str(file))
        scene.stop()  # its voice is not to be heard in what comes
        yield file, receipt


def probed(file: Path) -> dict[str, Any]:
    argv = ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(file)]
    found: dict[str, Any] = json.loads(subprocess.run(argv, capture_output=True, text=True, check=True).stdout)
    return found


def test_the_receipt_is_one_json_object_that_names_the_file_and_every_track(recording: tuple[Path, dict[str, Any]]) -> None:
    file, receipt = recording
    assert receipt["files"] == [str(file)]
    assert (receipt["state"], receipt["end_reason"], receipt["warnings"]) == ("complete", "duration", [])
    assert [track["channel_id"] for track in receipt["tracks"]] == ["display:1", "mic:default", "system_audio:default"]
    assert all(track["gaps"] == [] and track["lost_fragments"] == 0 for track in receipt["tracks"])
    assert receipt["tracks"][0]["source"] == "x11grab+xdamage"
    assert _SECONDS / 2 < receipt["duration_s"] < 3 * _SECONDS  # a busy machine begins and stops late


def test_the_video_is_h264_in_bt709(recording: tuple[Path, dict[str, Any]]) -> None:
    video = next(stream for stream in probed(recording[0])["streams"] if stream["codec_type"] == "video")
    assert (video["codec_name"], video["width"], video["height"], video["pix_fmt"]) == ("h264", 1280, 720, "yuv420p")
    assert [video.get(key) for key in ("color_primaries", "color_transfer", "color_space", "color_range")] == ["bt709"] * 3 + ["tv"]


def test_the_mix_is_the_default_track_and_the_single_ones_are_behind_it(recording: tuple[Path, dict[str, Any]]) -> None:
    streams = probed(recording[0])["streams"]
    assert [stream["codec_type"] for stream in streams] == ["video", "audio", "audio", "audio"]
    assert [stream["disposition"]["default"] for stream in streams] == [1, 1, 0, 0]
    assert {stream["codec_name"] for stream in streams[1:]} == {"aac"}
    assert {int(stream["sample_rate"]) for stream in streams[1:]} == {48_000}


def test_the_movie_header_stands_before_the_media(recording: tuple[Path, dict[str, Any]]) -> None:
    data = recording[0].read_bytes()
    order, at = [], 0
    while at < len(data):
        order.append(data[at + 4 : at + 8])
        size = int.from_bytes(data[at : at + 4], "big")
        at += int.from_bytes(data[at + 8 : at + 16], "big") if size == 1 else size
    assert at == len(data)
    assert order.index(b"moov") < order.index(b"mdat")


def test_every_track_plays_to_the_end_and_lasts_as_long_as_the_recording(recording: tuple[Path, dict[str, Any]]) -> None:
    file, receipt = recording
    times = [t_s for t_s, _ in pictures(file)]
    assert all(before < after for before, after in itertools.pairwise(times))
    assert len(times) == receipt["tracks"][0]["frames"]
    sounds = receipt["tracks"][1:]
    mixed_s = max(track["last_s"] for track in sounds) - min(track["first_s"] for track in sounds)
    for number, lasts_s in enumerate([mixed_s, *(track["duration_s"] for track in sounds)]):
        assert sound(file, stream=number).duration_s == pytest.approx(lasts_s, abs=0.15)
    with av.open(str(file)) as container:
        assert container.duration is not None
        assert container.duration / 1e6 == pytest.approx(receipt["duration_s"], abs=0.3)


def test_what_was_on_the_screen_and_what_sounded_is_in_the_file(recording: tuple[Path, dict[str, Any]]) -> None:
    file, _ = recording
    luma = [gray for _, gray in pictures(file)]
    assert max(float(np.abs(luma[0].astype(int) - gray).mean()) for gray in luma) > 0.5  # it moved
    assert [float(np.abs(sound(file, stream=number).samples).max()) > 0.02 for number in range(audio_tracks(file))] == [True] * 3


def test_paints_and_tones_are_found_where_they_belong(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    log = tmp_path / "scene.ndjson"
    scene = start_scene(desktop, "counter", log=log)
    file = tmp_path / "counter.mp4"
    lookhear.json(desktop.env, "record", "--duration", "4", "--no-mic", "--output", str(file))
    scene.stop()
    seen = [number for _, number in paints(file)]
    numbers = {number for number in seen if number is not None}
    assert len(numbers) > 10
    assert [number for number in seen if number is not None] == sorted(number for number in seen if number is not None)
    assert audio_tracks(file) == 1  # one sound needs no mix


def test_a_tone_of_the_system_is_in_the_system_track_and_in_the_mix_but_not_in_the_microphones(
    desktop: VirtualDesktop, lookhear: Program, tmp_path: Path
) -> None:
    wav = tmp_path / "tone.wav"
    subprocess.run(["sox", "-n", "-r", "48000", "-c", "2", str(wav), "synth", "20", "sine", "440", "gain", "-6"], check=True)
    player = desktop.play(wav)
    file = tmp_path / "tone.mp4"
    lookhear.json(desktop.env, "record", "--duration", "3", "--output", str(file))
    player.stop()
    levels = []
    for number in range(audio_tracks(file)):
        heard = sound(file, stream=number)
        middle = heard.mono[heard.rate : 2 * heard.rate]
        levels.append(loudness(middle, rate=heard.rate, hertz=440))
    mix, mic, system = levels
    assert system == pytest.approx(0.5, rel=0.15)
    assert mix > 0.2
    assert mic < 0.01


def test_sound_alone_can_be_recorded(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    file = tmp_path / "sound.mp4"
    receipt = lookhear.json(desktop.env, "record", "--no-display", "--duration", "2", "--output", str(file))
    assert [track["kind"] for track in receipt["tracks"]] == ["mic", "system_audio"]
    assert [stream["codec_type"] for stream in probed(file)["streams"]] == ["audio"] * 3


def test_pictures_alone_can_be_recorded(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    file = tmp_path / "still.mp4"
    receipt = lookhear.json(desktop.env, "record", "--no-mic", "--no-system-audio", "--fps", "10", "--duration", "2", "--output", str(file))
    assert [track["channel_id"] for track in receipt["tracks"]] == ["display:1"]
    shown_s = receipt["tracks"][0]["last_s"] - receipt["tracks"][0]["first_s"]  # a busy machine stops late
    # Three percent are caught up after a delay, and when a picture is late the one before it is written again, twice a second at most.
    assert 2 <= receipt["tracks"][0]["frames"] <= (10 * 1.03 + 2) * shown_s + 3
    assert [stream["codec_type"] for stream in probed(file)["streams"]] == ["video"]


def test_every_display_can_be_recorded_each_into_a_file_of_its_own(two_displays: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    file = tmp_path / "both.mp4"
    receipt = lookhear.json(two_displays.env, "record", "--all-displays", "--duration", "2", "--output", str(file))
    second = tmp_path / "both-display-2.mp4"
    assert receipt["files"] == [str(file), str(second)]
    sizes = [(s["width"], s["height"]) for path in (file, second) for s in probed(path)["streams"] if s["codec_type"] == "video"]
    assert sizes == [(1280, 720), (1024, 768)]
    assert audio_tracks(second) == 3


def test_one_named_display_is_the_video(two_displays: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    file = tmp_path / "second.mp4"
    receipt = lookhear.json(two_displays.env, "record", "--display", "2", "--no-mic", "--duration", "1.5", "--output", str(file))
    assert receipt["files"] == [str(file)]
    assert next((track["channel_id"], track["is_primary"]) for track in receipt["tracks"]) == ("display:2", True)
    video = probed(file)["streams"][0]
    assert (video["width"], video["height"]) == (1024, 768)


def test_what_is_recorded_is_private(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    lookhear.json(desktop.env, "record", "--duration", "1", "--output", str(tmp_path / "f.mp4"))
    (folder,) = (lookhear.home / "recordings").iterdir()
    for path in (lookhear.home, lookhear.home / "recordings", folder, *folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_channels_and_doctor_agree_with_what_can_be_recorded(desktop: VirtualDesktop, lookhear: Program) -> None:
    listed = lookhear.json(desktop.env, "channels")
    assert listed["problems"] == []
    ids = {channel["id"]: channel for channel in listed["channels"]}
    assert ids["display:1"]["default"]
    assert (ids["display:1"]["width"], ids["display:1"]["height"]) == (1280, 720)
    assert {"mic", "system_audio"} <= {channel["kind"] for channel in listed["channels"]}
    assert all(channel["can_open"] for channel in listed["channels"])
    checked = lookhear.json(desktop.env, "doctor")
    assert checked["can_record"]
    assert all(finding["ok"] for finding in checked["findings"] if finding["check"] != "disk")
