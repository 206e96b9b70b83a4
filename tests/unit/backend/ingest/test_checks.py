"""What an uploaded body must be. Whatever comes, it is taken for what it is or refused with a sentence."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.backend.ingest.checks import check_context, check_fragment, check_init, codec_name
from lookhear.errors import IngestRefused
from lookhear.media import sample_index
from lookhear.media.boxes import box
from lookhear.media.fragments import build_fragment
from lookhear.media.samples import AudioFormat, Sample
from lookhear.protocol.ingest import Problem
from lookhear.protocol.tracks import TrackKind
from tests.fakes.bodies import AUDIO, VIDEO, context_of, fragment_of, init_of

DISPLAY, MIC = TrackKind.DISPLAY, TrackKind.MIC


def split_moov(data: bytes) -> tuple[bytes, bytes]:
    at = data.index(b"moov") - 4
    return data[:at], data[at:]


def test_an_init_says_what_its_track_is() -> None:
    video, audio = check_init(init_of(DISPLAY).data, DISPLAY), check_init(init_of(MIC).data, MIC)
    assert (video.codec, video.timescale, video.width, video.height, video.rate) == ("avc1.42C01F", 90_000, 1920, 1080, None)
    assert (audio.codec, audio.timescale, audio.rate, audio.channels, audio.width) == ("mp4a.40.2", 48_000, 48_000, 1, None)


@pytest.mark.parametrize(("config", "name"), [("1188", "mp4a.40.2"), ("2b92", "mp4a.40.5"), ("f8e0", "mp4a.40.39")])
def test_a_sound_codec_is_named_after_its_object_type(config: str, name: str) -> None:
    assert codec_name(AudioFormat(channels=1, specific_config=bytes.fromhex(config))) == name


def test_an_init_of_the_other_kind_is_refused() -> None:
    for body, kind in ((init_of(DISPLAY), MIC), (init_of(MIC), DISPLAY), (init_of(MIC), DISPLAY)):
        with pytest.raises(IngestRefused, match="other way round") as refused:
            check_init(body.data, kind)
        assert refused.value.problem == Problem.NOT_A_FRAGMENT


def test_an_init_of_two_tracks_or_of_more_than_an_init_is_refused() -> None:
    head, moov = split_moov(init_of(DISPLAY).data)
    trak = moov[moov.index(b"trak") - 4 : moov.index(b"mvex") - 4]
    for body in (
        head + box(b"moov", moov[8:], trak),
        head + moov + fragment_of(DISPLAY, 1).data,
        head + moov + moov,
        moov,
        moov + head,
        head,
        b"",
    ):
        with pytest.raises(IngestRefused):
            check_init(body, DISPLAY)


@given(st.binary(max_size=400))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    for check in (lambda: check_init(data, DISPLAY), lambda: check_fragment(data, seq=1, timescale=90_000), lambda: check_context(data)):
        with pytest.raises(IngestRefused) as refused:
            check()
        assert refused.value.problem == Problem.NOT_A_FRAGMENT


@given(st.data())
def test_a_damaged_body_is_refused_or_still_one_fragment(data: st.DataObject) -> None:
    for kind, timescale in ((DISPLAY, VIDEO.timescale), (MIC, AUDIO.timescale)):
        body = bytearray(fragment_of(kind, 1).data)
        for _ in range(data.draw(st.integers(1, 3))):
            body[data.draw(st.integers(0, 400))] = data.draw(st.integers(0, 255))
        try:
            facts = check_fragment(bytes(body), seq=1, timescale=timescale)
        except IngestRefused:
            continue
        assert facts.payload_offset + facts.payload_bytes == len(body)
        assert facts.duration > 0


@given(st.data())
def test_a_damaged_init_is_refused_or_still_an_init(data: st.DataObject) -> None:
    body = bytearray(init_of(DISPLAY).data)
    body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        facts = check_init(bytes(body), DISPLAY)
    except IngestRefused:
        return
    assert facts.timescale > 0
    assert facts.codec.startswith("avc1.")


def test_a_fragment_says_when_it_is_and_what_its_samples_are() -> None:
    body = fragment_of(DISPLAY, 3, size_bytes=15_000)
    facts = check_fragment(body.data, seq=3, timescale=VIDEO.timescale)
    assert (facts.tfdt, facts.duration, facts.samples, facts.begins_with_sync) == (90_000, 45_000, 15, True)
    assert facts.payload_offset + facts.payload_bytes == len(body.data)
    assert facts.wall_ns == 1_700_000_001_000_000_000
    assert sample_index.unpack(facts.table).sizes.tolist() == [1000] * 15


def test_a_fragment_of_another_number_or_of_no_possible_time_is_refused() -> None:
    with pytest.raises(IngestRefused, match="says it is number 3, and it was sent as number 4"):
        check_fragment(fragment_of(MIC, 3).data, seq=4, timescale=AUDIO.timescale)
    for start, duration in ((1 << 62, 1024), (0, 0), (0, 48_000 * 3_601)):
        data = build_fragment(
            sequence=1,
            base_decode_time=start,
            timescale=48_000,
            samples=[Sample(b"a", duration, is_sync=True)],
            wall_ns=None,
            is_video=False,
        )
        with pytest.raises(IngestRefused, match="none that a recording could have"):
            check_fragment(data, seq=1, timescale=48_000)


def test_a_fragment_with_something_behind_it_or_cut_is_refused() -> None:
    data = fragment_of(MIC, 1).data
    for body in (data + b"\0", data + data, data[:-1], data[:40], init_of(MIC).data + data):
        with pytest.raises(IngestRefused):
            check_fragment(body, seq=1, timescale=48_000)


def test_a_context_log_says_from_when_to_when_it_is() -> None:
    body = context_of([5, 9, 7])  # sources tell of one moment in any order
    facts = check_context(body.data)
    assert (facts.tfdt, facts.duration, facts.samples, facts.payload_bytes, facts.table) == (5, 4, 3, len(body.data), b"")
    assert check_context(body.data.removesuffix(b"\n")).samples == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "[]",
        "5",
        '{"t_ns": "5"}',
        '{"t_ns": true}',
        '{"t_ns": -1}',
        '{"t_ns": 1.0}',
        '{"kind": "marker"}',
        '{"t_ns": 9}\n\n{"t_ns": 10}',
        '{"t_ns": 9',
        '{"t_ns": ' + "9" * 30 + "}",
        '{"t_ns": ' + "9" * 5000 + "}",
        "[" * 100_000,
    ],
)
def test_what_is_no_context_log_is_refused(text: str) -> None:
    with pytest.raises(IngestRefused, match=r"Line [12] of the context log"):
        check_context(text.encode())


def test_a_context_log_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(IngestRefused, match="not JSON"):
        check_context(json.dumps({"t_ns": 1, "title": "x"}).replace("x", "\xe9").encode("latin-1"))
