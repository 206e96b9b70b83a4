"""One recording of the command line: shows the live line, hears signals, and says what goes wrong beside it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from typing import TYPE_CHECKING

from lookhear.cli.signals import put_back
from lookhear.recorder.run import RecordingRun, RunWishes
from lookhear.recorder.session import State
from lookhear.recorder.spool.rows import EndReason
from lookhear.system.signals import ending_signals

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lookhear.cli.handover import Handover
    from lookhear.errors import LookhearError
    from lookhear.recorder.events import RecordingStarted
    from lookhear.recorder.service import Recorder, RecordingPlan

_LOG = logging.getLogger(__name__)
_LINE_PERIOD_S = 0.5
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

    The rest is as in `RecordingRun` and `RunWishes`.
    """
    loop = asyncio.get_running_loop()
    plan = make_plan()  # before signals are the loop's: a display that does not answer holds up the loop, and must be escapable
    wishes = RunWishes(duration_s=duration_s, run_folder=run_folder, finish_others=finish_others)
    run = RecordingRun(recorder, upload=handover, wishes=wishes, complain=_tell)
    tasks: list[asyncio.Task[None]] = []
    with _signals(loop, lambda: run.ask_to_end(EndReason.SIGNAL)):
        try:
            started = await run.start(plan)
            if handover is not None:
                tasks.append(asyncio.create_task(_complain(handover)))
            if not is_quiet and sys.stderr.isatty():
                tasks.append(asyncio.create_task(_show_line(recorder, handover)))
            _tell_failures(started)
            await run.until_asked()
        except asyncio.CancelledError:  # Ctrl-C where the loop has no signal handlers
            if recorder.state not in {State.STARTING, State.RECORDING, State.PAUSED}:
                raise
            run.ask_to_end(EndReason.SIGNAL)
        finally:  # whatever happened since the start, no thread may go on recording behind a program that has ended
            for task in tasks:
                task.cancel()
            await run.end()
            await run.put_away()
            for outcome in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(outcome, Exception):  # the recording is whole all the same
                    _LOG.error("Something beside the recording failed: %s", outcome, exc_info=outcome)
    return run.failure


async def _complain(handover: Handover) -> None:
    """Say what is wrong with the handing over while the recording goes on."""
    while True:
        handover.complain()
        await asyncio.sleep(_COMPLAIN_EVERY_S)


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


def _tell(error: LookhearError) -> None:
    print(f"lookhear: {error.for_people()}", file=sys.stderr)


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
