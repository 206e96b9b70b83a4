from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from lookhear.errors import MediaError
from lookhear.media.fragments import parse_fragment
from lookhear.media.h264 import split_annex_b
from lookhear.media.init_segment import parse_init
from lookhear.media.rtp.descriptions import MediaLine
from lookhear.media.rtp.packets import RtpPacket
from lookhear.media.rtp.tracks import Begin, LivePictures, LiveSound
from lookhear.media.samples import VideoFormat

if TYPE_CHECKING:
    from lookhear.media.importing.cutting import Piece

PICTURES = MediaLine(is_video=True, payload_type=96, control="", encoding="H264", clock_rate=90_000)
AAC = {"mode": "AAC-hbr", "sizelength": "13", "indexlength": "3", "indexdeltalength": "3", "config": "1188"}
SOUND = MediaLine(is_video=False, payload_type=97, control="", encoding="MPEG4-GENERIC", clock_rate=48_000, parameters=AAC)
BEGIN = Begin(track="display:1", inits=2, sequence=7, at_s=100.0)
STEP = 3600  # ticks of a picture at 25 a second


def encoded(count: int, *, size: tuple[int, int] = (64, 48)) -> list[list[bytes]]:
    """The NAL units of pictures, a key frame first and after each 25."""
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = *size, "yuv420p"
    context.framerate, context.time_base, context.gop_size = Fraction(25), Fraction(1, 25), 25
    context.options = {"preset": "ultrafast", "tune": "zerolatency"}
    packets = []
    for number in range(count):
        frame = av.VideoFrame.from_ndarray(np.full((size[1], size[0], 3), number % 256, np.uint8), format="rgb24")
        packets += context.encode(frame.reformat(format="yuv420p"))
    return [list(split_annex_b(bytes(packet))) for packet in packets]


def count_of(pictures: list[list[bytes]]) -> int:
    """How many packets they are."""
    return sum(len(nals) for nals in pictures)


def sent(live: LivePictures, pictures: list[list[bytes]], *, first: int = 0, sequence: int = 0, now_s: float = 100.0) -> list[Piece]:
    """The pieces of pictures, each NAL unit in a packet."""
    pieces: list[Piece] = []
    for number, nals in enumerate(pictures, first):
        for place, nal in enumerate(nals, 1):
            packet = RtpPacket(96, place == len(nals), sequence, number * STEP, nal)
            sequence = (sequence + 1) % 65_536
            pieces += live.feed(packet, now_s=now_s)
    return pieces


def test_pictures_become_numbered_fragments_of_half_a_second_at_session_times() -> None:
    pieces = sent(LivePictures(PICTURES, BEGIN), encoded(60))
    assert [(each.is_init, each.number) for each in pieces] == [(True, 3), (False, 8), (False, 9), (False, 10), (False, 11)]
    fmt = parse_init(pieces[0].data)
    assert isinstance(fmt, VideoFormat)
    assert (fmt.width, fmt.height) == (64, 48)
    infos = [parse_fragment(each.data) for each in pieces[1:]]
    assert infos[0].base_decode_time == 100 * 90_000
    assert all(info.total_duration <= 14 * STEP for info in infos)
    assert [info.base_decode_time for info in infos[1:]] == [info.end_decode_time for info in infos[:-1]]


def test_it_begins_with_a_key_frame_and_again_behind_a_loss() -> None:
    pictures = encoded(60)
    live = LivePictures(PICTURES, BEGIN)
    assert sent(live, pictures[5:25], first=5) == []
    pieces = sent(live, pictures[25:30], first=25, sequence=count_of(pictures[5:25]))
    pieces += sent(live, pictures[40:60], first=40, sequence=500)
    infos = [parse_fragment(each.data) for each in pieces if not each.is_init]
    assert sum(len(info.sizes) for info in infos) == 5  # what is before the key frame at 50 is gone
    assert infos[0].base_decode_time == 100 * 90_000 + 20 * STEP


def test_another_size_is_another_init() -> None:
    live = LivePictures(PICTURES, BEGIN)
    pieces = sent(live, encoded(3)) + sent(live, encoded(3, size=(32, 32)), first=3, sequence=count_of(encoded(3)))
    assert [each.number for each in pieces if each.is_init] == [3, 4]


def test_pictures_that_recordings_could_not_have_are_refused() -> None:
    with pytest.raises(MediaError, match="coded as H265"):
        LivePictures(MediaLine(is_video=True, payload_type=96, control="", encoding="H265", clock_rate=90_000), BEGIN)
    with pytest.raises(MediaError, match="unknown kind"):
        LivePictures(MediaLine(is_video=True, payload_type=96, control="", encoding="<b>", clock_rate=90_000), BEGIN)
    first, second, third = encoded(3)
    live = LivePictures(PICTURES, BEGIN)
    sent(live, [first], first=0)
    sent(live, [second], first=3, sequence=len(first))
    with pytest.raises(MediaError, match="later ones"):
        sent(live, [third], first=2, sequence=len(first) + len(second))
    live = LivePictures(PICTURES, BEGIN)
    sent(live, [first])
    with pytest.raises(MediaError, match="no key frame"):
        sent(live, [second], first=9 * 25, sequence=len(first), now_s=105.0)
    with pytest.raises(MediaError, match="clock"):
        sent(LivePictures(PICTURES, BEGIN), [first], now_s=200.0)


def frame(number: int, timestamp: int) -> RtpPacket:
    return RtpPacket(97, is_marked=True, sequence=number, timestamp=timestamp, payload=b"\x00\x10" + (4 << 3).to_bytes(2, "big") + b"soun")


def test_sound_goes_on_where_it_ended_and_leaves_a_hole_where_there_is_one() -> None:
    live = LiveSound(SOUND, BEGIN)
    stamps = [number * 1024 for number in range(40)] + [48_000 * 3 + number * 1024 for number in range(40)]
    stamps[3] += 5  # how clocks round
    pieces = [piece for number, stamp in enumerate(stamps) for piece in live.feed(frame(number, stamp), now_s=102.0)]
    infos = [parse_fragment(each.data) for each in pieces if not each.is_init]
    assert infos[0].base_decode_time == 100 * 48_000
    assert set(infos[0].durations.tolist()) == {1024}
    gaps = [later.base_decode_time - before.end_decode_time for before, later in pairwise(infos)]
    assert max(gaps) == 3 * 48_000 - 40 * 1024
    assert sorted(gaps)[:-1] == [0] * (len(gaps) - 1)


def test_sound_of_another_kind_is_refused() -> None:
    with pytest.raises(MediaError, match="coded as PCMU"):
        LiveSound(MediaLine(is_video=False, payload_type=0, control="", encoding="PCMU", clock_rate=8000), BEGIN)
