"""Reading a file nobody vouches for: what is told of good ones and of others. The files are made here."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from lookhear.errors import MediaError
from lookhear.media.fragments import parse_fragment
from lookhear.media.importing.messages import Message, MessageKind
from lookhear.media.importing.source import MediaKind
from lookhear.media.importing.worker import read
from lookhear.media.init_segment import parse_init
from lookhear.media.samples import AudioFormat, VideoFormat

if TYPE_CHECKING:
    from pathlib import Path

SECOND_TICKS = 90_000


def pictures(path: Path, *, seconds: int = 3, size: tuple[int, int] = (64, 48), codec: str = "libx264", b_frames: int = 0) -> Path:
    """A video of ten pictures a second, each a little brighter."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=10, options={"g": "10"})
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.codec_context.max_b_frames = b_frames
        for index in range(10 * seconds):
            frame = av.VideoFrame.from_ndarray(np.full((size[1], size[0], 3), index * 5, np.uint8), format="rgb24")
            frame.pts, frame.time_base = index, Fraction(1, 10)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def sound(path: Path, *, codec: str = "aac", rate: int = 44_100, seconds: int = 2) -> Path:
    """A quiet tone."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=rate, layout="mono")
        assert isinstance(stream, AudioStream)
        wave = np.sin(np.arange(rate * seconds) * 2 * np.pi * 440 / rate).astype(np.float32) / 4
        for start in range(0, len(wave), 1024):
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(wave[None, start : start + 1024]), format="fltp", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
            for made in av.AudioResampler(format=stream.codec_context.format, layout="mono", rate=rate).resample(frame):
                file.mux(stream.encode(made))
        file.mux(stream.encode(None))
    return path


def told(path: Path, wanted: MediaKind | None = None) -> list[Message]:
    """Everything that is told of a file."""
    messages: list[Message] = []
    read(path, wanted, messages.append)
    return messages


def of_kind(messages: list[Message], kind: MessageKind) -> list[Message]:
    return [message for message in messages if message.kind is kind]


def test_pictures_that_recordings_could_have_are_copied(tmp_path: Path) -> None:
    path = pictures(tmp_path / "a.mp4")
    messages = told(path)
    assert dict(messages[0].told) == {"media": "video", "tracks": ["display:1"], "duration_s": 3.0}
    fmt = parse_init(of_kind(messages, MessageKind.INIT)[0].data)
    assert isinstance(fmt, VideoFormat)
    assert (fmt.width, fmt.height) == (64, 48)
    infos = [parse_fragment(message.data) for message in of_kind(messages, MessageKind.FRAGMENT)]
    assert sum(len(info.sizes) for info in infos) == 30
    assert sum(info.total_duration for info in infos) == 3 * SECOND_TICKS
    assert all(bool(info.is_sync[0]) for info in infos)  # a key frame every second, and each begins a fragment
    payload = sum(int(info.sizes.sum()) for info in infos)
    assert payload <= path.stat().st_size
    assert messages[-1].kind is MessageKind.END


@pytest.mark.parametrize(
    ("name", "settings"), [("later.mp4", {"b_frames": 2}), ("old.avi", {"codec": "mpeg4"}), ("odd.mkv", {"size": (66, 50)})]
)
def test_of_other_pictures_none_is_lost(tmp_path: Path, name: str, settings: dict[str, object]) -> None:
    messages = told(pictures(tmp_path / name, **settings))  # type: ignore[arg-type]
    infos = [parse_fragment(message.data) for message in of_kind(messages, MessageKind.FRAGMENT)]
    assert sum(len(info.sizes) for info in infos) == 30
    assert sum(info.total_duration for info in infos) == pytest.approx(3 * SECOND_TICKS, abs=SECOND_TICKS / 10)


def test_sound_is_copied_with_what_its_encoder_put_before_it(tmp_path: Path) -> None:
    messages = told(sound(tmp_path / "a.m4a"))
    fmt = parse_init(of_kind(messages, MessageKind.INIT)[0].data)
    assert isinstance(fmt, AudioFormat)
    assert fmt.sample_rate == 44_100
    first = parse_fragment(of_kind(messages, MessageKind.FRAGMENT)[0].data)
    assert first.base_decode_time == 44_100 - 1024


@pytest.mark.parametrize(("name", "codec"), [("a.flac", "flac"), ("a.mp3", "libmp3lame"), ("a.wav", "pcm_s16le")])
def test_other_sound_is_encoded_anew_at_its_length(tmp_path: Path, name: str, codec: str) -> None:
    messages = told(sound(tmp_path / name, codec=codec))
    assert messages[0].told["media"] == "audio"
    infos = [parse_fragment(message.data) for message in of_kind(messages, MessageKind.FRAGMENT)]
    assert sum(info.total_duration for info in infos) == pytest.approx(2 * 48_000 + 1024, abs=4 * 1024)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text\n" * 100,
        b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n/etc/passwd\n#EXT-X-ENDLIST\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
    ],
)
def test_what_holds_no_media_itself_is_not_opened(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(content)
    with pytest.raises(MediaError):
        told(path)


def test_a_list_that_names_a_file_beside_it_does_not_get_it(tmp_path: Path) -> None:
    pictures(tmp_path / "secret.mp4")
    path = tmp_path / "list"
    path.write_text("ffconcat version 1.0\nfile secret.mp4\n")
    with pytest.raises(MediaError):
        told(path)


def test_a_wish_that_the_file_cannot_fulfil_is_told(tmp_path: Path) -> None:
    path = sound(tmp_path / "a.wav", codec="pcm_s16le")
    with pytest.raises(MediaError, match="no video"):
        told(path, MediaKind.VIDEO)


def test_a_still_is_told_with_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    with av.open(str(path), "w", format="image2pipe") as file:
        stream = file.add_stream("png")
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 30, 20, "rgb24"
        file.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((20, 30, 3), np.uint8), format="rgb24")))
        file.mux(stream.encode(None))
    assert [dict(message.told) for message in told(path)] == [{"content_type": "image/png", "width": 30, "height": 20}, {}]
