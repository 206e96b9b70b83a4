from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Self

import numpy as np
import pytest

from lookhear.errors import CaptureError, PermissionMissing, SourceLost, SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.pipeline.capture_stage import CaptureStage
from lookhear.recorder.pipeline.mailbox import Mailbox, MailboxClosed, Overflow
from lookhear.recorder.pipeline.messages import Lost, Opened, Settle
from lookhear.recorder.ports import AudioBlock
from lookhear.recorder.spool.rows import PAUSED
from tests.fakes.clock import ManualClock
from tests.fakes.sources import ScriptedOpener, ScriptedSource

if TYPE_CHECKING:
    from collections.abc import Callable

SCREEN = ChannelId.display(1)


class Stage:
    """A running stage and what it put into its mailbox; ended by `until` or the end of the block."""

    def __init__(self, opener: Callable[[], ScriptedSource]) -> None:
        self.mailbox: Mailbox[object] = Mailbox(1000, Overflow.DROP_OLDEST)
        self.stage = CaptureStage(SCREEN, open_source=opener, mailbox=self.mailbox, now_ns=ManualClock(42))

    def __enter__(self) -> Self:
        self.stage.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stage.ask_to_stop()
        self.stage.join()

    def items(self, count: int) -> list[object]:
        """The next items; the test's own time limit ends a wait for what never comes."""
        return [self.mailbox.get() for _ in range(count)]


def test_what_a_source_gives_arrives_in_order_behind_its_name() -> None:
    never = threading.Event()
    source = ScriptedSource(["a", None, "b"], device="dev", until=never)
    with Stage(ScriptedOpener([source])) as running:
        assert running.items(3) == [Opened("scripted", "dev", 42), "a", "b"]
        assert running.stage.first_failure(10) is None
        never.set()
    assert source.closed == 1


def test_a_lost_source_is_closed_told_of_and_opened_anew() -> None:
    never = threading.Event()
    first = ScriptedSource(["a", SourceLost("It was unplugged.")])
    second = ScriptedSource(["b"], until=never)
    with Stage(ScriptedOpener([first, second])) as running:
        opened = Opened("scripted", "", 42)
        assert running.items(5) == [opened, "a", Lost("It was unplugged.", 42), opened, "b"]
        assert running.stage.first_failure(10) is None
    assert first.closed == 1


def test_a_source_that_cannot_be_opened_at_first_is_tried_again() -> None:
    never = threading.Event()
    error = SourceUnavailable("There is none yet.")
    with Stage(ScriptedOpener([error, error, ScriptedSource(["a"], until=never)])) as running:
        assert running.stage.first_failure(10) is error
        assert running.items(3) == [Lost("There is none yet.", 42), Opened("scripted", "", 42), "a"]  # the same reason is told once
        assert running.stage.first_failure(10) is error  # what came first stays what came first


def test_another_reason_is_told_again() -> None:
    errors = [SourceUnavailable("There is none."), PermissionMissing("It is forbidden.")]
    with Stage(ScriptedOpener([*errors, ScriptedSource(["a"])])) as running:
        assert running.items(2) == [Lost("There is none.", 42), Lost("It is forbidden.", 42)]


def test_an_unexpected_failure_of_a_source_ends_only_that_source(caplog: pytest.LogCaptureFixture) -> None:
    never = threading.Event()
    broken = ScriptedSource(["a", ZeroDivisionError("our bug")])
    with Stage(ScriptedOpener([broken, ScriptedSource(["b"], until=never)])) as running:
        opened = Opened("scripted", "", 42)
        assert running.items(5) == [opened, "a", Lost("It stopped working (ZeroDivisionError).", 42), opened, "b"]
    assert broken.closed == 1
    assert [record.levelno for record in caplog.records if record.exc_info] == [logging.WARNING]


def test_a_source_that_cannot_even_be_closed_is_replaced_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    never = threading.Event()
    broken = ScriptedSource([SourceLost("The server has gone.")], on_close=OSError("already gone"))
    with Stage(ScriptedOpener([broken, ScriptedSource(["b"], until=never)])) as running:
        opened = Opened("scripted", "", 42)
        assert running.items(4) == [opened, Lost("The server has gone.", 42), opened, "b"]
    assert "closing display:1 failed" in caplog.text


def test_an_unexpected_failure_while_opening_is_reported_as_an_expected_one(caplog: pytest.LogCaptureFixture) -> None:
    with Stage(ScriptedOpener([ZeroDivisionError("our bug"), ScriptedSource(["a"])])) as running:
        failure = running.stage.first_failure(10)
        assert isinstance(failure, CaptureError)
        assert "ZeroDivisionError" in str(failure)
        assert running.items(2)[1] == Opened("scripted", "", 42)
    assert "opening display:1 failed" in caplog.text


def test_a_missing_permission_is_told_with_what_to_do() -> None:
    with Stage(ScriptedOpener([ScriptedSource([PermissionMissing("It is forbidden.")])])) as running:
        assert running.items(2)[1] == Lost("It is forbidden. Allow it in the system's privacy settings and start again.", 42)


def test_a_source_that_takes_too_long_to_open_is_a_failure_for_now() -> None:
    release = threading.Event()

    def open_slowly() -> ScriptedSource:
        release.wait()
        return ScriptedSource([])

    with Stage(open_slowly) as running:
        failure = running.stage.first_failure(0.0)
        assert isinstance(failure, CaptureError)
        assert "did not answer" in str(failure)
        release.set()
        assert running.items(1) == [Opened("scripted", "", 42)]


def test_stopping_wakes_a_stage_that_waits_to_try_again() -> None:
    opener = ScriptedOpener([])
    with Stage(opener) as running:
        assert running.stage.first_failure(10) is not None
    assert opener.calls >= 1


def test_a_stopped_stage_closes_its_source_and_its_mailbox() -> None:
    source = ScriptedSource(["a"], until=threading.Event())
    with Stage(ScriptedOpener([source])) as running:
        running.items(2)
    assert source.closed == 1
    with pytest.raises(MailboxClosed):
        running.mailbox.get()


def test_a_stage_that_is_stopped_before_it_starts_opens_nothing() -> None:
    opener = ScriptedOpener([ScriptedSource(["a"])])
    running = Stage(opener)
    running.stage.ask_to_stop()
    with running:
        pass
    assert opener.calls == 0


def test_a_source_that_hangs_is_left_behind_when_the_recording_ends(caplog: pytest.LogCaptureFixture) -> None:
    hangs, released = threading.Event(), threading.Event()

    class Frozen(ScriptedSource):
        def read(self, _timeout_s: float) -> object | None:
            hangs.set()
            released.wait()
            return "too late"

    mailbox: Mailbox[object] = Mailbox(10, Overflow.DROP_OLDEST)
    stage = CaptureStage(SCREEN, open_source=lambda: Frozen([]), mailbox=mailbox, now_ns=ManualClock(42))
    stage.start()
    assert hangs.wait(30)
    stage.ask_to_stop()
    stage.join(timeout_s=0.01)
    assert mailbox.get() == Opened("scripted", "", 42)
    with pytest.raises(MailboxClosed):
        mailbox.get()
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    released.set()
    stage.join()
    with pytest.raises(MailboxClosed):
        mailbox.get()


def block(t_ns: int, count: int) -> AudioBlock:
    return AudioBlock(np.arange(count, dtype=np.float32)[:, None], 1_000_000_000, t_ns)  # a sample a nanosecond


def test_a_pause_closes_the_source_and_a_new_one_is_opened_behind_it() -> None:
    never = threading.Event()
    first, second = ScriptedSource(["a"], until=never), ScriptedSource(["b"], until=never)
    with Stage(ScriptedOpener([first, second])) as running:
        opened = Opened("scripted", "", 42)
        assert running.items(2) == [opened, "a"]
        running.stage.pause(50)
        assert running.items(1) == [Lost(PAUSED, 50, is_pause=True)]
        assert running.stage._gate.wait_left(30)
        assert (first.closed, second.closed) == (1, 0)
        running.stage.resume(60)
        assert running.items(2) == [opened, "b"]
        assert running.stage.first_failure(30) is None
    assert second.closed == 1


def test_nothing_of_a_pause_is_captured_on_either_side() -> None:
    never, paused = threading.Event(), threading.Event()

    class Late(ScriptedSource):
        """Gives what it heard around the moment of the pause only when that is asked for already."""

        def read(self, timeout_s: float) -> object | None:
            paused.wait(30)
            return super().read(timeout_s)

    first, second = Late([block(40, 20), block(60, 20)], until=never), ScriptedSource([block(80, 10), block(85, 30)], until=never)
    with Stage(ScriptedOpener([first, second])) as running:
        running.items(1)
        running.stage.pause(50)
        paused.set()
        before, lost = running.items(2)
        assert isinstance(before, AudioBlock)
        assert (before.t_ns, len(before.samples)) == (40, 10)
        assert lost == Lost(PAUSED, 50, is_pause=True)
        running.stage.resume(100)
        _, after = running.items(2)
        assert isinstance(after, AudioBlock)
        assert (after.t_ns, after.samples[0, 0], len(after.samples)) == (100, 15.0, 15)


def test_a_source_that_is_opened_into_a_pause_is_closed_unread() -> None:
    opening, release = threading.Event(), threading.Event()
    source = ScriptedSource(["a"])

    def open_slowly() -> ScriptedSource:
        opening.set()
        release.wait()
        return source

    with Stage(open_slowly) as running:
        assert opening.wait(30)
        running.stage.pause(50)
        assert not running.stage.wait_paused(0.0)
        release.set()
        assert running.items(1) == [Lost(PAUSED, 50, is_pause=True)]
    assert source.closed == 1


def test_a_source_that_cannot_be_opened_behind_a_pause_is_told_and_tried_again() -> None:
    never = threading.Event()
    error = SourceUnavailable("It was unplugged.")
    with Stage(ScriptedOpener([ScriptedSource([], until=never), error, ScriptedSource(["b"], until=never)])) as running:
        running.items(1)
        running.stage.pause(50)
        running.items(1)
        assert running.stage._gate.wait_left(30)
        running.stage.resume(60)
        assert running.stage.first_failure(30) is error
        assert running.items(3) == [Lost("It was unplugged.", 42), Opened("scripted", "", 42), "b"]


def test_whoever_pauses_knows_when_the_encoder_has_everything() -> None:
    never = threading.Event()
    with Stage(ScriptedOpener([ScriptedSource(["a"], until=never)])) as running:
        running.items(2)
        running.stage.pause(50)
        waited: list[bool] = []
        waiting = threading.Thread(target=lambda: waited.append(running.stage.wait_paused()))
        waiting.start()
        _, settle = running.items(2)
        assert isinstance(settle, Settle)
        assert waited == []
        settle.done.set()
        waiting.join()
        assert waited == [True]


def test_a_stop_ends_a_pause() -> None:
    with Stage(ScriptedOpener([ScriptedSource([], until=threading.Event())])) as running:
        running.items(1)
        running.stage.pause(50)
        running.items(1)
    assert running.stage.wait_paused()


def test_it_knows_since_when_its_source_is_away() -> None:
    never = threading.Event()
    clock = ManualClock(42)
    mailbox: Mailbox[object] = Mailbox(1000, Overflow.DROP_OLDEST)
    opener = ScriptedOpener([SourceUnavailable("Not yet."), ScriptedSource(["a"], until=never)])
    stage = CaptureStage(SCREEN, open_source=opener, mailbox=mailbox, now_ns=clock)
    assert stage.away_ns == 42, "since it was made"
    stage.start()
    assert [mailbox.get() for _ in range(3)] == [Lost("Not yet.", 42), Opened("scripted", "", 42), "a"]
    assert stage.away_ns is None
    clock.advance(58)
    stage.pause(100)
    assert mailbox.get() == Lost(PAUSED, 100, is_pause=True)
    assert stage.away_ns == 100
    stage.ask_to_stop()
    stage.join()


def test_one_that_is_lost_as_soon_as_it_opens_is_away_since_before() -> None:
    clock = ManualClock(7)
    tried = threading.Event()

    def flapping() -> ScriptedSource:
        if opener.calls > 2:
            tried.set()
        clock.advance(1000)
        return opener()

    opener = ScriptedOpener([ScriptedSource([SourceLost("It flaps.")]) for _ in range(3)])
    stage = CaptureStage(SCREEN, open_source=flapping, mailbox=Mailbox(1000, Overflow.DROP_OLDEST), now_ns=clock)
    stage.start()
    tried.wait()
    stage.ask_to_stop()
    stage.join()
    assert stage.away_ns == 7
