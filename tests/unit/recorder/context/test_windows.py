"""Names of windows on their way into a recording, by a clock that a test moves."""

from __future__ import annotations

import asyncio
import json
import queue
from typing import TYPE_CHECKING

import pytest

from lookhear.protocol.channels import ChannelId
from lookhear.recorder.context import windows as module
from lookhear.recorder.context.windows import WindowNames
from lookhear.recorder.events import Journalled
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.rows import EndReason, WindowRow
from lookhear.system.active_window import ActiveWindow
from tests.fakes.active_windows import ScriptedWindows
from tests.fakes.recorders import plan, recorder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.recorder.service import Recorder

WAITS_S = 60
SECOND = 1_000_000_000


class Noting:
    """Names that are noted from windows of a test."""

    def __init__(self, *, first: ActiveWindow | None = None) -> None:
        self.now_ns = 10 * SECOND
        self.windows = ScriptedWindows(first=first)
        self.rows: queue.SimpleQueue[WindowRow] = queue.SimpleQueue()
        self.names = WindowNames(self.windows, now_ns=lambda: self.now_ns, sink=self.rows.put)
        self.names.start()

    def wish(self) -> None:
        self.names.wish(is_wished=True)
        assert self.windows.is_watching.wait(WAITS_S)

    def rest(self) -> None:
        self.names.wish(is_wished=False)
        assert self.windows.was_closed.wait(WAITS_S)

    def later(self, ns: int) -> None:
        self.now_ns += ns

    def next(self) -> WindowRow:
        return self.rows.get(timeout=WAITS_S)


@pytest.fixture
def noting() -> Iterator[Noting]:
    made = Noting(first=ActiveWindow("Editor", "a.txt", 7))
    yield made
    made.names.finish()
    assert made.rows.empty()


def test_the_window_of_the_start_and_every_change_are_noted(noting: Noting) -> None:
    noting.wish()
    row = noting.next()
    assert (row.app, row.title, row.pid, row.t_ns) == ("Editor", "a.txt", 7, 10 * SECOND)
    noting.later(SECOND)
    noting.windows.focus("Firefox", "password: hunter2", None)
    row = noting.next()
    assert (row.app, row.title, row.pid, row.t_ns) == ("Firefox", "password: [masked: password]", None, 11 * SECOND)


def test_nothing_is_asked_before_it_is_wished_and_none_of_it_afterwards(noting: Noting) -> None:
    assert noting.windows.starts == 0
    noting.wish()
    noting.next()
    noting.rest()
    noting.later(SECOND)
    noting.windows.focus("Bank", "secret")
    noting.windows.focus("Editor", "a.txt")
    noting.wish()
    assert noting.next().title == "a.txt"  # again: what was in front meanwhile nobody knows
    assert noting.windows.starts == 2


def test_a_title_that_flickers_is_noted_once_a_second(noting: Noting) -> None:
    noting.wish()
    noting.next()
    for count in range(50):
        noting.windows.focus("Editor", f"{count}")
    noting.later(SECOND)
    noting.windows.focus("Editor", "last")
    assert noting.next().title == "last"


def test_a_title_that_comes_back_is_no_change(noting: Noting) -> None:
    noting.wish()
    noting.next()
    noting.later(SECOND)
    noting.windows.focus("Editor", "a.txt")
    noting.later(SECOND)
    noting.windows.focus("Editor", "b.txt")
    assert noting.next().title == "b.txt"


def test_there_is_an_end_to_it(monkeypatch: pytest.MonkeyPatch, noting: Noting) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 2)
    noting.wish()
    noting.next()
    noting.later(SECOND)
    noting.windows.was_closed.clear()
    noting.windows.focus("Editor", "b.txt")
    noting.next()
    assert noting.windows.was_closed.wait(WAITS_S)
    noting.windows.focus("Editor", "c.txt")
    noting.names.wish(is_wished=True)


def test_it_can_end_without_having_begun() -> None:
    WindowNames(ScriptedWindows(), now_ns=lambda: 0, sink=lambda _row: None).finish()


def test_what_breaks_ends_the_names_and_nothing_else() -> None:
    noting = Noting()

    def broken(_changed: object) -> None:
        raise RuntimeError("Bank: secret")

    noting.windows.start = broken  # type: ignore[method-assign,assignment]
    noting.names.wish(is_wished=True)
    assert noting.windows.was_closed.wait(WAITS_S)
    noting.names.finish()


async def name_of(made: Recorder) -> str:
    """The next title that is durable."""
    while True:
        event = await made.next_event()
        if isinstance(event, Journalled) and isinstance(event.row, WindowRow):
            return event.row.title


async def has_ended(windows: ScriptedWindows) -> None:
    assert await asyncio.to_thread(windows.was_closed.wait, WAITS_S)


def events_of(made: Recorder) -> list[dict[str, object]]:
    log = RecordingLog.load(made.folder)
    return [json.loads(line) for row in log.context for line in log.path(row).read_bytes().splitlines()]


def test_names_are_recorded_but_not_while_it_is_paused_or_its_displays_are_held(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    windows = ScriptedWindows(first=ActiveWindow("Editor", "first", 7))
    made = recorder(tmp_path, windows=lambda: windows)
    display = {ChannelId.display(1)}

    async def go() -> None:
        await made.start(plan("display:1", "mic:default"))
        assert await name_of(made) == "first"
        await made.pause()
        await has_ended(windows)
        windows.focus("Bank", "never seen")
        windows.focus("Editor", "second")
        await made.resume()
        assert await name_of(made) == "second"
        await made.hold(display)
        await has_ended(windows)
        windows.focus("Bank", "never seen")
        windows.focus("Editor", "third")
        await made.release(display)
        assert await name_of(made) == "third"
        await made.stop(EndReason.STOPPED)

    asyncio.run(go())
    assert windows.was_closed.is_set()
    events = events_of(made)
    assert [event["title"] for event in events if event["kind"] == "window"] == ["first", "second", "third"]
    assert not [record for record in caplog.records if "first" in record.getMessage() or "Editor" in record.getMessage()]


def test_without_a_display_nobody_is_asked(tmp_path: Path) -> None:
    windows = ScriptedWindows(first=ActiveWindow("Editor", "first", 7))
    made = recorder(tmp_path, windows=lambda: windows)

    async def go() -> None:
        await made.start(plan("mic:default"))
        await made.stop(EndReason.STOPPED)

    asyncio.run(go())
    assert windows.starts == 0
    assert "window" not in [event["kind"] for event in events_of(made)]


def test_a_recording_that_is_discarded_ends_it_too(tmp_path: Path) -> None:
    windows = ScriptedWindows()
    made = recorder(tmp_path, windows=lambda: windows)

    async def go() -> None:
        await made.start(plan("display:1"))
        await made.discard()

    asyncio.run(go())
    assert windows.was_closed.is_set()
    assert not made.folder.exists()
