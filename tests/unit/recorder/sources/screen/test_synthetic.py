from __future__ import annotations

import numpy as np
import pytest

from lookhear.errors import SourceLost, SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.sources.screen.synthetic import Script, SyntheticCatalogue
from tests.fakes.clock import ManualClock

_SCREEN = ChannelId.display(1)


class RunningClock(ManualClock):
    """Moves on with every look, so that waiting on it ends."""

    def __call__(self) -> int:
        self.advance(1_000_000)
        return self.now_ns


def catalogue(*scripts: Script, clock: ManualClock | None = None) -> SyntheticCatalogue:
    return SyntheticCatalogue(scripts or (Script(),), now_ns=clock or RunningClock())


def test_the_bar_moves_and_the_dirty_rectangles_say_where() -> None:
    with catalogue(Script(width=64, height=32)).open(_SCREEN, fps=1000) as source:
        before = source.read(1)
        assert before is not None
        assert before.dirty is None
        for _ in range(6):
            after = source.read(1)
            assert after is not None
            assert after.dirty is not None
            changed = before.picture.to_ndarray() != after.picture.to_ndarray()
            assert changed.any()
            for rect in after.dirty:
                changed[rect.y : rect.y + rect.height, rect.x : rect.x + rect.width] = False
            assert not changed.any()
            before = after


def test_times_rise() -> None:
    with catalogue().open(_SCREEN, fps=500) as source:
        frames = [source.read(1) for _ in range(10)]
    times = [frame.t_ns for frame in frames if frame is not None]
    assert times == sorted(set(times))


def test_a_still_script_shows_one_picture_and_then_nothing() -> None:
    with catalogue(Script(is_moving=False)).open(_SCREEN, fps=30) as source:
        assert source.read(1) is not None
        assert [source.read(0.01), source.read(0.0)] == [None, None]


def test_a_display_goes_and_comes_back_as_the_script_says() -> None:
    clock = ManualClock(10)
    screens = catalogue(Script(absences_ns=((100, 200),)), clock=clock)
    source = screens.open(_SCREEN, fps=30)
    assert source.read(0.0) is not None
    clock.now_ns = 150
    with pytest.raises(SourceLost, match="unplugged"):
        source.read(0.0)
    with pytest.raises(SourceUnavailable, match="unplugged"):
        screens.open(_SCREEN, fps=30)
    assert [(info.can_open, info.reason) for info in screens.displays()] == [(False, "It is unplugged.")]
    clock.now_ns = 200
    assert screens.open(_SCREEN, fps=30).read(0.0) is not None


def test_displays_are_listed_with_their_sizes_and_the_first_is_primary() -> None:
    listed = catalogue(Script(width=640, height=480), Script()).displays()
    assert [(str(info.channel_id), info.width, info.height, info.is_default) for info in listed] == [
        ("display:1", 640, 480, True),
        ("display:2", 320, 180, False),
    ]


@pytest.mark.parametrize("number", [2, 99])
def test_a_number_beyond_the_last_is_no_display(number: int) -> None:
    with pytest.raises(SourceUnavailable, match=f"There is no display {number}"):
        catalogue().open(ChannelId.display(number), fps=30)


def test_pictures_are_not_written_to_again() -> None:
    with catalogue().open(_SCREEN, fps=1000) as source:
        first = source.read(1)
        assert first is not None
        copy = np.array(first.picture.to_ndarray())
        source.read(1)
        source.read(1)
        assert np.array_equal(first.picture.to_ndarray(), copy)
