"""What every source of pictures promises (`lookhear.recorder.ports.ScreenSource`), whatever technique is behind it."""

from __future__ import annotations

import contextlib
import itertools
import subprocess
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pytest
import xcffib
from xcffib import xproto

from demo.desktop import VirtualDesktop
from demo.display import Size
from lookhear.errors import SourceLost, SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.pipeline.clock import SessionClock
from lookhear.recorder.sources.screen import x11grab
from lookhear.recorder.sources.screen.mss_source import MssCatalogue
from lookhear.recorder.sources.screen.synthetic import Script, SyntheticCatalogue
from lookhear.recorder.sources.screen.x11_catalogue import X11Catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from lookhear.recorder.ports import Frame, ScreenCatalogue, ScreenSource

_SIZE = Size(640, 480)
_READS = 200  # of a quarter of a second each: only a source that never gives anything needs them all
_TIMEOUT_S = 0.25


class Stand(Protocol):
    """A display under test and a hand that changes what it shows."""

    catalogue: ScreenCatalogue
    clock: SessionClock

    def change(self, number: int) -> None:
        """Let the display show another picture."""
        ...


class SyntheticStand:
    """Paints by itself."""

    catalogue: ScreenCatalogue

    def __init__(self) -> None:
        self.clock = SessionClock()
        self.catalogue = SyntheticCatalogue((Script(width=_SIZE.width, height=_SIZE.height),), now_ns=self.clock.now_ns)

    def change(self, number: int) -> None:
        """It changes without a hand."""


class X11Stand:
    """A display of a virtual desktop, seen through one of the two techniques."""

    catalogue: ScreenCatalogue

    def __init__(self, desktop: VirtualDesktop, technique: str) -> None:
        self.clock = SessionClock()
        self.desktop = desktop
        name = desktop.env["DISPLAY"]
        self.catalogue = (
            X11Catalogue(name, now_ns=self.clock.now_ns) if technique == "x11grab+xdamage" else MssCatalogue(now_ns=self.clock.now_ns)
        )

    def change(self, number: int) -> None:
        """Paint the whole desktop in one of several colours."""
        self.paint(f"#{(number * 53 + 40) % 200 + 30:02x}4080")

    def paint(self, colour: str) -> None:
        self.run("xsetroot", "-solid", colour)

    def run(self, *argv: str) -> None:
        subprocess.run(argv, env=self.desktop.env, check=True)


@pytest.fixture(scope="module")
def display() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(size=_SIZE, has_audio=False, has_window_manager=False) as desktop:
        yield desktop


@pytest.fixture(
    params=["synthetic", pytest.param("mss", marks=pytest.mark.linux), pytest.param("x11grab+xdamage", marks=pytest.mark.linux)]
)
def stand(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Stand:
    if request.param == "synthetic":
        return SyntheticStand()
    return x11_stand(request.getfixturevalue("display"), request.param, monkeypatch)


def x11_stand(desktop: VirtualDesktop, technique: str, monkeypatch: pytest.MonkeyPatch) -> X11Stand:
    monkeypatch.setenv("DISPLAY", desktop.env["DISPLAY"])  # mss looks there
    made = X11Stand(desktop, technique)
    made.paint("#204080")
    made.run("xsetroot", "-cursor_name", "left_ptr")  # Xvfb begins without any
    made.run("xdotool", "mousemove", "600", "440")
    return made


def opened(stand: Stand, *, fps: int = 30, number: int = 1) -> ScreenSource:
    return stand.catalogue.open(ChannelId.display(number), fps=fps)


def pixels(frame: Frame) -> NDArray[np.uint8]:
    """Red, green, blue."""
    return np.asarray(frame.picture.reformat(format="rgb24").to_ndarray(), np.uint8)


def next_frame(source: ScreenSource) -> Frame:
    for _ in range(_READS):
        frame = source.read(_TIMEOUT_S)
        if frame is not None:
            return frame
    raise AssertionError("no picture came")


def settled(source: ScreenSource) -> None:
    """Read until nothing changes any more."""
    for _ in range(_READS):
        if source.read(_TIMEOUT_S) is None:
            return
    raise AssertionError("the picture never stands still")


def test_the_first_read_gives_the_whole_picture_without_waiting_for_a_change(stand: Stand) -> None:
    with opened(stand) as source:
        before_ns = stand.clock.now_ns()
        frame = source.read(_TIMEOUT_S)
        assert frame is not None
        assert (frame.picture.width, frame.picture.height) == _SIZE
        assert frame.dirty is None
        assert before_ns <= frame.t_ns <= stand.clock.now_ns()


def test_a_change_is_seen_and_times_only_go_forward(stand: Stand) -> None:
    with opened(stand) as source:
        frames = [next_frame(source)]
        for number in range(4):
            before_ns = stand.clock.now_ns()
            stand.change(number)
            frame = next_frame(source)
            while frame.t_ns < before_ns or np.array_equal(pixels(frame), pixels(frames[-1])):
                frame = next_frame(source)
            frames.append(frame)
        times = [frame.t_ns for frame in frames]
        assert all(before < after for before, after in itertools.pairwise(times))


def test_dirty_rectangles_bound_everything_that_changed(stand: Stand) -> None:
    with opened(stand) as source:
        before = next_frame(source)
        for number in range(3):
            stand.change(number)
            after = next_frame(source)
            if after.dirty is not None:
                unknown = np.ones(_SIZE[::-1], dtype=bool)
                for rect in after.dirty:
                    assert rect.clipped(*_SIZE) == rect
                    unknown[rect.y : rect.y + rect.height, rect.x : rect.x + rect.width] = False
                assert np.array_equal(pixels(before)[unknown], pixels(after)[unknown])
            before = after


def test_a_picture_belongs_to_who_got_it(stand: Stand) -> None:
    with opened(stand) as source:
        first = next_frame(source)
        copy = pixels(first).copy()
        for number in range(3):
            stand.change(number)
            next_frame(source)
        assert np.array_equal(pixels(first), copy)


def test_closing_twice_is_harmless(stand: Stand) -> None:
    source = opened(stand)
    next_frame(source)
    source.close()
    source.close()


def test_a_display_that_is_not_there_is_told_of(stand: Stand) -> None:
    with pytest.raises(SourceUnavailable, match="There is no display 7"):
        opened(stand, number=7)


def test_the_catalogue_lists_what_can_be_opened(stand: Stand) -> None:
    (info,) = stand.catalogue.displays()
    assert (str(info.channel_id), info.width, info.height, info.is_default, info.can_open) == ("display:1", *_SIZE, True, True)
    assert info.name


def test_opening_again_and_again_leaves_nothing_open(stand: Stand) -> None:
    for _ in range(3):
        with opened(stand) as source:
            next_frame(source)


@pytest.mark.linux
@pytest.mark.parametrize("technique", ["mss", "x11grab+xdamage"])
class TestOnAnXServer:
    def test_an_unchanged_picture_is_none(self, display: VirtualDesktop, technique: str, monkeypatch: pytest.MonkeyPatch) -> None:
        with opened(x11_stand(display, technique, monkeypatch)) as source:
            next_frame(source)
            settled(source)
            assert [source.read(0.1) for _ in range(3)] == [None, None, None]

    def test_colours_are_right(self, display: VirtualDesktop, technique: str, monkeypatch: pytest.MonkeyPatch) -> None:
        stand = x11_stand(display, technique, monkeypatch)
        with opened(stand) as source:
            next_frame(source)
            stand.paint("#c86432")
            found = pixels(next_frame(source))[:400, :560]  # the pointer is elsewhere
            while not (found == found[0, 0]).all():  # half painted; if it stays so, no further picture comes and that fails
                found = pixels(next_frame(source))[:400, :560]
            assert found[0, 0].tolist() == [0xC8, 0x64, 0x32]

    def test_a_small_change_anywhere_is_seen(self, display: VirtualDesktop, technique: str, monkeypatch: pytest.MonkeyPatch) -> None:
        stand = x11_stand(display, technique, monkeypatch)
        with opened(stand) as source, caret(stand) as draw:
            next_frame(source)
            settled(source)
            draw()
            frame = next_frame(source)
            assert pixels(frame)[203, 301].tolist() == [255, 255, 255]

    def test_a_size_that_changes_or_a_display_that_goes_is_a_lost_source(self, technique: str, monkeypatch: pytest.MonkeyPatch) -> None:
        with VirtualDesktop(outputs=[_SIZE, Size(320, 240)], has_audio=False, has_window_manager=False) as desktop:
            stand = x11_stand(desktop, technique, monkeypatch)
            with opened(stand, number=2) as source:
                next_frame(source)
                desktop.resize_display((400, 300), output=1, x=640)
                assert "display" in lost(source)
            with opened(stand, number=2) as source:
                frame = next_frame(source)
                assert (frame.picture.width, frame.picture.height) == (400, 300)
                desktop.display.remove_output(1)
                assert "display" in lost(source)
            with pytest.raises(SourceUnavailable):
                opened(stand, number=2)

    def test_a_server_that_ends_is_a_lost_source_and_then_unavailable(self, technique: str, monkeypatch: pytest.MonkeyPatch) -> None:
        with VirtualDesktop(size=_SIZE, has_audio=False, has_window_manager=False) as desktop:
            stand = x11_stand(desktop, technique, monkeypatch)
            with opened(stand) as source:
                next_frame(source)
                desktop.display.child.stop()
                lost(source)
            with pytest.raises(SourceUnavailable):
                opened(stand)


@pytest.mark.linux
def test_the_pointer_is_seen_moving(display: VirtualDesktop, monkeypatch: pytest.MonkeyPatch) -> None:
    stand = x11_stand(display, "x11grab+xdamage", monkeypatch)
    with opened(stand) as source:
        before = pixels(next_frame(source))
        settled(source)
        stand.run("xdotool", "mousemove", "80", "180")
        frame = next_frame(source)
        found = pixels(frame)
        changed = np.argwhere((found != before).any(axis=2))
        assert frame.dirty is not None
        assert {(int(y) // 120, int(x) // 160) for y, x in changed} == {(1, 0), (3, 3)}  # where it is, where it was


@pytest.mark.linux
def test_a_display_shows_only_its_own_part_of_the_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    with VirtualDesktop(outputs=[_SIZE, Size(320, 240)], has_audio=False, has_window_manager=False) as desktop:
        for technique in ("mss", "x11grab+xdamage"):
            stand = x11_stand(desktop, technique, monkeypatch)
            stand.run("xdotool", "mousemove", "800", "100")  # on the second display
            infos = {info.channel_id.key: info for info in stand.catalogue.displays()}
            assert [(infos[key].width, infos[key].height, infos[key].x, infos[key].is_default) for key in ("1", "2")] == [
                (640, 480, 0, True),
                (320, 240, 640, False),
            ]
            with opened(stand, number=1) as first, opened(stand, number=2) as second:
                assert pixels(next_frame(first)).shape == (480, 640, 3)
                assert pixels(next_frame(second)).shape == (240, 320, 3)


@pytest.mark.linux
def test_the_fallback_on_x11_shows_the_display_that_was_asked_for_whatever_its_number_is_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise SourceUnavailable("This X server reports no changes.")

    monkeypatch.setattr(x11grab, "X11GrabSource", refuse)
    with VirtualDesktop(outputs=[_SIZE, Size(320, 240), Size(400, 300)], has_audio=False, has_window_manager=False) as desktop:
        stand = x11_stand(desktop, "x11grab+xdamage", monkeypatch)
        assert len(stand.catalogue.displays()) == 3
        desktop.display.remove_output(1)
        with opened(stand, number=3) as source:
            assert source.name == "mss"
            assert next_frame(source).picture.width == 400


@pytest.mark.linux
@pytest.mark.parametrize("technique", ["mss", "x11grab+xdamage"])
def test_an_odd_size_loses_its_last_line_and_column(technique: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with VirtualDesktop(outputs=[Size(641, 481)], has_audio=False, has_window_manager=False) as desktop:
        stand = x11_stand(desktop, technique, monkeypatch)
        with opened(stand) as source:
            assert pixels(next_frame(source)).shape == (480, 640, 3)
            stand.paint("#c86432")
            assert pixels(next_frame(source)).shape == (480, 640, 3)


def lost(source: ScreenSource) -> str:
    """Read until the source is lost, and give the reason."""
    for _ in range(_READS):
        try:
            source.read(_TIMEOUT_S)
        except SourceLost as exc:
            return str(exc)
    raise AssertionError("it was never lost")


@contextlib.contextmanager
def caret(stand: X11Stand) -> Iterator[Callable[[], None]]:
    """A window of two by eight pixels that can be painted white."""
    connection = xcffib.connect(display=stand.desktop.env["DISPLAY"])
    try:
        screen = connection.get_setup().roots[0]
        window, context = connection.generate_id(), connection.generate_id()
        place = (300, 200, 2, 8, 0)
        connection.core.CreateWindow(
            screen.root_depth, window, screen.root, *place, xproto.WindowClass.InputOutput, screen.root_visual, xproto.CW.BackPixel, [0]
        )
        connection.core.MapWindow(window)
        connection.core.CreateGC(context, window, xproto.GC.Foreground, [0xFFFFFF])
        connection.core.GetInputFocus().reply()  # everything before has happened

        def draw() -> None:
            connection.core.PolyFillRectangle(window, context, 1, [xproto.RECTANGLE.synthetic(0, 0, 2, 8)])
            connection.core.GetInputFocus().reply()

        yield draw
    finally:
        connection.disconnect()
