"""Playing by link from a real backend: playlists as they grow, media, shares."""

from __future__ import annotations

import re
import subprocess
import threading
import time
from typing import TYPE_CHECKING

import pytest

from demo.process import wait_until
from lookhear.media.fragments import parse_fragment
from tests.tools.footage import Sender, pictures, sound
from tests.tools.live import served
from tests.tools.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.tools.live import Backend

PICTURES = pictures()
MIC = sound()
SYSTEM = sound("system_audio:default", start_s=3.0, seconds=6, hertz=880)
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
    """A session of which everything has come and is exported."""
    with Sender(backend.url, backend.discovery.api_key) as made:
        made.begin("display:1", "mic:default", "system_audio:default", "mix:default", wall_origin_ns=time.time_ns())
        for each in (PICTURES, MIC, SYSTEM, MIX):
            made.send(each)
        wait_until(lambda: made.session["status"] == "exported", what="the export")
        yield made


def playlist(sender: Sender, track: str, **parameters: int | str) -> str:
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    answer = sender.get(f"{sender.streams[track]}.m3u8?{query}")
    assert answer.status_code == 200, answer.text
    return answer.text


def parts(text: str) -> list[int]:
    return [int(seq) for seq in re.findall(r'EXT-X-PART:.*?/(\d+)\.m4s"', text)]


def complaints(*command: str) -> str:
    """What FFmpeg's tools have to say; nothing is good."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.stderr + ("" if done.returncode == 0 else f"exit {done.returncode}")


def test_a_reload_waits_for_the_part_it_asks_for(sender: Sender) -> None:
    sender.begin("display:1", wall_origin_ns=time.time_ns())
    sender.put_init(PICTURES)
    sender.put(PICTURES, *range(1, 11))
    assert parts(playlist(sender, "display:1")) == list(range(1, 11))
    answers: list[str] = []
    waiting = threading.Thread(target=lambda: answers.append(playlist(sender, "display:1", _HLS_msn=1, _HLS_part=2)))
    waiting.start()
    with Sender(sender.url, sender.key) as other:
        other.streams, other.grant = sender.streams, sender.grant
        other.put(PICTURES, 11)
    waiting.join()
    assert parts(answers[0])[-1] == 11
    assert 'PRELOAD-HINT:TYPE=PART,URI="' in answers[0]


def test_the_part_that_is_announced_comes_when_it_is_there(sender: Sender) -> None:
    sender.begin("mic:default", wall_origin_ns=time.time_ns())
    sender.put_init(MIC)
    sender.put(MIC, *range(1, 10))
    playlist(sender, "mic:default")
    answers: list[bytes] = []
    waiting = threading.Thread(target=lambda: answers.append(sender.get(f"{sender.streams['mic:default']}/10.m4s").content))
    waiting.start()
    with Sender(sender.url, sender.key) as other:
        other.streams, other.grant = sender.streams, sender.grant
        other.put(MIC, 10)
    waiting.join()
    assert answers == [MIC.fragments[9]]


def test_what_comes_out_of_order_is_shown_up_to_the_first_hole_and_in_the_end_all_of_it(sender: Sender) -> None:
    sender.begin("display:1", wall_origin_ns=time.time_ns())
    sender.put_init(PICTURES)
    sender.put(PICTURES, *range(1, 10), *range(12, 20))
    assert parts(playlist(sender, "display:1")) == list(range(1, 10))
    sender.put(PICTURES, 11)
    assert parts(playlist(sender, "display:1")) == list(range(1, 10))
    sender.put(PICTURES, 10)
    wait_until(lambda: parts(playlist(sender, "display:1")) == list(range(1, 20)), what="the hole being filled")
    sender.put(PICTURES, *range(20, 25))
    sender.complete(PICTURES)
    wait_until(lambda: "ENDLIST" in playlist(sender, "display:1"), what="the end of the playlist")
    assert re.findall(r"/(\d+-\d+)\.m4s", playlist(sender, "display:1")) == ["1-8", "9-16", "17-24"]


def test_a_position_that_cannot_be_is_refused(sender: Sender) -> None:
    sender.begin("mic:default", wall_origin_ns=time.time_ns())
    sender.put_init(MIC)
    sender.put(MIC, *range(1, 10))
    path = f"{sender.streams['mic:default']}.m3u8"
    assert sender.get(f"{path}?_HLS_part=1").status_code == 422
    assert sender.get(f"{path}?_HLS_msn=99").status_code == 422
    assert sender.get("rts-unknown.m3u8").status_code == 404


def test_the_master_offers_the_display_and_the_mix_first(finished: Sender) -> None:
    text = finished.get("master.m3u8").text
    names = re.findall(r'NAME="(.*?)",DEFAULT=(\w+)', text)
    assert names == [("Mix", "YES"), ("The mic:default", "NO"), ("The system_audio:default", "NO")]
    assert re.search(r'CODECS="avc1\.\w+,mp4a\.40\.2",RESOLUTION=160x96,AUDIO="sound"', text)
    assert text.splitlines()[-1] == f"{finished.streams['display:1']}.m3u8"
    assert finished.get("master.m3u8?display=display:9").status_code == 404


def test_ffmpeg_plays_every_playlist_without_a_complaint(finished: Sender) -> None:
    base = f"{finished.url}/play/{finished.slug}"
    assert complaints("ffmpeg", "-v", "warning", "-i", f"{base}/master.m3u8", "-map", "0", "-f", "null", "-") == ""
    for stream_id in finished.streams.values():
        assert complaints("ffmpeg", "-v", "warning", "-i", f"{base}/{stream_id}.m3u8", "-f", "null", "-") == ""
    command = ["ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0"]
    done = subprocess.run(
        [*command, f"{base}/{finished.streams['display:1']}.m3u8"], capture_output=True, text=True, check=True, timeout=60
    )
    assert set(done.stdout.split()) == {"360"}  # said of the program and of the stream


def test_sound_that_begins_late_and_ends_early_is_silent_instead_of_missing(finished: Sender) -> None:
    stream_id = finished.streams["system_audio:default"]
    text = finished.get(f"{stream_id}.m3u8").text
    names = re.findall(rf"{stream_id}/(.*?)\.m4s", text)
    silent = [name for name in names if name.startswith("silence-1-")]
    assert (names[0], names[-1]) == (silent[0], silent[-1])
    info = parse_fragment(finished.get(f"{stream_id}/{silent[0]}.m4s").content)
    assert info.base_decode_time == 0
    total_s = sum(float(length) for length in re.findall(r"EXTINF:([\d.]+)", text))
    assert total_s == pytest.approx(PICTURES.ends_s[-1], abs=0.2)
    assert finished.get(f"{stream_id}/silence-1-0-99000000000.m4s").status_code == 404
    assert finished.get(f"{finished.streams['display:1']}/silence-1-0-1000.m4s").status_code == 404


def test_media_never_change_and_playlists_are_never_kept(finished: Sender) -> None:
    stream_id = finished.streams["display:1"]
    segment = finished.get(f"{stream_id}/1-8.m4s")
    assert segment.content == b"".join(PICTURES.fragments[:8])
    assert "immutable" in segment.headers["cache-control"]
    assert segment.headers["access-control-allow-origin"] == "*"
    assert finished.get(f"{stream_id}/1-8.m4s", **{"If-None-Match": segment.headers["etag"]}).status_code == 304
    part = finished.get(f"{stream_id}/2.m4s", Range="bytes=100-199")
    assert (part.status_code, part.content) == (206, PICTURES.fragments[1][100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(PICTURES.fragments[1])}"
    assert finished.get(f"{stream_id}/2.m4s", Range="bytes=999999-").status_code == 416
    assert finished.get(f"{stream_id}/init-1.mp4").content == PICTURES.init
    head = finished.http.head(f"/play/{finished.slug}/{stream_id}/2.m4s")
    assert (head.status_code, int(head.headers["content-length"]), head.content) == (200, len(PICTURES.fragments[1]), b"")
    listed = finished.get("master.m3u8")
    assert listed.headers["cache-control"] == "no-store"
    assert listed.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["1-99.m4s", "5-4.m4s", "99.m4s", "gap-1.m4s", "init-9.mp4", "0-0.m4s"])
def test_what_is_not_there_is_not_found(finished: Sender, path: str) -> None:
    answer = finished.get(f"{finished.streams['display:1']}/{path}")
    assert answer.status_code == 404
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_link_that_expired_or_was_taken_back_shows_nothing(finished: Sender) -> None:
    made = finished.ask("POST", "/share", {"target": finished.session_id, "expires_in": 0.2})
    path = made["stream_url"].removeprefix(finished.url)
    wait_until(lambda: finished.http.get(path).status_code == 410, what="the link expiring")
    assert finished.http.get(made["url"].removeprefix(finished.url)).status_code == 410
    lasting = finished.ask("POST", "/share", {"target": finished.session_id})
    path = lasting["stream_url"].removeprefix(finished.url)
    assert finished.http.get(path).status_code == 200
    finished.ask("DELETE", f"/share/{lasting['slug']}")
    assert finished.http.get(path).status_code == 404
    assert finished.get("master.m3u8").status_code == 200


def test_a_link_to_a_stretch_plays_it_and_nothing_far_from_it(finished: Sender) -> None:
    origin_s = finished.session["started_at"]
    rid = finished.streams["mic:default"]
    told = finished.ask("GET", f"/rtstream/{rid}/stream?start={origin_s + 0.1}&end={origin_s + 2}")
    assert told == finished.ask("GET", f"/rtstream/{rid}/stream?start={origin_s + 0.1}&end={origin_s + 2}")
    slug = told["stream_url"].split("/")[-2]
    text = finished.http.get(f"/play/{slug}/{rid}.m3u8").text
    assert re.findall(r"/(\d+-\d+)\.m4s", text) == ["1-4"]
    assert text.endswith("#EXT-X-ENDLIST\n")
    assert finished.http.get(f"/play/{slug}/facts.json").json()["duration"] == pytest.approx(1.9, abs=0.01)
    assert finished.http.get(f"/play/{slug}/{rid}/4.m4s").status_code == 200
    assert finished.http.get(f"/play/{slug}/{rid}/24.m4s").status_code == 404
    assert finished.http.get(f"/play/{slug}/{finished.streams['display:1']}.m3u8").status_code == 404


def test_an_rtstream_without_times_is_its_lasting_link(finished: Sender) -> None:
    rid = finished.streams["display:1"]
    told = finished.ask("GET", f"/rtstream/{rid}/stream")
    assert told["player_url"] == finished.ask("GET", f"/rtstream/{rid}")["player_url"]
    assert f"{rid}.m3u8" in finished.http.get(told["stream_url"].removeprefix(finished.url)).text


def test_the_pages_load_nothing_from_elsewhere(finished: Sender) -> None:
    for page, ancestors in (("watch", "'self'"), ("embed", "*")):
        answer = finished.http.get(f"/{page}?v={finished.slug}")
        assert answer.status_code == 200
        assert f"frame-ancestors {ancestors}" in answer.headers["content-security-policy"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        addresses = re.findall(r'(?:src|href)="([^"#]+)"', answer.text)
        for address in (each for each in addresses if not each.startswith("data:")):
            asset = finished.http.get(address)
            assert asset.status_code == 200
            assert "immutable" in asset.headers["cache-control"]
    assert finished.http.get("/watch?v=nobody-knows").status_code == 404
    assert finished.http.get("/assets/another/player.js").status_code == 404


def test_the_facts_of_a_link_say_how_it_stands(finished: Sender) -> None:
    facts = finished.get("facts.json").json()
    assert (facts["state"], facts["is_live"]) == ("ready", False)
    assert [each["name"] for each in facts["sounds"]] == ["Mix", "The mic:default", "The system_audio:default"]
    assert facts["duration"] == pytest.approx(12.2, abs=0.3)
    assert len(facts["videos"]) == 1


def test_a_page_says_what_whoever_made_its_link_wants_it_to_and_nothing_of_it_is_code(finished: Sender) -> None:
    words = {
        "player_title": "<b>Monday</b>",
        "player_description": 'It\'s "all" </p><script>alert(1)</script> $slug',
        "player_slug_prefix": "standup_1",
    }
    headers = {"x-access-token": finished.key}
    path = f"/rtstream/{finished.streams['display:1']}/stream"
    told = finished.http.get(path, params=words, headers=headers).json()["data"]
    assert told == finished.http.get(path, params=words, headers=headers).json()["data"]
    slug = told["player_url"].partition("v=")[2]
    assert slug.startswith("standup_1-")
    assert f"/play/{slug}/" in told["stream_url"]
    assert finished.http.get(told["stream_url"]).status_code == 200
    page = finished.http.get("/watch", params={"v": slug}).text
    assert "<title>&lt;b&gt;Monday&lt;/b&gt;</title>" in page
    assert "It&#x27;s &quot;all&quot; &lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt; $slug" in page
    assert "<script>alert" not in page
    assert finished.http.get(f"/play/{slug}/facts.json").json()["title"] == "<b>Monday</b>"
    for bad in ({"player_slug_prefix": "a/b"}, {"player_slug_prefix": "x~y"}, {"player_title": "x" * 201}):
        assert finished.http.get(path, params=bad, headers=headers).status_code == 422
