from __future__ import annotations

import base64

import pytest

from lookhear.errors import MediaError
from lookhear.media.rtp.descriptions import SoundFacts, picture_sets, read_description, sound_facts

SETS = ",".join(base64.b64encode(each).decode() for each in (b"\x67abc", b"\x68d"))
CAMERA = f"""v=0
o=- 0 0 IN IP4 127.0.0.1
a=control:rtsp://camera/all
m=application 0 RTP/AVP 107
a=control:meta
m=video 0 RTP/AVP 96
a=rtpmap:96 H264/90000
a=fmtp:96 packetization-mode=1; sprop-parameter-sets={SETS}
a=control:track1
m=audio 0 RTP/AVP 97
a=rtpmap:97 mpeg4-generic/48000/1
a=fmtp:97 streamtype=5;mode=AAC-hbr;sizeLength=13;indexLength=3;indexDeltaLength=3;config=1188
a=control:track2
"""


def test_pictures_and_sound_are_told_with_what_is_needed_to_take_them() -> None:
    whole, (pictures, sound) = read_description(CAMERA)
    assert whole == "rtsp://camera/all"
    assert (pictures.is_video, pictures.payload_type, pictures.encoding, pictures.clock_rate, pictures.control) == (
        True,
        96,
        "H264",
        90_000,
        "track1",
    )
    assert picture_sets(pictures) == (b"\x67abc", b"\x68d")
    assert sound_facts(sound) == SoundFacts(b"\x11\x88", 48_000, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("config=1188", "config=2988"),  # another profile
        ("config=1188", "config=11b0"),  # six channels
        ("config=1188", "config=118c"),  # frames of 960 samples
        ("config=1188", "config=xyz"),
        ("config=1188", "config=11"),
        ("48000/1", "44100/1"),  # which is not what the configuration says
        ("AAC-hbr", "AAC-lbr"),
        ("sizeLength=13;", ""),
    ],
)
def test_sound_that_recordings_could_not_have_is_none(old: str, new: str) -> None:
    assert sound_facts(read_description(CAMERA.replace(old, new))[1][1]) is None


@pytest.mark.parametrize("sets", ["", "!!!", "Z2Fi", "Z2Fi,=="])
def test_a_description_without_parameter_sets_has_none(sets: str) -> None:
    assert picture_sets(read_description(CAMERA.replace(SETS, sets))[1][0]) is None


@pytest.mark.parametrize("line", ["m=video", "m=video 0 RTP/AVP x", "m=video 0 RTP/AVP \u00b2"])
def test_lines_that_say_nothing_are_left_out(line: str) -> None:
    assert read_description(f"v=0\n{line}\na=rtpmap:x")[1] == []


def test_numbers_nobody_means_are_none() -> None:
    [line] = read_description("v=0\nm=audio 0 RTP/AVP 97\na=rtpmap:97 L16/99999999999\na=fmtp:97 =;;a")[1]
    assert (line.clock_rate, dict(line.parameters)) == (0, {"a": ""})


@pytest.mark.parametrize("text", ["", "<html>", "v=0\n" + "a=x\n" * 2000])
def test_what_is_no_description_is_refused(text: str) -> None:
    with pytest.raises(MediaError):
        read_description(text)
