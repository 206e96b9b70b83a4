from __future__ import annotations

import pytest

from lookhear.backend.sources.rtsp import Answer, chosen, control_address
from lookhear.media.rtp.descriptions import MediaLine


@pytest.mark.parametrize(
    ("base", "control", "address"),
    [
        ("rtsp://a/live/", "trackID=1", "rtsp://a/live/trackID=1"),
        ("rtsp://a/live", "trackID=1", "rtsp://a/live/trackID=1"),
        ("rtsp://a/live", "*", "rtsp://a/live"),
        ("rtsp://a/live", "", "rtsp://a/live"),
        ("rtsp://a/live", "rtsp://b/other", "rtsp://b/other"),
    ],
)
def test_the_address_of_a_track(base: str, control: str, address: str) -> None:
    assert control_address(base, control) == address


def test_the_first_of_a_kind_is_chosen() -> None:
    lines = [MediaLine(is_video=number > 0, payload_type=number, control="") for number in range(3)]
    assert chosen(lines, is_video=True) is lines[1]
    assert chosen(lines[1:], is_video=False) is None


def test_headers_that_are_not_there_say_nothing() -> None:
    answer = Answer(200, {"session": ["1", "2"]}, b"")
    assert (answer.header("session"), answer.header("transport")) == ("1", "")
