from __future__ import annotations

import re

import pytest

from lookhear.media.playlist import MediaPlaylist, Picture, Sound, iso_time, master
from lookhear.media.samples import NS_PER_S
from tests.unit.media.test_segments import part

WALL_NS = 1_767_225_600_000_000_000  # 2026-01-01


def playlist(parts: int = 0, *, is_video: bool = True, group: int = 8) -> MediaPlaylist:
    """Half-second parts from session second one on."""
    made = MediaPlaylist(prefix="rts-1/", is_video=is_video, wall_origin_ns=WALL_NS)
    grow(made, parts, group=group)
    return made


def grow(made: MediaPlaylist, parts: int, *, group: int = 8) -> None:
    for seq in range(made.next_seq, made.next_seq + parts):
        made.add(part(seq, 1 + (seq - 1) / 2, is_independent=seq % group == 1))


def media_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_a_live_playlist_has_everything_a_low_latency_player_asks_for() -> None:
    assert playlist(10).text() == (
        "#EXTM3U\n"
        "#EXT-X-VERSION:9\n"
        "#EXT-X-TARGETDURATION:9\n"
        "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=54,PART-HOLD-BACK=1.800\n"
        "#EXT-X-PART-INF:PART-TARGET=0.600\n"
        "#EXT-X-PLAYLIST-TYPE:EVENT\n"
        "#EXT-X-MEDIA-SEQUENCE:0\n"
        '#EXT-X-MAP:URI="rts-1/init-1.mp4"\n'
        "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:01.000Z\n"
        '#EXT-X-PART:DURATION=0.500000,URI="rts-1/1.m4s",INDEPENDENT=YES\n'
        '#EXT-X-PART:DURATION=0.500000,URI="rts-1/2.m4s"\n'
        '#EXT-X-PART:DURATION=0.500000,URI="rts-1/3.m4s"\n'
        '#EXT-X-PART:DURATION=0.500000,URI="rts-1/4.m4s"\n'
        '#EXT-X-PART:DURATION=0.500000,URI="rts-1/5.m4s"\n'
        '#EXT-X-PART:DURATION=0.500000,URI="rts-1/6.m4s"\n'
        '#EXT-X-PART:DURATION=0.500000,URI="rts-1/7.m4s"\n'
        '#EXT-X-PART:DURATION=0.500000,URI="rts-1/8.m4s"\n'
        "#EXTINF:4.000000,\n"
        "rts-1/1-8.m4s\n"
        "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:05.000Z\n"
        '#EXT-X-PART:DURATION=0.500000,URI="rts-1/9.m4s",INDEPENDENT=YES\n'
        '#EXT-X-PART:DURATION=0.500000,URI="rts-1/10.m4s"\n'
        '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="rts-1/11.m4s"\n'
    )


def test_a_finished_playlist_lists_whole_segments_and_its_end() -> None:
    made = playlist(10)
    made.end()
    text = made.text()
    assert media_lines(text) == ["rts-1/1-8.m4s", "rts-1/9-10.m4s"]
    assert text.endswith("#EXT-X-ENDLIST\n")
    assert "PART" not in text
    assert "SERVER-CONTROL" not in text
    assert "#EXT-X-PLAYLIST-TYPE:VOD" in text


def test_parts_are_listed_near_the_end_only() -> None:
    text = playlist(200).text()
    listed = [int(seq) for seq in re.findall(r'EXT-X-PART:.*?/(\d+)\.m4s"', text)]
    assert listed == list(range(listed[0], 201))
    assert 54 <= len(listed) <= 54 + 8


def test_a_delta_update_and_what_was_there_before_make_the_whole_playlist() -> None:
    made = playlist(400)
    before = made.text()
    grow(made, 5)
    delta, full = made.text(is_delta=True), made.text()
    found = re.search(r"#EXT-X-SKIP:SKIPPED-SEGMENTS=(\d+)\n", delta)
    assert found is not None
    skipped = int(found[1])
    assert media_lines(full) == media_lines(before)[:skipped] + media_lines(delta)
    assert len(media_lines(delta)) < 20
    assert "EXT-X-MAP" not in delta  # it is the one that holds already
    assert full[full.index(media_lines(delta)[0]) :] == delta[delta.index(media_lines(delta)[0]) :]


def test_a_short_playlist_and_a_finished_one_are_never_abridged() -> None:
    assert "SKIP:" not in playlist(50).text(is_delta=True)
    made = playlist(400)
    made.end()
    assert made.text(is_delta=True) == made.text()


def test_whoever_waits_for_a_part_has_it_as_soon_as_it_or_its_successor_is_there() -> None:
    made = playlist()
    assert made.is_empty
    assert not made.has(0, 0)
    grow(made, 7)
    assert made.has(0, 6)
    assert not made.has(0, 7)
    assert not made.has(0, None)
    grow(made, 1)
    assert made.has(0, 7)
    assert not made.has(0, 8)  # is the first of the next segment
    assert not made.has(1, 0)
    grow(made, 1)
    assert made.has(0, None)
    assert made.has(0, 8)
    assert made.has(1, 0)
    assert not made.has(1, 1)
    assert not made.has(1, None)
    assert (made.may_come(2), made.may_come(3)) == (True, False)
    made.end()
    assert made.has(9, 9)


def test_a_segment_of_sound_that_has_its_length_is_there_whole() -> None:
    made = MediaPlaylist(prefix="", is_video=False, wall_origin_ns=WALL_NS, has_window=True)
    for seq in range(1, 9):
        made.add(part(seq, seq / 2, is_independent=True))
    assert made.has(0, None)
    assert made.has(0, 7)
    assert not made.has(0, 8)
    assert not made.has(1, 0)


def test_a_hole_is_a_gap_and_the_times_behind_it_are_the_clock_s() -> None:
    made = playlist(8)
    made.add(part(9, 20, is_independent=True))
    made.end()
    text = made.text()
    assert "#EXT-X-GAP\n#EXTINF:8.000000,\nrts-1/gap-1.m4s\n" in text
    assert "#EXT-X-GAP\n#EXTINF:7.000000,\nrts-1/gap-2.m4s\n" in text
    assert "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:20.000Z\n#EXTINF:0.500000,\nrts-1/9-9.m4s\n" in text


def test_silence_fills_what_is_missing_of_sound() -> None:
    made = MediaPlaylist(prefix="a/", is_video=False, wall_origin_ns=WALL_NS)
    made.add(part(1, 2, is_independent=True))
    made.add(part(2, 11, init=2, is_independent=True))
    made.end(at_ns=13 * NS_PER_S)
    text = made.text()
    assert media_lines(text) == [
        "a/silence-1-0-2000000000.m4s",
        "a/1-1.m4s",
        "a/silence-2-2500000000-10500000000.m4s",
        "a/silence-2-10500000000-11000000000.m4s",
        "a/2-2.m4s",
        "a/silence-2-11500000000-13000000000.m4s",
    ]
    assert "#EXT-X-GAP" not in text
    assert text.count("#EXT-X-MAP") == 2


def test_another_init_is_said_before_what_it_decodes() -> None:
    made = playlist(8)
    made.add(part(9, 5, init=2, is_independent=True))
    made.add(part(10, 0, init=2, is_independent=True))
    lines = made.text().splitlines()
    assert [lines[index + 1 :][0][:27] for index, line in enumerate(lines) if "EXT-X-MAP" in line] == ["#EXT-X-PROGRAM-DATE-TIME:20"] * 2
    assert lines.count("#EXT-X-DISCONTINUITY") == 1
    made.end()
    assert made.text().count("#EXT-X-DISCONTINUITY\n") == 1


def test_a_fragment_longer_than_usual_lengthens_what_players_are_promised() -> None:
    made = playlist(1)
    made.add(part(2, 1.5, length_s=1.96))
    assert "PART-TARGET=2.000" in made.text()
    assert "PART-HOLD-BACK=6.000" in made.text()


def test_a_window_forgets_its_beginning() -> None:
    made = MediaPlaylist(prefix="", is_video=True, wall_origin_ns=WALL_NS, has_window=True, first_number=100)
    grow(made, 40)
    made.text()
    made.drop_before(10 * NS_PER_S)
    text = made.text()
    assert "#EXT-X-MEDIA-SEQUENCE:102\n" in text
    assert "EVENT" not in text
    made.drop_before(made.end_ns + 1)
    assert "#EXT-X-MEDIA-SEQUENCE:104\n" in made.text()


def test_stretches_play_one_behind_the_other() -> None:
    made = playlist(100)
    text = made.clip([(6 * NS_PER_S, 8 * NS_PER_S), (40 * NS_PER_S, 42 * NS_PER_S)])
    assert "#EXT-X-START:TIME-OFFSET=1.000000,PRECISE=YES\n" in text
    assert media_lines(text) == ["rts-1/9-14.m4s", "rts-1/73-80.m4s", "rts-1/81-82.m4s"]
    assert text.count("#EXT-X-DISCONTINUITY\n") == 1
    assert text.endswith("#EXT-X-ENDLIST\n")
    assert media_lines(made.clip([(900 * NS_PER_S, 901 * NS_PER_S)])) == []
    assert media_lines(made.clip([(50 * NS_PER_S, 99 * NS_PER_S)])) == ["rts-1/97-100.m4s"]


PICTURE = Picture(uri="rts-1.m3u8", codec="avc1.640028", width=1920, height=1080, peak_bit_rate=4_000_000, mean_bit_rate=1_000_000)
MIX = Sound(uri="trk-1.m3u8", codec="mp4a.40.2", name="Mix", is_default=True, channels=2, bit_rate=128_000)
MIC = Sound(uri="rts-2.m3u8", codec="mp4a.40.2", name='The "big"\nmicrophone', is_default=False, channels=1, bit_rate=64_000)


def test_a_master_playlist_offers_one_display_and_every_sound() -> None:
    assert master(PICTURE, [MIX, MIC]) == (
        "#EXTM3U\n"
        "#EXT-X-VERSION:7\n"
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Mix",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="trk-1.m3u8"\n'
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="The \'big\' microphone",DEFAULT=NO,AUTOSELECT=NO,CHANNELS="1",URI="rts-2.m3u8"\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=4128000,AVERAGE-BANDWIDTH=1128000,CODECS="avc1.640028,mp4a.40.2",RESOLUTION=1920x1080,AUDIO="sound"\n'
        "rts-1.m3u8\n"
    )


def test_a_master_playlist_of_sound_alone_plays_the_default_one() -> None:
    assert master(None, [MIC, MIX]).endswith(
        '#EXT-X-STREAM-INF:BANDWIDTH=128000,AVERAGE-BANDWIDTH=128000,CODECS="mp4a.40.2",AUDIO="sound"\ntrk-1.m3u8\n'
    )
    assert "AUDIO=" not in master(PICTURE, [])
    assert "STREAM-INF" not in master(None, [])


def test_bit_rates_are_those_of_the_media() -> None:
    made = playlist()
    assert made.bit_rates == (0, 0)
    for each in (*(part(seq, seq / 2, is_independent=seq % 2 == 1) for seq in range(1, 5)), part(9, 30, is_independent=True)):
        made.add(each)
    made.end()
    assert made.bit_rates == (16_000, 16_000)
    made.drop_before(made.end_ns)
    assert made.bit_rates == (16_000, 16_000)


def test_sounds_of_one_name_are_told_apart() -> None:
    text = master(PICTURE, [MIC, MIC, MIC, MIX])
    assert len(set(re.findall(r'NAME="([^"]*)"', text))) == 4


@pytest.mark.parametrize("is_video", [True, False])
def test_a_jump_is_a_discontinuity_in_the_same_place_of_every_track(*, is_video: bool) -> None:
    made = playlist(10, is_video=is_video)
    made.jumps.append((10 * NS_PER_S, 900_000 * NS_PER_S))
    made.add(part(11, 900_000, is_independent=True))
    text = made.text()
    assert text.count("#EXT-X-DISCONTINUITY\n") == 1
    assert text.index("#EXT-X-DISCONTINUITY\n") < text.index("rts-1/11.m4s")
    assert len(text) < 3000
    assert made.jumped_ns == 899_990 * NS_PER_S
    made.add(part(12, 900_000.5, is_independent=True))
    made.end()
    assert made.text().count("#EXT-X-DISCONTINUITY\n") == 1
    made.drop_before(900_000 * NS_PER_S)
    text = made.text()
    assert text.count("#EXT-X-DISCONTINUITY\n") + ("#EXT-X-DISCONTINUITY-SEQUENCE:1\n" in text) == 1


def test_a_track_that_begins_behind_a_jump_counts_it() -> None:
    late = playlist()
    late.jumps.append((10 * NS_PER_S, 900_000 * NS_PER_S))
    late.add(part(1, 900_000, is_independent=True))
    late.add(part(2, 900_000.5, is_independent=True))
    assert "#EXT-X-DISCONTINUITY-SEQUENCE:1\n" in late.text()
    assert "#EXT-X-DISCONTINUITY\n" not in late.text()


def test_who_asks_again_gets_what_is_new() -> None:
    made = playlist(9)
    assert made.text() is made.text()
    before = made.text(is_delta=True)
    made.add(part(10, 5.5))
    assert made.text(is_delta=True) != before
    made.end()
    assert made.text().endswith("#EXT-X-ENDLIST\n")


@pytest.mark.parametrize(("wall_ns", "text"), [(WALL_NS + 1_999_999, "2026-01-01T00:00:00.001Z"), (0, "1970-01-01T00:00:00.000Z")])
def test_times_are_written_in_milliseconds(wall_ns: int, text: str) -> None:
    assert iso_time(wall_ns) == text
