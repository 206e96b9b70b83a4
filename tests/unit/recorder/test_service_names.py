"""Names of windows in a recording: while a display is recorded, and at no other time."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from lookhear.protocol.channels import ChannelId
from lookhear.recorder.events import Journalled
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.rows import EndReason, WindowRow
from lookhear.system.active_window import ActiveWindow
from tests.fakes.active_windows import ScriptedWindows
from tests.fakes.recorders import plan, recorder

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from lookhear.recorder.service import Recorder

WAITS_S = 20


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
