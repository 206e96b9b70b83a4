"""One recording on the engine loop: starts it, shows the live line, and ends it on a signal, the duration or a full disk."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import threading
from typing import TYPE_CHECKING

from lookhear.cli.signals import ending_signals, put_back
from lookhear.errors import LookhearError
from lookhear.recorder.control.server import ControlServer
from lookhear.recorder.events import StorageFailed
from lookhear.recorder.session import State
from lookhear.recorder.spool.rows import EndReason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lookhear.cli.handover import Handover
    from lookhear.recorder.events import RecordingStarted
    from lookhear.recorder.service import Recorder, RecordingPlan

_LOG = logging.getLogger(__name__)
_LINE_PERIOD_S = 0.5
_ENDS_BY_ITSELF = "ends by itself"
_HAND_OVER_AFTER_S = 2.0  # the first seconds of a recording belong to the encoders
_TIDY_AFTER_S = 3.0
_COMPLAIN_EVERY_S = 1.0


async def record(
    recorder: Recorder,
    make_plan: Callable[[], RecordingPlan],
    *,
    duration_s: float | None,
    is_quiet: bool,
    handover: Handover | None = None,
    finish_others: Callable[[threading.Event], None] | None = None,
    run_folder: Path | None = None,
) -> LookhearError | None:
    """Record until something ends it; gives the error when storage did. Raises what `Recorder.start` raises.

    The handover is begun when it no longer disturbs the start, and told what happens; what it does, and whether, changes nothing here.
    ``finish_others`` hands over what earlier recordings left, on a thread, until the event it is given is set.
    In ``run_folder`` lies the socket over which other programs pause and stop it; without that folder none can.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[EndReason | LookhearError] = loop.create_future()
    tasks: list[asyncio.Task[None]] = []
    plan = make_plan()  # before signals are the loop's: a display that does not answer holds up the loop, and must be escapable
    uploads = (lambda: None) if handover is None else handover.status
    control = ControlServer(recorder, ask_to_stop=lambda: _settle(outcome, EndReason.STOPPED), uploads=uploads)
    with _signals(loop, lambda: _settle(outcome, EndReason.SIGNAL)):
        ended: EndReason | LookhearError = EndReason.STOPPED
        try:
            started = await recorder.start(plan)
            tasks.append(asyncio.create_task(_watch(recorder, outcome, handover)))
            tasks.append(asyncio.create_task(_tidy(recorder, outcome, finish_others), name=_ENDS_BY_ITSELF))
            if run_folder is not None:
                tasks.append(asyncio.create_task(_listen(control, run_folder), name=_ENDS_BY_ITSELF))
            if handover is not None:
                tasks.append(asyncio.create_task(_hand_over(recorder, outcome, handover), name=_ENDS_BY_ITSELF))
            if not is_quiet and sys.stderr.isatty():
                tasks.append(asyncio.create_task(_show_line(recorder, handover)))
            _tell_failures(started)
            if duration_s is not None:
                already_s = (recorder.now_ns() - started.began_ns) / 1e9
                loop.call_later(max(0.0, duration_s - already_s), _settle, outcome, EndReason.DURATION)
            ended = await outcome
        except asyncio.CancelledError:  # Ctrl-C where the loop has no signal handlers
            if recorder.state not in {State.STARTING, State.RECORDING, State.PAUSED}:
                raise
            ended = EndReason.SIGNAL
        finally:  # whatever happened since the start, no thread may go on recording behind a program that has ended
            await recorder.stop(ended if isinstance(ended, EndReason) else EndReason.STORAGE_FAILED)  # or disk_full: the sealer knows
            _settle(outcome, EndReason.STOPPED)
            control.recording_ended()
            if handover is not None:
                handover.recording_ended()
            await _end(tasks)
            await control.close()
    return None if isinstance(ended, EndReason) else ended


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    """End what goes on for ever, wait for what ends by itself."""
    for task in tasks:
        if task.get_name() != _ENDS_BY_ITSELF:
            task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):  # the recording is whole all the same
            _LOG.error("Something beside the recording failed: %s", outcome, exc_info=outcome)


def _settle(outcome: asyncio.Future[EndReason | LookhearError], value: EndReason | LookhearError) -> None:
    if not outcome.done():
        outcome.set_result(value)


async def _watch(recorder: Recorder, outcome: asyncio.Future[EndReason | LookhearError], handover: Handover | None) -> None:
    while True:
        event = await recorder.next_event()
        if handover is not None:
            handover.ring()
        if isinstance(event, StorageFailed):
            _settle(outcome, event.error)


async def _tidy(
    recorder: Recorder, outcome: asyncio.Future[EndReason | LookhearError], finish_others: Callable[[threading.Event], None] | None
) -> None:
    """Finish quietly what a crash or a lost line left behind, once this recording runs. It never touches one that is being written."""
    await asyncio.wait({outcome}, timeout=_TIDY_AFTER_S)
    from lookhear.recorder.spool.recovery import recover_all

    await asyncio.to_thread(recover_all, recorder.folder.parent)
    if finish_others is not None and not outcome.done():
        stop = threading.Event()
        outcome.add_done_callback(lambda _outcome: stop.set())
        await asyncio.to_thread(finish_others, stop)


async def _listen(control: ControlServer, run_folder: Path) -> None:
    """Let other programs reach the recording; it needs none of them."""
    try:
        await control.begin(run_folder)
    except LookhearError as exc:
        print(f"lookhear: {exc.for_people()}", file=sys.stderr)


async def _hand_over(recorder: Recorder, outcome: asyncio.Future[EndReason | LookhearError], handover: Handover) -> None:
    """Begin, and say what is wrong with it while the recording goes on."""
    await asyncio.to_thread(handover.promise, recorder.folder)
    await asyncio.wait({outcome}, timeout=_HAND_OVER_AFTER_S)
    await asyncio.to_thread(handover.begin, recorder.folder)
    while not outcome.done():
        handover.complain()
        await asyncio.wait({outcome}, timeout=_COMPLAIN_EVERY_S)


async def _show_line(recorder: Recorder, handover: Handover | None) -> None:
    from lookhear.cli.live_line import LiveLine

    line = LiveLine(recorder.folder, recorder.now_ns, beside=(lambda: "") if handover is None else handover.beside)
    try:
        while True:
            line.show()
            await asyncio.sleep(_LINE_PERIOD_S)
    finally:
        line.clear()


def _tell_failures(started: RecordingStarted) -> None:
    for channel, error in started.failures:
        print(f"lookhear: {channel} is not recorded for now: {error.for_people()}", file=sys.stderr)


@contextlib.contextmanager
def _signals(loop: asyncio.AbstractEventLoop, ask_to_stop: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C, SIGTERM and a closed terminal end the recording cleanly; the handlers that were there before come back behind it."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *ending_signals())}
    for number in before:
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C cancels the task instead
            loop.add_signal_handler(number, ask_to_stop)
    try:
        yield
    finally:
        for number in before:
            with contextlib.suppress(NotImplementedError):
                loop.remove_signal_handler(number)
        put_back(before)
