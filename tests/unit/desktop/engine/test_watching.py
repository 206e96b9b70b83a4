from __future__ import annotations

import numpy as np

from lookhear.desktop.engine.watching import Board, Watched
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.ports import AudioBlock, Rect
from lookhear.recorder.sources.screen.synthetic import Script, SyntheticCatalogue
from tests.fakes.catalogues import SyntheticSounds
from tests.fakes.hearing import SourceMachine
from tests.fakes.pictures import frame, noise
from tests.fakes.session_clock import FakeClock

DISPLAY, OTHER = ChannelId.display(1), ChannelId.display(2)
MIC = ChannelId(ChannelKind.MIC, "default")


def block(*samples: float) -> AudioBlock:
    return AudioBlock(np.array(samples, dtype=np.float32).reshape(-1, 1), 48_000, 0)


def watched_board(*channels: ChannelId) -> tuple[Board, list[ChannelId]]:
    board, told = Board(), list[ChannelId]()
    for channel in channels:
        board.opened(channel)
    board.watch(channels, told.append)
    return board, told


def test_a_watcher_is_told_once_until_it_fetches_the_picture() -> None:
    board, told = watched_board(DISPLAY)
    first, second, third = (frame(noise(seed), seed, (Rect(seed, 0, 1, 1),)) for seed in range(3))
    board.saw(DISPLAY, first)
    board.saw(DISPLAY, second)
    assert told == [DISPLAY]
    fetched = board.take_picture(DISPLAY)
    assert fetched is not None
    assert fetched.picture is second.picture
    assert fetched.dirty == (Rect(0, 0, 1, 1), Rect(1, 0, 1, 1))  # what the first one changed has changed here too
    board.saw(DISPLAY, third)
    assert told == [DISPLAY, DISPLAY]
    assert board.take_picture(DISPLAY) == third


def test_what_changes_in_very_many_places_has_changed_everywhere() -> None:
    board, _ = watched_board(DISPLAY)
    for number in range(80):
        board.saw(DISPLAY, frame(noise(0), number, (Rect(number % 60, 0, 1, 1),)))
    fetched = board.take_picture(DISPLAY)
    assert fetched is not None
    assert fetched.dirty is None


def test_whoever_begins_to_watch_sees_the_picture_that_was_there() -> None:
    board, told = Board(), list[ChannelId]()
    board.opened(DISPLAY)
    board.saw(DISPLAY, frame(noise(1), 1))
    board.watch({DISPLAY, OTHER}, told.append)
    assert told == [DISPLAY]
    assert board.take_picture(DISPLAY) is not None
    assert board.take_picture(OTHER) is None


def test_a_display_that_nobody_watches_tells_nobody() -> None:
    board, told = watched_board(OTHER)
    board.opened(DISPLAY)
    board.saw(DISPLAY, frame(noise(1), 1))
    assert not told


def test_the_picture_is_forgotten_when_the_last_source_is_closed() -> None:
    board, _ = watched_board(DISPLAY)
    board.opened(DISPLAY)
    board.saw(DISPLAY, frame(noise(1), 1))
    board.closed(DISPLAY)
    assert board.take_picture(DISPLAY) is not None
    board.closed(DISPLAY)
    assert not board.is_open(DISPLAY)
    assert board.take_picture(DISPLAY) is None
    board.saw(DISPLAY, frame(noise(1), 1))  # a thread that comes late
    assert board.take_picture(DISPLAY) is None
    board.closed(DISPLAY)


def test_the_highest_sample_since_the_last_look_is_the_level() -> None:
    board, _ = watched_board(MIC)
    board.heard(MIC, block(0.1, -0.5, 0.2))
    board.heard(MIC, block(0.3))
    board.heard(MIC, block())
    assert board.take_peaks([MIC, DISPLAY]) == ((MIC, 0.5),)
    assert board.take_peaks([MIC]) == ()
    board.heard(MIC, block(2.5))
    assert board.take_peaks([MIC]) == ((MIC, 1.0),)


def test_sound_that_nobody_watches_or_that_is_closed_has_no_level() -> None:
    board, _ = watched_board(MIC)
    board.closed(MIC)
    board.heard(MIC, block(0.5))
    assert board.take_peaks([MIC]) == ()
    board.watch((), lambda _channel: None)
    board.opened(MIC)
    board.heard(MIC, block(0.5))
    assert board.take_peaks([MIC]) == ()


def test_what_is_read_from_watched_catalogues_passes_the_board() -> None:
    clock = FakeClock()
    machine = SourceMachine(SyntheticCatalogue((Script(),), now_ns=clock.now_ns), SyntheticSounds(now_ns=clock.now_ns))
    watched = Watched(machine)
    watched.board.watch((DISPLAY, MIC), lambda _channel: None)
    assert [info.channel_id for info in watched.screens().displays(probe=False)] == [DISPLAY]
    assert len(watched.sounds().inputs(probe=False)) == 2

    with watched.screens().open(DISPLAY, fps=30) as screen, watched.sounds().open(MIC) as sound:
        assert (screen.name, sound.name, sound.device) == ("synthetic", "synthetic", "synthetic")
        seen = screen.read(0)
        assert sound.read(0) is None
        clock.advance(60_000_000)
        assert sound.read(0) is not None
        assert watched.board.take_picture(DISPLAY) == seen
        assert watched.board.take_peaks([MIC])[0][1] > 0.4
        screen.close()
        screen.close()  # harmless
        assert not watched.board.is_open(DISPLAY)
    assert not watched.board.is_open(MIC)
    assert machine.open_now == set()
