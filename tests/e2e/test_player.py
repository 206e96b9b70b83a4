"""The player in a real browser: live while fragments keep arriving, afterwards, and what it says when there is nothing to play."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Self

import pytest

from demo.process import wait_until
from tests.tools.browser import browser
from tests.tools.footage import Sender, pictures, sound
from tests.tools.live import served
from tests.tools.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.tools.browser import Browser
    from tests.tools.footage import Footage
    from tests.tools.live import Backend

pytestmark = [pytest.mark.linux, pytest.mark.timeout(240)]

LENGTH_S = 24
TRACKS = (
    pictures(seconds=LENGTH_S, size=(320, 180)),
    pictures("display:2", seconds=LENGTH_S, size=(160, 120)),
    sound(seconds=LENGTH_S),
    sound("system_audio:default", seconds=LENGTH_S, hertz=880),
    sound("mix:default", seconds=LENGTH_S, channels=2, hertz=660),
)
AT = "document.querySelector('video').currentTime"
PLAYS = "!document.querySelector('video').paused && document.querySelector('video').readyState > 2"
ARROW_LEFT = "\ue012"


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    with Program(tmp_path_factory.mktemp("home")) as program, served(program, {}, tmp_path_factory.mktemp("data")) as (running, _):
        yield running


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def finished(backend: Backend) -> Iterator[Sender]:
    with Sender(backend.url, backend.discovery.api_key) as made:
        begin(made)
        for each in TRACKS:
            made.send(each)
        wait_until(lambda: made.session["status"] == "exported", what="the export")
        yield made


def begin(sender: Sender) -> None:
    sender.begin(*(each.track for each in TRACKS), wall_origin_ns=time.time_ns(), metadata={"title": "Weekly"})


class Feeder:
    """Sends the tracks as fast as time goes by, on a thread of its own, until told to stop."""

    def __init__(self, sender: Sender, tracks: tuple[Footage, ...]) -> None:
        self._sender, self._tracks = sender, tracks
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feeder")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        begin_s = time.monotonic()
        due = [(end_s, seq, each) for each in self._tracks for seq, end_s in enumerate(each.ends_s, 1)]
        due.sort(key=lambda one: one[0])
        for each in self._tracks:
            self._sender.put_init(each)
        for end_s, seq, each in due:
            if self._stop.wait(max(0.0, begin_s + end_s - time.monotonic())):
                return
            self._sender.put(each, seq)


def until_it_plays(window: Browser, *, beyond_s: float = 0.5) -> None:
    window.until(f"{PLAYS} && {AT} > {beyond_s}", what=f"playing beyond {beyond_s} s")


def test_it_waits_for_the_beginning_then_plays_live_and_keeps_up(backend: Backend, window: Browser) -> None:
    with Sender(backend.url, backend.discovery.api_key) as sender:
        begin(sender)
        window.open(f"{backend.url}/watch?v={sender.slug}")
        window.until("document.getElementById('veil-title').textContent === 'It has not begun yet'", what="the page saying so")
        with Feeder(sender, TRACKS):
            until_it_plays(window, beyond_s=2)
            assert window.until("lookhearPlayer.isLive()", what="the player knowing that it is live")
            assert window.run("return document.title") == "● Weekly"
            first = window.run(f"return {AT}")
            until_it_plays(window, beyond_s=first + 3)
            assert window.text("#live-text").startswith("Live")
            sounds = window.run("return [...document.getElementById('sound').options].map((each) => each.text)")
            assert sounds == ["Mix", "The mic:default", "The system_audio:default"]


def test_a_finished_recording_plays_seeks_and_can_be_downloaded(finished: Sender, window: Browser) -> None:
    window.open(f"{finished.url}/watch?v={finished.slug}")
    until_it_plays(window)
    assert abs(window.run("return document.querySelector('video').duration") - LENGTH_S) < 1
    window.run("document.querySelector('video').currentTime = 18")
    until_it_plays(window, beyond_s=18.5)
    window.press(ARROW_LEFT)
    assert window.until(f"{AT} < 18.4", what="five seconds back")
    window.press(" ")
    assert window.until("document.querySelector('video').paused", what="a pause")
    window.press("m")
    assert window.until("document.querySelector('video').muted", what="silence")
    href = window.run("return document.getElementById('save').getAttribute('href')")
    assert finished.http.get(href).headers["content-disposition"].startswith("attachment")
    assert window.log() == []


def test_another_display_and_another_sound_go_on_at_the_same_moment(finished: Sender, window: Browser) -> None:
    window.open(f"{finished.url}/watch?v={finished.slug}&t=6")
    until_it_plays(window, beyond_s=6)
    assert window.run("return document.querySelector('video').videoWidth") == 320
    window.run("const it = document.getElementById('sound'); it.value = '1'; it.onchange()")
    window.until("lookhearPlayer.state.hls.audioTrack === 1", what="the microphone alone")
    window.run("const it = document.getElementById('display'); it.value = 'display:2'; it.onchange()")
    window.until("document.querySelector('video').videoWidth === 160", what="the second display")
    until_it_plays(window, beyond_s=5.5)
    assert window.run(f"return {AT}") < 20
    assert window.run("return lookhearPlayer.state.hls.audioTracks[lookhearPlayer.state.hls.audioTrack].name") == "The mic:default"


def test_it_plays_inside_a_frame_of_another_page(finished: Sender, window: Browser) -> None:
    window.open(f"{finished.url}/embed?v={finished.slug}&autoplay=1")
    until_it_plays(window)
    assert window.run("return getComputedStyle(document.querySelector('header')).display") == "none"
    window.open(f"{finished.url}/embed?v={finished.slug}")
    window.until("!document.getElementById('big-play').hidden", what="the button to play")
    window.click("#big-play")
    until_it_plays(window)


def test_links_that_show_nothing_say_why(finished: Sender, window: Browser) -> None:
    share = finished.ask("POST", "/share", {"target": finished.session_id, "expires_in": 0.1})
    wait_until(lambda: finished.http.get(share["url"].removeprefix(finished.url)).status_code == 410, what="the link expiring")
    window.open(share["url"])
    assert window.text("#veil-title") == "This link has expired"
    window.open(f"{finished.url}/watch?v=nobody-knows")
    assert window.text("#veil-title") == "There is nothing behind this link"
    window.log()  # the browser notes the 410 and the 404


def test_a_link_that_is_taken_back_while_it_plays_says_so(finished: Sender, window: Browser) -> None:
    with Sender(finished.url, finished.key) as sender:
        begin(sender)
        share = sender.ask("POST", "/share", {"target": sender.session_id})
        window.open(share["url"])
        window.until("document.getElementById('veil-title').textContent === 'It has not begun yet'", what="the page saying so")
        sender.ask("DELETE", f"/share/{share['slug']}")
        window.until("document.getElementById('veil-title').textContent === 'There is nothing behind this link'", what="the page noticing")
        window.log()
