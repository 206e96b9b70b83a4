"""One recording on the engine loop: starts it, shows the live line, and ends it on a signal, the duration or a full disk."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from typing import TYPE_CHECKING

from lookhear.cli.live_line import LiveLine
from lookhear.recorder.events import StorageFailed
from lookhear.recorder.spool.rows import EndReason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lookhear.errors import LookhearError
    from lookhear.recorder.events import RecordingStarted
    from lookhear.recorder.service import Recorder, RecordingPlan

_LINE_PERIOD_S = 0.5


async def record(
    recorder: Recorder, make_plan: Callable[[], RecordingPlan], *, duration_s: float | None, is_quiet: bool
) -> LookhearError | None:
    """Record until something ends it; gives the error when storage did. Raises what `Recorder.start` raises."""
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[EndReason | LookhearError] = loop.create_future()
    with _signals(loop, lambda: _settle(outcome, EndReason.SIGNAL)):
        plan = make_plan()
        started = await recorder.start(plan)
        _tell_failures(started)
        if duration_s is not None:
            loop.call_later(duration_s, _settle, outcome, EndReason.DURATION)
        tasks = [asyncio.create_task(_watch(recorder, outcome)), asyncio.create_task(_tidy(recorder))]
        if not is_quiet and sys.stderr.isatty():
            tasks.append(asyncio.create_task(_show_line(LiveLine(started.folder, recorder.now_ns))))
        try:
            ended = await outcome
        except asyncio.CancelledError:  # Ctrl-C where the loop has no signal handlers
            ended = EndReason.SIGNAL
        finally:
            for task in tasks:
                task.cancel()
            await recorder.stop(ended if isinstance(ended, EndReason) else EndReason.DISK_FULL)
            await asyncio.gather(*tasks, return_exceptions=True)
    return None if isinstance(ended, EndReason) else ended


def _settle(outcome: asyncio.Future[EndReason | LookhearError], value: EndReason | LookhearError) -> None:
    if not outcome.done():
        outcome.set_result(value)


async def _watch(recorder: Recorder, outcome: asyncio.Future[EndReason | LookhearError]) -> None:
    while True:
        event = await recorder.next_event()
        if isinstance(event, StorageFailed):
            _settle(outcome, event.error)


async def _tidy(recorder: Recorder) -> None:
    """Finish quietly what a crash left behind, while this recording runs. It never touches one that is being written."""
    from lookhear.recorder.spool.recovery import recover_all

    await asyncio.to_thread(recover_all, recorder.folder.parent)


async def _show_line(line: LiveLine) -> None:
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
    """SIGINT and SIGTERM end the recording cleanly."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    for number in numbers:
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C cancels the task instead
            loop.add_signal_handler(number, ask_to_stop)
    try:
        yield
    finally:
        for number in numbers:
            with contextlib.suppress(NotImplementedError):
                loop.remove_signal_handler(number)
