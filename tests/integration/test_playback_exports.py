"""Exported files from a real backend: what is in them, any range of their bytes, and what is left out."""

from __future__ import annotations

import json
import subprocess
import time
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest

from demo.process import wait_until
from tests.tools.footage import Footage, Sender, pictures, sound
from tests.tools.live import served
from tests.tools.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.tools.live import Backend

PICTURES = pictures()
SECOND = pictures("display:2", size=(96, 64))
MIC = sound()
SYSTEM = sound("system_audio:default", start_s=0.3, hertz=880)
MIX = sound("mix:default", channels=2, hertz=660)


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    with Program(tmp_path_factory.mktemp("home")) as program, served(program, {}, tmp_path_factory.mktemp("data")) as (running, _):
        yield running


@pytest.fixture
def sender(backend: Backend) -> Iterator[Sender]:
    with Sender(backend.url, backend.discovery.api_key) as made:
        yield made


@pytest.fixture(scope="module")
def finished(backend: Backend) -> Iterator[Sender]:
    """A session of two displays that is exported."""
    with Sender(backend.url, backend.discovery.api_key) as made:
        record(made, PICTURES, SECOND, MIC, SYSTEM, MIX, metadata={"title": "Größe/Maß"})
        yield made


def record(sender: Sender, *tracks: Footage, not_stored: tuple[str, ...] = (), metadata: dict[str, object] | None = None) -> None:
    """Send everything and wait for the export."""
    names = [each.track for each in tracks]
    sender.begin(*names, wall_origin_ns=time.time_ns(), not_stored=not_stored, metadata=metadata)
    for each in tracks:
        sender.send(each)
    wait_until(lambda: sender.session["status"] == "exported", what="the export")


def video_of(sender: Sender) -> dict[str, Any]:
    found: dict[str, Any] = sender.ask("GET", f"/video/{sender.session['exported_video_id']}")
    return found


def downloaded(sender: Sender, video: dict[str, Any], path: Path) -> Path:
    answer = sender.http.get(video["download_url"].removeprefix(sender.url))
    assert answer.status_code == 200
    assert len(answer.content) == video["size"]
    path.write_bytes(answer.content)
    return path


def probed(path: Path) -> dict[str, Any]:
    """What ffprobe says of a file, which must decode without a complaint."""
    decoded = subprocess.run(
        ["ffmpeg", "-v", "warning", "-i", str(path), "-map", "0", "-f", "null", "-"], capture_output=True, check=True, timeout=60
    )
    assert decoded.stderr == b""
    command = ["ffprobe", "-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json", str(path)]
    told: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)
    return told


def names(told: dict[str, Any]) -> list[str]:
    return [stream["tags"]["handler_name"] for stream in told["streams"]]


def loudness(path: Path, index: int, *, from_s: float, to_s: float) -> float:
    """How loud a sound is in a stretch of a file."""
    with av.open(str(path), "r") as container:
        frames = list(container.decode(container.streams.audio[index]))
    wanted = [frame.to_ndarray().astype(np.float64) for frame in frames if frame.time is not None and from_s <= frame.time < to_s]
    return float(np.sqrt(np.mean(np.concatenate(wanted, axis=1) ** 2)))


def test_the_video_has_the_display_the_mix_and_every_single_sound(finished: Sender, tmp_path: Path) -> None:
    video = video_of(finished)
    assert (video["name"], video["channel_id"], video["version"]) == ("Größe/Maß", "display:1", 1)
    told = probed(downloaded(finished, video, tmp_path / "x.mp4"))
    assert names(told) == ["The display:1", "Mix", "The mic:default", "The system_audio:default"]
    assert [stream["disposition"]["default"] for stream in told["streams"]] == [1, 1, 0, 0]
    assert told["streams"][0]["nb_read_frames"] == "360"
    assert float(told["format"]["duration"]) == pytest.approx(video["length"], abs=0.1)
    assert told["format"]["tags"]["title"] == "Größe/Maß"
    starts = [float(stream["start_time"]) for stream in told["streams"]]
    assert starts == pytest.approx([0.25 - 0.12, 0.0, 0.0, 0.2], abs=0.03)  # priming is 21 ms


def test_any_range_of_it_is_what_the_whole_has_there(finished: Sender, tmp_path: Path) -> None:
    video = video_of(finished)
    whole = downloaded(finished, video, tmp_path / "x.mp4").read_bytes()
    path = video["download_url"].removeprefix(finished.url)
    size = len(whole)
    for first, last in ((0, 0), (0, 99), (size // 3, size // 2), (size - 1, size - 1), (size - 5000, size + 5000)):
        answer = finished.http.get(path, headers={"Range": f"bytes={first}-{last}"})
        assert answer.status_code == 206
        assert answer.content == whole[first : last + 1]
        assert answer.headers["content-range"] == f"bytes {first}-{min(last, size - 1)}/{size}"
    assert finished.http.get(path, headers={"Range": "bytes=-100"}).content == whole[-100:]
    assert finished.http.get(path, headers={"Range": f"bytes={size}-"}).status_code == 416
    etag = finished.http.get(path, headers={"Range": "bytes=0-0"}).headers["etag"]
    assert finished.http.get(path, headers={"Range": "bytes=0-0", "If-Range": '"other"'}).status_code == 200
    assert finished.http.get(path, headers={"Range": "bytes=0-0", "If-Range": etag}).status_code == 206
    assert finished.http.get(path, headers={"If-None-Match": etag}).status_code == 304
    head = finished.http.head(path)
    assert (head.status_code, int(head.headers["content-length"])) == (200, size)


def test_it_can_be_sought_over_http(finished: Sender) -> None:
    with av.open(video_of(finished)["download_url"], "r") as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        container.seek(int(9 / stream.time_base), stream=stream)
        frame = next(container.decode(stream))
        assert frame.key_frame
        assert frame.time == pytest.approx(8.13, abs=0.05)


def test_a_download_has_the_video_s_name(finished: Sender) -> None:
    path = video_of(finished)["download_url"].removeprefix(finished.url)
    answer = finished.http.get(f"{path}?download=1", headers={"Range": "bytes=0-0"})
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"Gr__e-Ma_.mp4\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe-Ma%C3%9F.mp4"
    )


def test_every_stored_channel_is_a_file_of_its_own(finished: Sender, tmp_path: Path) -> None:
    rows = {row["source_channel_id"]: row for row in finished.session["rtstreams"] if "alias_of" not in row}
    assert {track: row["exported_asset_id"][:2] for track, row in rows.items()} == {
        "display:1": "m-",
        "display:2": "m-",
        "mic:default": "a-",
        "system_audio:default": "a-",
    }
    video = finished.ask("GET", f"/video/{rows['mic:default']['exported_asset_id']}")
    told = probed(downloaded(finished, video, tmp_path / "x.m4a"))
    assert names(told) == ["The mic:default"]
    again = finished.ask("POST", f"/rtstream/{rows['mic:default']['id']}/export", {"name": "What was said"})
    assert (again["video_id"], again["export_status"], again["name"]) == (video["id"], "exported", "What was said")


def test_asking_for_an_export_again_tells_the_same_and_another_display_is_made_on_request(finished: Sender, tmp_path: Path) -> None:
    path = f"/collection/default/capture/session/{finished.session_id}/export"
    first = finished.ask("POST", path, {})
    assert (first["export_status"], first["video_channel_id"]) == ("exported", "display:1")
    assert first["video_id"] == finished.session["exported_video_id"]
    other = wait_until(lambda: _exported(finished.ask("POST", path, {"video_channel_id": "display:2"})), what="the second display's video")
    told = probed(downloaded(finished, finished.ask("GET", f"/video/{other['video_id']}"), tmp_path / "x.mp4"))
    assert names(told) == ["The display:2", "Mix", "The mic:default", "The system_audio:default"]
    refused = finished.http.post(path, json={"video_channel_id": "display:7"}, headers={"x-access-token": finished.key})
    assert refused.status_code == 404


def _exported(answer: dict[str, Any]) -> dict[str, Any] | None:
    return answer if answer["export_status"] == "exported" else None


def test_a_missing_mix_is_made_and_one_that_stops_early_is_continued(sender: Sender, tmp_path: Path) -> None:
    record(sender, PICTURES, MIC, SYSTEM)
    made = downloaded(sender, video_of(sender), tmp_path / "made.mp4")
    assert names(probed(made)) == ["The display:1", "Mix", "The mic:default", "The system_audio:default"]
    short = Footage(MIX.track, MIX.init, MIX.fragments[:10], MIX.ends_s[:10])
    record(sender, PICTURES, MIC, SYSTEM, short)
    continued = downloaded(sender, video_of(sender), tmp_path / "continued.mp4")
    probed(continued)
    both = loudness(made, 0, from_s=1, to_s=3)
    assert both == pytest.approx(0.5, abs=0.05)  # two sines of 0.35 each
    assert loudness(made, 0, from_s=7, to_s=11) == pytest.approx(both, abs=0.05)
    assert loudness(continued, 0, from_s=1, to_s=3) == pytest.approx(0.35, abs=0.05)  # the recorder's: one sine
    assert loudness(continued, 0, from_s=7, to_s=11) == pytest.approx(both, abs=0.05)


def test_what_was_not_to_be_stored_is_in_no_file(sender: Sender, tmp_path: Path) -> None:
    record(sender, PICTURES, MIC, SYSTEM, MIX, not_stored=("mic:default",))
    told = probed(downloaded(sender, video_of(sender), tmp_path / "x.mp4"))
    assert names(told) == ["The display:1", "The system_audio:default"]
    rows = {row["source_channel_id"]: row["exported_asset_id"] for row in sender.session["rtstreams"]}
    assert rows["mic:default"] is None
    refused = sender.http.post(f"/rtstream/{sender.streams['mic:default']}/export", json={}, headers={"x-access-token": sender.key})
    assert refused.status_code == 409


def test_sound_alone_is_exported_too(sender: Sender, tmp_path: Path) -> None:
    record(sender, MIC)
    video = video_of(sender)
    assert video["id"].startswith("a-")
    assert names(probed(downloaded(sender, video, tmp_path / "x.m4a"))) == ["The mic:default"]


def test_a_session_that_is_recorded_has_no_export_yet(sender: Sender) -> None:
    sender.begin("mic:default", wall_origin_ns=time.time_ns())
    sender.put_init(MIC)
    sender.put(MIC, 1)
    path = f"/collection/default/capture/session/{sender.session_id}/export"
    refused = sender.http.post(path, json={}, headers={"x-access-token": sender.key})
    assert refused.status_code == 409
    assert "still being recorded" in refused.json()["message"]


def test_sounds_are_no_videos_and_the_recording_comes_before_its_channels(sender: Sender) -> None:
    record(sender, PICTURES, MIC)
    videos = [video for video in sender.ask("GET", "/video")["videos"] if video["session_id"] == sender.session_id]
    audios = [audio for audio in sender.ask("GET", "/audio")["audios"] if audio["session_id"] == sender.session_id]
    assert videos[0]["id"] == sender.session["exported_video_id"]
    assert [video["id"][:2] for video in videos] == ["m-", "m-"]
    assert videos[1]["channel_id"] == "display:1"
    assert [audio["channel_id"] for audio in audios] == ["mic:default"]


def test_videos_are_listed_renamed_cut_and_removed(sender: Sender) -> None:
    record(sender, PICTURES, MIC)
    video_id = sender.session["exported_video_id"]
    assert video_id in [video["id"] for video in sender.ask("GET", "/video")["videos"]]
    sender.ask("PATCH", f"/video/{video_id}", {"name": "Another name"})
    assert video_of(sender)["name"] == "Another name"
    told = sender.ask("POST", f"/video/{video_id}/stream", {"timeline": [[0, 1], [9, 10]]})
    slug = told["stream_url"].split("/")[-2]
    text = sender.http.get(f"/play/{slug}/{sender.streams['display:1']}.m3u8").text
    assert text.count("#EXTINF") == 2
    assert text.count("#EXT-X-DISCONTINUITY\n") == 1
    assert sender.ask("POST", f"/video/{video_id}/stream", {})["stream_url"] == video_of(sender)["stream_url"]
    sender.ask("DELETE", f"/video/{video_id}")
    assert sender.http.get(f"/video/{video_id}", headers={"x-access-token": sender.key}).status_code == 404
    assert sender.http.get(f"/play/{slug}/master.m3u8").status_code == 404
    assert sender.get("master.m3u8").status_code == 200  # the recording itself is still there
