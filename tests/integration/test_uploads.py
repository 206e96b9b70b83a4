"""Files that are handed over: what becomes of good ones, and what hostile ones get."""

from __future__ import annotations

import struct
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from lookhear.backend.videos import operations
from lookhear.errors import StoreBusy
from tests.fakes.http_server import Answers, HttpServer
from tests.tools.clips import AAC, H264, PICTURES, TONE, Client, complaints, ffmpeg, made, probed
from tests.tools.hosted import HostedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.ports import Notice

FORM = {"content-type": "multipart/form-data; boundary=b"}
FRAMES = 100  # four seconds at 25 a second


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedBackend]:
    hosted = HostedBackend(tmp_path_factory.mktemp("data"), is_embedded=True, max_import_bytes=4 << 20).start()
    try:
        yield hosted
    finally:
        hosted.stop()


@pytest.fixture
def client(backend: HostedBackend) -> Iterator[Client]:
    with Client(backend) as asking:
        yield asking


def png_of(width: int, height: int) -> bytes:
    """A picture that says it is this large, and has next to nothing in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def test_a_video_like_ours_is_taken_as_it_is(client: Client, tmp_path: Path) -> None:
    file = made(tmp_path / "plain.mp4", *PICTURES, *TONE, *H264, "-bf", "0", *AAC)
    video = client.taken(file, description="about a test")
    assert video["id"].startswith("m-")
    assert (video["name"], video["description"]) == ("A file", "about a test")
    assert video["length"] == pytest.approx(4.0, abs=0.05)
    assert complaints(video["stream_url"]) == ""
    streams = {each["codec_type"]: each for each in probed(video["download_url"])}
    assert (streams["video"]["codec_name"], streams["video"]["nb_read_frames"]) == ("h264", str(FRAMES))
    assert streams["audio"]["codec_name"] == "aac"
    samples = sum(len(client.http.get(video["download_url"]).content) for _ in range(1))
    assert abs(samples - file.stat().st_size) < 20_000  # nothing was encoded anew


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("later.mp4", (*PICTURES, *TONE, *H264, "-bf", "3", *AAC)),
        ("other.webm", (*PICTURES, "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8")),
        ("odd.avi", ("-f", "lavfi", "-i", "testsrc2=size=161x91:rate=25", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p")),
    ],
)
def test_other_videos_are_encoded_anew_with_every_picture(client: Client, tmp_path: Path, name: str, arguments: tuple[str, ...]) -> None:
    video = client.taken(made(tmp_path / name, *arguments))
    assert complaints(video["stream_url"]) == ""
    shown = next(each for each in probed(video["download_url"]) if each["codec_type"] == "video")
    assert shown["codec_name"] == "h264"
    assert int(shown["nb_read_frames"]) == FRAMES
    assert int(shown["width"]) % 2 == int(shown["height"]) % 2 == 0


@pytest.mark.parametrize("name", ["tone.mp3", "tone.wav", "tone.ogg", "tone.m4a"])
def test_a_sound_becomes_an_audio_of_the_same_length(client: Client, tmp_path: Path, name: str) -> None:
    audio = client.taken(made(tmp_path / name, *TONE))
    assert audio["id"].startswith("a-")
    assert audio["length"] == pytest.approx(4.0, abs=0.1)
    assert [each["codec_name"] for each in probed(audio["download_url"])] == ["aac"]
    assert audio["id"] in [each["id"] for each in client.data("GET", "/audio")["audios"]]


def test_a_picture_is_kept_as_it_was_sent(client: Client, tmp_path: Path) -> None:
    file = made(tmp_path / "shot.png", *PICTURES, "-frames:v", "1")
    image = client.taken(file)
    assert image["id"].startswith("img-")
    assert (image["width"], image["height"]) == (320, 180)
    shown = httpx.get(image["url"], trust_env=False)
    assert (shown.headers["content-type"], shown.content) == ("image/png", file.read_bytes())
    client.data("DELETE", f"/image/{image['id']}")
    assert httpx.get(image["url"], trust_env=False).status_code == 404


def test_a_picture_whose_end_could_not_be_noted_is_there_once(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = client.data("GET", "/image")["images"]
    finish = operations.finish
    troubles = [StoreBusy("Too much waits for the disk.")]

    def finished(*arguments: Any, **named: Any) -> list[Notice]:  # noqa: ANN401 - as finish
        if troubles:
            raise troubles.pop()
        return finish(*arguments, **named)

    monkeypatch.setattr(operations, "finish", finished)
    image = client.taken(made(tmp_path / "shot.png", *PICTURES, "-frames:v", "1"))
    assert not troubles
    assert {each["id"] for each in client.data("GET", "/image")["images"]} == {each["id"] for each in before} | {image["id"]}


def test_only_the_sound_of_a_video_is_taken_when_that_is_wanted(client: Client, tmp_path: Path) -> None:
    file = made(tmp_path / "both.mp4", *PICTURES, *TONE, *H264, *AAC, seconds=2)
    assert client.taken(file, media_type="audio")["id"].startswith("a-")


def test_a_file_that_was_handed_over_is_no_capture_session(client: Client, tmp_path: Path) -> None:
    client.taken(made(tmp_path / "tone.wav", *TONE, seconds=1))
    assert client.data("GET", "/collection/default/capture/session")["sessions"] == []
    assert client.data("GET", "/rtstream")["count"] == 0


def test_the_same_upload_is_taken_once(client: Client, tmp_path: Path) -> None:
    url = client.send(made(tmp_path / "tone.wav", *TONE, seconds=1))
    first, second = (client.data("POST", "/collection/default/upload", json={"url": url, "name": "x"}) for _ in range(2))
    assert first["id"] == second["id"]


def test_nothing_of_a_removed_file_is_left(client: Client, backend: HostedBackend, tmp_path: Path) -> None:
    video = client.taken(made(tmp_path / "plain.mp4", *PICTURES, *H264, seconds=2))
    client.data("POST", f"/video/{video['id']}/thumbnail", json={"time": 1})
    streams = [path.name for path in (backend.settings.data_dir / "objects").iterdir()]
    client.data("DELETE", f"/video/{video['id']}")
    left = [path for path in (backend.settings.data_dir / "objects").rglob("*") if path.is_file() and video["session_id"] in str(path)]
    assert streams
    assert left == []
    assert client.ask("GET", f"/video/{video['id']}")["success"] is False


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"I am a text, and no video at all.\n" * 100, "no video, sound or picture"),
        (b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n", "no video, sound or picture"),
        (b"ffconcat version 1.0\nfile '/etc/passwd'\n", "no video, sound or picture"),
        (b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>/etc/</BaseURL></MPD>', "no video, sound or picture"),
        (png_of(100_000, 100_000), "damaged"),
        (png_of(9000, 5000), "pixels large"),
        (png_of(60, 40)[:-40], "damaged"),
    ],
    ids=["text", "playlist", "concat", "dash", "bomb", "large", "cut off"],
)
def test_a_file_that_means_harm_is_refused_with_a_sentence(client: Client, content: bytes, said: str) -> None:
    answer = client.upload(content)
    assert answer["success"] is False
    assert said in answer["message"]


def test_of_a_cut_off_video_what_is_there_is_taken_or_a_sentence_told(client: Client, tmp_path: Path) -> None:
    whole = made(tmp_path / "plain.mkv", *PICTURES, *TONE, *H264, *AAC).read_bytes()
    assert client.upload(whole[: len(whole) // 2])["data"]["id"].startswith("m-")
    without_index = made(tmp_path / "plain.mp4", *PICTURES, *H264).read_bytes()
    answer = client.upload(without_index[: len(without_index) // 2])
    assert answer["success"] is False
    assert "cannot be read" in answer["message"] or "no video" in answer["message"]


def test_a_file_that_is_too_large_is_refused_while_it_comes(client: Client, backend: HostedBackend) -> None:
    url = str(client.data("GET", "/collection/default/upload_url")["upload_url"])
    answer = httpx.post(url, files={"file": ("x", bytes(backend.settings.max_import_bytes + (1 << 17)))}, timeout=60, trust_env=False)
    assert (answer.status_code, answer.json()["success"]) == (413, False)
    assert list((backend.settings.data_dir / "uploads").glob("*.part")) == []


@pytest.mark.parametrize("ticket", ["nonsense", "up-00000000000000000000000000.9999999999." + "A" * 43])
def test_an_address_that_nobody_gave_out_takes_nothing(backend: HostedBackend, ticket: str) -> None:
    answer = httpx.post(f"{backend.url}/upload/{ticket}", files={"file": ("x", b"abc")}, trust_env=False)
    assert answer.status_code == 401


def test_an_address_takes_one_file_only(client: Client) -> None:
    url = client.send(b"something")
    assert httpx.post(url, files={"file": ("x", b"more")}, trust_env=False).status_code == 409


def test_an_address_to_which_nothing_was_sent_is_not_taken_from(client: Client) -> None:
    url = client.data("GET", "/collection/default/upload_url")["upload_url"]
    assert "Nothing was sent" in client.ask("POST", "/collection/default/upload", json={"url": url})["message"]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"content-type": "application/json"}, b"{}"),
        ({"content-type": "multipart/form-data; boundary=b"}, b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nabc'),
        (
            {"content-type": "multipart/form-data; boundary=b"},
            b'--b\r\nContent-Disposition: form-data; name="other"\r\n\r\nabc\r\n--b--\r\n',
        ),
    ],
)
def test_what_is_no_form_with_a_file_is_refused(client: Client, headers: dict[str, str], body: bytes) -> None:
    url = client.data("GET", "/collection/default/upload_url")["upload_url"]
    answer = httpx.post(url, headers=headers, content=body, trust_env=False)
    assert answer.status_code == 422


@contextmanager
def served(content: bytes, *, status: int = 200) -> Iterator[str]:
    """The address of a file on this machine."""

    class File(Answers):
        def answer(self) -> None:
            self.send(status, content)

    with HttpServer(File) as server:
        yield f"{server.url}/some%20film.wav"


def test_a_picture_that_is_shown_for_hours_does_not_fill_the_disk(client: Client, tmp_path: Path) -> None:
    noise = "color=c=gray:size=640x360:rate=1,noise=alls=100:allf=t,setpts=N*3600/TB"
    file = tmp_path / "noise.mkv"
    ffmpeg("-f", "lavfi", "-i", noise, "-frames:v", "2", "-fps_mode", "passthrough", "-c:v", "mjpeg", "-q:v", "2", str(file))
    assert file.stat().st_size < 1 << 20
    answer = client.ask("POST", "/collection/default/upload", json={"url": client.send(file)})
    assert "becomes larger" in answer["message"]


def test_a_file_is_fetched_from_an_address_and_called_as_that_ends(client: Client, tmp_path: Path) -> None:
    with served(made(tmp_path / "tone.wav", *TONE, seconds=1).read_bytes()) as url:
        audio = client.data("POST", "/collection/default/upload", json={"url": url})
    assert (audio["id"][:2], audio["name"]) == ("a-", "some film")


def test_an_address_that_does_not_have_the_file_is_told(client: Client) -> None:
    with served(b"gone", status=404) as url:
        answer = client.ask("POST", "/collection/default/upload", json={"url": url})
    assert "status 404" in answer["message"]


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "ftp://example.org/x", "http://10.0.0.1/x"]
)
def test_an_address_that_is_nobody_elses_business_is_not_asked(client: Client, url: str) -> None:
    answer = client.http.post(f"{client.url}/collection/default/upload", json={"url": url})
    assert answer.status_code == 422
    assert answer.json()["error_code"] == "ADDRESS_REFUSED"


def test_what_a_restart_interrupts_is_taken_in_afterwards(tmp_path: Path) -> None:
    hosted = HostedBackend(tmp_path / "data").start()
    try:
        with Client(hosted) as client:
            url = client.send(made(tmp_path / "plain.mp4", *PICTURES, *TONE, *H264, *AAC))
            told = client.http.post(f"{client.url}/collection/default/upload", json={"url": url}).json()
            assert told["status"] == "processing"
            hosted.restart()
            path = told["data"]["output_url"].removeprefix(client.url)
        with Client(hosted) as client:
            assert client.data("GET", path)["id"].startswith("m-")
    finally:
        hosted.stop()
