from __future__ import annotations

import threading

import pytest

from lookhear.desktop.engine.feeding import Feed
from lookhear.desktop.engine.watching import Watched
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.pipeline.clock import SessionClock
from lookhear.recorder.sources.screen.synthetic import Script, SyntheticCatalogue
from tests.fakes.catalogues import NoSounds, SyntheticSounds
from tests.fakes.hearing import SourceMachine

DISPLAY = ChannelId.display(1)
MIC = ChannelId(ChannelKind.MIC, "default")


@pytest.mark.parametrize("channel", [DISPLAY, MIC])
def test_a_source_is_open_from_start_to_stop_and_what_it_gives_is_on_the_board(channel: ChannelId) -> None:
    clock = SessionClock()
    machine = SourceMachine(SyntheticCatalogue((Script(),), now_ns=clock.now_ns), SyntheticSounds(now_ns=clock.now_ns))
    watched, told, seen = Watched(machine), threading.Event(), threading.Event()
    sentences: list[str] = []

    def tell(sentence: str) -> None:
        sentences.append(sentence)
        told.set()

    watched.board.watch([channel], lambda _channel: seen.set())
    feed = Feed(channel, watched=watched, fps=12, now_ns=clock.now_ns, tell=tell)
    feed.start()
    assert told.wait(10)
    assert sentences == [""]
    assert not channel.kind.is_video or seen.wait(10)
    feed.ask_to_stop()
    feed.join()
    assert machine.opened == machine.closed == [channel]
    assert not watched.board.is_open(channel)


def test_why_a_source_cannot_be_opened_is_told() -> None:
    clock, told = SessionClock(), threading.Event()
    machine = SourceMachine(SyntheticCatalogue((), now_ns=clock.now_ns), NoSounds())
    sentences: list[str] = []

    def tell(sentence: str) -> None:
        sentences.append(sentence)
        told.set()

    feed = Feed(MIC, watched=Watched(machine), fps=12, now_ns=clock.now_ns, tell=tell)
    feed.start()
    assert told.wait(10)
    feed.ask_to_stop()
    feed.join()
    assert sentences == ["There is no mic."]
