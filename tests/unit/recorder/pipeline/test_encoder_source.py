from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from lookhear.errors import EncodeError
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.pipeline.encoder_source import EncoderSource
from lookhear.recorder.pipeline.messages import Lost, Opened, Settle
from lookhear.recorder.spool.rows import PAUSED, SourceState
from tests.fakes.sealing import CollectingSink
from tests.fakes.session_clock import FakeClock

if TYPE_CHECKING:
    import pytest

MIC = ChannelId.parse("mic:default")


def source() -> tuple[EncoderSource, CollectingSink, FakeClock]:
    clock, sink = FakeClock(10), CollectingSink()
    return EncoderSource(MIC, sink=sink, clock=clock), sink, clock


def told(sink: CollectingSink) -> list[tuple[int, int, str, bool]]:
    return [(gap.from_ns, gap.to_ns, gap.reason, gap.filled) for gap in sink.gaps]


def test_a_source_is_opened_lost_and_back() -> None:
    made, sink, _ = source()
    assert made.away_ns is None
    made.open(Opened("pulse", "m", 1))
    made.lose(Lost("unplugged", 5))
    made.lose(Lost("no such device", 6))
    assert made.away_ns == 5
    made.open(Opened("pulse", "n", 8))
    made.end_gap(4, 9, filled=True)
    assert made.away_ns is None
    assert [(row.state, row.device) for row in sink.sources] == [
        (SourceState.OPENED, "m"),
        (SourceState.LOST, "m"),
        (SourceState.LOST, "m"),
        (SourceState.BACK, "n"),
    ]
    assert told(sink) == [(4, 9, "no such device", True)]


def test_a_pause_of_a_source_that_is_away_is_a_gap_of_its_own() -> None:
    made, sink, _ = source()
    for lost in (Lost("unplugged", 5), Lost(PAUSED, 10, is_pause=True), Lost("unplugged", 20)):
        made.lose(lost)
    made.end_gap(4, 30)
    assert told(sink) == [(4, 10, "unplugged", False), (10, 20, PAUSED, False), (20, 30, "unplugged", False)]
    assert [row.state for row in sink.sources] == [SourceState.LOST, SourceState.PAUSED, SourceState.LOST]


def test_gaps_never_run_backwards() -> None:
    made, sink, _ = source()
    made.lose(Lost("unplugged", 12))
    made.lose(Lost(PAUSED, 10, is_pause=True))  # it was noticed later than the pause began
    made.end_gap(11, 30)
    assert told(sink) == [(11, 30, PAUSED, False)]


def test_time_that_is_missing_without_a_loss_was_slept_through() -> None:
    made, sink, _ = source()
    made.end_gap(4, 30)
    assert [gap.reason for gap in sink.gaps] == ["The computer or this program was suspended."]
    made.lose(Lost("unplugged", 40))
    made.forget()
    assert made.away_ns is None


def test_an_item_that_fails_costs_that_item_and_a_second(caplog: pytest.LogCaptureFixture) -> None:
    made, sink, _ = source()
    handled: list[object] = []

    def handle(item: object) -> None:
        if isinstance(item, Exception):
            raise item
        handled.append(item)

    given_up: list[int] = []
    items = ["a", EncodeError("No encoder opens."), "b", ZeroDivisionError("our bug"), "c"]
    made.serve(items, handle, give_up=given_up.append, sentence="It cannot be encoded")
    assert handled == ["a", "b", "c"]
    assert given_up == [10, 10]
    assert made.retry_ns == 1_000_000_010
    assert [row.reason for row in sink.sources] == ["No encoder opens.", "It cannot be encoded (ZeroDivisionError)."]
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_what_cannot_even_be_given_up_is_told_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    made, sink, _ = source()

    def fail(_item: object) -> None:
        raise EncodeError("No.")

    made.serve(["a"], fail, give_up=fail, sentence="")
    assert [row.reason for row in sink.sources] == ["No."]
    assert "cannot be finished" in caplog.text


def test_whoever_wants_everything_handed_on_is_told_in_turn() -> None:
    made, _, _ = source()
    settle = Settle(threading.Event())
    handled: list[bool] = []
    made.serve(["a", settle, "b"], lambda _item: handled.append(settle.done.is_set()), give_up=lambda _ns: None, sentence="")
    assert handled == [False, True]
